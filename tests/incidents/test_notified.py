"""No finding on what was not put to the candidate, whatever people do and in which order."""

from collections.abc import Callable
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.core.errors import Refusal
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.queries import notices as reading
from compliance.incidents.terms import Stage
from tests.factories.cases import Setting, finding, setting
from tests.factories.notices import fact, open_notice
from tests.factories.world import World

ACTS = st.one_of(
    st.tuples(st.just("prepare"), st.sets(st.integers(0, 1), min_size=1)),
    st.tuples(st.sampled_from(["order", "call back", "release", "reply", "allege", "overdue"]), st.none()),
    st.tuples(st.just("find"), st.integers(0, 1)),
)
Act = Callable[[UnitOfWork], object]


class Course:
    """One case on its way, and what of it was put to the candidate, told from the acts alone."""

    def __init__(self, made: Setting) -> None:
        self.made = made
        self.reference = made.at(Stage.ADMISSIBLE, "4(a)")
        self.drafted: set[int] = set()
        self.waiting: set[int] = set()
        self.put: set[int] = set()

    def attempt(self, act: Act, *, by_candidate: bool = False) -> bool:
        """Do something, if it is permitted; whether it was."""
        actor = self.made.candidate if by_candidate else self.made.officer
        with self.made.world.act(actor) as uow:
            try:
                act(uow)
            except Refusal:
                uow.session.rollback()
                return False
        return True

    def do(self, name: str, given_with: object) -> None:
        """One act of the story."""
        made, reference = self.made, self.reference
        if name == "prepare" and isinstance(given_with, set):
            facts = service.Preparation([fact(*given_with)])
            if self.attempt(lambda uow: service.prepare(uow, made.incident(uow, reference), facts)):
                self.drafted = set(given_with)
        elif name == "order":
            if self.attempt(self._order):
                self.waiting, self.drafted = self.drafted, set()
        elif name == "call back":
            if self.attempt(self._call_back):
                self.drafted, self.waiting = self.waiting, set()
        elif name == "release":
            made.world.clock.advance(days=1)
            with made.world.act() as uow:
                service.release_due(uow)
            self.put |= self.waiting
            self.waiting = set()
        elif name == "allege":
            self._allege_unheard()
        else:
            self._answer_or_find(name, given_with)

    def _order(self, uow: UnitOfWork) -> None:
        incident = self.made.incident(uow, self.reference)
        under_way = reading.under_way(uow.session, incident.id)
        if under_way is None:
            raise Refusal("There is none.")
        service.order(uow, incident, under_way, service.Order())

    def _call_back(self, uow: UnitOfWork) -> None:
        incident = self.made.incident(uow, self.reference)
        if reading.under_way(uow.session, incident.id) is None:
            raise Refusal("There is none.")
        service.call_back(uow, incident, open_notice(self.made, uow, self.reference))

    def _allege_unheard(self) -> None:
        """As no person can: an allegation appears at any stage."""
        with self.made.world.act() as uow:
            incident = self.made.incident(uow, self.reference)
            if len(queries.allegations(uow.session, incident.id)) == 1:
                service.allege(uow, incident, service.NewAllegation(self.made.clauses["5"]))

    def _answer_or_find(self, name: str, position: object) -> None:
        made, reference = self.made, self.reference
        today = made.world.clock().date()
        if name == "reply":
            new = service.NewReply("No.", today)
            self.attempt(lambda uow: service.reply(uow, made.allegation(uow, reference), new), by_candidate=True)
        elif name == "overdue":
            made.world.clock.advance(days=20)
            later = made.world.clock().date()
            self.attempt(lambda uow: service.close_replies(uow, made.incident(uow, reference), later))
        elif isinstance(position, int):
            found = partial(service.find, command=finding(decided_on=today, correction_reason="Again."))
            if self.attempt(lambda uow: found(uow, made.allegation(uow, reference, position))):
                assert position in self.put


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.booleans(), acts=st.lists(ACTS, min_size=4, max_size=14))
def test_nothing_is_found_on_what_was_not_put(world: World, acts: list[tuple[str, object]], *, told: bool) -> None:
    """In any order of acts a person's finding is on an allegation of which a released notice stated a fact."""
    course = Course(_setting(world))
    first: list[tuple[str, object]] = [("prepare", {0}), ("order", None), ("release", None)] if told else []
    unheard: list[tuple[str, object]] = [("allege", None), ("overdue", None)]
    for name, given_with in [*first, *acts, *unheard]:
        course.do(name, given_with)
    for position in (0, 1):
        course.do("find", position)


_SETTINGS: dict[int, Setting] = {}


def _setting(world: World) -> Setting:
    """One contest for all examples of an engine."""
    if id(world) not in _SETTINGS:
        _SETTINGS[id(world)] = setting(world)
    return _SETTINGS[id(world)]
