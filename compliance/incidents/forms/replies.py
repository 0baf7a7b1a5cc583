"""Forms of what comes back: a reply, drafts to send, a statement by somebody else, attempts to reach the candidate."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.core.storage import KeptFile
from compliance.incidents.forms.labels import WAYS, choices
from compliance.incidents.service import NewAttempt, NewDraft, NewReply, NewStatement
from compliance.incidents.terms import ContactWay, ReplyKind
from compliance.web.forms import DayField, Form, SometimesNeeded

LONGEST = Length(max=50_000)


class _AnswerForm(Form):
    """An answer, or that there is none; and a file."""

    text = TextAreaField(
        _("Reply"),
        [Optional(), SometimesNeeded(), LONGEST],
        description=_(
            "In the candidate's own words. It stands beside the allegation wherever that is shown, once the case is "
            "published in the public edition too."
        ),
        render_kw={"rows": 12},
    )
    declines = BooleanField(
        _("Decline to comment on this allegation"),
        description=_("This is recorded as such. It is neither silence nor agreement. You may still add a few words."),
    )
    file = FileField(_("File"), [Optional()], description=_("One at a time; save, and add the next."))

    def limit(self, most: int) -> None:
        """Let the browser say, before anything is sent, that a file has more than `most` MiB."""
        message = gettext("This file has more than %(most)s MiB. Choose a smaller one, or send it in parts.", most=most)
        self.file.render_kw = {"data-most-bytes": most * 1024 * 1024, "data-too-large-text": message}


class ReplyForm(_AnswerForm):
    """The candidate's own answer: to be kept as a draft, or sent. It remembers the draft that it was made from."""

    seen = HiddenField()

    def to_draft(self, file: KeptFile | None) -> NewDraft:
        """What is written so far."""
        return NewDraft(self.text.data or "", bool(self.declines.data), file)


class PaperReplyForm(_AnswerForm):
    """An answer that came on paper, entered by the office word for word."""

    replied_on = DayField(_("Received on"), [InputRequired(_("Give the day on which the reply came."))])

    def to_command(self, file: KeptFile | None) -> NewReply:
        """The reply."""
        kind = ReplyKind.DECLINED_TO_COMMENT if self.declines.data else ReplyKind.ANSWERED
        return NewReply(self.text.data or "", _day(self.replied_on), kind, [file] if file else [])


class SendForm(Form):
    """Which of the drafts are sent. It remembers how they were when they were read."""

    seen = HiddenField()

    positions = SelectMultipleField(
        _("Send the drafts on"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, drafts: Iterable[tuple[int, str]]) -> None:
        """Fill in the allegations on which there is a draft."""
        self.positions.choices = list(drafts)


class StatementForm(Form):
    """What somebody else said on the candidate's behalf."""

    made_by = StringField(_("Who made it"), [InputRequired(_("Say who made the statement.")), Length(max=300)])
    on_behalf_of = StringField(_("On whose behalf"), [InputRequired(_("Say on whose behalf.")), Length(max=300)])
    made_on = DayField(_("Made on"), [InputRequired(_("Give the day."))])
    text = TextAreaField(
        _("What was said"),
        [InputRequired(_("Write what was said.")), LONGEST],
        description=_("It is shown beside the allegation, and never counts as the candidate's reply."),
        render_kw={"rows": 10},
    )

    def to_command(self) -> NewStatement:
        """The statement."""
        return NewStatement(
            self.made_by.data or "", self.on_behalf_of.data or "", _day(self.made_on), self.text.data or ""
        )


class AttemptForm(Form):
    """How the office tried to reach the candidate."""

    tried_on = DayField(_("Tried on"), [InputRequired(_("Give the day."))])
    way = SelectField(_("By which way"), [InputRequired(_("Choose one."))], choices=choices(WAYS))
    how = TextAreaField(
        _("How"),
        [InputRequired(_("Say how you tried.")), Length(max=2_000)],
        description=_("At which address or number, and what came of it. Such as: called the office twice; no answer."),
        render_kw={"rows": 4},
    )

    def to_command(self) -> NewAttempt:
        """The attempt."""
        return NewAttempt(_day(self.tried_on), ContactWay(self.way.data), self.how.data or "")


class UnreachableForm(Form):
    """Why it should be found that the candidate cannot be reached."""

    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say what was tried, and why nothing more can be.")), Length(max=2_000)],
        description=_("The second person reads it with the attempts on record; it stays with the case."),
        render_kw={"rows": 4},
    )


def _day(field: DayField) -> date:
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    return field.data
