"""That a candidate cannot be reached is found by two people, after attempts that differ in day and way."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Conflict, Forbidden, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.models import Incident
from compliance.incidents.service import steps
from compliance.incidents.terms import ContactWay, ReplyKind, Stage
from compliance.notifications.models import Intent
from compliance.transparency.models import LogEntry
from tests.factories.cases import ANSWERED, FOUND, OVERDUE, TODAY, TOLD, Setting, put, setting
from tests.factories.world import World
from tests.incidents.refusals import Act, places, reason

BY_LETTER, BY_PHONE = ContactWay.LETTER, ContactWay.TELEPHONE
ENOUGH = ((TOLD, BY_PHONE), (ANSWERED, BY_LETTER))


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


def someone(made: Setting, role: Role = Role.OFFICER) -> Actor:
    """Somebody else of the contest."""
    return made.world.actor(made.world.user(role, made.contest))


def act(made: Setting, actor: Actor, reference: str, do: Act) -> None:
    """Let somebody do something in a case, also who sees no page of it; with the rights that they have by now."""
    with made.world.act(made.world.actor(actor.user_id) if actor.user_id else actor) as uow:
        do(uow, uow.session.query(Incident).filter_by(reference=reference).one())


def attempt(made: Setting, reference: str, day: date, way: ContactWay, by: Actor | None = None) -> None:
    """Record an attempt."""
    tried = service.NewAttempt(day, way, "No answer.")
    act(made, by or made.officer, reference, lambda uow, one: service.record_attempt(uow, one, tried))


def sought(made: Setting, *attempts: tuple[date, ContactWay]) -> str:
    """A case in which the first officer tried to reach the candidate."""
    reference = made.at(Stage.NOTIFIED)
    for day, way in attempts or ENOUGH:
        attempt(made, reference, day, way)
    return reference


propose = partial(service.propose_unreachable, reason="The address no longer exists.")
confirm = partial(service.decide_unreachable, agreed=True, reason="I looked it up.")


def stage(made: Setting, reference: str) -> Stage:
    """The stage of a case."""
    with made.world.look(made.officer) as uow:
        return made.incident(uow, reference).stage


def kinds(made: Setting, reference: str) -> list[ReplyKind | None]:
    """What came back on each allegation."""
    with made.world.look(made.officer) as uow:
        return [
            one.reply_kind for one in queries.case(uow.session, made.incident(uow, reference), uow.actor).allegations
        ]


def test_two_people_find_it_and_a_reply_supersedes_it(made: Setting) -> None:
    """One proposes, another confirms: the case goes on, and a reply that comes until the conclusion is still taken."""
    reference, second = sought(made), someone(made)
    act(made, made.officer, reference, propose)
    assert stage(made, reference) is Stage.NOTIFIED
    act(made, second, reference, confirm)
    assert (kinds(made, reference), stage(made, reference)) == ([ReplyKind.UNREACHABLE] * 2, Stage.REPLY_OVERDUE)
    for position in (0, 1):
        with made.world.act(made.candidate) as uow:
            service.reply(uow, made.allegation(uow, reference, position), service.NewReply("Here I am.", TODAY))
    assert (kinds(made, reference), stage(made, reference)) == ([ReplyKind.ANSWERED] * 2, Stage.REPLIED)
    with made.world.look() as uow:
        acts = set(uow.session.scalars(select(LogEntry.act)))
        assert {"incident.unreachable_proposed", "incident.unreachable"} <= acts


@pytest.mark.parametrize(
    "attempts",
    [
        ((TOLD, BY_PHONE), (TOLD, BY_LETTER)),
        ((TOLD, BY_PHONE), (ANSWERED, BY_PHONE)),
        ((ANSWERED, BY_PHONE), (OVERDUE, BY_LETTER)),
        ((ANSWERED, BY_PHONE), (FOUND, BY_LETTER)),
    ],
    ids=["one day", "one way", "a Saturday", "a Sunday"],
)
def test_attempts_differ_in_working_day_and_way(made: Setting, attempts: tuple[tuple[date, ContactWay], ...]) -> None:
    """Two on one day, two by one way, or one on a day that is no working day are not enough."""
    reference = sought(made, *attempts)
    someone(made)
    assert "different working days, by different ways" in reason(made, reference, propose)
    attempt(made, reference, TODAY, ContactWay.IN_PERSON)
    act(made, made.officer, reference, propose)


def test_whoever_tried_or_proposed_does_not_confirm(made: Setting) -> None:
    """Neither who recorded an attempt nor who proposes it is the second person."""
    reference, tried_too, third = made.at(Stage.NOTIFIED), someone(made), someone(made)
    attempt(made, reference, *ENOUGH[0])
    attempt(made, reference, *ENOUGH[1], by=tried_too)
    act(made, made.officer, reference, propose)
    for one in (made.officer, tried_too):
        with pytest.raises(Forbidden, match="somebody else confirms"):
            act(made, one, reference, confirm)
    act(made, third, reference, confirm)


def test_whoever_keeps_out_or_is_of_a_side_does_not_confirm(made: Setting) -> None:
    """An officer recused from the candidate learns nothing; the candidate is told that the office does this."""
    reference, recused, other = sought(made), someone(made), someone(made)
    keep_out(made, recused, made.alder)
    act(made, made.officer, reference, propose)
    with pytest.raises(NotFound):
        act(made, recused, reference, confirm)
    with pytest.raises(Forbidden, match="Another officer"):
        act(made, made.candidate, reference, confirm)
    with pytest.raises(NotFound):
        act(made, someone(made, Role.CHAIR), reference, confirm)
    act(made, other, reference, confirm)


def keep_out(made: Setting, actor: Actor, candidacy: int) -> None:
    """Let somebody keep out of a candidate's cases."""
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, actor.user_id), made.contest, "Related.", candidacy_id=candidacy)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU])
def test_where_one_officer_is_left_the_chair_or_the_bureau_confirms(made: Setting, role: Role) -> None:
    """The chair, or the bureau where no chair is able, is told and answers; without anybody it is not proposed."""
    reference = sought(made)
    keep_out(made, someone(made), made.alder)
    assert "Nobody is left" in reason(made, reference, propose)
    if role is Role.BUREAU:
        keep_out(made, someone(made, Role.CHAIR), made.alder)
    above = someone(made, role)
    act(made, made.officer, reference, propose)
    with made.world.look() as uow:
        told = uow.session.query(Intent.user_id).filter_by(event="incident.unreachable_proposed").all()
        assert [one.user_id for one in told] == [above.user_id]
    page = f"/contests/dg-2031/incidents/unreachable/{reference}"
    browser = made.world.browser(above.user_id)
    assert page in browser.get("/").text
    browser.get(page)
    browser.post(page, {"answer": "yes", "reason": ""}, expect=422)
    browser.follow(page, {"answer": "yes", "reason": "I asked the mission."})
    assert stage(made, reference) is Stage.REPLY_OVERDUE
    browser.get(page, expect=404)


