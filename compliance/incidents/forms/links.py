"""Linking cases, and splitting one."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.candidates.models import Candidacy
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import LINK_KINDS, SOURCE_KINDS, choice, choices
from compliance.incidents.models import Incident
from compliance.incidents.queries import AllegationView, SourceView
from compliance.incidents.service import NewLink, Split
from compliance.incidents.terms import LinkKind
from compliance.web.forms import Form, strip

_REASON = Length(max=5_000)


class LinkForm(Form):
    """How this case stands to another one."""

    kind = RadioField(_("What links them"), [InputRequired(_("Choose one."))], choices=choices(LINK_KINDS))
    other = StringField(
        _("Reference of the other case"),
        [InputRequired(_("Give the reference of the other case.")), Length(max=40)],
        description=_("As it stands above the title of that case."),
    )
    reason = TextAreaField(_("Reason"), [InputRequired(_("Say what the two have to do with each other.")), _REASON])

    def to_command(self) -> NewLink:
        """The link."""
        return NewLink(LinkKind(self.kind.data), self.other.data or "", self.reason.data or "")


class Several(SelectMultipleField):
    """Any number of choices, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SplitForm(Form):
    """What goes into a case of its own."""

    title = StringField(
        _("Title of the new case"),
        [InputRequired(_("Give the new incident a title.")), Length(max=300)],
        filters=[strip],
        description=_("A few neutral words. The candidate, and after publication the public, will read them."),
    )
    candidate = SelectField(
        _("Against"),
        description=_(
            "The same candidate: what you tick below moves to the new case. Another one: it is held against them as "
            "well, and this case stays as it is."
        ),
    )
    positions = Several(_("Allegations"), [Optional()])
    override = TextAreaField(
        _("Why it is alleged although it did not bind"),
        [Optional(), _REASON],
        description=_("Only if a clause did not bind the other candidate on those days. They will read this."),
    )
    sources = Several(
        _("Sources that are known there too"),
        [Optional()],
        description=_("They are copied. The officers of the new case will see who they are."),
    )
    reason = TextAreaField(_("Reason"), [InputRequired(_("Say why the case is split.")), _REASON])

    def offer(
        self, candidates: Sequence[Candidacy], alleged: Sequence[AllegationView], sources: Sequence[SourceView]
    ) -> None:
        """Fill in the choices."""
        self.candidate.choices = [choice(one.key, one.name) for one in candidates]
        self.positions.choices = [
            choice(str(one.position), _named(one.number, one.instrument_title, one.heading)) for one in alleged
        ]
        self.sources.choices = [
            choice(one.reference, f"{one.reference} · {str(SOURCE_KINDS[one.kind]).partition(':')[0]}")
            for one in sources
        ]

    def to_command(self, incident: Incident, candidates: Sequence[Candidacy]) -> Split:
        """The split."""
        chosen = next(one.id for one in candidates if one.key == self.candidate.data)
        return Split(
            title=self.title.data or "",
            reason=self.reason.data or "",
            positions=tuple(int(position) for position in self.positions.data or ()),
            candidacy_id=None if chosen == incident.candidacy_id else chosen,
            override=self.override.data or None,
            sources=tuple(self.sources.data or ()),
        )


def _named(number: str, title: str, heading: str | None) -> str:
    words = gettext("%(number)s of %(title)s", number=number, title=title)
    return f"{words}: {heading}" if heading else words
