"""Programs act on incidents as people do on the pages."""

import io

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from compliance.web.json_api import Scope
from tests.api import CASES, Program
from tests.factories.cases import Setting
from tests.incidents.test_pages_story import PNG

NEW = {
    "candidate": "alder",
    "kind": "travel",
    "title": "Mission used for campaign meetings",
    "occurred_from": "2031-01-16",
    "occurred_until": "2031-01-20",
    "reported_on": "2031-02-03",
    "summary": "Two of five days were spent with delegations.",
    "details": {"destination": "Nairobi"},
    "allegations": [{"instrument": "standards", "version": "2014", "clause": "4(a)"}],
}

NOTICE = {"facts": [{"text": "Two of five days were spent so.", "from_on": "2031-01-16", "allegations": [0, 1]}]}


def test_what_is_filed_is_listed_and_read(office: Program) -> None:
    """An incident that a program files stands in the list and is read back with the clause that bound and why."""
    filed = office.post(CASES, NEW, expect=201)
    assert filed["stage"] == "received"
    (allegation,) = filed["allegations"]
    assert (allegation["clause"], allegation["can_be_alleged"], allegation["finding"]) == ("4(a)", True, None)
    assert allegation["runs"][0]["from"] == "2031-01-16"
    listed = office.get(f"{CASES}?kind=travel&candidate=alder")
    assert [one["reference"] for one in listed["items"]] == [filed["reference"]]
    assert listed["next"] is None
    assert office.get(f"{CASES}/{filed['reference']}") == filed


def test_a_case_goes_its_way_by_programs_alone(made: Setting, office: Program, side: Program) -> None:
    """Assessed, replied to by the candidate's own program, found on, concluded and closed."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    assert side.get(case)["summary"] is None
    answered = side.post(f"{case}/allegations/0/replies", {"text": "It was private."}, expect=201)
    assert (answered["stage"], answered["allegations"][0]["replies"][0]["text"]) == ("replied", "It was private.")
    finding = {
        "result": "not_substantiated",
        "standard_of_proof": "balance_of_probabilities",
        "decided_on": "2031-02-10",
        "rationale": "The days were leave.",
    }
    found = office.post(f"{case}/allegations/0/findings", finding, expect=201)
    assert found["allegations"][0]["finding"]["result"] == "not_substantiated"
    assert office.post(f"{case}/conclusion", {"on": "2031-02-10"})["stage"] == "concluded"
    assert office.post(f"{case}/closure", {"on": "2031-02-10", "reason": "Done."})["stage"] == "closed"


def _second(made: Setting) -> Program:
    """A program of another officer's."""
    return Program(made.world, made.world.user(Role.OFFICER, made.contest))


def test_a_notice_is_prepared_checked_ordered_and_released_at_its_hour(
    made: Setting, office: Program, side: Program
) -> None:
    """A second person checks it; the candidate meets nothing of the case before the hour, and all of it after."""
    case = f"{CASES}/{made.at(Stage.ADMISSIBLE, '4(a)', '4(b)')}"
    prepared = office.post(f"{case}/notices", NOTICE, expect=201, key="prepare")
    assert office.post(f"{case}/notices", NOTICE, expect=201, key="prepare") == prepared
    assert prepared["facts"][0]["allegations"] == [0, 1]
    assert NOTICE["facts"][0]["text"] in prepared["text"]
    notice = f"{case}/notices/{prepared['reference']}"
    office.post(f"{notice}/check", None, expect=403)
    assert _second(made).post(f"{notice}/check", None)["checked_by"]
    ordered = office.post(f"{notice}/order", {})
    assert ordered["release_at"] == office.get(f"{case}/notices")["next_hour"]
    side.get(case, expect=404)
    made.world.clock.advance(hours=24)
    assert side.get(case)["stage"] == "notified"
    (put,) = office.get(f"{case}/notices")["put"]
    assert (put["text"], put["reply_due_on"]) == (ordered["text"], ordered["reply_due_on"])
    office.post(f"{notice}/call-back", None, expect=404)


