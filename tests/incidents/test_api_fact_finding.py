"""Programs find the facts of a case as officers do on its pages."""

from typing import Any

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.terms import Stage
from compliance.web.json_api import Scope
from tests.api import CASES, Program
from tests.factories.cases import Setting
from tests.incidents.test_reading import EVIDENCE, SOURCE

HEARD = {
    "person": "A driver of the mission",
    "held_on": "2031-02-06",
    "accompaniment_offered": True,
    "record": "The car went to the delegation twice.",
}
ACCOUNTS: list[dict[str, Any]] = [
    {"claimant": "office", "text": "The programme does not name it."},
    {"claimant": "candidate", "text": "It was a courtesy."},
]
FACT: dict[str, Any] = {"question": "Was the dinner part of the mission?", "claims": ACCOUNTS}
HIDDEN = ("interviews", "contested-facts", "referrals", "clarifications")


def _case(made: Setting, stage: Stage = Stage.REPLIED) -> str:
    return f"{CASES}/{made.at(stage, '4(a)')}"


def test_a_record_is_superseded_from_the_version_that_was_read(made: Setting, office: Program) -> None:
    """Corrections make a second version beside the first; whoever read an older one is told both texts."""
    case = _case(made)
    (held,) = office.post(f"{case}/interviews", HEARD, expect=201, key="heard")["items"]
    assert office.post(f"{case}/interviews", HEARD, expect=201, key="heard")["items"] == [held]
    assert (held["versions"][0]["number"], held["versions"][0]["reason"]) == (1, None)
    corrected = {"sent_on": "2031-02-07", "corrections": "Once, not twice.", "corrections_on": "2031-02-08"}
    change = HEARD | corrected | {"number": 1, "reason": "As they corrected it."}
    (held,) = office.put(f"{case}/interviews/{held['reference']}", change)["items"]
    assert [one["corrections"] for one in held["versions"]] == [None, "Once, not twice."]
    refused = office.put(f"{case}/interviews/{held['reference']}", change, expect=409)
    assert (refused["yours"]["Corrections"], refused["theirs"]["Corrections"]) == ("Once, not twice.",) * 2
    assert office.get(f"{case}/interviews")["items"] == [held]


def test_what_is_wrong_with_a_record_is_told_with_its_place(made: Setting, office: Program) -> None:
    """A day to come, a record that is missing, and corrections without the days that they need are refused."""
    case = _case(made)
    wrong = HEARD | {"record": " ", "held_on": "2031-03-01", "corrections": "No."}
    told = office.post(f"{case}/interviews", wrong, expect=422)
    assert {fault["place"] for fault in told["errors"]} == {"record", "held_on", "corrections_on"}


def test_a_contested_fact_has_accounts_and_what_supports_them(made: Setting, office: Program) -> None:
    """Evidence, interviews and replies of the case support an account; each assessment stands beside those before."""
    reference = made.at(Stage.REPLIED, "4(a)")
    case = f"{CASES}/{reference}"
    with made.world.act(made.officer) as uow:
        item = service.add_evidence(uow, made.incident(uow, reference), EVIDENCE).reference
    (held,) = office.post(f"{case}/interviews", HEARD, expect=201)["items"]
    support = {
        "evidence": [item],
        "interviews": [held["reference"]],
        "replies": [{"position": 0, "number": 0}],
    }
    claims = [ACCOUNTS[0] | {"support": support}, ACCOUNTS[1]]
    (fact,) = office.post(f"{case}/contested-facts", FACT | {"claims": claims}, expect=201)["items"]
    assert fact["claims"][0]["support"] == {
        "evidence": [{"reference": item, "name": "diary.pdf"}],
        "interviews": [held["reference"]],
        "replies": [{"position": 0, "replied_on": "2031-02-06"}],
    }
    address = f"{case}/contested-facts/{fact['reference']}"
    third = {"claimant": "state", "who": "Freedonia", "text": "We paid."}
    assert len(office.post(f"{address}/accounts", third, expect=201)["items"][0]["claims"]) == 3
    for status in ("contested", "resolved"):
        assessed = {"status": status, "reasons": "The bill.", "assessed_on": "2031-02-10"}
        fact = office.post(f"{address}/assessments", assessed, expect=201)["items"][0]
    assert fact["status"] == "resolved"
    assert [one["status"] for one in fact["assessments"]] == ["contested", "resolved"]


