"""To ask for a review, appoint who makes it and decide it; and the acts that take two people."""

from collections.abc import Iterable
from datetime import date

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import badged, choice, choices
from compliance.incidents.queries import Ending
from compliance.incidents.service import ReviewDecision
from compliance.incidents.terms import Result, ReviewOutcome
from compliance.web.forms import DayField, Form

LONGEST = Length(max=20_000)
OUTCOMES = {
    ReviewOutcome.UPHELD: _("Upheld: the findings stand"),
    ReviewOutcome.CHANGED: _("Changed: the findings chosen below take the place of those before them"),
    ReviewOutcome.REMITTED: _("Sent back: the office decides anew"),
}


class AskForm(Form):
    """Why a case should be looked at again."""

    grounds = TextAreaField(
        _("Grounds"),
        [InputRequired(_("Say what should be looked at again, and why.")), LONGEST],
        description=_("Such as: what was overlooked, misread, or has come to light since."),
        render_kw={"rows": 10},
    )


class AppointForm(Form):
    """Who reviews."""

    reviewer = SelectField(_("Reviewer"), [InputRequired(_("Choose one."))])

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """Fill in the choices: ids and names."""
        self.reviewer.choices = [choice(str(key), name) for key, name in people]


class DecideForm(Form):
    """What came of a review. `offer` adds a question for each finding, whether and to what it changes."""

    outcome = RadioField(_("Outcome"), [InputRequired(_("Choose one."))], choices=choices(OUTCOMES))
    decided_on = DayField(_("Decided on"), [InputRequired(_("Give the day of the decision."))])
    reasons = TextAreaField(
        _("Reasons"),
        [InputRequired(_("Give the reasons.")), LONGEST],
        description=_("The candidate reads them; they are also the reasons of findings that change."),
        render_kw={"rows": 10},
    )

    def to_command(self) -> ReviewDecision:
        """The decision."""
        day: date | None = self.decided_on.data
        if day is None:
            raise ValueError("the form was not checked")
        chosen = {field.name: field.data for field in self if field.name.startswith("result_") and field.data}
        results = {int(name.removeprefix("result_")): Result(value) for name, value in chosen.items()}
        return ReviewDecision(ReviewOutcome(self.outcome.data), day, self.reasons.data or "", results)


def decide_form(endings: Iterable[Ending], today: date) -> DecideForm:
    """A form with a question for each finding that stands."""
    fields = {}
    for one in endings:
        if one.result is not None:
            label = gettext("Finding on %(clause)s", clause=f"{one.number}, {one.instrument_title}")
            offered = [choice("", gettext("Stays as it is")), *badged("result", Result)]
            fields[f"result_{one.position}"] = SelectField(label, choices=offered, default="")
    made: DecideForm = type("DecideFormOfCase", (DecideForm,), fields)(data={"decided_on": today})
    return made


class SummaryForm(Form):
    """What the public reads of a case."""

    summary = TextAreaField(
        _("Summary for the public"),
        [InputRequired(_("Write a summary for the public.")), LONGEST],
        description=_("Name no source, no member of staff and nobody who reported. The findings are printed below it."),
        render_kw={"rows": 10},
    )


class UnmaskForm(Form):
    """Why the name of a source is needed."""

    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say why the name is needed, and what for.")), LONGEST],
        description=_("Another officer of the case reads it. Do not write here who you think it is."),
        render_kw={"rows": 6},
    )
