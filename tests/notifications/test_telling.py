"""Who is told of what by the verbs of production, and what their mails do not say."""

from email.policy import SMTP
from pathlib import Path
from threading import Event

from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.storage import FileStore
from compliance.identity.models import User
from compliance.identity.service import recuse, reset_password
from compliance.incidents import service as incidents
from compliance.incidents.terms import Stage
from compliance.notifications.models import Intent
from compliance.notifications.terms import State
from compliance.reports.service import issue
from compliance.reports.terms import Edition
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.notices import ordered, release
from tests.factories.world import World
from tests.notifications.mailserver import serving
from tests.notifications.test_delivery import by, post

MARKER = "Marmalade"


def told(world: World, event: str | None = None) -> set[int]:
    """Who is told of an event."""
    with world.look() as uow:
        query = select(Intent.user_id)
        return set(uow.session.scalars(query if event is None else query.where(Intent.event == event)))


def _with_others(world: World) -> tuple[Setting, int, int, int]:
    """A setting with an agent, a second officer, and an officer who keeps out of the first candidate's cases."""
    place = setting(world)
    agent = world.user(Role.AGENT, place.contest, place.alder)
    second, recused = (world.user(Role.OFFICER, place.contest) for _ in range(2))
    with world.act() as uow:
        user = uow.session.get_one(User, recused)
        recuse(uow, user, place.contest, "was in the candidate's office", candidacy_id=place.alder)
    return place, agent, second, recused


def test_the_other_officers_are_told_of_a_new_case(world: World) -> None:
    """Whoever filed it is not told, nor who keeps out of it, nor anybody else."""
    place, _agent, second, _recused = _with_others(world)
    place.file("4(a)")
    assert told(world, "incident.filed") == {second}


def test_a_notice_is_told_to_the_candidate_s_side_when_it_is_released(world: World) -> None:
    """The candidate and the agent are told at the hour of the release, whatever they wish, and nobody before it."""
    place, agent, _second, _recused = _with_others(world)
    ordered(place, place.at(Stage.ADMISSIBLE))
    assert told(world, "incident.notified") == set()
    release(place)
    assert told(world, "incident.notified") == {place.candidate.user_id, agent}
    with world.look() as uow:
        assert set(uow.session.scalars(select(Intent.required).where(Intent.event == "incident.notified"))) == {True}


def test_an_answer_is_told_to_the_office(world: World) -> None:
    """The officers who handle the case are told once of each answer, and the one who keeps out is not."""
    place, _agent, second, _recused = _with_others(world)
    reference = place.at(Stage.NOTIFIED)
    with world.act(place.candidate) as uow:
        incidents.reply(uow, place.allegation(uow, reference), incidents.NewReply(f"{MARKER} reply", TODAY))
    assert told(world, "incident.replied") == {place.officer.user_id, second}


def test_the_candidate_s_side_is_told_of_what_was_found(world: World) -> None:
    """The candidate and the agent are told once a day of findings, and of the conclusion."""
    place, agent, _second, _recused = _with_others(world)
    place.at(Stage.CONCLUDED)
    both = {place.candidate.user_id, agent}
    assert told(world, "finding.made") == both
    assert told(world, "incident.concluded") == both
    with world.look() as uow:
        assert len(uow.session.scalars(select(Intent.id).where(Intent.event == "finding.made")).all()) == 2


def test_a_person_is_told_of_what_others_do_to_them(world: World) -> None:
    """Of a recusal that somebody else declared, and of a password that somebody else set; never of one's own act."""
    place, _agent, second, recused = _with_others(world)
    assert told(world, "recusal.declared") == {recused}
    with world.act(world.actor(second)) as uow:
        recuse(uow, uow.session.get_one(User, second), place.contest, "is a cousin")
    assert told(world, "recusal.declared") == {recused}
    with world.act() as uow:
        reset_password(uow, uow.session.get_one(User, second))
    assert told(world, "user.password_reset") == {second}


def test_whoever_is_given_a_case_is_told(world: World) -> None:
    """An officer to whom a case is assigned is told, and nobody else."""
    place, _agent, second, _recused = _with_others(world)
    reference = place.file("4(a)")
    with world.act(place.officer) as uow:
        incidents.assign(uow, place.incident(uow, reference), second, "knows travel")
    assert told(world, "incident.routed") == {second}


def test_the_chair_is_told_of_a_report(world: World, tmp_path: Path) -> None:
    """A report for the chair or the public is told to the chair; the office's own is not."""
    place = setting(world)
    chair = world.user(Role.CHAIR, place.contest)
    files = FileStore(tmp_path)
    with world.act() as uow:
        issue(uow, place.contest, Edition.ETHICS, uow.now, files=files)
    assert told(world, "report.issued") == set()
    with world.act() as uow:
        issue(uow, place.contest, Edition.CHAIR, uow.now, files=files)
    assert told(world, "report.issued") == {chair}


def test_no_mail_says_anything_of_a_case(world: World) -> None:
    """Through a whole case, with a marker in every text, no mail holds the marker, a reference, a name or a page."""
    place, *_others = _with_others(world)
    reference = place.at(
        Stage.CLOSED, "4(a)", title=f"{MARKER} title", summary=f"{MARKER} summary", details={"destination": MARKER}
    )
    with serving() as server:
        assert post(world, by(server)).send_due(Event()).sent > 3
    for mail in server.taken:
        body = mail.get_body(("plain",))
        assert body is not None
        whole = mail.as_bytes(policy=SMTP).decode() + body.get_content() + str(mail["Subject"])
        for word in (MARKER, reference, reference.lower(), "dg-2031", "Director", "Alder", "Birch", "incident", "case"):
            assert word not in whole, word
        assert [part for part in whole.split() if "/contests" in part] == []


def test_who_may_not_see_a_case_any_more_is_not_told_of_it(world: World) -> None:
    """An officer who keeps out of a case since it was filed gets no mail about it; the other one does."""
    place, _agent, second, _recused = _with_others(world)
    third = world.user(Role.OFFICER, place.contest)
    reference = place.file("4(a)")
    with world.act(world.actor(second)) as uow:
        incidents.keep_out(uow, place.incident(uow, reference), "is related to the respondent")
    with serving() as server:
        post(world, by(server)).send_due(Event())
    with world.look() as uow:
        query = select(Intent).where(Intent.event == "incident.filed").order_by(Intent.user_id)
        states = {row.user_id: row.state for row in uow.session.scalars(query)}
    assert states == {second: State.WITHDRAWN, third: State.SENT}
