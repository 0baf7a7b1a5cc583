"""Tasks, interviews, contested facts and referrals."""

from collections.abc import Mapping

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import REFERRAL_BODIES, badged, choice, choices
from compliance.incidents.forms.process import LONGEST
from compliance.incidents.models import InterviewVersion, Task
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import ReferralBody, TaskState
from compliance.web.forms import DayField, Form, RevisedForm, strip


class TaskFields(Form):
    """What is to be done, by whom, until when."""

    what: TextAreaField
    person: SelectField
    due_on: DayField

    def offer(self, officers: Mapping[int, str]) -> None:
        """Fill in the officers who may be given a task."""
        self.person.choices = [choice(str(key), name) for key, name in officers.items()]

    def values(self) -> verbs.TaskValues:
        """The task."""
        return verbs.TaskValues(self.what.data or "", int(self.person.data), self.due_on.data)


def _what() -> TextAreaField:
    return TextAreaField(
        _("What is to be found out or done"),
        [InputRequired(_("Say what is to be found out or done.")), Length(max=5_000)],
        render_kw={"rows": 3},
    )


def _person() -> SelectField:
    return SelectField(_("For"), [InputRequired(_("Choose an officer."))])


def _due_on() -> DayField:
    return DayField(_("Due on"), [Optional()])


class TaskForm(TaskFields):
    """A new task."""

    what = _what()
    person = _person()
    due_on = _due_on()


class TaskChangeForm(TaskFields, RevisedForm):
    """A task as it stands from now on."""

    what = _what()
    person = _person()
    due_on = _due_on()
    state = RadioField(_("State"), [InputRequired(_("Choose one."))])
    note = TextAreaField(
        _("Note"),
        [Optional(), LONGEST],
        description=_("What came of it; or why the task is changed or dropped, which must be said."),
        render_kw={"rows": 3},
    )

    def fill(self, task: Task) -> None:
        """Fill in the task as it stands."""
        self.what.data, self.person.data, self.due_on.data = task.what, str(task.user_id), task.due_on
        self.state.data, self.revision.data = task.state.value, str(task.revision)

    def offer_states(self) -> None:
        """Fill in what can become of a task."""
        self.state.choices = badged("task", TaskState)

    def to_command(self) -> verbs.TaskUpdate:
        """The change."""
        return verbs.TaskUpdate(self.values(), TaskState(self.state.data), self.note.data)


class InterviewForm(Form):
    """The record of an interview."""

    person = StringField(
        _("With whom"),
        [InputRequired(_("Say who was heard: a role or a name.")), Length(max=300)],
        filters=[strip],
        description=_("A role is often enough, and protects better than a name. Only officers of this case see it."),
    )
    held_on = DayField(_("Held on"), [InputRequired(_("Give the day."))])
    place = StringField(_("Where"), [Optional(), Length(max=300)], filters=[strip])
    present = TextAreaField(
        _("Who was present"), [Optional(), Length(max=5_000)], filters=[strip], render_kw={"rows": 2}
    )
    accompaniment_offered = BooleanField(
        _("They were offered to be accompanied"), description=_("By a person of their choice who has no part in it.")
    )
    record = TextAreaField(
        _("Record"), [InputRequired(_("Write down what was said.")), LONGEST], render_kw={"rows": 14}
    )
    sent_on = DayField(
        _("Sent for correction on"),
        [Optional()],
        description=_("The day on which the person who was heard was given the record to check."),
    )
    corrections = TextAreaField(
        _("Corrections"),
        [Optional(), LONGEST],
        description=_("What they want put right, in their own words."),
        render_kw={"rows": 4},
    )
    corrections_on = DayField(_("Corrections received on"), [Optional()])
    confirmed_on = DayField(_("Confirmed on"), [Optional()], description=_("The day on which they confirmed it."))

    def fill(self, version: InterviewVersion) -> None:
        """Fill in the record as it stands."""
        for name in ("person", "held_on", "place", "present", "accompaniment_offered", "record"):
            self[name].data = getattr(version, name)
        for name in ("sent_on", "corrections", "corrections_on", "confirmed_on"):
            self[name].data = getattr(version, name)

    def to_command(self) -> verbs.InterviewRecord:
        """The record."""
        if self.held_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.InterviewRecord(
            person=self.person.data or "",
            held_on=self.held_on.data,
            place=self.place.data or None,
            present=self.present.data or None,
            accompaniment_offered=bool(self.accompaniment_offered.data),
            record=self.record.data or "",
            sent_on=self.sent_on.data,
            corrections=self.corrections.data or None,
            corrections_on=self.corrections_on.data,
            confirmed_on=self.confirmed_on.data,
        )


class InterviewChangeForm(InterviewForm):
    """A record that supersedes the one before, which stays."""

    number = HiddenField()
    reason = TextAreaField(
        _("What was changed, and why"),
        [InputRequired(_("Say what was changed, and why.")), LONGEST],
        description=_("The record as it was stays in the history."),
        render_kw={"rows": 3},
    )

    def fill(self, version: InterviewVersion) -> None:
        """Fill in the record as it stands, and which one that is."""
        super().fill(version)
        self.number.data = str(version.number)

    @property
    def expected_number(self) -> int:
        """The number of the version that the person saw; -1 (which none has) if it was tampered with."""
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdigit() else -1


class ReferralForm(Form):
    """To whom a matter of the workplace was left, and when."""

    body = RadioField(_("Referred to"), [InputRequired(_("Choose one."))], choices=choices(REFERRAL_BODIES))
    referred_on = DayField(_("Referred on"), [InputRequired(_("Give the day."))])

    def to_command(self) -> verbs.NewReferral:
        """The referral."""
        if self.referred_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.NewReferral(ReferralBody(self.body.data), self.referred_on.data)
