"""What follows from findings: to decide it, to follow it up, to say that it is done; and the rules of concluding."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.core.storage import KeptFile
from compliance.incidents.forms.labels import STANDARDS, choice, choices, explained
from compliance.incidents.service import NewMeasure, NewStep, Standards
from compliance.incidents.terms import FollowUp, MeasureKind, StandardOfProof
from compliance.web.forms import DayField, Form, RevisedForm, none_if_empty, strip

LONGEST = Length(max=20_000)
FOLLOW_UPS = {
    FollowUp.FULFILLED: _("Fulfilled: nothing more is expected"),
    FollowUp.PARTLY: _("Followed in part: the rest is still expected"),
    FollowUp.OVERDUE: _("Overdue: the day has passed"),
    FollowUp.EXTENDED: _("Extended: a later day is set"),
    FollowUp.WAIVED: _("Waived: it is no longer asked"),
}


class MeasureForm(Form):
    """What follows, for whom it is plain: the respondent."""

    kind = RadioField(_("What follows"), [InputRequired(_("Choose one."))])
    finding = SelectField(_("It follows from"), description=_("One finding, or the case as a whole."))
    text = TextAreaField(
        _("Wording"),
        [InputRequired(_("Write what is asked or said, in full.")), LONGEST],
        description=_("The candidate reads exactly this; the wording of a public warning is also published."),
        render_kw={"rows": 8},
    )
    amount = StringField(
        _("Amount"),
        [Optional(), Length(max=20)],
        filters=[strip, none_if_empty],
        description=_("Only for a repayment, such as 1840.50."),
    )
    currency = StringField(
        _("Currency"),
        [Optional(), Length(max=3)],
        filters=[strip, none_if_empty],
        description=_("Three capitals, such as EUR."),
    )
    decided_on = DayField(_("Decided on"), [InputRequired(_("Give the day of the decision."))])
    due_on = DayField(
        _("Due by"), [Optional()], description=_("The last day, that day included. Needed where something is asked.")
    )

    def offer(self, kinds: Iterable[MeasureKind], findings: Iterable[tuple[int, str]]) -> None:
        """Fill in the choices; `findings` are keys and labels."""
        self.kind.choices = explained("measure", kinds)
        self.finding.choices = [
            choice("", gettext("The case as a whole")),
            *(choice(str(key), label) for key, label in findings),
        ]

    def to_command(self) -> NewMeasure:
        """The measure."""
        return NewMeasure(
            kind=MeasureKind(self.kind.data),
            text=self.text.data or "",
            decided_on=_day(self.decided_on),
            due_on=self.due_on.data,
            finding_id=int(self.finding.data) if self.finding.data else None,
            amount=self.amount.data,
            currency=self.currency.data,
        )


class FollowUpForm(Form):
    """How far a measure was followed."""

    step = RadioField(_("Where it stands"), [InputRequired(_("Choose one."))], choices=choices(FOLLOW_UPS))
    on = DayField(_("On"), [InputRequired(_("Give the day."))])
    due_on = DayField(_("New day"), [Optional()], description=_("Only for an extension."))
    text = TextAreaField(
        _("Remark"),
        [Optional(), LONGEST],
        description=_("Needed for what is followed in part, extended or waived. The candidate reads it."),
        render_kw={"rows": 4},
    )

    def to_command(self) -> NewStep:
        """The step."""
        return NewStep(FollowUp(self.step.data), _day(self.on), self.text.data or "", self.due_on.data)


class DoneForm(Form):
    """What the candidate did about a measure."""

    on = DayField(_("Done on"), [InputRequired(_("Give the day."))])
    text = TextAreaField(_("What was done"), [Optional(), LONGEST], render_kw={"rows": 6})
    file = FileField(_("File that shows it"), [Optional()], description=_("Such as a receipt, or a picture of a page."))

    def limit(self, most: int) -> None:
        """Let the browser say, before anything is sent, that a file has more than `most` MiB."""
        message = gettext("This file has more than %(most)s MiB. Choose a smaller one, or send it in parts.", most=most)
        self.file.render_kw = {"data-most-bytes": most * 1024 * 1024, "data-too-large-text": message}

    def to_command(self, file: KeptFile | None) -> NewStep:
        """The step; `file` is in the store."""
        return NewStep(FollowUp.DONE, _day(self.on), self.text.data or "", file=file)


class RulesForm(RevisedForm):
    """How cases of the contest are concluded."""

    standard_of_proof = RadioField(
        _("Usual standard of proof"),
        [InputRequired(_("Choose one."))],
        choices=choices(STANDARDS),
        description=_("A finding by another standard must say why."),
    )
    review_days = IntegerField(
        _("Days in which a review can be asked for"),
        [InputRequired(_("Give a whole number of days."))],
        description=_("Counted from the day after the case is concluded."),
    )

    def to_command(self) -> Standards:
        """The rules."""
        return Standards(StandardOfProof(self.standard_of_proof.data), self.review_days.data or 0)


def _day(field: DayField) -> date:
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    return field.data
