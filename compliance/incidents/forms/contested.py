"""Contested facts: the question, the accounts of it, and what the office makes of them."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.core.errors import Fault
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import CLAIMANTS, badged, choice, choices
from compliance.incidents.forms.process import LONGEST
from compliance.incidents.queries import Supports
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import Claimant, FactStatus
from compliance.web.forms import DayField, Form, strip


class SupportField(SelectMultipleField):
    """What an account rests on: a box for each thing that the case has. Values are `evidence:K7Q2MD` and the like."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def offer(self, supports: Supports) -> None:
        """Fill in what there is."""
        kinds = (
            ("evidence", gettext("Evidence"), supports.evidence),
            ("source", gettext("Source"), supports.sources),
            ("interview", gettext("Interview"), supports.interviews),
            ("reply", gettext("Reply"), supports.replies),
        )
        self.choices = [
            choice(f"{kind}:{key}", f"{label}: {name}") for kind, label, there in kinds for key, name in there
        ]

    def chosen(self) -> verbs.Support:
        """What was ticked."""
        ticked: dict[str, set[str]] = {}
        for value in self.data or ():
            kind, _colon, key = value.partition(":")
            ticked.setdefault(kind, set()).add(key)
        return verbs.Support(
            frozenset(ticked.get("evidence", ())),
            frozenset(ticked.get("source", ())),
            frozenset(ticked.get("interview", ())),
            frozenset(int(key) for key in ticked.get("reply", ())),
        )


def _claimant(default: Claimant) -> RadioField:
    return RadioField(
        _("Whose account"), [InputRequired(_("Choose one."))], choices=choices(CLAIMANTS), default=default.value
    )


def _who() -> StringField:
    return StringField(
        _("Which state, or who else"),
        [Optional(), Length(max=300)],
        filters=[strip],
        description=_("Only for an account of a state or of somebody else."),
    )


def _account() -> TextAreaField:
    return TextAreaField(
        _("What is said"), [InputRequired(_("Write what is said.")), Length(max=20_000)], render_kw={"rows": 4}
    )


def _support() -> SupportField:
    return SupportField(_("What supports it"), [Optional()])


class ClaimForm(Form):
    """One more account of a contested fact."""

    claimant = _claimant(Claimant.OTHER)
    who = _who()
    text = _account()
    support = _support()

    def offer(self, supports: Supports) -> None:
        """Fill in what an account can rest on."""
        self.support.offer(supports)

    def to_command(self) -> verbs.NewClaim:
        """The account."""
        return verbs.NewClaim(
            Claimant(self.claimant.data), self.text.data or "", self.who.data or None, self.support.chosen()
        )


class FactForm(Form):
    """A question of fact with the two accounts that are given of it."""

    question = TextAreaField(
        _("The question of fact"),
        [InputRequired(_("Write the question of fact.")), Length(max=5_000)],
        description=_("One that has an answer: “Who paid for the journey?” rather than “Was the journey proper?”"),
        render_kw={"rows": 2},
    )
    first_claimant = _claimant(Claimant.OFFICE)
    first_who = _who()
    first_text = _account()
    first_support = _support()
    second_claimant = _claimant(Claimant.CANDIDATE)
    second_who = _who()
    second_text = _account()
    second_support = _support()

    def offer(self, supports: Supports) -> None:
        """Fill in what the accounts can rest on."""
        self.first_support.offer(supports)
        self.second_support.offer(supports)

    def to_command(self) -> verbs.NewFact:
        """The question and both accounts."""
        return verbs.NewFact(self.question.data or "", (self._claim("first"), self._claim("second")))

    def _claim(self, name: str) -> verbs.NewClaim:
        fields: Any = {part: self[f"{name}_{part}"] for part in ("claimant", "text", "who", "support")}
        return verbs.NewClaim(
            Claimant(fields["claimant"].data),
            fields["text"].data or "",
            fields["who"].data or None,
            fields["support"].chosen(),
        )

    def _hang_one(self, fault: Fault) -> None:
        place = fault.place.replace("claims[0].", "first_").replace("claims[1].", "second_")
        super()._hang_one(Fault(place, fault.message))


class FactAssessmentForm(Form):
    """What the office makes of a contested fact."""

    status = RadioField(_("Assessment"), [InputRequired(_("Choose one."))])
    reasons = TextAreaField(
        _("Reasons"),
        [InputRequired(_("Give the reasons.")), LONGEST],
        description=_("Which account is preferred and from what, or why the question stays open."),
        render_kw={"rows": 6},
    )
    assessed_on = DayField(_("Assessed on"), [InputRequired(_("Give the day."))])

    def offer(self) -> None:
        """Fill in the choices."""
        self.status.choices = badged("fact", FactStatus)

    def to_command(self) -> verbs.NewAssessment:
        """The assessment."""
        if self.assessed_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.NewAssessment(FactStatus(self.status.data), self.reasons.data or "", self.assessed_on.data)
