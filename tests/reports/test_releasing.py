"""The public edition takes two people: one issues it, another one releases it."""

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents.terms import Stage
from compliance.reports import queries, service
from compliance.reports.terms import Edition
from compliance.transparency.models import LogEntry
from tests.client import words
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World
from tests.reports.test_issuing import issued, row, store

HOME = "/contests/dg-2031/reports"
API = "/api/v1/contests/dg-2031/reports"


@pytest.fixture
def made(world: World) -> Setting:
    """A contest with a case."""
    made = cases.setting(world)
    made.at(Stage.CONCLUDED)
    return made


def someone(made: Setting, role: Role = Role.OFFICER) -> Actor:
    """Somebody else of the contest."""
    return made.world.actor(made.world.user(role, made.contest))


def release(made: Setting, actor: Actor, reference: str, *, agreed: bool = True, reason: str = "It is right.") -> None:
    """Answer as a second person."""
    with made.world.act(made.world.actor(actor.user_id or 0)) as uow:
        service.release(uow, row(uow, made, reference), agreed=agreed, reason=reason)


def acts(made: Setting) -> list[str]:
    """What the log says of reports."""
    with made.world.look() as uow:
        of_reports = select(LogEntry.act).where(LogEntry.act.startswith("report."))
        return list(uow.session.scalars(of_reports.order_by(LogEntry.seq)))


def test_the_public_reads_what_a_second_person_released(made: Setting) -> None:
    """Until then neither page, file, list nor API gives it to anybody but office and council; then they all do."""
    reference, second = issued(made, Edition.PUBLIC), someone(made)
    observer = made.world.browser(made.world.user(Role.OBSERVER, made.contest))
    pages = [f"{HOME}/{reference}/{part}" for part in ("", "read", "verify", "files/html", "files/pdf", "files/json")]
    for page in pages:
        observer.get(page, expect=404)
    assert reference not in observer.get(f"{HOME}/").text
    assert acts(made) == ["report.held"]
    assert "Not released" in made.world.browser(made.officer.user_id).get(f"{HOME}/").text
    release(made, second, reference)
    assert acts(made) == ["report.held", "report.issued"]
    for page in pages:
        observer.get(page)
    assert reference in observer.get(f"{HOME}/").text


@pytest.mark.parametrize("edition", [Edition.CHAIR, Edition.ETHICS])
def test_other_editions_are_one_persons(made: Setting, edition: Edition) -> None:
    """What is not for the public is issued at once, and waits for nobody."""
    reference = issued(made, edition)
    assert acts(made) == ["report.issued"]
    with pytest.raises(Forbidden, match="waits for nobody"):
        release(made, someone(made), reference)


def test_nobody_releases_what_they_issued_or_may_not_see(made: Setting) -> None:
    """Not who issued it, nor the bureau, nor a recused officer; a candidate is told of nothing; the chair may."""
    reference, recused = issued(made, Edition.PUBLIC), someone(made)
    with made.world.act() as uow:
        user = uow.session.get_one(User, recused.user_id)
        identity.recuse(uow, user, made.contest, "Related.", candidacy_id=made.birch)
    with pytest.raises(Forbidden, match="You issued it"):
        release(made, made.officer, reference)
    with pytest.raises(Forbidden, match="Another officer or the chair"):
        release(made, someone(made, Role.BUREAU), reference)
    with pytest.raises(Forbidden, match="recused"):
        release(made, recused, reference)
    with pytest.raises(NotFound):
        release(made, made.candidate, reference)
    release(made, someone(made, Role.CHAIR), reference)
    with pytest.raises(Forbidden, match="waits for nobody"):
        release(made, someone(made), reference)


def test_what_is_refused_stays_unread(made: Setting) -> None:
    """A refusal has a reason, which the office reads; the report is never released, and another can be issued."""
    reference, second = issued(made, Edition.PUBLIC), someone(made)
    with pytest.raises(Invalid):
        release(made, second, reference, agreed=False, reason=" ")
    release(made, second, reference, agreed=False, reason="It names a driver.")
    assert acts(made) == ["report.held", "report.refused"]
    page = words(made.world.browser(made.officer.user_id).get(f"{HOME}/{reference}/").text)
    assert "It names a driver." in page
    made.world.browser(made.candidate.user_id).get(f"{HOME}/{reference}/", expect=404)
    with pytest.raises(Forbidden, match="waits for nobody"):
        release(made, second, reference)
    made.world.clock.advance(minutes=1)
    release(made, second, issued(made, Edition.PUBLIC))


def test_the_second_person_is_led_there_from_home(made: Setting) -> None:
    """At home of another officer and the chair, not of who issued it, stands a link to the page of the answer."""
    reference, second, chair = issued(made, Edition.PUBLIC), someone(made), someone(made, Role.CHAIR)
    page = f"{HOME}/{reference}/release"
    browsers = [made.world.browser(one.user_id) for one in (made.officer, second, chair)]
    assert [page in one.get("/").text for one in browsers] == [False, True, True]
    browsers[0].get(page, expect=403)
    browsers[1].get(page)
    browsers[1].post(page, {"answer": "yes", "reason": ""}, expect=422)
    told = words(browsers[1].follow(page, {"answer": "yes", "reason": "It is right."}).text)
    assert "Released by" in told
    assert page not in browsers[2].get("/").text


def test_nobody_acknowledges_what_is_held(made: Setting) -> None:
    """Receipt of it is acknowledged once it is released."""
    reference, chair = issued(made, Edition.PUBLIC), someone(made, Role.CHAIR)
    with made.world.act(chair) as uow, pytest.raises(Forbidden, match="not released"):
        service.acknowledge_receipt(uow, row(uow, made, reference))
    release(made, chair, reference)
    with made.world.act(chair) as uow:
        service.acknowledge_receipt(uow, row(uow, made, reference))


def test_what_the_system_issues_is_held_by_nobody(made: Setting) -> None:
    """Nobody is asked about what was issued by no person, and what was issued before two were needed."""
    with made.world.act() as uow:
        report = service.issue(uow, made.contest, Edition.PUBLIC, uow.now, files=store(made.world))
        assert not report.held
        assert queries.release_of(uow.session, report.id) is None
    made.world.browser(made.candidate.user_id).get(f"{HOME}/{report.reference}/")