def test_of_a_confined_case_the_chair_is_not_the_second_person(made: Setting) -> None:
    """Where only one officer knows of a case, nobody outside is asked: the time to reply runs out as it was set."""
    reference, chair = sought(made), someone(made, Role.CHAIR)
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.assign(uow, incident, made.officer.user_id or 0)
        incident.restricted_at = uow.now
        steps.tell(uow, "incident.routed", incident)
    with pytest.raises(Forbidden, match="Nobody is left"):
        act(made, made.officer, reference, propose)
    with pytest.raises(NotFound):
        act(made, chair, reference, confirm)


def test_an_answer_makes_it_lapse(made: Setting) -> None:
    """A reply on one allegation shows that the candidate can be reached: nothing is confirmed."""
    reference, second = sought(made), someone(made)
    act(made, made.officer, reference, propose)
    with made.world.act(made.candidate) as uow:
        service.reply(uow, made.allegation(uow, reference), service.NewReply("I am here.", TODAY))
    with pytest.raises(Forbidden, match="Nobody proposed"):
        act(made, second, reference, confirm)
    assert "since the candidate was last told or last answered" in reason(made, reference, propose)


def test_a_further_notice_makes_it_lapse(made: Setting) -> None:
    """Whoever is told more is sought anew: what was tried before does not count."""
    reference, second = sought(made), someone(made)
    act(made, made.officer, reference, propose)
    made.world.clock.advance(hours=1)
    with made.world.act(made.officer) as uow:
        put(uow, made.incident(uow, reference), "There is more.", TODAY, None)
    with pytest.raises(Forbidden, match="Nobody proposed"):
        act(made, second, reference, confirm)
    assert "at least two attempts" in reason(made, reference, propose)


def test_it_can_be_refused_and_proposed_again(made: Setting) -> None:
    """A refusal has its reason, changes nothing, and is not the end; what was proposed anew is read anew."""
    reference, second = sought(made), someone(made)
    act(made, made.officer, reference, propose)
    assert "proposed already" in reason(made, reference, propose)
    for answer in (True, False):
        empty = partial(service.decide_unreachable, agreed=answer, reason=" ")
        assert places(made, reference, empty, second) == {"reason"}
    act(made, second, reference, partial(service.decide_unreachable, agreed=False, reason="Try the embassy."))
    assert stage(made, reference) is Stage.NOTIFIED
    made.world.clock.advance(hours=1)
    act(made, made.officer, reference, propose)
    with pytest.raises(Conflict):
        act(made, second, reference, partial(confirm, seen="2031-02-01T00:00:00+00:00"))


def test_attempts_are_after_the_notice_and_say_how(made: Setting) -> None:
    """None is recorded before the candidate was told, for a day before that, or without a word on how."""
    tried = partial(service.record_attempt, command=service.NewAttempt(TOLD, BY_PHONE, "Rang."))
    assert "after the notice" in reason(made, made.at(Stage.ADMISSIBLE), tried)
    early = partial(service.record_attempt, command=service.NewAttempt(TOLD.replace(day=1), BY_PHONE, " "))
    assert places(made, made.at(Stage.NOTIFIED), early) == {"how", "tried_on"}


def test_an_old_attempt_without_a_way_does_not_count(made: Setting) -> None:
    """What was recorded before ways were asked for stays on record and does not count."""
    reference = sought(made)
    someone(made)

    def forget(uow: UnitOfWork, incident: Incident) -> None:
        for one in queries.attempts(uow.session, incident.id):
            one.way = None
        service.record_attempt(uow, incident, service.NewAttempt(TODAY, BY_PHONE, "Rang."))

    act(made, made.officer, reference, forget)
    assert "at least two attempts" in reason(made, reference, propose)
