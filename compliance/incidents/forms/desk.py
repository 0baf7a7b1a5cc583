"""The office's desk: filters and columns that live in its address, views under a name, acts on several cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import badged, choice
from compliance.incidents.queries.desk import Due, Handled, Wanted
from compliance.incidents.queries.lists import Filter
from compliance.incidents.service.desk import LONGEST_NAME
from compliance.incidents.terms import Kind, Stage
from compliance.web.forms import Form, strip


class Column(StrEnum):
    """What the list can show of a case, besides its title."""

    CANDIDATE = "candidate"
    KIND = "kind"
    OCCURRED = "occurred"
    REPORTED = "reported"
    STAGE = "stage"
    DUE = "due"
    LEAD = "lead"
    ALLEGATIONS = "allegations"
    FILED_BY = "filed_by"
    CHANGED = "changed"


COLUMNS = {
    Column.CANDIDATE: _("Candidate"),
    Column.KIND: _("Kind"),
    Column.OCCURRED: _("Occurred"),
    Column.REPORTED: _("Reported"),
    Column.STAGE: _("Stage"),
    Column.DUE: _("Next due"),
    Column.LEAD: _("Handled by"),
    Column.ALLEGATIONS: _("Allegations"),
    Column.FILED_BY: _("Filed by"),
    Column.CHANGED: _("Last change"),
}
USUAL = (Column.CANDIDATE, Column.KIND, Column.STAGE, Column.DUE, Column.LEAD)
DUE = {Due.OVERDUE: _("Overdue"), Due.SOON: _("Overdue or due within seven days")}


class BoxesField(SelectMultipleField):
    """Several choices, each with a box to tick. What is no choice is passed over: an address may be older than it."""

    def boxes(self) -> list[tuple[str, str, bool]]:
        """Value, label, and whether it is ticked."""
        return [(value, str(label), ticked) for value, label, ticked, *_rest in self.iter_choices()]

    def pre_validate(self, form: object) -> None:
        """Keep what is known."""
        del form
        known = [one[0] for one in self.iter_choices()]
        self.data = [value for value in self.data or [] if value in known]


class DeskForm(Form):
    """What the office narrows its list to, and what it shows. Sent by GET; what cannot be used narrows nothing."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    q = SearchField(_("Words, or a reference"), [Optional()], filters=[strip])
    handler = SelectField(_("Handled by"), [Optional()])
    due = SelectField(_("Next step"), [Optional()])
    open = BooleanField(_("Open cases only"))
    marked = BooleanField(_("New or changed"))
    watched = BooleanField(_("On my watch list"))
    stage = BoxesField(_("Stage"), [Optional()])
    kind = BoxesField(_("Kind"), [Optional()])
    candidate = BoxesField(_("Candidate"), [Optional()])
    column = BoxesField(_("Columns"), [Optional()])

    def offer(self, candidates: Iterable[tuple[str, str]], officers: Iterable[tuple[str, str]]) -> None:
        """Fill in the choices: keys and names of candidates, references and names of officers."""
        who = (choice(Handled.MINE, gettext("Me")), choice(Handled.NOBODY, gettext("Nobody")))
        self.handler.choices = [choice("", gettext("Anybody or nobody")), *who, *(choice(*one) for one in officers)]
        self.due.choices = [choice("", gettext("Due at any time")), *(choice(one, text) for one, text in DUE.items())]
        self.stage.choices = badged("stage", Stage)
        self.kind.choices = badged("kind", Kind)
        self.candidate.choices = [choice(key, name) for key, name in candidates]
        self.column.choices = [choice(one, text) for one, text in COLUMNS.items()]
        self.validate()

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any(field.data for field in self if field.name != "column")

    @property
    def columns(self) -> list[Column]:
        """The columns that were chosen, in their order; the usual ones if none was."""
        picked = [Column(value) for value in self.column.data or []]
        return [one for one in Column if one in (picked or USUAL)]

    def to_wanted(self) -> Wanted:
        """What to narrow the list to."""
        handler = self.handler.data if not self.handler.errors else ""
        due = self.due.data if not self.due.errors else ""
        return Wanted(
            Filter(
                stages=frozenset(Stage(one) for one in self.stage.data or []),
                kinds=frozenset(Kind(one) for one in self.kind.data or []),
                candidacies=frozenset(self.candidate.data or []),
                text=self.q.data or "",
            ),
            only_open=bool(self.open.data),
            handler=handler or "",
            due=Due(due) if due else None,
            watched=bool(self.watched.data),
            marked=bool(self.marked.data),
        )


class ViewForm(Form):
    """The name under which the list, as it is narrowed now, is kept; `query` is that of its address."""

    name = StringField(_("Name of the view"), [InputRequired(_("Give the view a name.")), Length(max=LONGEST_NAME)])
    query = HiddenField()


class Many(StrEnum):
    """What can be done on several cases at once."""

    SEEN = "seen"
    WATCH = "watch"
    UNWATCH = "unwatch"
    ASSIGN = "assign"
    ADMIT = "admit"
    REPLIES_OVER = "replies_over"
    CLOSE = "close"


MANY = {
    Many.SEEN: _("Mark as seen"),
    Many.WATCH: _("Put on my watch list"),
    Many.UNWATCH: _("Take off my watch list"),
    Many.ASSIGN: _("Assign to an officer"),
    Many.ADMIT: _("Find admissible"),
    Many.REPLIES_OVER: _("Note that the time to reply has passed"),
    Many.CLOSE: _("Close"),
}
WITH_REASON = frozenset({Many.ADMIT, Many.CLOSE})


class ManyForm(Form):
    """An act on the cases that were ticked, with what the act needs."""

    person = SelectField(_("Officer"), [Optional()])
    reason = TextAreaField(_("Reason"), [Optional(), Length(max=10_000)], render_kw={"rows": 4})

    def shape(self, act: Many, officers: Sequence[tuple[str, str]]) -> None:
        """Keep the fields that an act needs."""
        if act is Many.ASSIGN:
            self.person.choices = [choice("", gettext("Choose an officer")), *(choice(*one) for one in officers)]
            _require(self.person, gettext("Choose an officer."))
        else:
            del self.person
        if act in WITH_REASON:
            message = gettext("Give the reason: it is entered into the history of each case.")
            _require(self.reason, message)
        else:
            del self.reason


def _require(field: Field, message: str) -> None:
    """Make a field one that must be filled in, as it is now known."""
    field.validators = [InputRequired(message), *(one for one in field.validators if not isinstance(one, Optional))]
    field.flags.required, field.flags.optional = True, False


def marked(changed_at: object, seen_at: object, *, own_change: bool | None) -> str:
    """Say whether a case is new to an officer, or changed by others since they saw it: a value of status `mark`."""
    if seen_at is None:
        return "new"
    changed = changed_at is not None and changed_at > seen_at and not own_change  # type: ignore[operator]
    return "changed" if changed else ""


def is_overdue(due_on: date | None, today: date) -> bool:
    """Whether a step should have been done by now."""
    return due_on is not None and due_on < today
