"""Programs of the candidate's side keep drafts that nobody else knows of, and send them."""

import io
from typing import Any

import pytest

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from tests.api import CASES, Program
from tests.factories.cases import Setting
from tests.incidents.test_pages_story import PNG


@pytest.fixture
def case(made: Setting) -> str:
    """The address of a case that was put to the candidate."""
    return f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)', '4(b)')}"


def _with_file(side: Program, case: str, name: str = "programme.png") -> dict[str, Any]:
    """Save a draft with a file; return it."""
    sent = {"file": (io.BytesIO(PNG), name), "text": "It was a courtesy."}
    saved = side.send("PUT", f"{case}/allegations/0/draft/with-file", data=sent).json or {}
    found: dict[str, Any] = saved["items"][0]
    return found


def test_a_draft_is_saved_again_and_sent(office: Program, side: Program, case: str) -> None:
    """What was saved last is sent with its file, as the candidate's reply; the other draft stays one."""
    side.put(f"{case}/allegations/0/draft", {"text": "Let me think."})
    (file,) = _with_file(side, case)["files"]
    side.put(f"{case}/allegations/1/draft", {"declines": True})
    assert [(one["position"], one["text"], one["declines"]) for one in side.get(f"{case}/drafts")["items"]] == [
        (0, "It was a courtesy.", False),
        (1, "", True),
    ]
    with side.send("GET", f"{case}/draft-files/{file['reference']}") as given:
        assert given.data == PNG
    for _time in range(2):
        sent = side.post(f"{case}/drafts/send", {"positions": [0]}, expect=201, key="send")
    (reply,) = sent["allegations"][0]["replies"]
    assert (reply["text"], [one["name"] for one in reply["files"]]) == ("It was a courtesy.", ["programme.png"])
    assert [one["position"] for one in side.get(f"{case}/drafts")["items"]] == [1]
    assert side.post(f"{case}/drafts/send", {"positions": [1]}, expect=201)["stage"] == "replied"
    assert office.get(case)["allegations"][1]["reply_kind"] == "declined_to_comment"


def test_a_file_is_taken_from_a_draft(made: Setting, side: Program, case: str) -> None:
    """It is there no more, and is found in no other case before."""
    (file,) = _with_file(side, case)["files"]
    other = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)')}"
    side.get(f"{other}/draft-files/{file['reference']}", expect=404)
    side.post(f"{other}/draft-files/{file['reference']}/remove", None, expect=404)
    assert side.post(f"{case}/draft-files/{file['reference']}/remove", None)["items"][0]["files"] == []
    side.get(f"{case}/draft-files/{file['reference']}", expect=404)


def test_the_office_does_not_know_whether_there_are_drafts(made: Setting, office: Program, case: str) -> None:
    """To the office, and to another candidate, there is no such address, with a draft or without."""
    birch = Program(made.world, made.world.user(Role.CANDIDATE, made.contest, made.birch))
    for program in (office, birch):
        program.get(f"{case}/drafts", expect=404)
        program.put(f"{case}/allegations/0/draft", {"nonsense": 1}, expect=404)
        program.post(f"{case}/drafts/send", {"nonsense": 1}, expect=404)


def test_an_agent_writes_with_the_candidate(made: Setting, side: Program, case: str) -> None:
    """Both read and save the same draft; it says who saved it last."""
    agent = Program(made.world, made.world.user(Role.AGENT, made.contest, made.alder))
    side.put(f"{case}/allegations/0/draft", {"text": "Let me think."})
    saved = agent.put(f"{case}/allegations/0/draft", {"text": "We thought."})["items"]
    assert saved == side.get(f"{case}/drafts")["items"]
    assert saved[0]["saved_by"] == made.world.actor(agent.token.user_id).name


def test_what_cannot_be_sent_is_told_by_the_position(side: Program, case: str) -> None:
    """An allegation without a draft is named; nothing is sent then, nor where none is chosen or where there is none."""
    side.put(f"{case}/allegations/0/draft", {"text": "It was a courtesy."})
    told = side.post(f"{case}/drafts/send", {"positions": [0, 1]}, expect=422)
    assert [fault["place"] for fault in told["errors"]] == ["positions[1]"]
    for positions in ([], [0, 7]):
        told = side.post(f"{case}/drafts/send", {"positions": positions}, expect=422)
        assert [fault["place"] for fault in told["errors"]] == ["positions"]
    assert [one["position"] for one in side.get(f"{case}/drafts")["items"]] == [0]
    side.put(f"{case}/allegations/7/draft", {"text": "No."}, expect=404)


def test_a_concluded_case_takes_no_drafts(made: Setting, side: Program) -> None:
    """The candidate's side is told why."""
    case = f"{CASES}/{made.at(Stage.CONCLUDED, '4(a)')}"
    assert "concluded" in side.put(f"{case}/allegations/0/draft", {"nonsense": 1}, expect=403)["title"]
