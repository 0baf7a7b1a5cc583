"""What is asked about an incident of each kind: the fields, their labels, and how a value is checked and shown.

An incident that was read from a file can have other fields as well; they are kept and shown under their own names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.incidents.terms import Kind

Details = Mapping[str, Any]
"""Values by field: text, whole numbers and booleans, which is what the log can hold. Days are ISO 8601 text."""

MOST_TEXT = 2_000
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class FieldType(StrEnum):
    """How a field is asked and checked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    AMOUNT = "amount"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in `Incident.details`, its label, its type, and the choices of a choice by value."""

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """How a fault in it is placed, and how a form names it."""
        return f"details_{self.key}"


CAPACITIES = (
    ("institutional", lazy("Institutional")),
    ("personal", lazy("Personal")),
    ("campaign", lazy("Campaign")),
)
PAYERS = (
    ("organisation", lazy("The organisation")),
    ("member_state", lazy("A member state")),
    ("host", lazy("The host of the event")),
    ("candidate", lazy("The candidate")),
    ("campaign", lazy("The campaign")),
    ("other", lazy("Somebody else")),
    ("unknown", lazy("Not known")),
)
AUTHORISATIONS = (
    ("asked", lazy("Asked for, not decided")),
    ("granted", lazy("Granted")),
    ("refused", lazy("Refused")),
    ("not_asked", lazy("Not asked for")),
)

_CAPACITY = Field("capacity", lazy("In which capacity"), FieldType.CHOICE, CAPACITIES)
_CURRENCY_FIELD = Field("currency", lazy("Currency"), FieldType.CURRENCY)

FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.TRAVEL: (
        Field("destination", lazy("Destination")),
        Field("departed_on", lazy("Departed on"), FieldType.DAY),
        Field("returned_on", lazy("Returned on"), FieldType.DAY),
        Field("purpose", lazy("Stated purpose"), FieldType.LONG_TEXT),
        Field("paid_by", lazy("Paid by"), FieldType.CHOICE, PAYERS),
        _CAPACITY,
        Field("authorisation", lazy("Authorisation"), FieldType.CHOICE, AUTHORISATIONS),
        Field("authorised_by", lazy("Who decided on it")),
    ),
    Kind.SOCIAL_MEDIA: (
        Field("platform", lazy("Platform")),
        Field("account", lazy("Account")),
        _CAPACITY,
        Field("address", lazy("Address of the post")),
        Field("posted_at", lazy("Posted at"), FieldType.MOMENT),
    ),
    Kind.PRESS: (
        Field("outlet", lazy("Outlet")),
        Field("form", lazy("Form, such as interview or article")),
        Field("statement", lazy("What was said"), FieldType.LONG_TEXT),
        _CAPACITY,
    ),
    Kind.STAFF_CONTACT: (
        Field("how", lazy("How contact was made")),
        Field("by_whom", lazy("By whom")),
        Field("asked", lazy("What was asked"), FieldType.LONG_TEXT),
    ),
    Kind.MEMBER_STATE_CONTACT: (
        Field("state", lazy("Member state")),
        Field("how", lazy("How contact was made")),
        _CAPACITY,
        Field("asked_by", lazy("Who asked for it")),
    ),
    Kind.RESOURCES: (
        Field("what", lazy("What was used"), FieldType.LONG_TEXT),
        Field("value", lazy("Value"), FieldType.AMOUNT),
        _CURRENCY_FIELD,
    ),
    Kind.CONDUCT: (
        Field("towards", lazy("Towards whom")),
        Field("how", lazy("In what form"), FieldType.LONG_TEXT),
    ),
    Kind.FUNDING: (
        Field("source", lazy("Source of the money")),
        Field("amount", lazy("Amount"), FieldType.AMOUNT),
        _CURRENCY_FIELD,
        Field("period", lazy("Period")),
    ),
    Kind.RETALIATION: (
        Field("against", lazy("Against whom")),
        Field("how", lazy("In what form"), FieldType.LONG_TEXT),
    ),
    Kind.OTHER: (),
}


def without_empty(details: Details) -> dict[str, Any]:
    """Leave out what was not answered."""
    return {key: value for key, value in details.items() if value is not None and value != ""}


def faults_of_plainness(details: Details) -> list[Fault]:
    """Say what in details from any origin the record cannot hold."""
    message = _("A text, a whole number, or yes or no is expected.")
    return [Fault(f"details_{key}", message) for key, value in details.items() if type(value) not in (str, int, bool)]


def faults(kind: Kind, details: Details) -> list[Fault]:
    """Check details that somebody entered: every field is one of the kind's, with a value of its type."""
    known = {field.key: field for field in FIELDS[kind]}
    found = faults_of_plainness(details)
    for key, value in details.items():
        if key in known and (message := _fault(known[key], str(value))):
            found.append(Fault(known[key].place, message))
    departed, returned = details.get("departed_on"), details.get("returned_on")
    if not found and kind is Kind.TRAVEL and departed and returned and returned < departed:
        found.append(Fault("details_returned_on", _("The return cannot be before the departure.")))
    return found


def _fault(field: Field, value: str) -> str | None:
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        return _("This text is too long: keep to 2,000 characters.") if len(value) > MOST_TEXT else None
    if field.type is FieldType.CHOICE:
        known = value in {choice for choice, _label in field.choices}
        return None if known else _("Choose one of the answers offered.")
    if field.type is FieldType.AMOUNT:
        known = _AMOUNT.fullmatch(value) is not None
        return None if known else _("Give an amount in figures, such as 180 or 1840.50.")
    if field.type is FieldType.CURRENCY:
        return None if _CURRENCY.fullmatch(value) else _("Give the currency's code of three capitals, such as EUR.")
    read = date.fromisoformat if field.type is FieldType.DAY else datetime.fromisoformat
    try:
        read(value)
    except ValueError:
        return _("Give a date, such as 2031-02-24.")
    return None


def shown(kind: Kind, details: Details) -> list[tuple[str, str]]:
    """Pair labels with values as a person reads them: the kind's fields in order, then what a file had besides."""
    known = [(str(field.label), _text(field, details[field.key])) for field in FIELDS[kind] if field.key in details]
    keys = {field.key for field in FIELDS[kind]}
    others = [(_worded(key), _plain(value)) for key, value in details.items() if key not in keys]
    return known + others


def _text(field: Field, value: Any) -> str:
    if field.type is FieldType.CHOICE:
        return str(dict(field.choices).get(str(value), _plain(value)))
    if field.type is FieldType.DAY:
        try:
            return long_date(date.fromisoformat(str(value)))
        except ValueError:
            return _plain(value)
    return _plain(value)


def _worded(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
