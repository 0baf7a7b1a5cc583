"""Forms of the register of candidates."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.candidates.service import AccountSpan, CandidacyFacts, NewCandidacy, StatusSpan
from compliance.candidates.service.candidacy import LONGEST_KEY
from compliance.candidates.terms import RECORDABLE_STATUSES, AccountCapacity, Status
from compliance.contests.service import LONGEST_LINE
from compliance.core.errors import Fault
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.web.forms import DayField, Form, RevisedForm, none_if_empty
from compliance.web.status import badge

MOST_ROWS = 200
PLACE = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
"""A domain's place in a list, such as `statuses[1].from`."""
FIELD_OF_PLACE = {"from": "from_on", "until": "until_on"}
NEXT_ROW = "__row__"
"""Stands for the index of a row that a script adds."""
NEXT_NUMBER = "__number__"
"""Stands for its number, from 1."""


class LinesField(TextAreaField):
    """A text of which each line is an entry; its data is a list."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the lines."""
        self.data = [line for text in valuelist for line in text.splitlines()]  # type: ignore[assignment]


class CandidacyFields(Form):
    """What is said of a candidacy."""

    name = StringField(
        _("Name"),
        [InputRequired(_("Give the candidate's name.")), Length(max=LONGEST_LINE)],
        description=_("As the candidate writes it, without titles."),
    )
    post = StringField(
        _("Post held in the organisation"),
        [Optional(), Length(max=LONGEST_LINE)],
        filters=[none_if_empty],
        description=_("Such as: Deputy Director General. Leave it empty for a candidate from outside."),
    )
    nominated_by = LinesField(
        _("Nominated by"),
        [Optional()],
        description=_("One member state or body on each line."),
        render_kw={"rows": 4},
    )
    announced_on = DayField(
        _("Announced on"),
        [InputRequired(_("Give the day on which the candidacy was announced."))],
        description=_("From this day on, rules for candidates apply."),
    )


class NewCandidacyForm(CandidacyFields):
    """A candidacy to be entered."""

    key = StringField(
        _("Short name"),
        [InputRequired(_("Give the candidate a short name, such as alder.")), Length(max=LONGEST_KEY)],
        description=_("It stands in addresses and in files and never changes. Often the family name, such as alder."),
    )

    def to_command(self) -> NewCandidacy:
        """The candidacy that was filled in."""
        return NewCandidacy(
            key=self.key.data or "",
            name=self.name.data or "",
            post=self.post.data,
            nominated_by=self.nominated_by.data or (),
            announced_on=cast("date", self.announced_on.data),
        )


class EditCandidacyForm(CandidacyFields, RevisedForm):
    """A candidacy to be corrected."""

    withdrawn_on = DayField(
        _("Withdrawn on"), [Optional()], description=_("Leave it empty while the candidacy stands.")
    )

    def facts(self) -> CandidacyFacts:
        """What was filled in."""
        return CandidacyFacts(
            name=self.name.data or "",
            post=self.post.data,
            nominated_by=self.nominated_by.data or (),
            announced_on=cast("date", self.announced_on.data),
            withdrawn_on=self.withdrawn_on.data,
        )


class WithdrawForm(Form):
    """The day of a withdrawal."""

    withdrawn_on = DayField(
        _("Withdrawn on"),
        [InputRequired(_("Give the day on which the candidate withdrew."))],
        description=_("The last day on which the candidate stood for election."),
    )

    def day(self) -> date:
        """The day that was filled in."""
        return cast("date", self.withdrawn_on.data)


class Row(Form):
    """One line of a list; the form around it guards against forgery."""

    class Meta(Form.Meta):
        """No token of its own."""

        csrf = False

    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not any(text.strip() for field in self for text in field.raw_data or ())


class StatusRow(Row):
    """A status period."""

    status = SelectField(
        _("Status"),
        [InputRequired(_("Choose a status."))],
        choices=lambda: _choices("candidate_status", RECORDABLE_STATUSES, gettext("Choose a status")),
        invalid_choice_message=_("Choose a status."),  # type: ignore[call-arg]  # newer than the stubs
    )
    from_on = DayField(_("From"), [InputRequired(_("Give the first day."))])
    until_on = DayField(_("Until"), [Optional()])


