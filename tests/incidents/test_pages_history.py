"""The history of a case: it begins with the first values, and shows each change with the old beside the new."""

import re
from datetime import date
from pathlib import Path

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.models import PreparedNotice
from compliance.incidents.routes import recorded
from compliance.incidents.terms import Credibility, FollowUp, Kind, MeasureKind, Reliability, Result, Stage
from tests.api import CASES, Program
from tests.client import words
from tests.factories import notices
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World
from tests.incidents import test_measures as measures
from tests.incidents import test_review as reviews
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


def told(scene: Setting, case: str) -> str:
    """The words of the history as an officer reads it."""
    return words(scene.world.browser(scene.officer.user_id).get(f"{BASE}/{case}/history").text)


def test_a_notice_is_told_act_by_act_and_its_preparing_once_a_day(world: World) -> None:
    """Prepared three times on a day by one officer is one line; checked, ordered, called back, released are named."""
    scene = setting(world)
    other = world.actor(world.user(Role.OFFICER, scene.contest))
    case = scene.at(Stage.ADMISSIBLE, "4(a)")
    for who, times in ((scene.officer, 3), (other, 1)):
        for _time in range(times):
            with world.act(who) as uow:
                prepared = notices.prepare(uow, scene.incident(uow, case))
    acts = ((scene.officer, "check"), (scene.officer, "order"), (scene.officer, "call_back"), (other, "order"))
    for who, act in acts:
        with world.act(who) as uow:
            more = (service.Order(),) if act == "order" else ()
            getattr(service, act)(
                uow, scene.incident(uow, case), uow.session.get_one(PreparedNotice, prepared.id), *more
            )
    assert notices.release(scene) == 1
    page = told(scene, case)
    assert page.count("A notice was prepared") == 2
    assert page.count("A notice was prepared (3 times)") == 1
    parts = (
        "checked by a second person Checked by Officer",
        "release of the notice was ordered To be released 11 February 2031, 10:00 (CET)",
        "called back before its release To be released before: 11 February 2031, 10:00 (CET) now: none",
        "put to the candidate",
        "Released 11 February 2031",
    )
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "delegations were" not in page


def test_a_notice_given_up_is_said_so_and_each_day_of_preparing_has_its_line(world: World) -> None:
    """What was prepared today and again tomorrow stands on two lines; giving it up on a third."""
    scene = setting(world)
    case = scene.at(Stage.ADMISSIBLE, "4(a)")
    for _day in range(2):
        with world.act(scene.officer) as uow:
            prepared = notices.prepare(uow, scene.incident(uow, case))
        world.clock.advance(days=1)
    with world.act(scene.officer) as uow:
        service.drop(uow, scene.incident(uow, case), uow.session.get_one(PreparedNotice, prepared.id))
    page = told(scene, case)
    assert page.count("A notice was prepared") == 2
    assert "times)" not in page
    assert "The notice was given up" in page


def test_each_step_of_a_measure_is_named_with_its_kind_and_days(world: World) -> None:
    """Ordered, answered, in part, extended, overdue, fulfilled, waived: each by its name, and none of the words."""
    scene = setting(world)
    case = measures.found(scene, Result.SUBSTANTIATED)
    first, second = measures.ordered(scene, case), measures.ordered(scene, case, kind=MeasureKind.ADVICE, due_on=None)
    steps = (
        (scene.candidate, FollowUp.DONE, "The candidate said what was done about a measure Measure Correction asked"),
        (scene.officer, FollowUp.PARTLY, "A measure was found followed in part"),
        (scene.officer, FollowUp.EXTENDED, "A measure was given more time"),
        (scene.officer, FollowUp.OVERDUE, "A measure was found overdue"),
        (scene.officer, FollowUp.FULFILLED, "A measure was found fulfilled"),
    )
    for who, step, _said in steps:
        late = step in (FollowUp.OVERDUE, FollowUp.FULFILLED)
        if step is FollowUp.OVERDUE:
            world.clock.advance(days=20)
        due = date(2031, 3, 1) if step is FollowUp.EXTENDED else None
        command = service.NewStep(step, date(2031, 3, 2) if late else TODAY, "Said in confidence.", due_on=due)
        measures.stepped(scene, who, case, first, command)
    measures.stepped(scene, scene.officer, case, second, service.NewStep(FollowUp.WAIVED, TODAY, "Said in confidence."))
    page = told(scene, case)
    places = [page.index(said) for _who, _step, said in steps]
    assert places == sorted(places)
    assert page.count("A measure was ordered Measure") == 2
    assert "Measure Correction asked Due by 20 February 2031" in page
    assert "Due by before: 20 February 2031 now: 1 March 2031" in page
    assert "How far it is followed before: Overdue now: Fulfilled" in page
    assert "A measure was waived" in page
    assert "as of 2 March 2031" in page
    assert "Said in confidence" not in page
    assert "Take the post down" not in page


def test_a_review_is_told_from_its_asking_to_its_outcome(world: World) -> None:
    """Who asked, who reviews and with what outcome stand there; grounds and reasons do not."""
    scene = setting(world)
    case, other = reviews.asked(scene), reviews.another(scene)
    reviews.appoint(scene, case, other.user_id)
    reviews.decide(scene, case, other)
    page = told(scene, case)
    parts = (
        "A review was asked for",
        "Asked for by the candidate Yes",
        f"A reviewer was appointed Reviewer {other.name}",
        "The review was decided Outcome Findings upheld",
    )
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "The diary was misread" not in page
    assert "Nothing was overlooked" not in page


def test_every_act_on_a_notice_a_measure_or_a_review_has_its_own_words() -> None:
    """Whatever the verbs record of these is named; only the follow-up of a measure, by its step."""
    source = "".join(path.read_text() for path in Path(service.__file__).parent.rglob("*.py"))
    acts = set(re.findall(r'steps\.tell\(uow, "((?:notice|measure|review)\.[a-z_]+)"', source))
    assert len(acts) >= 10
    assert acts - recorded.ACTS.keys() == {"measure.followed_up"}
    assert set(FollowUp) == set(recorded.FOLLOWED)


def test_programs_are_given_a_run_of_preparing_once(world: World) -> None:
    """The operation gives one entry with how many times, as the page does."""
    scene = setting(world)
    case = scene.at(Stage.ADMISSIBLE, "4(a)")
    for _time in range(3):
        with world.act(scene.officer) as uow:
            notices.prepare(uow, scene.incident(uow, case))
    items = Program(world, scene.officer.user_id or 0).get(f"{CASES}/{case}/history")["items"]
    assert [one["times"] for one in items if one["what"] == "A notice was prepared"] == [3]
    assert {one["times"] for one in items if one["what"] != "A notice was prepared"} == {1}
