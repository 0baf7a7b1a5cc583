"""Forms of routing: how people stand to candidates, who replaces whom, who heads the organisation."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from compliance.candidates.models import Candidacy
from compliance.core.access import Role
from compliance.core.language import gettext, lazy
from compliance.identity.queries import Member
from compliance.identity.service import REPLACEABLE
from compliance.identity.terms import RelationKind
from compliance.web.forms import DayField, Form
from compliance.web.status import ROLE
from compliance.web.status.routing import RELATION

_ = lazy
OF_A_ROLE = "role:"


class RelationForm(Form):
    """How somebody stands to a candidate."""

    person = SelectField(_("Who"), [InputRequired(_("Choose a person."))])
    kind = RadioField(_("Relation"), [InputRequired(_("Choose the relation."))])
    candidate = SelectField(_("Candidate"), [InputRequired(_("Choose the candidate."))])
    note = TextAreaField(
        _("Note"),
        [Optional(), Length(max=2_000)],
        description=_("Since when, or how closely. The chair and administrators read it."),
        render_kw={"rows": 3},
    )

    def offer(self, people: Sequence[Member], candidates: Iterable[Candidacy]) -> "RelationForm":
        """Fill the choices. Nobody to choose from means that people declare their own."""
        if people:
            named: dict[str, Any] = {one.reference: one.name for one in people}
            self.person.choices = [("", gettext("Choose a person")), *named.items()]
        else:
            del self.person
        self.kind.choices = [(kind.value, RELATION[kind].label) for kind in RelationKind]
        self.candidate.choices = [("", gettext("Choose a candidate")), *((one.key, one.name) for one in candidates)]
        return self


class ReplacementForm(Form):
    """Who acts in whose place, and when."""

    replaced = SelectField(_("Who is replaced"), [InputRequired(_("Choose who is replaced."))])
    replacement = SelectField(_("Who acts in their place"), [InputRequired(_("Choose who acts in their place."))])
    from_on = DayField(_("From"), [InputRequired(_("Give the first day."))])
    until_on = DayField(_("Until"), [Optional()], description=_("The last day; empty for as long as it takes."))

    def offer(self, people: Sequence[Member]) -> "ReplacementForm":
        """Fill the choices with people, and for who is replaced with roles too."""
        named: dict[str, Any] = {one.reference: one.name for one in people}
        roles: list[Any] = [
            (OF_A_ROLE + role.value, gettext("Any %(role)s without a rule of their own", role=ROLE[role].label))
            for role in REPLACEABLE
        ]
        self.replaced.choices = [("", gettext("Choose a person or a role")), *named.items(), *roles]
        self.replacement.choices = [("", gettext("Choose a person")), *named.items()]
        return self

    @property
    def role(self) -> Role | None:
        """The role that is replaced; None if it is a person."""
        chosen = str(self.replaced.data)
        return Role(chosen.removeprefix(OF_A_ROLE)) if chosen.startswith(OF_A_ROLE) else None


class HeadForm(Form):
    """Which candidate heads the organisation."""

    head = SelectField(_("Who heads the organisation"), default="")

    def offer(self, candidates: Iterable[Candidacy]) -> "HeadForm":
        """Fill the choices."""
        nobody = gettext("None of the candidates")
        self.head.choices = [("", nobody), *((one.key, one.name) for one in candidates)]
        return self


class DeclineForm(Form):
    """Why somebody need not keep out."""

    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Say why.")), Length(max=2_000)],
        description=_("It stands beside the relation, for whoever may see how this contest routes."),
        render_kw={"rows": 4},
    )