def test_an_account_rests_on_nothing_of_another_case(made: Setting, office: Program) -> None:
    """What the case does not list is refused where it stands, and nothing is put on record."""
    other = made.at(Stage.REPLIED, "4(a)")
    with made.world.act(made.officer) as uow:
        item = service.add_evidence(uow, made.incident(uow, other), EVIDENCE).reference
    case = _case(made, Stage.NOTIFIED)
    support = {"evidence": [item], "replies": [{"position": 0, "number": 0}]}
    wrong = FACT | {"claims": [ACCOUNTS[0], ACCOUNTS[1] | {"support": support}]}
    told = office.post(f"{case}/contested-facts", wrong, expect=422)
    assert [one["place"] for one in told["errors"]] == ["claims[1].support.evidence[0]", "claims[1].support.replies[0]"]
    one = office.post(f"{case}/contested-facts", FACT | {"claims": ACCOUNTS[:1]}, expect=422)
    assert [fault["place"] for fault in one["errors"]] == ["claims"]
    assert office.get(f"{case}/contested-facts")["items"] == []


def test_a_source_on_which_an_account_rests_is_not_given_out(made: Setting, office: Program) -> None:
    """An account that was entered on the page with a source is given without it, and none can be named here."""
    reference = made.at(Stage.REPLIED, "4(a)")
    with made.world.act(made.officer) as uow:
        source = service.add_source(uow, made.incident(uow, reference), SOURCE).reference
    page = f"/contests/dg-2031/incidents/{reference}/contested-facts/new"
    form = {"question": "Who paid?", "first_claimant": "office", "first_text": "They did.", "second_text": "We did."}
    entered = form | {"second_claimant": "candidate", "first_support": f"source:{source}"}
    made.world.browser(made.officer.user_id).post(page, entered)
    told = office.send("GET", f"{CASES}/{reference}/contested-facts")
    assert (told.json or {})["items"][0]["claims"][0]["support"] == {"evidence": [], "interviews": [], "replies": []}
    assert "source" not in told.text
    named = FACT | {"claims": [ACCOUNTS[0] | {"support": {"sources": [source]}}, ACCOUNTS[1]]}
    refused = office.post(f"{CASES}/{reference}/contested-facts", named, expect=422)
    assert [fault["place"] for fault in refused["errors"]] == ["claims[0].support.sources"]


def test_a_referral_says_to_whom_and_when(made: Setting, office: Program) -> None:
    """A matter of the workplace is noted with body and day, and there is no place for more."""
    case = _case(made, Stage.RECEIVED)
    referred = {"body": "ombudsperson", "referred_on": "2031-02-10"}
    office.post(f"{case}/referrals", referred | {"about": "Somebody"}, expect=422)
    assert office.post(f"{case}/referrals", referred, expect=201)["items"] == [referred]
    assert office.get(f"{case}/referrals")["items"] == [referred]


def test_facts_are_found_by_the_officers_of_an_admissible_case(made: Setting, office: Program, side: Program) -> None:
    """Nothing is begun before a case is admissible or after it is concluded, and the candidate meets none of it."""
    for stage in (Stage.RECEIVED, Stage.CONCLUDED):
        case = _case(made, stage)
        for act in ("interviews", "contested-facts", "clarifications", "tasks"):
            office.post(f"{case}/{act}", {"nonsense": 1}, expect=403)
    for hidden in HIDDEN:
        side.get(f"{case}/{hidden}", expect=404)
        side.post(f"{case}/{hidden}", {"nonsense": 1}, expect=404)


def test_what_is_of_one_case_is_not_changed_through_another(made: Setting, office: Program) -> None:
    """An interview and a fact are there at the address of their own case alone."""
    case, other = _case(made), _case(made)
    (held,) = office.post(f"{case}/interviews", HEARD, expect=201)["items"]
    (fact,) = office.post(f"{case}/contested-facts", FACT, expect=201)["items"]
    office.put(f"{other}/interviews/{held['reference']}", {"nonsense": 1}, expect=404)
    office.post(f"{other}/contested-facts/{fact['reference']}/accounts", {"nonsense": 1}, expect=404)
    office.post(f"{other}/contested-facts/{fact['reference']}/assessments", {"nonsense": 1}, expect=404)


def test_reading_and_writing_facts_are_scopes_of_their_own(made: Setting, office: Program) -> None:
    """A token for reading cases records no interview."""
    reader = Program(made.world, office.token.user_id, Scope.INCIDENTS_READ)
    case = _case(made)
    assert reader.get(f"{case}/interviews")["items"] == []
    assert "incidents:write" in reader.post(f"{case}/interviews", HEARD, expect=403)["title"]
    outsider = Program(made.world, made.world.user(Role.OBSERVER, made.contest))
    outsider.get(f"{case}/interviews", expect=404)
