"""One form for each act on the deadlines of a case, and one for the rules of a contest."""

from collections.abc import Iterator
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from compliance.contests.forms import NumberField
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.deadlines import Counting, Rule, Rules, Step, Track
from compliance.incidents.forms.labels import choice
from compliance.incidents.forms.process import LONGEST, DatedForm, ReasonForm
from compliance.incidents.service import RuleSet
from compliance.web.forms import DayField, Form, RevisedForm
from compliance.web.status import badge


class ExtendForm(ReasonForm):
    """A later day, and why."""

    due_on = DayField(_("New due day"), [InputRequired(_("Give the new day."))])


class AskForm(Form):
    """The candidate asks for more time."""

    due_on = DayField(
        _("Until when you would need it"),
        [InputRequired(_("Give the day until which you would need."))],
        description=_("The day stays as it is until the office has decided."),
    )
    reason = TextAreaField(_("Why you need more time"), [InputRequired(_("Give the reason.")), LONGEST])


class DecideForm(Form):
    """The office grants or refuses more time."""

    decision = RadioField(_("Decision"), [InputRequired(_("Choose one."))])
    due_on = DayField(
        _("New due day"),
        [InputRequired(_("Give the new day; it counts only if you grant more time."))],
        description=_("As asked for, or an earlier day. It counts only if you grant more time."),
    )
    reason = TextAreaField(
        _("Reasons"), [InputRequired(_("Give the reason.")), LONGEST], description=_("The candidate reads them.")
    )

    def offer(self) -> None:
        """Fill in the choices."""
        self.decision.choices = [
            choice("grant", gettext("Grant more time")),
            choice("refuse", gettext("Refuse: the day stays")),
        ]


class SuspendForm(ReasonForm):
    """The case waits."""

    waiting_for = StringField(
        _("For whom it waits"),
        [InputRequired(_("Say for whom the case waits.")), Length(max=300)],
        description=_("Such as: the auditors of the host state. Never name a source."),
    )


class ResumeForm(DatedForm):
    """What the case waited for has come."""

    reason = TextAreaField(_("Remark"), [LONGEST], description=_("Such as: the auditors have answered."))


class RulesForm(RevisedForm):
    """How long each step takes; the fields of the steps are added by `rules_form`."""

    expedited_days = NumberField(
        _("Days before the vote from which it is expedited"),
        [InputRequired(_("Give a number of days, such as 30."))],
        description=_("Counted back from the day of the vote. With 0, it is expedited on that day only."),
    )

    def rows(self) -> Iterator[tuple[Step, list[tuple[Any, Any]]]]:
        """The fields of each step: days and kind of days, first of the standard track and then of the expedited one."""
        for step in Step:
            yield step, [(self[f"{step}_{track}"], self[f"{step}_{track}_counting"]) for track in Track]

    def to_command(self) -> RuleSet:
        """The rules."""
        rules = {
            (step, track): Rule(self[f"{step}_{track}"].data, Counting(self[f"{step}_{track}_counting"].data))
            for step in Step
            for track in Track
        }
        return RuleSet(rules, self.expedited_days.data or 0)


def rules_form(rules: Rules, expedited_days: int, revision: int) -> RulesForm:
    """The form of a contest's rules, filled in."""
    countings = [
        choice(Counting.WORKING.value, gettext("working days")),
        choice(Counting.CALENDAR.value, gettext("calendar days")),
    ]
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"expedited_days": expedited_days, "revision": revision}
    for (step, track), rule in rules.items():
        name = f"{step}_{track}"
        label = str(badge("track", track).label)
        fields[name] = NumberField(label, [InputRequired(gettext("Give a number of days."))])
        fields[f"{name}_counting"] = SelectField(gettext("%(track)s: counted in", track=label), choices=countings)
        data |= {name: rule.days, f"{name}_counting": rule.counting.value}
    made: RulesForm = type("ContestRulesForm", (RulesForm,), fields)(data=data)
    return made