def test_a_notice_is_called_back_before_its_hour(made: Setting, office: Program, side: Program) -> None:
    """What is called back is not released; it can be given up then."""
    case = f"{CASES}/{made.at(Stage.ADMISSIBLE, '4(a)', '4(b)')}"
    reference = office.post(f"{case}/notices", NOTICE, expect=201)["reference"]
    _second(made).post(f"{case}/notices/{reference}/check", None)
    office.post(f"{case}/notices/{reference}/order", {})
    office.post(f"{case}/notices", NOTICE, expect=403)
    assert office.post(f"{case}/notices/{reference}/call-back", None)["release_at"] is None
    made.world.clock.advance(hours=24)
    side.get(case, expect=404)
    assert office.post(f"{case}/notices/{reference}/drop", None)["dropped_at"]
    assert office.get(f"{case}/notices")["under_way"] is None


def test_what_is_wrong_with_a_notice_is_told_with_its_place(made: Setting, office: Program) -> None:
    """A fact on nothing that is alleged, and a wording that there is not, are refused where they stand."""
    case = f"{CASES}/{made.at(Stage.ADMISSIBLE, '4(a)')}"
    wrong = office.post(f"{case}/notices", {"facts": [NOTICE["facts"][0] | {"allegations": [7]}]}, expect=422)
    assert [fault["place"] for fault in wrong["errors"]] == ["facts[0].allegations"]
    unknown = office.post(f"{case}/notices", NOTICE | {"wording": "nonsense"}, expect=422)
    assert [fault["place"] for fault in unknown["errors"]] == ["wording"]
    office.post(f"{case}/notices/NONE/order", {"nonsense": 1}, expect=404)


def test_a_candidate_declines_to_comment_or_sends_a_file(made: Setting, office: Program, side: Program) -> None:
    """Either is the candidate's own reply; what others say is none; a file comes out as it went in."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)', '4(b)')}"
    declined = side.post(f"{case}/allegations/0/replies", {"kind": "declined_to_comment"}, expect=201)
    assert declined["allegations"][0]["reply_kind"] == "declined_to_comment"
    said = {"text": "He is abroad.", "made_by": "A cousin", "on_behalf_of": "Alder", "made_on": "2031-02-06"}
    stated = office.post(f"{case}/allegations/1/statements", said, expect=201)["allegations"][1]
    assert (stated["reply_kind"], stated["statements"][0]["made_by"]) == (None, "A cousin")
    sent = {"file": (io.BytesIO(PNG), "programme.png"), "text": "As printed."}
    answered = side.send("POST", f"{case}/allegations/1/replies/with-file", expect=201, data=sent).json or {}
    (file,) = answered["allegations"][1]["replies"][0]["files"]
    with office.send("GET", f"{case}/reply-files/{file['reference']}") as answer:
        assert answer.data == PNG
    assert answered["stage"] == "replied"


def test_who_cannot_be_reached_is_sought_twice_and_confirmed_by_another(made: Setting, office: Program) -> None:
    """After two attempts one program proposes that the candidate cannot be reached; only another person's confirms."""
    reference = made.at(Stage.NOTIFIED, "4(a)")
    case, second = f"{CASES}/{reference}", Program(made.world, made.world.user(Role.OFFICER, made.contest))
    office.post(f"{case}/unreachable", {"reason": "No answer."}, expect=403)
    for day, way in (("2031-02-06", "telephone"), ("2031-02-07", "letter")):
        office.post(f"{case}/attempts", {"tried_on": day, "way": way, "how": "No answer."}, expect=201)
    assert [one["way"] for one in office.get(f"{case}/notices")["attempts"]] == ["telephone", "letter"]
    assert office.post(f"{case}/unreachable", {"reason": "No answer."})["agreed"] is None
    answer = {"agreed": True, "reason": "I rang too."}
    office.post(f"{CASES}/unreachable/{reference}", answer, expect=404)
    assert office.get(f"{CASES}/unreachable")["items"] == []
    (waiting,) = second.get(f"{CASES}/unreachable")["items"]
    assert (waiting["reference"], len(waiting["attempts"])) == (reference, 2)
    second.post(f"{CASES}/unreachable/{reference}", {**answer, "seen": "2031-02-01T00:00:00Z"}, expect=409)
    assert second.post(f"{CASES}/unreachable/{reference}", answer)["agreed"] is True
    found = office.get(case)
    assert (found["stage"], found["allegations"][0]["reply_kind"]) == ("reply_overdue", "unreachable")


