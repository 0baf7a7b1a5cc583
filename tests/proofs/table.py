"""A contest with two candidates who are alike, the people around it, and acts that anybody may try at any time.

An act is named and seeded: the same name and seed do the same on any table that came to be in the same way, with the
two candidates as they are or exchanged. What an act may not do is refused, and the refusal is a part of what is told.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Refusal
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.models import Incident
from tests.factories import cases
from tests.factories.world import World

START = datetime(2031, 2, 10, 8, 0, tzinfo=UTC)
NAMES = (("alder", "Robin Alder"), ("birch", "Kim Birch"))
NUMBERS = ("4(a)", "4(b)", "5", "9")
Try = Callable[[UnitOfWork, Incident, random.Random, "Table"], object]
Alone = Callable[[UnitOfWork, random.Random, "Table"], str]
CHAIR = 8
NOTHING = "nothing to do"
"""What an act gives that found nothing to act on."""


@dataclass
class Table:
    """A contest that began some months before `start`, and its people.

    `order`: who is registered first; `exchanged`: whom a history calls the first candidate is the second here.
    """

    world: World
    acts: Mapping[str, Try]
    without_case: Mapping[str, Alone]
    slug: str = "dg-2031"
    start: datetime = START
    order: tuple[int, int] = (0, 1)
    exchanged: bool = False
    officers: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)
    candidacies: list[int] = field(default_factory=list)
    clauses: dict[str, int] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    contest: int = 0
    chair: int = 0
    name: str = ""
    done: list[tuple[str, Actor, Incident]] = field(default_factory=list)

    def __post_init__(self) -> None:
        world = self.world
        world.clock.now = self.start
        opens, votes = (self.start.date() + timedelta(days=days) for days in (-132, 94))
        self.contest = world.contest(self.slug, opens_on=opens, votes_on=votes)
        registered = [world.candidacy(self.contest, *NAMES[which], at) for at, which in enumerate(self.order)]
        self.candidacies = [registered[self.order.index(which)] for which in (0, 1)]
        self.clauses = cases.code(world, self.contest)
        self.officers = [
            world.user(Role.OFFICER, self.contest, name=f"Officer {one}") for one in ("One", "Two", "Three")
        ]
        self.chair = world.user(Role.CHAIR, self.contest, name="Sol Chair")
        # Accounts are made in one order whoever stands for what, so that the keys of rows tell nothing.
        made = {which: self._side(which) for which in self.order}
        self.sides = [made[which] for which in (0, 1)]

    def _side(self, which: int) -> int:
        name = NAMES[which][1]
        return self.world.user(Role.CANDIDATE, self.contest, self.candidacies[which], name=name)

    def which(self, side: int) -> int:
        """The candidate whom a history calls the first (0) or the second (1)."""
        return 1 - side if self.exchanged else side

    def play(self, name: str, seed: int) -> str:
        """Try one act; tell what came of it, and let some time pass."""
        rng = random.Random(seed)  # noqa: S311 - dice, not secrets
        try:
            told = f"{name}: {self._try(name, rng)}"
        except Refusal as refusal:
            told = f"{name}: {type(refusal).__name__} {refusal.message}"
        self.told.append(told)
        self.world.clock.advance(hours=rng.choice((0, 1, 5, 26, 75)))
        return told

    def _try(self, name: str, rng: random.Random) -> str:
        actor = self.actor(rng)
        if name in self.without_case:
            with self.world.act(actor) as uow:
                return self.without_case[name](uow, rng, self)
        if not self.cases:
            return "no case"
        reference = rng.choice(self.cases[-3:])
        with self.world.act(actor) as uow:
            # Not by way of what a page shows: a verb must refuse by itself whoever it is not for.
            incident = uow.session.scalars(select(Incident).where(Incident.reference == reference)).one()
            self.name = name
            if self.acts[name](uow, incident, rng, self) is NOTHING:
                return "nothing to do"
            self.done.append((self.name, actor, incident))
            return f"done by {uow.actor.name} on {self.cases.index(reference)}"

    def actor(self, rng: random.Random) -> Actor:
        """Somebody of the office or of either side, or the chair; mostly the office."""
        number = rng.randrange(9)
        if number == CHAIR:
            return self.world.actor(self.chair)
        if number > 1:
            return self.world.actor(self.officers[number % len(self.officers)])
        return self.world.actor(self.sides[self.which(number)])

    def today(self) -> date:
        """The day on the table's clock."""
        return self.world.clock.now.date()

    def some_day(self, rng: random.Random, back: int = 3, ahead: int = 0) -> date:
        """A day around today."""
        return self.today() + timedelta(days=rng.randint(-back, ahead))
