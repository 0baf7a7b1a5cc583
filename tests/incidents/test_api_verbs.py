"""Programs have every verb that the pages of a case have."""

import io

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.terms import Stage
from tests.api import CASES, Program, person
from tests.factories.cases import Setting
from tests.factories.world import World
from tests.incidents.test_api import NEW, NOTICE
from tests.incidents.test_pages_story import PNG

FINDING = {
    "result": "substantiated",
    "standard_of_proof": "balance_of_probabilities",
    "decided_on": "2031-02-11",
    "rationale": "The diary shows it.",
}


def _answered(made: Setting, office: Program, second: Program, side: Program) -> str:
    """File a case, assess it, put it to the candidate at its hour, and let them answer; return its address."""
    case = f"{CASES}/{office.post(CASES, NEW, expect=201)['reference']}"
    office.post(f"{case}/assessment", {"admissible": True, "reason": "For us.", "decided_on": "2031-02-10"})
    facts = [NOTICE["facts"][0] | {"allegations": [0]}]
    notice = f"{case}/notices/{office.post(f'{case}/notices', {'facts': facts}, expect=201)['reference']}"
    second.post(f"{notice}/check", None)
    office.post(f"{notice}/order", {})
    side.get(case, expect=404)
    made.world.clock.advance(hours=24)
    with made.world.act() as uow:
        assert service.release_due(uow) == 1
    assert side.get(case)["stage"] == "notified"
    assert side.post(f"{case}/allegations/0/replies", {"text": "No."}, expect=201)["stage"] == "replied"
    return case


def test_a_case_goes_its_whole_way_by_programs(made: Setting, office: Program, second: Program, side: Program) -> None:
    """Filed, assessed, put at its hour, answered, found on, followed by a measure, reviewed, published and closed."""
    case = _answered(made, office, second, side)
    office.post(f"{case}/allegations/0/findings", FINDING, expect=201)
    advice = {"kind": "advice", "text": "Ask first.", "decided_on": "2031-02-11", "position": 0}
    (measure,) = office.post(f"{case}/measures", advice, expect=201, key="advice")["measures"]
    assert len(office.post(f"{case}/measures", advice, expect=201, key="advice")["measures"]) == 1
    office.post(f"{case}/conclusion", {"on": "2031-02-11"})
    file = {"file": (io.BytesIO(PNG), "receipt.png"), "on": "2031-02-11", "text": "Asked."}
    done = side.send("POST", f"{case}/measures/{measure['reference']}/done/with-file", expect=201, data=file).json or {}
    (step,) = done["measures"][0]["steps"]
    with office.send("GET", f"{case}/measures/{measure['reference']}/steps/{step['id']}/file") as answer:
        assert answer.data == PNG
    fulfilled = {"step": "fulfilled", "on": "2031-02-11"}
    office.post(f"{case}/measures/{measure['reference']}/steps", fulfilled, expect=201)
    side.post(f"{case}/reviews", {"grounds": "Look again."}, expect=201)
    office.post(f"{case}/reviews/reviewer", {"person": person(made, second, case)})
    decision = {
        "outcome": "changed",
        "decided_on": "2031-02-11",
        "reasons": "In part.",
        "results": {"0": "partially_substantiated"},
    }
    assert second.post(f"{case}/reviews/decision", decision)["allegations"][0]["finding"]["result"] == (
        "partially_substantiated"
    )
    assert side.get(f"{case}/reviews")["items"][0]["reviewer"] is None
    office.post(f"{case}/publication", {"summary": "A mission served two ends."})
    waits = f"{CASES}/publications"
    reference = case.rpartition("/")[2]
    assert [one["reference"] for one in second.get(waits)["items"]] == [reference]
    for _time in range(2):
        assert second.post(f"{waits}/{reference}/confirm", None, key="yes")["state"] == "published"
    closed = office.post(f"{case}/closure", {"on": "2031-02-11", "reason": "Done."})
    assert (closed["stage"], closed["measures"][0]["state"]) == ("closed", "fulfilled")


def test_more_time_is_asked_for_and_granted(made: Setting, office: Program, side: Program) -> None:
    """The candidate reads what became of it, but not which officer decided, and nothing of the office's deadlines."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    office.post(f"{case}/extension-requests", {"due_on": "2031-03-01", "reason": "Travel."}, expect=403)
    asked = side.post(f"{case}/extension-requests", {"due_on": "2031-03-01", "reason": "Travel."}, expect=201)
    (mine,) = asked["deadlines"]
    assert (mine["step"], mine["changes"][0]["is_open"]) == ("reply", True)
    office.post(f"{case}/extension-requests/grant", {"due_on": "2031-02-20", "reason": "In part."})
    (mine,) = side.get(case)["deadlines"]
    assert (mine["due_on"], {change["recorded_by"] for change in mine["changes"]}) == ("2031-02-20", {None})
    assert {one["step"] for one in office.get(f"{case}/deadlines")["items"]} > {"reply"}


def test_the_offices_time_is_moved_by_programs(made: Setting, office: Program) -> None:
    """Extended, stopped, resumed, done, lifted, and put on the other track."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    office.post(f"{case}/deadlines/suspend", {"reason": "They audit.", "waiting_for": "The auditors"})
    office.post(f"{case}/deadlines/resume", {"on": "2031-02-10", "reason": "They answered."})
    office.post(f"{case}/deadlines/track", {"track": "expedited", "reason": "The vote is near."})
    later = office.post(f"{case}/deadlines/reply/extend", {"due_on": "2031-04-01", "reason": "A holiday."})
    assert later["reply_due_on"] == "2031-04-01"
    office.post(f"{case}/deadlines/status_update/waive", {"reason": "Nobody reported."})
    office.post(f"{case}/deadlines/reply/waive", {"reason": "No."}, expect=404)
    office.post(f"{case}/deadlines/nonsense/waive", {"nonsense": 1}, expect=404)
    shown = office.get(f"{case}/deadlines")
    assert (shown["track"], shown["switches"][0]["reason"]) == ("expedited", "The vote is near.")


