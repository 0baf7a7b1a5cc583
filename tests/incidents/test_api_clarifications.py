"""Programs put requests for clarification on record, enter answers, and circulate; others read what is for them."""

import io

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from compliance.web import pagination
from tests.api import CASES, Program
from tests.factories.cases import Setting
from tests.incidents.test_pages_story import PNG

REQUESTS = "/contests/dg-2031/clarifications"
ASKED = {"direction": "to_state", "state": "Freedonia", "question": "Who paid?", "asked_on": "2031-02-05"}
ANSWERED = {"text": "Nobody.", "answered_on": "2031-02-07"}
SENT = {"audience": "candidates", "text": "Freedonia was asked.", "circulated_on": "2031-02-10"}


def test_a_request_is_answered_with_a_letter_and_circulated(office: Program, side: Program) -> None:
    """The office reads all of it; candidates read the words that were circulated, and not that it has a question."""
    request = office.post(REQUESTS, ASKED | {"due_on": "2031-02-20"}, expect=201, key="ask")
    assert office.post(REQUESTS, ASKED | {"due_on": "2031-02-20"}, expect=201, key="ask") == request
    address = f"{REQUESTS}/{request['reference']}"
    assert side.get(REQUESTS)["items"] == []
    side.get(address, expect=404)
    office.post(f"{address}/answers", ANSWERED, expect=201)
    letter = {"file": (io.BytesIO(PNG), "letter.png"), **ANSWERED, "text": "See the letter."}
    answered = office.send("POST", f"{address}/answers/with-file", expect=201, data=letter).json or {}
    assert [one["file_name"] for one in answered["answers"]] == [None, "letter.png"]
    with office.send("GET", f"{address}/answers/2/file") as given:
        assert given.data == PNG
    office.get(f"{address}/answers/1/file", expect=404)
    for _time in range(2):
        whole = office.post(f"{address}/circulations", SENT, expect=201, key="send")
    assert len(whole["circulations"]) == 1
    assert office.get(address) == whole
    (line,) = side.get(REQUESTS)["items"]
    assert (line["text"], line["question"], line["circulations"]) == ("Freedonia was asked.", None, None)
    told = side.get(address)
    assert (told["question"], told["answers"], told["recorded_by"]) == (None, [], None)
    assert [(one["text"], one["recorded_by"]) for one in told["circulations"]] == [("Freedonia was asked.", None)]


def test_a_request_of_a_case_is_for_its_officers(made: Setting, office: Program, side: Program) -> None:
    """It stands with the case and in the office's list; the council reads what it is told, and not of which case."""
    reference = made.at(Stage.NOTIFIED, "4(a)")
    case = f"{CASES}/{reference}"
    asked = office.post(f"{case}/clarifications", ASKED, expect=201)
    assert asked["incident"] == reference
    (line,) = office.get(f"{case}/clarifications")["items"]
    assert office.get(REQUESTS)["items"] == [line]
    address = f"{REQUESTS}/{asked['reference']}"
    office.post(f"{address}/circulations", SENT | {"audience": "council"}, expect=201)
    chair = Program(made.world, made.world.user(Role.CHAIR, made.contest))
    assert chair.get(address)["circulations"][0]["text"] == SENT["text"]
    assert reference not in chair.send("GET", address).text + chair.send("GET", REQUESTS).text
    side.get(f"{case}/clarifications", expect=404)
    side.get(address, expect=404)
    chair.post(f"{address}/answers", {"nonsense": 1}, expect=404)


def test_what_is_wrong_with_a_request_is_told_with_its_place(office: Program) -> None:
    """Days that cannot be, an answer before the question, and others who are not named are refused."""
    wrong = ASKED | {"state": "", "asked_on": "2031-03-01", "due_on": "2031-02-01"}
    told = office.post(REQUESTS, wrong, expect=422)
    assert {fault["place"] for fault in told["errors"]} == {"state", "asked_on", "due_on"}
    address = f"{REQUESTS}/{office.post(REQUESTS, ASKED, expect=201)['reference']}"
    early = office.post(f"{address}/answers", ANSWERED | {"answered_on": "2031-02-01"}, expect=422)
    assert [fault["place"] for fault in early["errors"]] == ["answered_on"]
    unnamed = office.post(f"{address}/circulations", SENT | {"audience": "others"}, expect=422)
    assert [fault["place"] for fault in unnamed["errors"]] == ["to_whom"]


def test_the_list_is_read_by_pages(office: Program) -> None:
    """Each page names the next; read to the end, each request stands once, newest first."""
    asked = [
        office.post(REQUESTS, ASKED | {"question": f"Question {at}?"}, expect=201)["reference"]
        for at in range(pagination.SIZE + 2)
    ]
    first = office.get(REQUESTS)
    second = office.get(first["next"].removeprefix("/api/v1"))
    assert (second["next"], first["previous"]) == (None, None)
    assert [one["reference"] for one in first["items"] + second["items"]] == asked[::-1]
