"""Programs read and set how a contest handles its cases."""

from compliance.core.access import Role
from compliance.incidents.deadlines import DEFAULTS
from compliance.incidents.messages import DEFAULT_TEXT
from compliance.web.json_api import Scope
from tests.api import Program
from tests.factories.cases import Setting

CONTEST = "/contests/dg-2031"
ASSESS = {"step": "assess", "track": "standard", "days": 12, "counting": "calendar"}


def test_the_time_of_each_step_is_read_and_set(office: Program, side: Program) -> None:
    """All members read each step on each track; what is not named takes as long as usual; an old revision conflicts."""
    usual = side.get(f"{CONTEST}/deadline-rules")
    assert (usual["revision"], len(usual["rules"])) == (0, len(DEFAULTS))
    rules = {"revision": 0, "expedited_days": 20, "rules": [ASSESS]}
    changed = office.put(f"{CONTEST}/deadline-rules", rules, key="rules")
    assert office.put(f"{CONTEST}/deadline-rules", rules, key="rules") == changed
    assert ASSESS in changed["rules"]
    assert len([one for one in changed["rules"] if one not in usual["rules"]]) == 1
    assert side.get(f"{CONTEST}/deadline-rules") == changed
    office.put(f"{CONTEST}/deadline-rules", rules | {"expedited_days": 30}, expect=409)
    back = office.put(f"{CONTEST}/deadline-rules", rules | {"revision": changed["revision"], "rules": []})
    assert back["rules"] == usual["rules"]
    twice = rules | {"revision": back["revision"], "rules": [ASSESS, ASSESS]}
    told = office.put(f"{CONTEST}/deadline-rules", twice, expect=422)
    assert [fault["place"] for fault in told["errors"]] == ["rules[1]"]
    side.put(f"{CONTEST}/deadline-rules", {"nonsense": 1}, expect=404)


def test_how_cases_are_concluded_is_set_from_the_revision_that_was_read(office: Program) -> None:
    """A change from an older revision, and days that nobody could keep to, are refused."""
    usual = office.get(f"{CONTEST}/conclusion-rules")
    assert (usual["revision"], usual["standard_of_proof"]) == (0, "balance_of_probabilities")
    rules = {"revision": 0, "standard_of_proof": "clear_and_convincing", "review_days": 15}
    changed = office.put(f"{CONTEST}/conclusion-rules", rules)
    assert (changed["standard_of_proof"], changed["review_days"]) == ("clear_and_convincing", 15)
    office.put(f"{CONTEST}/conclusion-rules", rules, expect=409)
    wrong = rules | {"revision": changed["revision"], "review_days": 900}
    assert [one["place"] for one in office.put(f"{CONTEST}/conclusion-rules", wrong, expect=422)["errors"]] == [
        "review_days"
    ]


def test_a_second_check_is_begun_by_the_office_and_ended_by_an_administrator(made: Setting, office: Program) -> None:
    """Hours that are none are refused; who could release alone does not end the check that prevents it."""
    terms = {"revision": 0, "hours": ["15:00", "10:00"], "second_check": True, "reason": "As agreed."}
    wrong = office.put(f"{CONTEST}/notice-terms", terms | {"hours": ["at noon"]}, expect=422)
    assert [fault["place"] for fault in wrong["errors"]] == ["hours"]
    changed = office.put(f"{CONTEST}/notice-terms", terms)
    assert (changed["hours"], changed["second_check"]) == (["10:00", "15:00"], True)
    assert (changed["before"], changed["since"] is None) == (["10:00"], False)
    assert [one["reason"] for one in changed["changes"]] == ["As agreed."]
    ended = terms | {"revision": changed["revision"], "second_check": False}
    refused = office.put(f"{CONTEST}/notice-terms", ended, expect=422)
    assert [fault["place"] for fault in refused["errors"]] == ["second_check"]
    administrator = Program(made.world, made.world.user(Role.ADMINISTRATOR))
    assert administrator.put(f"{CONTEST}/notice-terms", ended)["second_check"] is False


def test_a_wording_is_used_once_somebody_else_approved_it(office: Program, second: Program) -> None:
    """Its author does not approve it; the next version replaces it once that is approved."""
    wording = {"title": "Ours", "text": str(DEFAULT_TEXT)}
    (first,) = office.post(f"{CONTEST}/notice-wordings", wording, expect=201)["items"]
    address = f"{CONTEST}/notice-wordings/{first['key']}"
    office.post(f"{address}/1/approve", None, expect=403)
    assert second.post(f"{address}/1/approve", None)["items"][0]["in_force"] is True
    second.post(f"{address}/versions", wording | {"title": "Ours, shorter"}, expect=201)
    listed = office.post(f"{address}/2/approve", None)["items"]
    assert [(one["version"], one["in_force"]) for one in listed] == [(2, True), (1, False)]
    assert office.get(f"{CONTEST}/notice-wordings")["items"] == listed
    office.post(f"{address}/3/approve", None, expect=404)
    office.post(f"{CONTEST}/notice-wordings/nonsense/versions", {"nonsense": 1}, expect=404)
    unusable = office.post(f"{CONTEST}/notice-wordings", wording | {"text": "Dear {nobody}"}, expect=422)
    assert {fault["place"] for fault in unusable["errors"]} == {"text"}


def test_setting_a_contest_is_a_scope_of_its_own(made: Setting, office: Program) -> None:
    """A token for acting on cases sets nothing for all of them."""
    handler = Program(made.world, office.token.user_id, Scope.CONTESTS_READ, Scope.INCIDENTS_WRITE)
    assert handler.get(f"{CONTEST}/deadline-rules")["revision"] == 0
    for setting in ("deadline-rules", "conclusion-rules", "notice-terms", "reporting"):
        assert "settings:write" in handler.put(f"{CONTEST}/{setting}", {}, expect=403)["title"]
