"""The acts that a history is made of: each tries one verb with whatever the dice give it."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from compliance.contests.calendar import WorkingCalendar
from compliance.core.access import command_line
from compliance.core.errors import Refusal
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as people
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step, Track
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.queries import notices
from compliance.incidents.queries.deadlines import running
from compliance.incidents.terms import (
    ContactWay,
    Credibility,
    InadmissibilityGround,
    Kind,
    MeasureKind,
    Reliability,
    ReplyKind,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)
from tests.factories import cases
from tests.factories.world import World
from tests.proofs.table import NOTHING, NUMBERS, Alone, Table, Try

REASON = "It is needed."
NONE_GIVEN = " "
ALLEGED = Callable[[UnitOfWork, Allegation, random.Random, Table], object]


def on_an_allegation(act: ALLEGED) -> Try:
    """An act on one of a case's allegations."""

    def on_case(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
        alleged = queries.allegations(uow.session, incident.id)
        return act(uow, rng.choice(alleged), rng, table) if alleged else NOTHING

    return on_case


def working(day: date) -> date:
    """The day itself if it is a working day, otherwise the first one after it."""
    return WorkingCalendar().next_working(day)


def assess(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Find it admissible, or not."""
    ground = rng.choice((*[None] * 8, InadmissibilityGround.NO_PRIMA_FACIE, InadmissibilityGround.DID_NOT_BIND))
    service.assess(uow, incident, service.Assessment(ground is None, REASON, table.today(), ground))
    return None


def prepare(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """State a fact for some or all of what is alleged."""
    positions = [one.position for one in queries.allegations(uow.session, incident.id)]
    stated = frozenset(positions if rng.random() < 0.8 else positions[:1])
    fact = service.NewFact("Two days were spent with delegations.", incident.occurred_from, None, stated)
    longer = (working(table.today() + timedelta(days=30)), REASON) if rng.random() < 0.3 else (None, None)
    return service.prepare(uow, incident, service.Preparation([fact], None, *longer))


def order(uow: UnitOfWork, incident: Incident, rng: random.Random, _table: Table) -> object:
    """Have the notice released at its hour, or at once."""
    prepared = notices.under_way(uow.session, incident.id)
    hurry = rng.choice((None, None, REASON))
    if prepared is None:
        return NOTHING
    service.order(uow, incident, prepared, service.Order(hurry))
    return None


def call_back(uow: UnitOfWork, incident: Incident, _rng: random.Random, _table: Table) -> object:
    """Take back a notice that waits for its hour."""
    prepared = notices.under_way(uow.session, incident.id)
    if prepared is None:
        return NOTHING
    service.call_back(uow, incident, prepared)
    return None


def reply(uow: UnitOfWork, allegation: Allegation, rng: random.Random, table: Table) -> object:
    """Answer, or decline to."""
    kind = rng.choice((ReplyKind.ANSWERED, ReplyKind.ANSWERED, ReplyKind.DECLINED_TO_COMMENT))
    return service.reply(uow, allegation, service.NewReply("It was leave.", table.some_day(rng), kind))


def find(uow: UnitOfWork, allegation: Allegation, rng: random.Random, table: Table) -> object:
    """Find on an allegation, in any way."""
    proof = StandardOfProof.BALANCE_OF_PROBABILITIES
    found = service.NewFinding(rng.choice(list(Result)), proof, table.some_day(rng), "The diary shows it.", REASON)
    return service.find(uow, allegation, found)


def allege(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Hold it against one more clause."""
    number = rng.choice(("4(a)", "4(b)", "5"))
    return service.allege(uow, incident, service.NewAllegation(table.clauses[number]))


def add_source(uow: UnitOfWork, incident: Incident, _rng: random.Random, _table: Table) -> object:
    """Record who says so."""
    given = service.NewSource(SourceKind.NAMED, "Ida Elm", None, "Ida saw it.", Reliability.B, Credibility.PROBABLE)
    return service.add_source(uow, incident, given)


def add_evidence(uow: UnitOfWork, incident: Incident, rng: random.Random, _table: Table) -> object:
    """Add a file, shown to the candidate or not."""
    item = service.NewEvidence("diary.txt", "text/plain", "ab" * 32, 9, "The diary.", rng.random() < 0.5)
    return service.add_evidence(uow, incident, item)


def a_reason(rng: random.Random) -> str:
    """A reason, or none where one is needed."""
    return rng.choice((REASON, REASON, NONE_GIVEN))


def allege_late(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Hold it against one more clause at any stage, as no person can: nobody has heard the candidate on it."""
    number = rng.choice(("4(a)", "4(b)", "5"))
    _by_import(uow, incident, table.clauses[number])
    return NOTHING


def ask_for_time(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Ask for more time for whatever runs."""
    runs = running(uow.session, incident.id)
    wanted = table.today() + timedelta(days=rng.randint(1, 30))
    return service.request_extension(uow, rng.choice(runs), wanted, a_reason(rng)) if runs else NOTHING


def give_time(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Grant what was asked, refuse it, or extend unasked."""
    runs = running(uow.session, incident.id)
    if not runs:
        return NOTHING
    one, day = rng.choice(runs), table.today() + timedelta(days=rng.randint(1, 30))
    chosen = rng.randrange(3)
    if chosen == 0:
        service.grant(uow, one, day, a_reason(rng))
    elif chosen == 1:
        service.refuse(uow, one, a_reason(rng))
    else:
        service.extend(uow, one, day, a_reason(rng))
    return None


def attempt(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Try to reach the candidate once or twice, on any days and by any ways."""
    for _time in range(rng.randint(1, 3)):
        tried = service.NewAttempt(table.some_day(rng), rng.choice(list(ContactWay)), "No answer.")
        service.record_attempt(uow, incident, tried)
    return None


def out_of_reach(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Do what comes next until the candidate is found out of reach; or propose it too early."""
    search = queries.search(uow.session, incident)
    if search.waits:
        service.decide_unreachable(uow, incident, agreed=rng.random() < 0.8, reason=REASON)
        return None
    if search.tried.suffices or rng.random() < 0.2:
        return service.propose_unreachable(uow, incident, REASON)
    return attempt(uow, incident, rng, table)


def order_measure(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Decide what follows."""
    kind = rng.choice((MeasureKind.ADVICE, MeasureKind.CORRECTION_ASKED, MeasureKind.PRIVATE_WARNING))
    due = table.today() + timedelta(days=14)
    return service.order_measure(uow, incident, service.NewMeasure(kind, "Ask before travelling.", table.today(), due))


def keep_out(uow: UnitOfWork, incident: Incident, _rng: random.Random, _table: Table) -> object:
    """Keep out of a case from now on."""
    return service.keep_out(uow, incident, REASON)


def keep_out_of_a_candidate(uow: UnitOfWork, rng: random.Random, table: Table) -> str:
    """Keep out of all cases of one candidate; two officers stay."""
    side = table.which(rng.randrange(2))
    user = uow.session.get_one(User, table.officers[0])
    people.recuse(uow, user, table.contest, REASON, candidacy_id=table.candidacies[side])
    return "kept out"


def release(uow: UnitOfWork, _rng: random.Random, _table: Table) -> str:
    """Release what is due."""
    return f"released {service.release_due(uow)}"


def assign(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Give a case to an officer."""
    return service.assign(uow, incident, rng.choice(table.officers), REASON)


def file_case(uow: UnitOfWork, rng: random.Random, table: Table) -> str:
    """File an incident against one of the two, under some clauses, one of which did not bind."""
    side = table.which(rng.randrange(2))
    numbers = rng.sample(NUMBERS, rng.randint(1, 3))
    happened = table.some_day(rng, back=20) - timedelta(days=5)
    command = service.NewIncident(
        candidacy_id=table.candidacies[side],
        kind=Kind.TRAVEL,
        title=f"Mission {rng.randrange(1000)}",
        occurred_from=happened,
        occurred_until=happened + timedelta(days=rng.randrange(3)),
        reported_on=table.some_day(rng, back=4),
        summary="Two of five days were spent with delegations.",
        details={"destination": "Nairobi"},
        allegations=tuple(
            service.NewAllegation(table.clauses[one], "It repeats the old text." if one == "9" else None)
            for one in numbers
        ),
    )
    filed = service.file_incident(uow, table.contest, command, timezone=cases.TIMEZONE)
    table.cases.append(filed.reference)
    return f"filed {len(table.cases)}"


WITHOUT_CASE: dict[str, Alone] = {
    "file": file_case,
    "keep out of a candidate": keep_out_of_a_candidate,
    "release": release,
}
ACTS: dict[str, Try] = {
    "assess": assess,
    "allege": allege,
    "allege late": allege_late,
    "prepare": prepare,
    "order": order,
    "call back": call_back,
    "reply": on_an_allegation(reply),
    "replies over": lambda uow, incident, _rng, table: service.close_replies(uow, incident, table.today()),
    "statement": on_an_allegation(
        lambda uow, one, rng, table: service.add_statement(
            uow, one, service.NewStatement("Ash Elm", "the candidate", table.some_day(rng), "They were here.")
        )
    ),
    "find": on_an_allegation(find),
    "conclude": lambda uow, incident, _rng, table: service.conclude(uow, incident, table.today()),
    "close": lambda uow, incident, _rng, table: service.close(uow, incident, table.today(), REASON),
    "measure": order_measure,
    "evidence": add_evidence,
    "source": add_source,
    "ask for time": ask_for_time,
    "give time": give_time,
    "attempt": attempt,
    "out of reach": out_of_reach,
    "suspend": lambda uow, incident, rng, _table: service.suspend(uow, incident, a_reason(rng), "a state"),
    "resume": lambda uow, incident, _rng, table: service.resume(uow, incident, table.today(), REASON),
    "track": lambda uow, incident, rng, _table: service.switch_track(
        uow, incident, rng.choice(list(Track)), a_reason(rng)
    ),
    "assign": assign,
    "keep out": keep_out,
}


def go_on(uow: UnitOfWork, incident: Incident, rng: random.Random, table: Table) -> object:
    """Try what usually comes next at the stage of the case."""
    waiting = notices.under_way(uow.session, incident.id)
    order = rng.choice(("order", "order", "prepare"))
    to_notice = "prepare" if waiting is None else order if waiting.release_at is None else "release"
    usual = {
        Stage.RECEIVED: "assess",
        Stage.ADMISSIBLE: to_notice,
        Stage.NOTIFIED: rng.choice(("reply", "replies over", *["out of reach"] * 4)),
        Stage.REPLIED: rng.choice(("find", "find", "conclude")),
        Stage.REPLY_OVERDUE: rng.choice(("find", "find", "reply", "conclude")),
        Stage.CONCLUDED: rng.choice(("measure", "find", "close")),
    }
    table.name = usual.get(incident.stage, "close")
    if table.name in WITHOUT_CASE:
        WITHOUT_CASE[table.name](uow, rng, table)
        return NOTHING
    return ACTS[table.name](uow, incident, rng, table)


ACTS["go on"] = go_on
OFTEN = {
    "go on": 50,
    "release": 15,
    "reply": 6,
    "find": 6,
    "assess": 2,
    "prepare": 2,
    "order": 2,
    "file": 2,
    "attempt": 4,
    "out of reach": 4,
}
"""Tried more often than the others, so that cases come to an end."""
NAMES = tuple(name for name in (*WITHOUT_CASE, *ACTS) for _time in range(OFTEN.get(name, 1)))
RARE = frozenset({"keep out", "keep out of a candidate"})


def put_one(made: Table) -> None:
    """Lead the first case that was filed to where the candidate is asked to answer, by the acts of one officer."""
    with made.world.act(made.world.actor(made.officers[2])) as uow:
        incident = queries.by_reference(uow.session, uow.actor, made.cases[0])
        service.assess(uow, incident, service.Assessment(admissible=True, reason=REASON, decided_on=made.today()))
        positions = frozenset(one.position for one in queries.allegations(uow.session, incident.id))
        fact = service.NewFact("Two days were spent with delegations.", incident.occurred_from, None, positions)
        service.order(uow, incident, service.prepare(uow, incident, service.Preparation([fact])), service.Order())
    made.world.clock.advance(days=4)
    with made.world.act() as uow:
        service.release_due(uow)


def keep_two_out(made: Table) -> None:
    """Let one officer keep out of the candidate of the first case, and another one of the second case."""
    world, (first, second, _third) = made.world, made.officers
    with world.act(world.actor(first)) as uow:
        alleged = queries.by_reference(uow.session, uow.actor, made.cases[0])
        user = uow.session.get_one(User, first)
        people.recuse(uow, user, made.contest, REASON, candidacy_id=alleged.candidacy_id)
    with world.act(world.actor(second)) as uow:
        service.keep_out(uow, queries.by_reference(uow.session, uow.actor, made.cases[1]), REASON)


def try_what_is_forbidden(made: Table) -> None:
    """At the end of a history try to move each deadline without a reason, and to find on what nobody was heard on."""
    made.world.clock.advance(days=60)
    rng = random.Random(len(made.told))  # noqa: S311 - dice, not secrets
    for reference in made.cases:
        _attempt(made, reference, partial(service.close_replies, on=made.today()))
        for number in ("4(a)", "4(b)", "5"):
            _attempt(made, reference, partial(_by_import, clause_id=made.clauses[number]))
        with made.world.look() as uow:
            case = queries.by_reference(uow.session, uow.actor, reference)
            steps = [one.step for one in running(uow.session, case.id)]
            positions = [one.position for one in queries.allegations(uow.session, case.id)]
        for step in steps:
            _attempt(made, reference, partial(_extend_silently, step=step, day=made.today() + timedelta(days=5)))
        for position in positions:
            _attempt(made, reference, partial(_find_on, position=position, rng=rng, table=made))


def _extend_silently(uow: UnitOfWork, incident: Incident, step: Step, day: date) -> object:
    service.extend(uow, queries.deadline_of(uow.session, incident, step), day, NONE_GIVEN)
    return None


def _find_on(uow: UnitOfWork, incident: Incident, position: int, rng: random.Random, table: Table) -> object:
    return find(uow, queries.allegation_of(uow.session, incident, position), rng, table)


def _attempt(made: Table, reference: str, act: Callable[[UnitOfWork, Incident], object]) -> None:
    """Let the officer who keeps out of nothing do something, if it is not refused."""
    try:
        with made.world.act(made.world.actor(made.officers[2])) as uow:
            act(uow, queries.by_reference(uow.session, uow.actor, reference))
    except Refusal:
        return


def _by_import(uow: UnitOfWork, incident: Incident, clause_id: int) -> object:
    by = UnitOfWork(uow.session, command_line("an import"), uow.now)
    return service.allege(by, incident, service.NewAllegation(clause_id))


def history(seed: int, length: int) -> list[tuple[str, int]]:
    """A history of acts, each with its own dice. It begins with cases."""
    rng = random.Random(seed)  # noqa: S311 - dice, not secrets
    first = [("file", rng.randrange(1 << 30)) for _ in range(3)]
    rest = [(rng.choice(NAMES), rng.randrange(1 << 30)) for _ in range(length)]
    return first + [(name, dice) for name, dice in rest if name not in RARE or dice % 5 == 0]


def table(world: World, **seats: Any) -> Table:
    """A table at which all of these can be tried."""
    return Table(world, ACTS, WITHOUT_CASE, **seats)
