"""Retaliation is a track of its own: confined and expedited from the start, unknown to everybody else."""

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, NotFound
from compliance.exchange.export import export_text
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Track
from compliance.incidents.models import Deadline, Incident
from compliance.incidents.terms import Kind, Stage
from compliance.notifications.models import Intent
from compliance.reports import queries as reports
from compliance.reports.as_json import as_json
from compliance.reports.terms import Edition
from tests.exchange.altered import altered, only_fault
from tests.factories.cases import TIMEZONE, Setting, setting
from tests.factories.world import World
from tests.incidents.refusals import refused_at

TITLE = "Moved to nights after the report"


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with cases."""
    return setting(world)


def filed(scene: Setting, case: str) -> tuple[str, Actor]:
    """File a case of retaliation; return its reference, and the officer as they are from then on."""
    with scene.world.act(scene.officer) as uow:
        command = scene.new("4(a)", title=TITLE, details={})
        made = service.file_retaliation(uow, scene.incident(uow, case), command, timezone=TIMEZONE)
        reference = made.reference
    assert scene.officer.user_id is not None
    return reference, scene.world.actor(scene.officer.user_id)


def test_nobody_else_knows_of_it_or_of_the_link(scene: Setting) -> None:
    """Another officer finds neither the case nor, from the other case, that there is one; nor is anybody told."""
    case = scene.at(Stage.NOTIFIED, "4(a)")
    other = scene.world.actor(scene.world.user(Role.OFFICER, scene.contest))
    reference, officer = filed(scene, case)
    with scene.world.look() as uow:
        about = uow.session.scalars(select(Incident).where(Incident.reference == case)).one()
        assert [one.reference for one in queries.retaliations_for(uow.session, about, officer)] == [reference]
        assert queries.retaliations_for(uow.session, about, other) == []
        found = queries.by_reference(uow.session, officer, reference)
        assert (found.kind, found.restricted) == (Kind.RETALIATION, True)
        known = queries.retaliates_for(uow.session, found, officer)
        assert known is not None
        assert known.reference == case
        for stranger in (other, scene.candidate):
            with pytest.raises(NotFound):
                queries.by_reference(uow.session, stranger, reference)
        assert not [one for one in uow.session.scalars(select(Intent)) if one.subject == f"incident:{reference}"]


def test_it_is_expedited_whenever_it_is_filed(scene: Setting) -> None:
    """Months before the vote its deadlines are those of the expedited track."""
    reference, officer = filed(scene, scene.at(Stage.NOTIFIED, "4(a)"))
    with scene.world.look() as uow:
        found = queries.by_reference(uow.session, officer, reference)
        tracks = uow.session.scalars(select(Deadline.track).where(Deadline.incident_id == found.id)).all()
    assert set(tracks) == {Track.EXPEDITED}


def test_it_stays_confined(scene: Setting) -> None:
    """It cannot be opened to the rest of the office, nor be filed in the ordinary way."""
    reference, officer = filed(scene, scene.at(Stage.NOTIFIED, "4(a)"))
    with scene.world.act(officer) as uow, pytest.raises(Forbidden, match="stays confined"):
        service.lift(uow, scene.incident(uow, reference), "Why not.")
    with refused_at("kind"):
        scene.file("4(a)", kind=Kind.RETALIATION, details={})
    case = scene.at(Stage.NOTIFIED, "4(a)")
    with scene.world.act(scene.candidate) as uow:
        about = scene.incident(uow, case)
        with pytest.raises(NotFound):
            service.file_retaliation(uow, about, scene.new("4(a)"), timezone=TIMEZONE)


@pytest.mark.parametrize("edition", Edition)
def test_no_report_and_no_file_tells_of_it(scene: Setting, edition: Edition) -> None:
    """Its title and reference stand in no edition, and not in an export."""
    reference, _officer = filed(scene, scene.at(Stage.NOTIFIED, "4(a)"))
    with scene.world.look() as uow:
        report = as_json(reports.known_at(uow.session, scene.contest, scene.world.clock.now, edition)).decode()
        told = report + export_text(uow.session, scene.contest)
    assert reference not in told
    assert TITLE not in told


def test_a_file_cannot_bring_one() -> None:
    """A contest file with a case of retaliation is refused with a reason; the list of kinds leaves it out."""
    assert "neither exported nor imported" in only_fault(altered(("kind: travel", "kind: retaliation"))).message
    listed = only_fault(altered(("kind: travel", "kind: voyage"))).message
    assert "funding or other" in listed
    assert "retaliation" not in listed


def test_it_is_filed_from_the_page_of_a_case(scene: Setting) -> None:
    """An officer files it there, reads the link in both cases, and a second officer reads neither."""
    case = scene.at(Stage.NOTIFIED, "4(a)")
    page = f"/contests/dg-2031/incidents/{case}/retaliation"
    officer = scene.world.browser(scene.officer.user_id)
    officer.get(f"{page}/new")
    facts = {"candidate": "alder", "title": TITLE, "occurred_from": "2031-02-01", "summary": "A clerk was moved."}
    officer.post(f"{page}/new", {**facts, "reported_on": "2031-02-09"})
    assert TITLE in officer.get(page).text
    second = scene.world.browser(scene.world.user(Role.OFFICER, scene.contest))
    assert TITLE not in second.get(page).text
    assert TITLE not in second.get("/contests/dg-2031/incidents/").text


def test_it_stays_what_it_is(scene: Setting) -> None:
    """No edit makes another kind of it, so as to open it afterwards, nor it of another; its track is not switched."""
    case = scene.at(Stage.ADMISSIBLE, "4(a)")
    reference, officer = filed(scene, case)
    for one, kind in ((reference, Kind.CONDUCT), (case, Kind.RETALIATION)):
        with scene.world.act(officer) as uow, refused_at("kind"):
            incident = scene.incident(uow, one)
            facts = (incident.title, kind, incident.occurred_from, incident.occurred_until, incident.summary)
            service.amend(uow, incident, service.Amendment(*facts, details={}), incident.revision)
    with scene.world.act(officer) as uow, pytest.raises(Forbidden, match="always"):
        service.switch_track(uow, scene.incident(uow, reference), Track.STANDARD, "More time is needed.")


def test_what_is_split_from_a_confined_case_is_confined(scene: Setting) -> None:
    """A part of a confined case, with its summary and its sources, is known to the same officers and to nobody else."""
    case = scene.at(Stage.ADMISSIBLE, "4(a)", "4(b)")
    other = scene.world.actor(scene.world.user(Role.OFFICER, scene.contest))
    third = scene.world.user(Role.OFFICER, scene.contest)
    assert scene.officer.user_id is not None
    with scene.world.act(scene.officer) as uow:
        service.restrict(uow, scene.incident(uow, case), "It is delicate.", {scene.officer.user_id, third})
    officer = scene.world.actor(scene.officer.user_id)
    with scene.world.act(officer) as uow:
        part = service.Split("The second clause", "Other witnesses.", [1])
        reference = service.split(uow, scene.incident(uow, case), part).reference
    with scene.world.look(other) as uow, pytest.raises(NotFound):
        scene.incident(uow, reference)
    with scene.world.look(scene.world.actor(scene.officer.user_id)) as uow:
        assert scene.incident(uow, reference).restricted
        told = select(Intent.user_id).where(Intent.subject == f"incident:{reference}")
        assert set(uow.session.scalars(told)) == {third}
