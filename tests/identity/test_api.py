"""Programs keep out, declare relations, answer what is proposed because of them, and name replacements."""

import pytest

from compliance.core.access import Role
from compliance.web.json_api import Scope
from tests.api import Program
from tests.factories.cases import Setting

CONTEST = "/contests/dg-2031"
RECUSALS, RELATIONS, ROUTING = f"{CONTEST}/recusals", f"{CONTEST}/relations", f"{CONTEST}/routing"
RIVAL = {"kind": "rival", "candidate": "alder", "note": "Since 2029."}


@pytest.fixture
def chair(made: Setting) -> Program:
    """A program of the chair's."""
    return Program(made.world, made.world.user(Role.CHAIR, made.contest))


@pytest.fixture
def bureau(made: Setting) -> Program:
    """A program of a member of the bureau's."""
    return Program(made.world, made.world.user(Role.BUREAU, made.contest))


def reference(made: Setting, program: Program) -> str:
    """The reference of whose program it is."""
    name = made.world.actor(program.token.user_id).name
    chair = Program(made.world, made.world.user(Role.ADMINISTRATOR))
    return next(str(one["reference"]) for one in chair.get(f"{CONTEST}/people")["items"] if one["name"] == name)


def places(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """Where the faults are."""
    return [one["place"] for one in answer["errors"]]


def test_whoever_keeps_out_does_so_at_once_and_somebody_else_ends_it(
    made: Setting, office: Program, second: Program, chair: Program
) -> None:
    """An officer recuses themselves once, nobody else and not of nobody's cases; the chair ends it, they do not."""
    out = {"candidate": "alder", "reason": "We are related."}
    (mine,) = office.post(RECUSALS, out, expect=201)["items"]
    assert (mine["candidate"], mine["of_an_incident"], mine["may_end"]) == ("alder", False, False)
    assert made.world.actor(office.token.user_id).recused_candidacies == {made.alder}
    assert places(office.post(RECUSALS, out, expect=422)) == ["candidate"]
    assert places(office.post(RECUSALS, out | {"candidate": "nobody"}, expect=422)) == ["candidate"]
    assert places(office.post(RECUSALS, out | {"person": reference(made, second)}, expect=422)) == ["person"]
    office.post(f"{RECUSALS}/{mine['number']}/end", None, expect=403)
    second.post(f"{RECUSALS}/{mine['number']}/end", None, expect=404)
    assert chair.post(f"{RECUSALS}/{mine['number']}/end", None, key="end")["items"] == []
    assert chair.post(f"{RECUSALS}/{mine['number']}/end", None, key="end")["items"] == []
    chair.post(f"{RECUSALS}/{mine['number']}/end", None, expect=404)


def test_the_chair_records_a_recusal_of_somebody_else(made: Setting, second: Program, chair: Program) -> None:
    """Of an officer, and of nobody who handles no case; the same request with the same key does it once."""
    out = {"person": reference(made, second), "reason": "They served together."}
    told = chair.post(RECUSALS, out, expect=201, key="out")
    assert chair.post(RECUSALS, out, expect=201, key="out") == told
    assert made.world.actor(second.token.user_id).recused_contests == {made.contest}
    assert places(chair.post(RECUSALS, out | {"person": "nobody"}, expect=422)) == ["person"]


def test_who_watches_sees_their_own_alone(made: Setting, office: Program, bureau: Program) -> None:
    """An observer lists no recusal or relation of others, and the bureau no reason; candidates find neither list."""
    office.post(RECUSALS, {"candidate": "alder", "reason": "We are related."}, expect=201)
    office.post(RELATIONS, RIVAL, expect=201)
    observer = Program(made.world, made.world.user(Role.OBSERVER, made.contest))
    assert [observer.get(path)["items"] for path in (RECUSALS, RELATIONS)] == [[], []]
    assert [one["reason"] for one in bureau.get(RECUSALS)["items"]] == [None]
    assert bureau.get(RELATIONS)["items"] == []
    mine = observer.post(RELATIONS, RIVAL | {"candidate": "birch"}, expect=201)["items"]
    assert [(one["candidate"], one["note"]) for one in mine] == [("birch", "Since 2029.")]
    observer.get(f"{CONTEST}/people", expect=404)


def test_a_relation_proposes_to_keep_out_which_the_person_accepts(
    made: Setting, office: Program, second: Program
) -> None:
    """Its note is not for other officers, who neither accept it nor end the relation; the person does."""
    (told,) = office.post(RELATIONS, RIVAL, expect=201)["items"]
    assert (told["kind"], told["note"], told["proposal"]["state"]) == ("rival", "Since 2029.", "open")
    assert [one["note"] for one in second.get(RELATIONS)["items"]] == [None]
    assert places(office.post(RELATIONS, RIVAL, expect=422)) == ["kind"]
    accept = f"{CONTEST}/recusal-proposals/{told['proposal']['number']}/accept"
    second.post(accept, None, expect=404)
    assert office.post(accept, None)["items"][0]["proposal"]["state"] == "accepted"
    assert made.world.actor(office.token.user_id).recused_candidacies == {made.alder}
    office.post(accept, None, expect=404)
    second.post(f"{RELATIONS}/{told['number']}/end", None, expect=404)
    assert office.post(f"{RELATIONS}/{told['number']}/end", None)["items"] == []


def test_the_chair_alone_declines_with_a_reason(made: Setting, office: Program, chair: Program) -> None:
    """Whoever may not decide is told so before what is wrong with the request."""
    (told,) = office.post(RELATIONS, RIVAL, expect=201)["items"]
    decline = f"{CONTEST}/recusal-proposals/{told['proposal']['number']}/decline"
    assert "for themselves" in office.post(decline, {"nonsense": 1}, expect=403)["title"]
    assert places(chair.post(decline, {"reason": " "}, expect=422)) == ["reason"]
    (after,) = chair.post(decline, {"reason": "They never met."}, key="no")["items"]
    assert chair.post(decline, {"reason": "They never met."}, key="no")["items"] == [after]
    chair.post(decline, {"nonsense": 1}, expect=404)
    assert (after["proposal"]["state"], after["proposal"]["reason"]) == ("declined", "They never met.")
    assert made.world.actor(office.token.user_id).recused_candidacies == frozenset()


def test_the_chair_says_who_acts_in_whose_place(
    made: Setting, office: Program, second: Program, chair: Program, bureau: Program
) -> None:
    """Of a person or of a role, and not of both; what does not fit is told by its field; the office only reads."""
    people = {"replaced": reference(made, office), "replacement": reference(made, second), "from_on": "2031-02-10"}
    address = f"{ROUTING}/replacements"
    office.post(address, {"nonsense": 1}, expect=403)
    bureau.post(address, {"nonsense": 1}, expect=404)
    (rule,) = chair.post(address, people, expect=201)["replacements"]
    assert (rule["replaced"], rule["role"]) == (made.officer.name, None)
    assert places(chair.post(address, people | {"role": "officer"}, expect=422)) == ["replaced"]
    back = {"replaced": people["replacement"], "replacement": people["replaced"]}
    assert places(chair.post(address, back, expect=422)) == ["replacement"]
    assert places(chair.post(address, back | {"replacement": "nobody"}, expect=422)) == ["replacement"]
    role = {"role": "chair", "replacement": reference(made, bureau)}
    assert [one["role"] for one in chair.post(address, role, expect=201)["replacements"]] == [None, "chair"]
    office.post(f"{address}/{rule['number']}/end", None, expect=403)
    assert [one["role"] for one in chair.post(f"{address}/{rule['number']}/end", None)["replacements"]] == ["chair"]
    chair.post(f"{address}/{rule['number']}/end", None, expect=404)


def test_reports_pass_over_who_reports_to_the_head(made: Setting, office: Program, chair: Program) -> None:
    """Once a candidate is said to head the organisation, who reports to them is told of no report."""
    name = made.world.actor(chair.token.user_id).name
    assert chair.get(ROUTING) == {"head": None, "addressees": [name], "replacements": []}
    chair.post(RELATIONS, {"kind": "reports_to", "candidate": "alder"}, expect=201)
    assert places(chair.put(f"{ROUTING}/head", {"candidate": "nobody"}, expect=422)) == ["candidate"]
    told = chair.put(f"{ROUTING}/head", {"candidate": "alder"})
    assert (told["head"], told["addressees"]) == ("alder", [])
    assert office.get(ROUTING) == told
    assert chair.put(f"{ROUTING}/head", {"candidate": None})["addressees"] == [name]


def test_people_are_a_scope_of_their_own(made: Setting, office: Program) -> None:
    """A token that sets how a contest handles its cases neither reads nor says who keeps out."""
    program = Program(made.world, office.token.user_id, Scope.CONTESTS_READ, Scope.SETTINGS_WRITE)
    for path in (RECUSALS, RELATIONS, ROUTING):
        assert "people:read" in program.get(path, expect=403)["title"]
    assert "people:write" in program.post(RECUSALS, {"reason": "We are related."}, expect=403)["title"]
