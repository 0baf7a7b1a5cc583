"""What programs are told of contests, the log and reports; and the description of it all, held against the answers."""

from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema

from compliance.core.periods import Period
from compliance.pledges.queries import applicability_of
from compliance.transparency.merkle import verify_inclusion
from compliance.web.json_api import Scope
from tests.api import V1
from tests.client import words
from tests.factories.world import World
from tests.journeys import realm as making
from tests.journeys.personas import Persona
from tests.journeys.realm import Realm
from tests.journeys.test_access_matrix import NUMBERS, nothing_kept

PROGRAMS = (
    Persona.OFFICER,
    Persona.NOT_ON_ALDER,
    Persona.ALDER,
    Persona.CHAIR,
    Persona.OBSERVER,
    Persona.ADMINISTRATOR,
)
Operation = APIOperation[Any, Any, Any, Any]
EXAMPLES = 4
"""Of each operation and person; the suite has ten minutes."""


@pytest.fixture(scope="module")
def realm(shared_world: World) -> Realm:
    """Two contests with everything in them."""
    return making.build(shared_world)


@pytest.fixture(scope="module")
def document(realm: Realm) -> dict[str, Any]:
    """The description, as anybody gets it."""
    found = realm.world.app.test_client().get(f"{V1}/openapi.json").json
    assert isinstance(found, dict)
    return found


def test_the_description_is_openapi(document: dict[str, Any]) -> None:
    """The description is a sound OpenAPI 3.1 document that has every operation."""
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"] == "3.1.0"
    assert {"get", "post"} <= set(document["paths"]["/api/v1/contests/{slug}/incidents"])


def test_the_page_has_every_operation_under_its_scope(realm: Realm, document: dict[str, Any]) -> None:
    """Whoever writes a program finds each operation on the page, once, and each scope that a token can have."""
    page = words(realm.world.browser(None).get("/interface").text)
    assert [scope for scope in Scope if scope.value not in page] == []
    summaries = [one["summary"] for path in document["paths"].values() for one in path.values()]
    assert [one for one in summaries if one not in page] == []
    assert sum(page.count(f"{method.upper()} ") for method in ("get", "post", "put")) == len(summaries)


def _read(realm: Realm, path: str, persona: Persona = Persona.OFFICER) -> Any:
    headers = {"Authorization": f"Bearer {realm.tokens[persona]}"}
    answer = realm.world.app.test_client().get(V1 + path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_program_reads_who_stands_where(realm: Realm) -> None:
    """The contests of the token's owner alone are listed, and the candidates of one in its order."""
    assert [one["slug"] for one in _read(realm, "/contests")["items"]] == ["dg-2031"]
    assert [one["key"] for one in _read(realm, "/contests/dg-2031/candidates")["items"]] == ["alder", "birch"]


def test_a_program_is_told_which_clause_bound_as_the_command_tells(realm: Realm) -> None:
    """The answer is that of `compliance applicability --json`."""
    told = _read(realm, "/contests/dg-2031/applicability?candidate=alder&from=2031-01-16&until=2031-01-20")
    with realm.world.look() as uow:
        period = Period(date(2031, 1, 16), date(2031, 1, 20))
        assert told == applicability_of(uow.session, "dg-2031", "alder", period).plain()


def test_a_program_checks_the_proof_of_an_entry(realm: Realm) -> None:
    """What is given of an entry proves it against the checkpoint that is given."""
    proof = _read(realm, f"/contests/dg-2031/log/{realm.names['seq']}")
    path = [bytes.fromhex(one) for one in proof["path"]]
    leaf = bytes.fromhex(proof["leaf_hash"])
    root = bytes.fromhex(_read(realm, "/log/checkpoint")["root"])
    assert verify_inclusion(leaf, proof["index"], proof["size"], path, root)


def _operations(realm: Realm) -> list[Operation]:
    schema: BaseSchema = schemathesis.openapi.from_wsgi(f"{V1}/openapi.json", realm.world.app)
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


OF = {
    "/reports/": "public",
    "/measures": "ended",
    "/reviews": "ended",
    "/publication": "ended",
    "/links/": "fresh",
    "/split": "fresh",
    "/submissions/": "report",
}
"""By a part of their address, the operations on something else than the case that was put to Alder."""


def _places(realm: Realm, operation: Operation) -> dict[str, Any]:
    """What the address of an operation names here: the case that was put to Alder, what is in it, a report."""
    names: dict[str, Any] = {**realm.names, "slug": "dg-2031", "position": 0}
    names |= {one: int(realm.names[one]) for one in NUMBERS}
    names |= {"item": realm.names["shown"], "file": realm.names["reply_file"], "reference": realm.names["case"]}
    names |= {"step": "reply", "person": realm.names["assigned"], "taken": realm.names["step"]}
    names |= {"clarification": realm.names["to_council"], "number": 1, "drafted": realm.names["draft_file"]}
    names |= {"kind": "json", "view": 1, "key": realm.names["template"], "version": 1}
    for part, name in OF.items():
        if part in operation.path:
            names["reference"] = realm.names[name]
    return {one.name: names[one.name] for one in operation.path_parameters}


schemathesis.checks.load_all_checks()
CHECKS: list[Any] = schemathesis.checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)


# The library reads a file that is handed out and does not close it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("persona", PROGRAMS)
def test_no_answer_is_undocumented(realm: Realm, persona: Persona) -> None:
    """Whatever a program of somebody's sends, the answer is one that the description names, and no fault of ours."""
    headers = {"Authorization": f"Bearer {realm.tokens[persona]}"}
    for operation in _operations(realm):
        _try(realm, operation, headers)


def _try(realm: Realm, operation: Operation, headers: dict[str, str]) -> None:
    """Send what the description lets in, and what it does not."""
    places = _places(realm, operation)
    good = operation.as_strategy(path_parameters=places or None)
    wrong = operation.as_strategy(schemathesis.GenerationMode.NEGATIVE, path_parameters=places or None)
    sent = st.one_of(good, wrong) if operation.body or operation.query else good

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=sent)
    def ask(case: Case[Any]) -> None:
        with nothing_kept(realm.world.edge.engine):
            response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    ask()
