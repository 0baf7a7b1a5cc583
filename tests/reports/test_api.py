"""Programs issue reports, release and refuse them, acknowledge receipt, and fetch the files."""

import hashlib

import pytest

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from compliance.reports.terms import Edition
from compliance.web.json_api import Scope
from tests.api import V1, Program
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World
from tests.reports.test_issuing import issued

REPORTS = "/contests/dg-2031/reports"
YES = {"agreed": True, "reason": "It is right."}


@pytest.fixture
def made(world: World) -> Setting:
    """A contest with a case."""
    made = cases.setting(world)
    made.at(Stage.CONCLUDED)
    return made


@pytest.fixture
def reader(made: Setting) -> Program:
    """A program of an observer's."""
    return Program(made.world, made.world.user(Role.OBSERVER, made.contest))


def another(made: Setting, role: Role = Role.OFFICER) -> Program:
    """A program of somebody else of the contest."""
    return Program(made.world, made.world.user(role, made.contest))


def test_a_public_report_is_issued_by_one_and_released_by_another(
    made: Setting, office: Program, reader: Program
) -> None:
    """The same request with the same key issues one report; nobody else reads it until a second person released it."""
    first = office.post(REPORTS, {"edition": "public"}, expect=201, key="public")
    assert office.post(REPORTS, {"edition": "public"}, expect=201, key="public") == first
    address = f"{REPORTS}/{first['reference']}"
    assert (first["held"], first["release"]["agreed"], first["issued_by"]) == (True, None, made.officer.name)
    reader.get(f"{address}/about", expect=404)
    assert "You issued it" in office.post(f"{address}/release", YES, expect=403)["title"]
    chair = another(made, Role.CHAIR)
    assert [one["place"] for one in chair.post(f"{address}/release", YES | {"reason": ""}, expect=422)["errors"]] == [
        "reason"
    ]
    told = chair.post(f"{address}/release", YES, key="yes")
    assert chair.post(f"{address}/release", YES, key="yes") == told
    assert (told["held"], told["release"]["agreed"], told["release"]["refusal"]) == (False, True, None)
    assert reader.get(f"{address}/about") == told
    assert [one["reference"] for one in reader.get(REPORTS)["items"]] == [first["reference"]]
    assert "waits for nobody" in chair.post(f"{address}/release", {"nonsense": 1}, expect=403)["title"]


def test_a_refused_report_says_why_to_those_who_read_it(made: Setting, office: Program, reader: Program) -> None:
    """The reason is given to the office, and the report stays unread by others."""
    address = f"{REPORTS}/{issued(made, Edition.PUBLIC)}"
    another(made).post(f"{address}/release", {"agreed": False, "reason": "It names a driver."})
    told = office.get(f"{address}/about")
    assert (told["held"], told["release"]["refusal"]) == (True, "It names a driver.")
    reader.get(address, expect=404)


def test_each_file_is_had_at_its_address_as_its_digest_says(made: Setting, office: Program) -> None:
    """HTML, PDF and JSON stand where the answer says; there is no fourth format."""
    told = office.get(f"{REPORTS}/{issued(made)}/about")
    assert {one["format"] for one in told["files"]} == {"html", "pdf", "json"}
    for one in told["files"]:
        found = office.send("GET", one["address"].removeprefix(V1)).data
        assert hashlib.sha256(found).hexdigest() == one["sha256"]
    office.get(f"{REPORTS}/{told['reference']}/files/odt", expect=404)


def test_receipt_is_acknowledged_once(made: Setting, office: Program) -> None:
    """Whoever reads a report says once that they received it, and everybody who reads it sees that."""
    address, chair = f"{REPORTS}/{issued(made)}", another(made, Role.CHAIR)
    (told,) = chair.post(f"{address}/receipts", None, expect=201)["items"]
    assert told["name"] == made.world.actor(chair.token.user_id).name
    assert office.get(f"{address}/receipts")["items"] == [told]
    chair.post(f"{address}/receipts", None, expect=403)
    another(made, Role.OBSERVER).post(f"{address}/receipts", None, expect=404)


def test_who_may_not_issue_is_told_so_before_what_is_wrong_with_the_request(made: Setting, reader: Program) -> None:
    """The council is refused, others find nothing; an officer is told which field is wrong, and of a time to come."""
    another(made, Role.CHAIR).post(REPORTS, {"nonsense": 1}, expect=403)
    reader.post(REPORTS, {"nonsense": 1}, expect=404)
    office = another(made)
    for as_of in ("2131-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2031-02-10T12:00:00"):
        told = office.post(REPORTS, {"edition": "chair", "as_of": as_of}, expect=422)
        assert [one["place"] for one in told["errors"]] == ["as_of"], as_of


def test_issuing_is_a_scope_of_its_own(made: Setting) -> None:
    """A token that reads reports issues, releases and acknowledges none."""
    assert made.officer.user_id is not None
    program, address = Program(made.world, made.officer.user_id, Scope.REPORTS_READ), f"{REPORTS}/{issued(made)}"
    for path in (REPORTS, f"{address}/release", f"{address}/receipts"):
        assert "reports:write" in program.post(path, {"edition": "chair"}, expect=403)["title"]
