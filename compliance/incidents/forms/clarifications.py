"""Requests for clarification, answers to them, and to whom they are circulated."""

from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.core.storage import KeptFile
from compliance.incidents.forms.labels import AUDIENCES, DIRECTIONS, choices
from compliance.incidents.forms.process import LONGEST
from compliance.incidents.service import clarifications as verbs
from compliance.incidents.terms import Audience, Direction
from compliance.web.forms import DayField, Form, strip


class ClarificationForm(Form):
    """A question to or from a member state."""

    direction = RadioField(
        _("Who asks"),
        [InputRequired(_("Choose one."))],
        choices=choices(DIRECTIONS),
        default=Direction.TO_STATE.value,
    )
    state = StringField(
        _("Member state"), [InputRequired(_("Name the member state.")), Length(max=200)], filters=[strip]
    )
    question = TextAreaField(_("Question"), [InputRequired(_("Write the question.")), LONGEST], render_kw={"rows": 6})
    asked_on = DayField(_("Asked on"), [InputRequired(_("Give the day."))])
    due_on = DayField(_("An answer is asked for by"), [Optional()])

    def to_command(self) -> verbs.NewClarification:
        """The request."""
        if self.asked_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.NewClarification(
            Direction(self.direction.data),
            self.state.data or "",
            self.question.data or "",
            self.asked_on.data,
            self.due_on.data,
        )


class AnswerForm(Form):
    """What was answered."""

    text = TextAreaField(_("Answer"), [InputRequired(_("Write what was answered.")), LONGEST], render_kw={"rows": 6})
    answered_on = DayField(_("Answered on"), [InputRequired(_("Give the day."))])
    file = FileField(_("File"), [Optional()], description=_("Such as the letter. Only the office opens it."))

    def limit(self, most: int) -> None:
        """Let the browser say, before anything is sent, that a file has more than `most` MiB."""
        message = gettext("This file has more than %(most)s MiB. Choose a smaller one, or send it in parts.", most=most)
        self.file.render_kw = {"data-most-bytes": most * 1024 * 1024, "data-too-large-text": message}

    def to_command(self, file: KeptFile | None) -> verbs.NewAnswer:
        """The answer, with its file once that is in the store."""
        if self.answered_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.NewAnswer(self.text.data or "", self.answered_on.data, file)


class CirculationForm(Form):
    """To whom something of a request is made known, and in which words."""

    audience = RadioField(_("To whom"), [InputRequired(_("Choose one."))], choices=choices(AUDIENCES))
    to_whom = StringField(
        _("Who the others are"),
        [Optional(), Length(max=500)],
        filters=[strip],
        description=_("Only if it goes to others."),
    )
    text = TextAreaField(
        _("What they read"),
        [InputRequired(_("Write what is made known.")), LONGEST],
        description=_(
            "Exactly this, with the name of the member state, and nothing else of the request. Leave out what only the "
            "office may know: sources, and what would tell of a case. It is not taken back."
        ),
        render_kw={"rows": 10},
    )
    circulated_on = DayField(_("Circulated on"), [InputRequired(_("Give the day."))])

    def to_command(self) -> verbs.NewCirculation:
        """The circulation."""
        if self.circulated_on.data is None:
            raise ValueError("the form was not checked")
        return verbs.NewCirculation(
            Audience(self.audience.data), self.text.data or "", self.circulated_on.data, self.to_whom.data or None
        )
