"""Forms of pledges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.errors import Fault
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.pledges.receipt import Choice
from compliance.pledges.service import PaperPledge, SignPledge
from compliance.pledges.service.choosing import LONGEST_STATEMENT
from compliance.pledges.terms import Decision
from compliance.web.forms import DayField, Form, none_if_empty, strip

DECISIONS = [
    SelectChoice(Decision.ACCEPTED.value, _("I accept this clause")),
    SelectChoice(Decision.ACCEPTED_WITH_RESERVATION.value, _("I accept it with a reservation")),
    SelectChoice(Decision.DECLINED.value, _("I decline it")),
]
ON_PAPER = [
    SelectChoice(Decision.ACCEPTED.value, _("Accepted")),
    SelectChoice(Decision.ACCEPTED_WITH_RESERVATION.value, _("Accepted with a reservation")),
    SelectChoice(Decision.DECLINED.value, _("Declined")),
]


def day(field: DayField) -> date:
    """The day in a required field of a form that was found valid."""
    if field.data is None:
        raise ValueError("the form was not checked")
    return field.data


def _asked_for(statement: Field) -> None:
    """Never call a statement optional: it is shown where a reservation or a refusal is chosen, and is needed there."""
    statement.flags.required = True


class ClauseForm(Form):
    """What the candidate decides on one clause."""

    decision = RadioField(_("Your decision"), [InputRequired(_("Choose one of the three."))], choices=DECISIONS)
    statement = TextAreaField(
        _("Your statement"),
        [Length(max=LONGEST_STATEMENT)],
        description=_(
            "Needed for a reservation or a refusal. It becomes part of what you sign. The ethics office, the chair and "
            "the bureau read it; other candidates and observers see your decision only."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked_for(self.statement)

    def choice(self) -> Choice:
        """What was decided."""
        return Choice(Decision(self.decision.data), self.statement.data or None)

    def _hang_one(self, fault: Fault) -> None:
        place = "statement" if fault.place.startswith("decisions.") else fault.place
        super()._hang_one(Fault(place, fault.message))


class AcceptRestForm(Form):
    """Accepts, by name, every clause on which nothing was decided yet."""


class SignForm(Form):
    """The signature. It carries the digest of what was reviewed, which is all that it can sign."""

    reviewed = HiddenField()

    typed_name = StringField(
        _("Your name"),
        [InputRequired(_("Type your name.")), Length(max=300)],
        description=_("Typing it here is your signature."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    submitted_to = StringField(
        _("Submitted to"),
        [Optional(), Length(max=300)],
        filters=[none_if_empty],
        description=_("To whom the code asks you to submit it, such as: Chair of the Council"),
    )
    password = PasswordField(
        _("Your password"),
        [InputRequired(_("Enter your password.")), Length(max=1024)],
        description=_("Asked for again, so that nobody signs at a screen that you left."),
        render_kw={"autocomplete": "current-password"},
    )

    def to_command(self, decisions: Mapping[str, Choice]) -> SignPledge:
        """The signature under decisions that were drafted and reviewed."""
        return SignPledge(decisions, self.typed_name.data or "", self.submitted_to.data)


class PaperClause(PlainForm):
    """What stands on the paper about one clause."""

    number = HiddenField()
    decision = SelectField(_("Decision"), choices=ON_PAPER, default=Decision.ACCEPTED.value)
    statement = TextAreaField(_("Statement"), [Length(max=LONGEST_STATEMENT)], filters=[strip])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked_for(self.statement)


class PaperForm(Form):
    """A pledge that was signed on paper, with its scan."""

    signed_on = DayField(_("Signed on"), [InputRequired(_("Give the day under the signature."))])
    signatory = StringField(
        _("Name under the signature"), [InputRequired(_("Give the name under the signature.")), Length(max=300)]
    )
    submitted_to = StringField(_("Submitted to"), [Optional(), Length(max=300)], filters=[none_if_empty])
    file = FileField(
        _("Scan of the signed paper"),
        [FileRequired(_("Add the scan: it is what others can check this entry against."))],
        description=_("PDF, PNG, JPEG or WebP"),
    )
    clauses = FieldList(FormField(PaperClause))

    def _hang_one(self, fault: Fault) -> None:
        """Put what is wrong with a decision beside its clause as well."""
        number = fault.place.removeprefix("decisions.")
        for entry in self.clauses.entries:
            if entry.form.number.data == number:
                entry.form.statement.errors = [fault.message]
                fault = Fault("", gettext("Clause %(number)s: %(message)s", number=number, message=fault.message))
        super()._hang_one(fault)

    def decisions(self, numbers: tuple[str, ...]) -> dict[str, Choice]:
        """The decisions by clause number. The page shows the clauses in this order."""
        rows = [entry.form for entry in self.clauses.entries]
        return {
            number: Choice(Decision(row.decision.data), row.statement.data or None)
            for number, row in zip(numbers, rows, strict=False)
        }

    def to_command(self, numbers: tuple[str, ...]) -> PaperPledge:
        """What was filled in."""
        return PaperPledge(
            self.decisions(numbers), day(self.signed_on), self.signatory.data or "", self.submitted_to.data
        )


class WithdrawForm(Form):
    """From which day an acknowledgement no longer counts."""

    on = DayField(
        _("Withdrawn on"),
        [InputRequired(_("Give the day of the withdrawal."))],
        description=_("The pledge binds to the day before. It stays on record with everything that was signed."),
    )


class DigestForm(Form):
    """A digest to look for, or the file of a receipt."""

    digest = StringField(
        _("Digest"), [Optional(), Length(max=200)], description=_("The 64 characters that are printed on a receipt.")
    )
    file = FileField(_("Receipt file"), description=_("The JSON file of a receipt, just as it was downloaded."))


class PeriodForm(Form):
    """From which day to which. It stands in the address."""

    class Meta(Form.Meta):
        """A question changes nothing, so nobody needs to be kept from asking it for somebody else."""

        csrf = False

    start = DayField(_("From"), [InputRequired(_("Give the first day."))], name="from")
    until = DayField(_("Until"), [Optional()], description=_("Leave it empty for one day."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a period that ends before it begins."""
        if not super().validate(extra_validators):
            return False
        if self.until.data is not None and self.until.data < day(self.start):
            self.until.errors = [*self.until.errors, str(_("The period cannot end before it begins."))]
            return False
        return True