def test_the_same_key_acts_once(office: Program) -> None:
    """A request that is sent again with its key is answered alike and files nothing new; with a new key it does."""
    first = office.send("POST", CASES, NEW, expect=201, key="one")
    again = office.send("POST", CASES, NEW, expect=201, key="one")
    assert again.data == first.data
    assert again.headers["Idempotency-Replayed"] == "true"
    office.post(CASES, NEW, expect=201, key="two")
    assert len(office.get(CASES)["items"]) == 2


def test_what_cannot_be_done_twice_is_answered_alike_all_the_same(made: Setting, office: Program) -> None:
    """The key of an act that changes where a case stands gives its answer again; without it the act is refused."""
    case = f"{CASES}/{made.at(Stage.RECEIVED, '4(a)')}"
    admissible = {"admissible": True, "reason": "Within the code.", "decided_on": "2031-02-10"}
    first = office.post(f"{case}/assessment", admissible, key="assess")
    assert office.post(f"{case}/assessment", admissible, key="assess") == first
    office.post(f"{case}/assessment", admissible, expect=403)


def test_who_may_not_act_now_is_told_so_before_what_is_wrong(made: Setting, office: Program, side: Program) -> None:
    """What was sent is looked at only where the act is possible."""
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    for act in ("allegations", "assessment", "split", "closure", "extension-requests", "open"):
        assert office.post(f"{case}/{act}", {"nonsense": 1}, expect=403)["title"]
    side.post(f"{case}/assessment", {"nonsense": 1}, expect=404)
    side.post(f"{case}/extension-requests", {"nonsense": 1}, expect=422)


def test_a_key_is_good_for_one_request(office: Program) -> None:
    """The same key with another request is refused and does nothing."""
    office.post(CASES, NEW, expect=201, key="one")
    problem = office.post(CASES, NEW | {"title": "Another"}, expect=422, key="one")
    assert problem["errors"][0]["place"] == "Idempotency-Key"
    assert len(office.get(CASES)["items"]) == 1


def test_a_key_of_what_failed_can_be_used_again(office: Program) -> None:
    """What was refused did nothing, so that its key is free for the request put right."""
    office.post(CASES, NEW | {"title": ""}, expect=422, key="one")
    office.post(CASES, NEW, expect=201, key="one")


def test_every_fault_comes_with_its_place(office: Program) -> None:
    """What a program sends wrong is told at once, place by place, and nothing is filed."""
    wrong = {**NEW, "kind": "gossip", "occurred_from": "16 January", "colour": "red", "allegations": [{"clause": "1"}]}
    problem = office.post(CASES, wrong, expect=422)
    places = {fault["place"] for fault in problem["errors"]}
    assert places == {"kind", "occurred_from", "colour", "allegations[0].instrument", "allegations[0].version"}
    unknown = office.post(CASES, {**NEW, "allegations": [{"instrument": "x", "version": "1", "clause": "1"}]}, 422)
    assert unknown["errors"][0]["place"] == "allegations[0].clause"
    assert office.get(CASES)["items"] == []