def test_cases_are_linked_and_split(made: Setting, office: Program) -> None:
    """A duplicate is found inadmissible with its link; a link is taken back; a part becomes a case of its own."""
    first, other = made.file("4(a)", "4(b)"), made.file("4(a)")
    repeated = {
        "admissible": False,
        "reason": "The same.",
        "decided_on": "2031-02-10",
        "ground": "duplicate",
        "other": first,
    }
    assessed = office.post(f"{CASES}/{other}/assessment", repeated)
    assert (assessed["stages"][-1]["ground"], assessed["links"][0]["other_reference"]) == ("duplicate", first)
    related = {"kind": "related", "other": other, "reason": "The same week."}
    link = office.post(f"{CASES}/{first}/links", related, expect=201)["links"][-1]
    taken = office.post(f"{CASES}/{first}/links/{link['reference']}/retract", {"reason": "It was not."})
    assert taken["links"][-1]["retraction_reason"] == "It was not."
    made_of = {"title": "The second part", "reason": "Another matter.", "positions": [1]}
    new = office.post(f"{CASES}/{first}/split", made_of, expect=201, key="split")
    assert office.post(f"{CASES}/{first}/split", made_of, expect=201, key="split") == new
    assert [one["clause"] for one in office.get(f"{CASES}/{first}")["allegations"]] == ["4(a)"]


def test_officers_are_assigned_and_a_case_confined(
    world: World, made: Setting, office: Program, second: Program
) -> None:
    """Whoever is left out of a confined case meets no trace of it, nor whoever keeps out."""
    reference = made.file("4(a)")
    case = f"{CASES}/{reference}"
    mine, theirs = person(made, office, case), person(made, second, case)
    assert office.post(f"{case}/handlers", {"person": mine}, expect=201)["assignments"][0]["leads"] is True
    office.post(f"{case}/handlers", {"person": theirs}, expect=201)
    assert [one["leads"] for one in second.get(case)["handlers"]] == [True, False]
    office.post(f"{case}/handlers/{theirs}/take-off", {"reason": "Too much."})
    confined = {"reason": "Somebody must be protected.", "handlers": [mine, mine]}
    told = office.post(f"{case}/confine", confined, expect=422)
    assert [one["place"] for one in told["errors"]] == ["handlers"]
    world.user(Role.OFFICER, made.contest, name="Ash Elm")
    listed = office.get(f"{case}/handlers")["officers"]
    third = next(one["reference"] for one in listed if one["name"] == "Ash Elm")
    office.post(f"{case}/confine", {**confined, "handlers": [mine, third]})
    second.get(case, expect=404)
    office.post(f"{case}/open", {"reason": "Not needed any more."})
    assert second.get(case)["reference"] == reference
    second.post(f"{case}/keep-out", {"reason": "We are friends."})
    assert second.post(f"{case}/keep-out", {"nonsense": 1}, expect=404) == second.post(
        f"{CASES}/NONE/keep-out", {"nonsense": 1}, expect=404
    )
    assert second.get(CASES)["items"] == []


def test_tasks_notes_and_messages(made: Setting, office: Program, side: Program) -> None:
    """A task ends with its revision; a note is retracted; the candidate reads messages, and no more of these."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    mine = person(made, office, case)
    (task,) = office.post(f"{case}/tasks", {"what": "Ask the airline.", "person": mine}, expect=201)["items"]
    change = {"what": "Ask the airline.", "person": mine, "state": "done", "note": "They confirm it."}
    address = f"{case}/tasks/{task['reference']}"
    ended = office.send("PUT", address, change | {"revision": task["revision"]}).json or {}
    assert ended["items"][0]["history"][-1]["state"] == "done"
    office.send("PUT", address, change | {"revision": task["revision"]}, expect=409)
    (note,) = office.post(f"{case}/notes", {"text": "Unsure.", "mentions": [mine]}, expect=201)["items"]
    retracted = office.post(f"{case}/notes/{note['reference']}/retract", {"reason": "Sure by now."})
    assert retracted["items"][0]["retraction_reason"] == "Sure by now."
    office.post(f"{case}/messages", {"text": "Please send your diary."}, expect=201)
    assert side.get(f"{case}/messages")["items"][0]["recorded_by"] == "Ethics office"
    side.post(f"{case}/messages", {"text": "Here it is."}, expect=201)
    for hidden in ("notes", "tasks", "handlers", "deadlines", "notices"):
        side.get(f"{case}/{hidden}", expect=404)


def test_the_candidate_is_given_no_more_than_the_pages_show(made: Setting, office: Program, side: Program) -> None:
    """Handlers, links and the office's deadlines are for the office."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    office.post(f"{case}/handlers", {"person": person(made, office, case)}, expect=201)
    other = made.file("4(b)")
    office.post(f"{case}/links", {"kind": "related", "other": other, "reason": "The same week."}, expect=201)
    told = side.get(case)
    assert (told["handlers"], told["links"], [one["step"] for one in told["deadlines"]]) == ([], [], ["reply"])
    assert other not in str(told)
