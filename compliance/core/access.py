"""Who acts, and the answer to whether they may."""

from dataclasses import dataclass, field
from enum import StrEnum

from compliance.core.errors import Forbidden, NotFound


class Role(StrEnum):
    """What somebody is to an installation (administrator) or to one contest (all others)."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    CHAIR = "chair"
    BUREAU = "bureau"
    CANDIDATE = "candidate"
    AGENT = "agent"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person: in a contest, for a candidacy (candidate and agent), or everywhere (administrator)."""

    role: Role
    contest_id: int | None = None
    candidacy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with everything that a policy asks of them; read once, when the request begins.

    `user_id` is None for a visitor and for the command line (`is_system`).
    """

    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()
    recused_candidacies: frozenset[int] = frozenset()
    recused_incidents: frozenset[int] = frozenset()
    recused_contests: frozenset[int] = frozenset()
    assigned_incidents: frozenset[int] = frozenset()
    is_system: bool = False
    roles: dict[int | None, frozenset[Role]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_contest: dict[int | None, set[Role]] = {}
        for grant in self.grants:
            by_contest.setdefault(grant.contest_id, set()).add(grant.role)
        object.__setattr__(self, "roles", {key: frozenset(value) for key, value in by_contest.items()})

    @property
    def is_administrator(self) -> bool:
        """Whether they set up the installation."""
        return Role.ADMINISTRATOR in self.roles.get(None, ())

    def has(self, contest_id: int, *roles: Role) -> bool:
        """Whether they hold one of the roles in the contest."""
        return not self.roles.get(contest_id, frozenset()).isdisjoint(roles)

    def takes_part(self, contest_id: int) -> bool:
        """Whether they hold any role in the contest."""
        return contest_id in self.roles

    def contests(self, *roles: Role) -> frozenset[int]:
        """The contests in which they hold one of the roles (any role, if none is named)."""
        return frozenset(
            contest
            for contest, held in self.roles.items()
            if contest is not None and (not roles or not held.isdisjoint(roles))
        )

    def candidacies(self, *roles: Role) -> frozenset[int]:
        """The candidacies for which they are the candidate or an agent (or just one of the two)."""
        wanted = roles or (Role.CANDIDATE, Role.AGENT)
        return frozenset(g.candidacy_id for g in self.grants if g.candidacy_id is not None and g.role in wanted)


VISITOR = Actor(user_id=None, name="")


def command_line(name: str = "Command line") -> Actor:
    """Whoever has a shell on the machine and the database's address."""
    return Actor(user_id=None, name=name, is_system=True)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is permitted; if not, why not, and whether even its object must stay unknown to the actor."""

    allowed: bool
    reason: str = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise what the verdict says: NotFound for what may not be seen, Forbidden for what may not be done."""
        if self.allowed:
            return
        if self.hidden:
            raise NotFound("There is no such page.")
        raise Forbidden(self.reason)


ALLOWED = Verdict(allowed=True)
HIDDEN = Verdict(allowed=False, hidden=True)


def refused(reason: str) -> Verdict:
    """The actor sees it but may not act, for this reason."""
    return Verdict(allowed=False, reason=reason)
