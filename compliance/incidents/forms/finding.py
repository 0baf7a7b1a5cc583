"""The candidate's list: the filters that live in its address."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.incidents.forms.labels import badged, choice
from compliance.incidents.queries import Filter
from compliance.incidents.terms import Kind, Stage
from compliance.web.forms import Form


class FilterForm(Form):
    """What a list is narrowed to. Sent by GET; whatever in it cannot be used narrows nothing."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    stage = SelectField(_("Stage"), [Optional()])
    kind = SelectField(_("Kind"), [Optional()])

    def offer(self, stages: Iterable[Stage]) -> None:
        """Fill in the choices."""
        self.stage.choices = [choice("", gettext("All stages")), *badged("stage", stages)]
        self.kind.choices = [choice("", gettext("All kinds")), *badged("kind", Kind)]

    def to_filter(self) -> Filter:
        """What to narrow the list to."""
        self.validate()
        stage, kind = (field.data if not field.errors else "" for field in (self.stage, self.kind))
        return Filter(
            frozenset({Stage(stage)}) if stage else frozenset(), frozenset({Kind(kind)}) if kind else frozenset()
        )
