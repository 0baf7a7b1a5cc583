"""What is said to have happened: one form for each kind of incident, made from the registry of its details."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from wtforms import DateTimeLocalField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from compliance.candidates.models import Candidacy, MediaAccount
from compliance.core.language import gettext, long_date
from compliance.core.language import lazy as _
from compliance.core.periods import Period
from compliance.incidents import details
from compliance.incidents.details import FIELDS, FieldType
from compliance.incidents.forms.labels import choice
from compliance.incidents.models import Incident
from compliance.incidents.service import Amendment, NewAllegation, NewIncident
from compliance.incidents.terms import Kind
from compliance.web.forms import DayField, RevisedForm, strip
from compliance.web.status import badge

MOST_SUMMARY = 20_000
_UNANSWERED = choice("", _("Not known"))


class FactsForm(RevisedForm):
    """The facts of any kind; `facts_form` adds the fields of one kind."""

    kind: Kind

    candidate = SelectField(_("Candidate"), [InputRequired(_("Choose the candidate."))])
    title = StringField(
        _("Title"),
        [InputRequired(_("Give the incident a title.")), Length(max=300)],
        filters=[strip],
        description=_("A few neutral words. The candidate, and after publication the public, will read them."),
    )
    occurred_from = DayField(_("First day"), [InputRequired(_("Give the day on which it happened, or began."))])
    occurred_until = DayField(_("Last day"), [Optional()], description=_("Leave empty if it was one day."))
    reported_on = DayField(_("Reported on"), [InputRequired(_("Give the day on which the office was told."))])
    summary = TextAreaField(
        _("Summary"),
        [InputRequired(_("Describe what is said to have happened.")), Length(max=MOST_SUMMARY)],
        description=_("What is said to have happened, and where and when. For the office only."),
    )

    def validate_occurred_until(self, field: DayField) -> None:
        """Check that the last day is not before the first: without that nothing can be said of the days between."""
        if field.data and self.occurred_from.data and field.data < self.occurred_from.data:
            raise ValidationError(gettext("An incident cannot end before it begins."))

    def offer(self, candidates: Sequence[Candidacy], accounts: Sequence[MediaAccount] = ()) -> None:
        """Fill in the choices: candidates, and the media accounts of their register."""
        self.candidate.choices = [
            choice("", gettext("Choose…")),
            *(choice(one.key, one.name) for one in candidates),
        ]
        if "registered" in self:
            names = {one.id: one.name for one in candidates}
            self.registered.choices = [
                choice("", gettext("Another account, written below"), group=gettext("Not in the register")),
                *(choice(str(a.id), _account(a), group=names[a.candidacy_id]) for a in accounts),
            ]

    def fill(self, incident: Incident) -> None:
        """Show an incident as it is, with what its details said that this form has no choice for."""
        self.revision.data = str(incident.revision)
        for name in ("title", "occurred_from", "occurred_until", "summary"):
            self[name].data = getattr(incident, name)
        for one in FIELDS[self.kind]:
            if one.key in incident.details:
                self[one.place].data = _value(one, incident.details[one.key])
                if self[one.place].data is None:
                    said = gettext("So far: “%(words)s”", words=incident.details[one.key])
                    self[one.place].description = said

    def carried(self) -> list[tuple[str, str]]:
        """Names and values as they were sent, for the hidden fields of the next step."""
        return [(field.name, text) for field in self if field.name != "csrf_token" for text in field.raw_data or ()]

    def to_command(
        self,
        candidates: Sequence[Candidacy],
        accounts: Sequence[MediaAccount] = (),
        allegations: Sequence[NewAllegation] = (),
    ) -> NewIncident:
        """The incident to file."""
        candidacy_id = next(one.id for one in candidates if one.key == self.candidate.data)
        return NewIncident(
            candidacy_id=candidacy_id,
            kind=self.kind,
            title=self.title.data or "",
            occurred_from=_day(self.occurred_from),
            occurred_until=self.occurred_until.data,
            reported_on=_day(self.reported_on),
            summary=self.summary.data or "",
            details=self.to_details() | self._registered(accounts),
            allegations=allegations,
        )

    def to_amendment(self, incident: Incident, overrides: Mapping[int, str]) -> Amendment:
        """The facts put right; what a file had besides the fields of its kind is kept."""
        known = {one.key for one in FIELDS[incident.kind]}
        others = {key: value for key, value in incident.details.items() if key not in known}
        return Amendment(
            title=self.title.data or "",
            kind=self.kind,
            occurred_from=_day(self.occurred_from),
            occurred_until=self.occurred_until.data,
            summary=self.summary.data or "",
            details=others | self.to_details(),
            overrides=overrides,
        )

    @property
    def period(self) -> Period:
        """The days of the incident, once they were checked."""
        start = _day(self.occurred_from)
        return Period(start, self.occurred_until.data or start)

    def to_details(self) -> dict[str, Any]:
        """The details by their keys, days and moments as text."""
        given = {one.key: self[one.place].data for one in FIELDS[self.kind]}
        return details.without_empty(
            {key: value.isoformat() if isinstance(value, date) else value for key, value in given.items()}
        )

    def _registered(self, accounts: Sequence[MediaAccount]) -> dict[str, str]:
        chosen = self.registered.data if "registered" in self else ""
        found = next((one for one in accounts if str(one.id) == chosen), None)
        if found is None:
            return {}
        return {"platform": found.platform, "account": found.handle, "capacity": found.capacity.value}


class AccountsForm(FactsForm):
    """Facts about what was posted: the account is one of the register, or another."""

    registered = SelectField(
        _("Account"),
        [Optional()],
        description=_("From the candidates' registers of accounts; it says the platform and the capacity as well."),
    )

    def of_another(self, candidates: Sequence[Candidacy], accounts: Sequence[MediaAccount]) -> bool:
        """Whether the account is another candidate's; then a fault is hung on the field."""
        found = next((one for one in accounts if str(one.id) == self.registered.data), None)
        named = next((one for one in candidates if one.key == self.candidate.data), None)
        if found is None or named is None or found.candidacy_id == named.id:
            return False
        message = gettext("This account is not one of %(name)s.", name=named.name)
        self.registered.errors = [*self.registered.errors, message]
        return True


