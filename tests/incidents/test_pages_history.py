"""The history of a case: it begins with the first values, and shows each change with the old beside the new."""

from datetime import date

from compliance.incidents import service
from compliance.incidents.terms import Credibility, Kind, Reliability, Stage
from tests.client import words
from tests.factories.cases import setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE
from tests.incidents.test_reading import DISCLOSURE, EVIDENCE, SOURCE
from tests.statements import statements


def test_the_history_starts_with_the_first_values_and_shows_each_change(world: World) -> None:
    """What was filed stands first; an amendment shows title, days and details as they were and as they are."""
    made = setting(world)
    reference = made.file("4(a)")
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        amended = service.Amendment(
            title="Mission with side meetings",
            kind=Kind.TRAVEL,
            occurred_from=date(2031, 1, 17),
            occurred_until=None,
            summary=incident.summary,
            details={"destination": "Geneva", "paid_by": "organisation"},
        )
        service.amend(uow, incident, amended, incident.revision)
    page = words(world.browser(made.officer.user_id).get(f"{BASE}/{reference}/history").text)
    filed, changed = page.index("The incident was filed"), page.index("The facts were changed")
    first, later = page[filed:changed], page[changed:]
    assert "Title Mission used for campaign meetings" in first
    assert "Allegation 4(a), Standards of Conduct" in first
    assert "Nairobi" in first
    assert "Title before: Mission used for campaign meetings now: Mission with side meetings" in later
    assert "From before: 16 January 2031 now: 17 January 2031" in later
    assert "Until before: 20 January 2031 now: none" in later
    assert "before: Nairobi now: Geneva" in later
    assert "Summary" not in later


def test_changes_of_evidence_and_sources_are_told_to_the_office_alone(world: World) -> None:
    """Disclosure and grades show old and new, but not who the source is; the candidate has no such page."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.disclose(uow, service.add_evidence(uow, incident, EVIDENCE), DISCLOSURE)
        service.regrade_source(uow, service.add_source(uow, incident, SOURCE), Reliability.D, Credibility.DOUBTFUL)
    page = world.browser(made.officer.user_id).get(f"{BASE}/{reference}/history").text
    told = words(page)
    assert "Disclosed to the candidate before: No now: Yes" in told
    assert "Reliability before: B: usually reliable, minor doubts now: D:" in told
    assert "Ida Elm" not in page
    world.browser(made.candidate.user_id).get(f"{BASE}/{reference}/history", expect=404)


def test_a_dropped_allegation_stays_in_the_history(world: World) -> None:
    """The clause stands struck, with the reason."""
    made = setting(world)
    reference = made.file("4(a)", "4(b)")
    with world.act(made.officer) as uow:
        service.drop_allegation(uow, made.allegation(uow, reference, 1), "It repeats the first.")
    page = words(world.browser(made.officer.user_id).get(f"{BASE}/{reference}/history").text)
    assert "Allegation before: 4(b), Standards of Conduct now: none" in page
    assert "It repeats the first." in page


def test_every_act_of_a_long_case_has_its_words_and_the_page_few_statements(world: World) -> None:
    """From filing to closing the history takes at most twelve statements, and names each act."""
    made = setting(world)
    reference = made.at(Stage.CLOSED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        for _ in range(30):
            service.add_note(uow, incident, "A note.")
    browser = world.browser(made.officer.user_id)
    with statements(world) as sent:
        page = words(browser.get(f"{BASE}/{reference}/history").text)
    assert len(sent) <= 12
    for act in ("filed", "assessed", "put to the candidate", "A reply was given", "A finding was made", "closed"):
        assert act in page
    assert "The case was changed" not in page
