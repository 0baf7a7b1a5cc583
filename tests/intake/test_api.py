"""Programs of the office act on what reporters sent in, and are never told who that was."""

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.web.json_api import Scope
from tests.api import Program
from tests.factories.cases import Setting
from tests.intake import submissions

SENT = "/contests/dg-2031/submissions"
CASE = {
    "candidate": "alder",
    "kind": "resources",
    "title": "A stand",
    "occurred_from": "2031-01-20",
    "reported_on": "2031-02-03",
    "summary": "A stand is said to have been paid so.",
}
WHO = ("Ida Elm", "ida@elm.example", "Freedonia", "Jo Oak")


def test_a_report_is_read_without_who_sent_it(made: Setting, office: Program) -> None:
    """What it says is given, in the list and by itself; names, organisations and contacts are nowhere, also later."""
    reference = submissions.send(made, submissions.NAMED)
    submissions.attach(made, reference)
    (line,) = office.get(SENT)["items"]
    assert (line["reference"], line["mode"], line["files"]) == (reference, "named", 1)
    read = office.send("GET", f"{SENT}/{reference}")
    assert (read.json or {})["what"] == submissions.NAMED.what
    filed = office.send("POST", f"{SENT}/{reference}/incidents", CASE, expect=201)
    case = office.send("GET", f"/contests/dg-2031/incidents/{(filed.json or {})['incidents'][0]}")
    listed = office.send("GET", SENT)
    told = f"{read.text}{filed.text}{case.text}{listed.text}"
    assert [who for who in WHO if who in told] == []


def test_a_report_goes_its_way_by_programs(made: Setting, office: Program) -> None:
    """Acknowledged, made a case of, joined to another, and finished; each act is done once with its key."""
    report = f"{SENT}/{submissions.send(made)}"
    letter = {"purpose": "acknowledgement", "text": "We have it."}
    for _time in range(2):
        assert office.post(f"{report}/messages", letter, expect=201, key="ack")["state"] == "under_review"
    (message,) = office.get(report)["messages"]
    assert (message["text"], message["from_office"]) == ("We have it.", True)
    for _time in range(2):
        (first,) = office.post(f"{report}/incidents", CASE, expect=201, key="case")["incidents"]
    second = made.file("4(a)")
    assert office.post(f"{report}/join", {"incident": second})["incidents"] == [first, second]
    wrong = office.post(f"{report}/join", {"incident": "NONE"}, expect=422)
    assert wrong["errors"][0]["place"] == "incident"
    office.post(f"{report}/dismissal", {"ground": "no_clause", "reason": "None."}, expect=403)
    for case in (first, second):
        office.post(f"{report}/messages", letter | {"purpose": "finished"}, expect=403)
        decided = {"admissible": False, "ground": "no_clause", "reason": "None.", "decided_on": "2031-02-10"}
        office.post(f"/contests/dg-2031/incidents/{case}/assessment", decided)
    assert office.post(f"{report}/messages", letter | {"purpose": "finished"}, expect=201)["state"] == "closed"


def test_a_report_is_put_aside_on_a_ground(made: Setting, office: Program) -> None:
    """The ground and the reason stand among what changed."""
    report = f"{SENT}/{submissions.send(made)}"
    put = office.post(f"{report}/dismissal", {"ground": "no_clause", "reason": "No clause speaks of it."})
    assert put == {"reference": report.rpartition("/")[2], "state": "inadmissible", "incidents": []}
    assert office.get(report)["changes"][-1]["ground"] == "no_clause"


def test_whoever_keeps_out_meets_no_trace_of_a_report(made: Setting) -> None:
    """It is in no list, and is answered like one that there is not, before anything that was sent is looked at."""
    reference = submissions.send(made)
    outsider = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        user = uow.session.get_one(User, outsider)
        identity.recuse(uow, user, made.contest, "We served together.", candidacy_id=made.alder)
    program = Program(made.world, outsider)
    assert program.get(SENT)["items"] == []
    hidden = program.post(f"{SENT}/{reference}/dismissal", {"nonsense": 1}, expect=404)
    missing = program.post(f"{SENT}/NONE/dismissal", {"nonsense": 1}, expect=404)
    assert hidden == missing


def test_reading_reports_is_a_scope_of_its_own(made: Setting) -> None:
    """A token for incidents reads no reports."""
    assert made.officer.user_id is not None
    program = Program(made.world, made.officer.user_id, Scope.INCIDENTS_READ)
    assert "submissions:read" in program.get(SENT, expect=403)["title"]


def test_a_contest_is_opened_to_reports_and_closed(made: Setting, office: Program, side: Program) -> None:
    """The office turns the switch, and the start page of reports follows it; the candidate's side has none."""
    visitor = made.world.app.test_client()
    for takes in (False, True):
        sent = {"takes_reports": takes}
        assert office.put("/contests/dg-2031/reporting", sent, key=f"{takes}") == sent
        assert office.get("/contests/dg-2031/reporting") == sent
        assert ("report/new" in visitor.get("/contests/dg-2031/report/").text) is takes
    side.put("/contests/dg-2031/reporting", {"nonsense": 1}, expect=404)
