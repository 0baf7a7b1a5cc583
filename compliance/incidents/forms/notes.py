"""Internal notes, and messages to the other side of a case."""

from collections.abc import Mapping

from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import choice
from compliance.web.forms import Form


class NoteForm(Form):
    """A note for the officers of a case."""

    text = TextAreaField(_("Note"), [InputRequired(_("Write the note.")), Length(max=20_000)], render_kw={"rows": 5})
    mentions = SelectMultipleField(
        _("For the attention of"),
        [Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("They are told that there is something for them. Every officer of the case can read the note."),
    )

    def offer(self, officers: Mapping[int, str]) -> None:
        """Fill in who may read it."""
        self.mentions.choices = [choice(str(key), name) for key, name in officers.items()]

    @property
    def named(self) -> list[int]:
        """Ids of those who were ticked."""
        return [int(key) for key in self.mentions.data or ()]


class RetractForm(Form):
    """Why a note no longer stands."""

    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say why the note is retracted.")), Length(max=5_000)],
        description=_("The note stays readable to the officers of the case, struck, with this reason."),
        render_kw={"rows": 4},
    )


class MessageForm(Form):
    """A message to the other side."""

    text = TextAreaField(
        _("Message"), [InputRequired(_("Write the message.")), Length(max=20_000)], render_kw={"rows": 7}
    )
