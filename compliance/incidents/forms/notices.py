"""Forms of what is put to a candidate: its facts, its wording, and when it is released."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import shorten

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.candidates.forms import ListForm, Row
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import choice
from compliance.incidents.messages import DEFAULT_TEXT, DEFAULT_TITLE
from compliance.incidents.models import NoticeTemplate
from compliance.incidents.queries import AllegationView
from compliance.incidents.queries.notices import Facts
from compliance.incidents.release import Terms
from compliance.incidents.service import NewFact, NewTemplate, Order, Preparation
from compliance.web.forms import DayField, Form, RevisedForm

_SEPARATORS = re.compile(r"[\s,;]+")


class FactRow(Row):
    """One fact, its days, and the allegations on which it bears."""

    text = TextAreaField(
        _("Fact"),
        [InputRequired(_("State the fact.")), Length(max=5_000)],
        description=_("What is said to have happened, without judging it and without a hint at who said so."),
        render_kw={"rows": 3},
    )
    from_on = DayField(_("On, or from"), [InputRequired(_("Give the day."))])
    until_on = DayField(_("Until"), [Optional()])
    allegations = SelectMultipleField(
        _("Bears on"),
        [InputRequired(_("Choose the allegations on which this fact bears."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def is_blank(self) -> bool:
        """Whether no fact was written: a tick alone states nothing."""
        return not any(text.strip() for field in (self.text, self.from_on) for text in field.raw_data or ())


class NoticeForm(ListForm):
    """The facts of a notice, and the approved wording in which they are put."""

    list_name = "facts"
    row_class = FactRow
    template = SelectField(_("Wording"), [Optional()])
    longer_until = DayField(
        _("Replies are due by, if later than by the rule"),
        [Optional()],
        description=_(
            "Leave it empty for the day that the rule gives to everybody. It is part of what a second officer checks."
        ),
    )
    longer_because = TextAreaField(
        _("Why there is more time"),
        [Optional(), Length(max=2_000)],
        description=_("Only if you give a later day. The reason is recorded."),
        render_kw={"rows": 2},
    )
    facts = FieldList(FormField(FactRow), _("Facts"))

    def row_title(self, number: int | str) -> str:
        """Name a fact by its number."""
        return gettext("Fact %(number)s", number=number)

    def offer(self, templates: Iterable[NoticeTemplate], allegations: Sequence[AllegationView]) -> None:
        """Fill in the wordings in force, and the allegations for each fact."""
        self.template.choices = [
            choice("", str(DEFAULT_TITLE)),
            *(choice(str(one.id), _named(one)) for one in templates),
        ]
        self._alleged = [(one.position, _words_of(one)) for one in allegations]
        for entry in self.facts.entries:
            entry.form.allegations.choices = self._alleged

    def blank(self) -> Row:
        """A row for a script to copy, with the same allegations."""
        row = super().blank()
        row["allegations"].choices = self._alleged
        return row

    def alter(self, pressed: "dict[str, str]") -> bool:  # type: ignore[override]  # narrower where it is called
        """Add or remove a fact if such a button was pressed, and offer the allegations to it too."""
        altered = super().alter(pressed)
        for entry in self.facts.entries:
            entry.form.allegations.choices = self._alleged
        return altered

    def to_command(self) -> Preparation:
        """What the notice is to state."""
        template = self.template.data
        return Preparation(
            [
                NewFact(
                    row.form.text.data or "",
                    _day(row.form.from_on),
                    row.form.until_on.data,
                    frozenset(row.form.allegations.data or ()),
                )
                for row in self.facts.entries
            ],
            int(template) if template else None,
            self.longer_until.data,
            self.longer_because.data or None,
        )


def _words_of(one: AllegationView) -> str:
    """The clause with its code, and its heading or first words."""
    said = one.heading or shorten(one.text, 90, placeholder=" …")
    return f"{one.number}, {one.instrument_title}: {said}"


def _day(field: DayField) -> date:
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    return field.data


def _named(template: NoticeTemplate) -> str:
    return gettext("%(title)s, version %(version)s", title=template.title, version=template.version)


def written(facts: Facts, positions: dict[int, int]) -> list[dict[str, object]]:
    """The facts of a notice under way as a form takes them; `positions` are those of allegations by key."""
    return [
        {
            "text": row.text,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "allegations": [positions[link.allegation_id] for link in links],
        }
        for row, links in facts
    ]


class OrderForm(Form):
    """When a notice is released: at its hour, or at once."""

    hurry = TextAreaField(
        _("Release it at once, because"),
        [Optional(), Length(max=2_000)],
        description=_("On the expedited track only. The reason is recorded. Leave it empty to wait for the hour."),
        render_kw={"rows": 3},
    )

    def to_command(self) -> Order:
        """The order."""
        hurry = self.hurry.data if "hurry" in self else None
        return Order(hurry or None)


class TermsForm(RevisedForm):
    """How a contest puts notices."""

    hours = StringField(
        _("Hours of release"),
        [InputRequired(_("Give one hour or more, such as 10:00 and 15:00.")), Length(max=200)],
        description=_(
            "In the contest's time. Notices to all candidates are released at the next of these hours. "
            "Other hours hold from the day after the next release; what was ordered keeps its hour."
        ),
    )
    second_check = BooleanField(
        _("A second officer checks each notice"),
        description=_("Nobody can then release a notice that they alone have read."),
    )
    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say why; it stays on record.")), Length(max=2_000)],
        description=_("Why it is changed now."),
        render_kw={"rows": 3},
    )

    def to_terms(self) -> Terms:
        """What was filled in."""
        words = [word for word in _SEPARATORS.split(self.hours.data or "") if word]
        return Terms(
            tuple(word if len(word) == len("10:00") else f"0{word}" for word in words),
            bool(self.second_check.data),
        )


class TemplateForm(Form):
    """A wording for notices."""

    title = StringField(_("Title"), [InputRequired(_("Give it a title.")), Length(max=200)])
    text = TextAreaField(
        _("Wording"), [InputRequired(_("Write the wording.")), Length(max=20_000)], render_kw={"rows": 22}
    )

    def to_command(self, key: str | None) -> NewTemplate:
        """The wording; `key` if it is the next version of one."""
        return NewTemplate(self.title.data or "", self.text.data or "", key)


def shipped() -> dict[str, str]:
    """The wording that is shipped, as a beginning for one's own."""
    return {"title": str(DEFAULT_TITLE), "text": str(DEFAULT_TEXT)}


def first_fact(start: date, until: date | None, title: str, positions: Iterable[int]) -> list[dict[str, object]]:
    """The first fact that is proposed: the incident itself, with its days, for all that is alleged."""
    return [{"text": title, "from_on": start, "until_on": until, "allegations": list(positions)}]
