"""Finding incidents in the list: the filters that live in its address."""

from collections.abc import Iterable

from wtforms import SearchField, SelectField
from wtforms.validators import Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import badged, choice
from compliance.incidents.queries import Filter
from compliance.incidents.terms import Kind, Stage
from compliance.web.forms import Form, strip


class FilterForm(Form):
    """What a list is narrowed to. Sent by GET; whatever in it cannot be used narrows nothing."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    q = SearchField(_("Words, or a reference"), [Optional()], filters=[strip])
    stage = SelectField(_("Stage"), [Optional()])
    kind = SelectField(_("Kind"), [Optional()])
    candidate = SelectField(_("Candidate"), [Optional()])

    def offer(self, candidates: Iterable[tuple[str, str]], stages: Iterable[Stage] = Stage) -> None:
        """Fill in the choices; `candidates` are keys and names."""
        self.stage.choices = [choice("", gettext("All stages")), *badged("stage", stages)]
        self.kind.choices = [choice("", gettext("All kinds")), *badged("kind", Kind)]
        self.candidate.choices = [
            choice("", gettext("All candidates")),
            *(choice(key, name) for key, name in candidates),
        ]

    def to_filter(self) -> Filter:
        """What to narrow the list to."""
        self.validate()
        stage, kind, candidate = (
            field.data if field.data and not field.errors else None for field in (self.stage, self.kind, self.candidate)
        )
        return Filter(
            stage=Stage(stage) if stage else None,
            kind=Kind(kind) if kind else None,
            candidacy=candidate,
            text=self.q.data or "",
        )