@cache
def facts_form(kind: Kind) -> type[FactsForm]:
    """The form that asks about an incident of a kind."""
    base = AccountsForm if kind is Kind.SOCIAL_MEDIA else FactsForm
    made = {one.place: _field(one) for one in FIELDS[kind]}
    return type(f"{base.__name__}Of_{kind.value}", (base,), {"kind": kind, **made})


@cache
def amend_form(kind: Kind) -> type[FactsForm]:
    """The form that puts an incident right: candidate and day of report stay."""
    made = {one.place: _field(one) for one in FIELDS[kind]}
    gone = {"candidate": None, "reported_on": None}
    return type(f"AmendFormOf_{kind.value}", (FactsForm,), {"kind": kind, **gone, **made})


def _field(field: details.Field) -> Field:
    """A form's field for one of the registry's."""
    long = Length(max=details.MOST_TEXT)
    if field.type is FieldType.LONG_TEXT:
        return TextAreaField(field.label, [Optional(), long])
    if field.type is FieldType.DAY:
        return DayField(field.label, [Optional()])
    if field.type is FieldType.MOMENT:
        return DateTimeLocalField(field.label, [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    if field.type is FieldType.CHOICE:
        return SelectField(
            field.label, [Optional()], choices=[_UNANSWERED, *(choice(*offered) for offered in field.choices)]
        )
    if field.type is FieldType.CURRENCY:
        return StringField(
            field.label, [Optional(), long], filters=[strip, _capitals], description=_("Three capitals, such as EUR.")
        )
    return StringField(field.label, [Optional(), long], filters=[strip])


def _value(field: details.Field, value: Any) -> Any:
    """A recorded detail as its field takes it; None if the field cannot show it."""
    text = str(value)
    try:
        if field.type is FieldType.DAY:
            return date.fromisoformat(text)
        if field.type is FieldType.MOMENT:
            return datetime.fromisoformat(text)
    except ValueError:
        return None
    if field.type is FieldType.CHOICE and text not in dict(field.choices):
        return None
    return text


def _capitals(value: str | None) -> str | None:
    return value.upper() if value else value


def _day(field: DayField) -> date:
    """The day of a field that is required and was checked."""
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    return field.data


def _account(account: MediaAccount) -> str:
    words = {
        "platform": account.platform,
        "handle": account.handle,
        "capacity": badge("account_capacity", account.capacity).label,
        "start": long_date(account.from_on),
    }
    if account.until_on is None:
        return gettext("%(platform)s, %(handle)s (%(capacity)s, since %(start)s)", **words)
    until = long_date(account.until_on)
    return gettext("%(platform)s, %(handle)s (%(capacity)s, %(start)s to %(until)s)", until=until, **words)