class AccountRow(Row):
    """A media account, and for whom it spoke in a period."""

    platform = StringField(_("Platform"), [InputRequired(_("Name the platform.")), Length(max=LONGEST_LINE)])
    handle = StringField(_("Account"), [InputRequired(_("Give the name of the account.")), Length(max=LONGEST_LINE)])
    capacity = SelectField(
        _("Speaks as"),
        [InputRequired(_("Choose for whom it speaks."))],
        choices=lambda: _choices("account_capacity", tuple(AccountCapacity), gettext("Choose")),
        invalid_choice_message=_("Choose for whom it speaks."),  # type: ignore[call-arg]  # newer than the stubs
    )
    from_on = DayField(_("From"), [InputRequired(_("Give the first day."))])
    until_on = DayField(_("Until"), [Optional()])


class ListForm(RevisedForm):
    """A list that is edited as a whole. Rows come and go by buttons that send the form without saving it."""

    list_name: ClassVar[str]
    row_class: ClassVar[type[Row]]

    @property
    def rows(self) -> "FieldList[Any]":
        """The field that holds the rows."""
        found: FieldList[Any] = self[self.list_name]
        return found

    def row_title(self, number: int | str) -> str:
        """The name of a row; they count from 1."""
        raise NotImplementedError

    def blank(self) -> Row:
        """A row for a script to copy."""
        return self.row_class(formdata=None, prefix=f"{self.list_name}-{NEXT_ROW}-")

    def alter(self, pressed: Mapping[str, str]) -> bool:
        """Carry out a button that adds or removes a row; whether one was pressed. `pressed` is what was sent."""
        if removed := pressed.get("remove"):
            self.rows.entries = [entry for entry in self.rows.entries if entry.name != removed]
        elif "add" in pressed:
            self.rows.append_entry()
        else:
            return False
        return True

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the rows that hold something; those that were left blank do not count."""
        self.rows.entries = [entry for entry in self.rows.entries if not entry.form.is_blank()]
        for number, entry in enumerate(self.rows.entries, start=1):
            entry.label.text = self.row_title(number)
        valid: bool = super().validate(extra_validators)
        if len(self.rows) > MOST_ROWS:
            self.form_errors.append(gettext("There are more than %(most)d lines. Remove some.", most=MOST_ROWS))
            return False
        return valid

    def _hang_one(self, fault: Fault) -> None:
        found = PLACE.fullmatch(fault.place)
        if found is None:
            super()._hang_one(fault)
            return
        field = self.rows.entries[int(found[2])].form[FIELD_OF_PLACE.get(found[3], found[3])]
        field.errors = [*field.errors, fault.message]
        self.rows.errors = [entry.errors for entry in self.rows.entries]


class StatusesForm(ListForm):
    """All status periods of a candidate."""

    list_name = "statuses"
    row_class = StatusRow
    statuses = FieldList(FormField(StatusRow), _("Status periods"))

    def row_title(self, number: int | str) -> str:
        """Name a period by its number."""
        return gettext("Period %(number)s", number=number)

    def spans(self) -> list[StatusSpan]:
        """The periods that were filled in."""
        return [
            StatusSpan(Status(row.form.status.data), row.form.from_on.data, row.form.until_on.data)
            for row in self.rows.entries
        ]


class AccountsForm(ListForm):
    """All media accounts of a candidate."""

    list_name = "accounts"
    row_class = AccountRow
    accounts = FieldList(FormField(AccountRow), _("Media accounts"))

    def row_title(self, number: int | str) -> str:
        """Name an account by its number."""
        return gettext("Account %(number)s", number=number)

    def spans(self) -> list[AccountSpan]:
        """The accounts that were filled in."""
        return [
            AccountSpan(
                row.form.platform.data,
                row.form.handle.data,
                AccountCapacity(row.form.capacity.data),
                row.form.from_on.data,
                row.form.until_on.data,
            )
            for row in self.rows.entries
        ]


def _choices(vocabulary: str, values: tuple[Status, ...] | tuple[AccountCapacity, ...], none: str) -> dict[str, str]:
    return {"": none, **{value.value: str(badge(vocabulary, value).label) for value in values}}