def test_an_older_revision_is_a_conflict_with_both_texts(made: Setting, office: Program) -> None:
    """Facts are put right from the revision that was read; another one loses nothing of either text."""
    case = f"{CASES}/{made.file('4(a)')}"
    read = office.get(case)
    facts = {key: NEW[key] for key in ("kind", "title", "occurred_from", "occurred_until", "summary")}
    office.send("PUT", f"{case}/facts", {**facts, "title": "First", "revision": read["revision"]})
    problem = office.send("PUT", f"{case}/facts", {**facts, "title": "Late", "revision": read["revision"]}, expect=409)
    assert (problem.json or {})["yours"]["Title"] == "Late"
    assert (problem.json or {})["theirs"]["Title"] == "First"


def test_a_file_is_added_and_read_back(made: Setting, office: Program) -> None:
    """Evidence goes in as a form with a file, and comes out byte for byte; sent twice with a key it is there once."""
    case = f"{CASES}/{made.file('4(a)')}"
    for _time in range(2):
        sent = {"file": (io.BytesIO(PNG), "programme.png"), "description": "The programme."}
        added = office.send("POST", f"{case}/evidence", expect=201, key="file", data=sent)
    (item,) = (added.json or {})["evidence"]
    with office.send("GET", f"{case}/evidence/{item['reference']}") as answer:
        assert answer.data == PNG
    assert len(office.get(case)["evidence"]) == 1


def test_a_token_does_no_more_than_its_scopes(made: Setting) -> None:
    """A token for reading files nothing, and is told which scope it lacks."""
    assert made.officer.user_id is not None
    reader = Program(made.world, made.officer.user_id, Scope.INCIDENTS_READ)
    problem = reader.post(CASES, NEW, expect=403)
    assert "incidents:write" in problem["title"]
    assert reader.get(CASES)["items"] == []


def test_a_token_ends_with_its_day_its_revocation_and_its_owner(made: Setting) -> None:
    """An expired token, a revoked one, and that of a closed account are answered like one that never was."""
    world = made.world
    with_days = Program(world, world.user(Role.OFFICER, made.contest), days=3)
    with_days.get(CASES)
    world.clock.advance(days=4)
    answer = with_days.send("GET", CASES, expect=401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.mimetype == "application/problem+json"
    owner = world.user(Role.OFFICER, made.contest)
    revoked = Program(world, owner)
    browser = world.browser(owner)
    assert "a test" in browser.get("/account/tokens").text
    browser.post(f"/account/tokens/{revoked.token.reference}/revoke")
    revoked.get(CASES, expect=401)
    assert "a test" not in browser.get("/account/tokens").text


def test_a_cookie_opens_no_api_and_a_token_no_page(made: Setting, office: Program) -> None:
    """No other site can have a browser use the API, and a token shows no pages."""
    browser = made.world.browser(made.officer.user_id)
    assert browser.http.get(f"/api/v1{CASES}").status_code == 401
    headers = {"Authorization": f"Bearer {office.secret}"}
    assert made.world.app.test_client().get(f"{CASES}/", headers=headers).status_code == 302


def test_a_token_is_made_on_a_page_and_shown_once(made: Setting) -> None:
    """Somebody makes a token for reading, which then reads; the page of tokens does not show it again."""
    browser = made.world.browser(made.officer.user_id)
    sent = {"name": "Dashboard", "scopes": ["incidents:read"], "days": "30"}
    shown = browser.post("/account/tokens", sent, expect=201).text
    secret = "cmp_" + shown.split('data-copy="cmp_')[1].split('"')[0]
    again = browser.get("/account/tokens").text
    assert "Dashboard" in again
    assert secret not in again
    answer = made.world.app.test_client().get(f"/api/v1{CASES}", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200


def test_a_token_needs_a_name_a_use_and_days(made: Setting) -> None:
    """A form without them is shown again with what is missing."""
    page = made.world.browser(made.officer.user_id).post("/account/tokens", {"days": "999"}, expect=422).text
    assert "Say what uses the token" in page
    assert "Choose at least one thing" in page
    assert "1 to 366 days" in page
