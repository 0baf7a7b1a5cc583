"""One form for each act of due process: to assess, find, conclude and close."""

from collections.abc import Iterable
from datetime import date

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import GROUNDS, STANDARDS, choice, choices, explained
from compliance.incidents.service import Assessment, NewFinding
from compliance.incidents.terms import InadmissibilityGround, Result, StandardOfProof
from compliance.web.forms import DayField, Form

LONGEST = Length(max=50_000)


class DatedForm(Form):
    """An act on a day: today unless another one is given."""

    on = DayField(_("Day"), [InputRequired(_("Give the day."))])

    @property
    def day(self) -> date:
        """The day, once it was checked."""
        if self.on.data is None:
            raise ValueError("the form was not checked")
        return self.on.data


class ReasonForm(Form):
    """Why something is done."""

    reason = TextAreaField(_("Reason"), [InputRequired(_("Give the reason.")), LONGEST])


class ClosingForm(DatedForm, ReasonForm):
    """Why and on which day."""


class RepliesOverForm(DatedForm):
    """That the time to reply is over."""

    reason = TextAreaField(
        _("Remark"), [Optional(), LONGEST], description=_("Such as: an extension was not asked for.")
    )


class AssessForm(Form):
    """Whether the office may deal with the incident."""

    admissible = RadioField(_("Decision"), [InputRequired(_("Choose one."))])
    ground = RadioField(
        _("Ground"), [Optional()], description=_("Only if it is inadmissible: the first of these that holds.")
    )
    other = StringField(
        _("Reference of the other case"),
        [Optional(), Length(max=40)],
        description=_("For a duplicate, the case that it repeats. For bad faith, the case of its own about it."),
    )
    reason = TextAreaField(_("Reasons"), [InputRequired(_("Give the reasons for the decision.")), LONGEST])
    decided_on = DayField(_("Decided on"), [InputRequired(_("Give the day of the decision."))])

    def offer(self) -> None:
        """Fill in the choices."""
        self.admissible.choices = [
            choice("yes", gettext("Admissible: the office deals with it")),
            choice("no", gettext("Inadmissible: it goes no further")),
        ]
        self.ground.choices = choices(GROUNDS)

    def to_command(self) -> Assessment:
        """The decision."""
        admissible = self.admissible.data == "yes"
        ground = InadmissibilityGround(self.ground.data) if self.ground.data and not admissible else None
        return Assessment(admissible, self.reason.data or "", _day(self.decided_on), ground, self.other.data or None)


class FindingForm(Form):
    """What was found on one allegation."""

    result = RadioField(_("Result"), [InputRequired(_("Choose one."))])
    standard_of_proof = RadioField(
        _("Standard of proof"),
        [InputRequired(_("Choose one."))],
        choices=choices(STANDARDS),
    )
    standard_reason = TextAreaField(
        _("Why this standard of proof"),
        [Optional(), LONGEST],
        description=_(
            "Only where it is not the usual one of this contest. The candidate, and after publication the public, will "
            "read it."
        ),
        render_kw={"rows": 3},
    )
    decided_on = DayField(_("Decided on"), [InputRequired(_("Give the day of the finding."))])
    rationale = TextAreaField(
        _("Reasons"),
        [InputRequired(_("Give the reasons for the finding.")), LONGEST],
        description=_(
            "What was established and from what, and how the reply was weighed. The candidate, and after publication "
            "the public, will read them."
        ),
        render_kw={"rows": 12},
    )

    def offer(self, results: Iterable[Result], usual: StandardOfProof) -> None:
        """Fill in the choices; `usual` is the standard of proof from which a finding departs only for a reason."""
        self.result.choices = explained("result", results)
        self.standard_of_proof.data = self.standard_of_proof.data or usual.value
        label = STANDARDS[usual]
        self.standard_of_proof.description = gettext("The usual one in this contest: %(usual)s.", usual=label)

    def to_command(self) -> NewFinding:
        """The finding."""
        return NewFinding(
            Result(self.result.data),
            StandardOfProof(self.standard_of_proof.data),
            _day(self.decided_on),
            self.rationale.data or "",
            self.correction,
            self.standard_reason.data,
        )

    @property
    def correction(self) -> str | None:
        """Why an earlier finding is corrected; None if there is none."""
        return None


class CorrectionForm(FindingForm):
    """A finding that supersedes an earlier one, which stays on record."""

    correction_reason = TextAreaField(
        _("Why the finding is corrected"),
        [InputRequired(_("Say why the earlier finding is corrected.")), LONGEST],
        description=_("The candidate, and after publication the public, will read it, beside the earlier finding."),
    )

    @property
    def correction(self) -> str | None:
        """Why the earlier finding is corrected."""
        return self.correction_reason.data


def _day(field: DayField) -> date:
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    return field.data
