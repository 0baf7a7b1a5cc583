"""What the demo contest must show, each promise a test. It is fiction, and it favours neither candidate."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import compliance.exchange
from compliance.candidates.terms import RECORDABLE_STATUSES, AccountCapacity, Status
from compliance.codes.terms import BindsBy, Modality
from compliance.core.periods import Period
from compliance.exchange import checks
from compliance.exchange.schema import ContestFile, Incident
from compliance.incidents.terms import Kind, Result, Stage, StandardOfProof
from compliance.pledges.applicability import can_be_alleged, days_unpledged, leave_gaps
from compliance.pledges.terms import Decision, Outcome
from tests.exchange.lookup import (
    Alleged,
    acknowledged,
    acknowledgement_of,
    alleged_in,
    candidate_in,
    incident_in,
    incidents_of,
    instrument_in,
    leaves_in,
    runs_of,
    signed_on,
    span_of,
    standing_of,
)

PATH = Path(compliance.exchange.__file__).parent / "demo.yaml"
TODAY = date(2026, 11, 24)
REPLY_PERIOD = timedelta(days=14)
CANDIDATES = ("aldercott", "tesselby")


@pytest.fixture(scope="module", name="demo")
def read_demo() -> ContestFile:
    """Return the file as the reader gives it, so that it has no fault of shape or of sense."""
    return checks.read(PATH.read_bytes(), name=PATH.name)


@pytest.fixture(scope="module", name="alleged")
def read_alleged(demo: ContestFile) -> list[Alleged]:
    """Return every allegation with what is to be known of it."""
    return alleged_in(demo)


def test_campaign_is_in_its_last_months(demo: ContestFile) -> None:
    """The campaign has begun, the vote lies ahead, and nothing in the file is said to have happened after today."""
    contest = demo.contest
    happened = [
        day
        for incident in demo.incidents
        for day in (incident.occurred_from, incident.reported_on, incident.notified_on)
        if day is not None
    ]
    assert contest.opens_on <= min(happened)
    assert max(happened) <= TODAY < contest.votes_on


def test_codes_bind_in_each_of_the_three_ways(demo: ContestFile) -> None:
    """There are codes bound by office, by candidacy and by acknowledgement, with clauses of every modality."""
    testable = leaves_in(demo)
    assert {instrument.binds_by for instrument in demo.instruments} == set(BindsBy)
    assert {leaf.modality for leaf in testable} == set(Modality)
    assert all(leaf.text and leaf.topics for leaf in testable)


def test_standards_were_revised_before_the_campaign(demo: ContestFile) -> None:
    """An older version of the standards ended before the campaign, and the newer one followed it the next day."""
    older, newer = instrument_in(demo, "standards").versions
    assert older.in_force_until == newer.in_force_from - timedelta(days=1) < demo.contest.opens_on


def test_pledge_is_a_code_of_fourteen_headings(demo: ContestFile) -> None:
    """The pledge is long enough to need its headings: fourteen, with 25 to 35 clauses that can be tested."""
    (version,) = instrument_in(demo, "pledge").versions
    headings = version.clauses
    assert len(headings) == 14
    assert 25 <= sum(len(heading.clauses) for heading in headings) <= 35


def test_every_topic_is_one_word(demo: ContestFile) -> None:
    """Topics are lower-case words, so that clauses of different codes meet under the same one."""
    testable = leaves_in(demo)
    assert all(topic.isidentifier() and topic.islower() for leaf in testable for topic in leaf.topics)


def test_assurances_came_early_and_on_different_days(demo: ContestFile) -> None:
    """Both candidates gave the assurances within days of being announced, but not on the same day."""
    days = [signed_on(demo, key, "assurances") for key in CANDIDATES]
    waited = [day - candidate_in(demo, key).announced_on for day, key in zip(days, CANDIDATES, strict=True)]
    assert len(set(days)) == 2
    assert max(waited) <= timedelta(days=7)


def test_pledge_was_signed_late_by_both(demo: ContestFile) -> None:
    """Each candidate left the pledge unsigned for about three months, which shows as uncovered days."""
    uncovered = {
        key: days_unpledged(
            standing_of(candidate_in(demo, key)),
            acknowledged(demo, key, "pledge"),
            demo.contest.votes_on,
        )
        for key in CANDIDATES
    }
    assert uncovered == {"aldercott": 91, "tesselby": 105}


@pytest.mark.parametrize("candidate", CANDIDATES)
def test_pledge_was_signed_with_one_reservation_and_one_refusal(demo: ContestFile, candidate: str) -> None:
    """Each candidate reserved one clause and declined another, both with a statement."""
    decided = acknowledgement_of(demo, candidate, "pledge").decisions.values()
    assert sorted(each.decision for each in decided) == [Decision.ACCEPTED_WITH_RESERVATION, Decision.DECLINED]
    assert all(each.statement for each in decided)


def test_a_gap_of_three_days_lies_before_the_vote(demo: ContestFile) -> None:
    """One candidate's unpaid leave ends three days before the vote, the other's leave covers it."""
    votes_on = demo.contest.votes_on
    gaps = {key: leave_gaps(standing_of(candidate_in(demo, key)), votes_on) for key in CANDIDATES}
    assert gaps == {"aldercott": [Period(date(2027, 1, 18), date(2027, 1, 20))], "tesselby": []}
    assert standing_of(candidate_in(demo, "aldercott")).status_on(date(2027, 1, 17)) is Status.UNPAID_LEAVE


def test_statuses_show_every_relation_that_an_official_can_have(demo: ContestFile) -> None:
    """Between them the candidates were in post, on paid and unpaid leave, and seconded."""
    shown = {entry.status for candidate in demo.candidates for entry in candidate.statuses}
    assert shown == set(RECORDABLE_STATUSES) - {Status.EXTERNAL}


@pytest.mark.parametrize("candidate", CANDIDATES)
def test_an_account_became_personal(demo: ContestFile, candidate: str) -> None:
    """Each candidate turned an institutional account into a personal one, the name kept and no day between."""
    accounts = candidate_in(demo, candidate).accounts
    changes = [
        (before.capacity, after.capacity)
        for before in accounts
        for after in accounts
        if (before.platform, before.handle) == (after.platform, after.handle)
        and before.until == after.start - timedelta(days=1)
    ]
    assert changes == [(AccountCapacity.INSTITUTIONAL, AccountCapacity.PERSONAL)]


def test_incidents_are_of_every_kind(demo: ContestFile) -> None:
    """Each kind that a file may carry occurs, and the common ones occur for both candidates."""
    assert {incident.kind for incident in demo.incidents} == set(Kind) - {Kind.RETALIATION}
    shared = set.intersection(*({incident.kind for incident in incidents_of(demo, key)} for key in CANDIDATES))
    assert len(shared) == 7


def test_incidents_stand_in_every_stage(demo: ContestFile) -> None:
    """Each stage of due process can be seen."""
    assert {incident.stage for incident in demo.incidents} == set(Stage)


@pytest.mark.parametrize("candidate", CANDIDATES)
def test_incidents_lie_on_both_sides_of_the_pledge(demo: ContestFile, candidate: str) -> None:
    """Each candidate has incidents before and after signing the pledge, and one that spans the day."""
    since = signed_on(demo, candidate, "pledge")
    spans = [span_of(incident) for incident in incidents_of(demo, candidate)]
    spanning = [span for span in spans if span.start < since and since in span]
    after = [span for span in spans if span.start >= since]
    assert len(spanning) == 1
    assert len(after) >= 4
    assert len(spans) - len(spanning) - len(after) >= 2


def test_a_journey_was_refused(demo: ContestFile) -> None:
    """One journey was made after its request had been refused, another without asking."""
    asked = [i.details["authorisation"] for i in demo.incidents if i.kind is Kind.TRAVEL]
    assert asked == ["refused", "not_asked"]


def test_a_candidate_on_leave_sat_in_a_delegation(demo: ContestFile) -> None:
    """One incident puts a candidate in a Member's delegation while on paid leave, where two clauses still bound."""
    incident = incident_in(demo, "veldmark-delegation")
    standing = standing_of(candidate_in(demo, incident.candidate))
    bound = [can_be_alleged(runs_of(demo, incident, allegation)) for allegation in incident.allegations]
    assert standing.status_on(incident.occurred_from) is Status.PAID_LEAVE
    assert bound == [True, True, False]


def test_allegations_show_every_outcome(alleged: list[Alleged]) -> None:
    """Every reason why a clause did or did not bind can be read in some allegation."""
    assert {run.outcome for item in alleged for run in item.runs} == set(Outcome)


def test_an_override_is_given_exactly_where_nothing_bound(alleged: list[Alleged]) -> None:
    """An allegation has an override, with its reason, if and only if its clause bound on no day of the incident."""
    overridden = [item.allegation.reference for item in alleged if item.allegation.override]
    unbound = [item.allegation.reference for item in alleged if not can_be_alleged(item.runs)]
    assert overridden == unbound


def test_findings_are_of_every_result_and_standard(alleged: list[Alleged]) -> None:
    """Each result and each standard of proof is used, and some allegations are still open."""
    found = [item.finding for item in alleged if item.finding is not None]
    assert {finding.finding for finding in found} == set(Result)
    assert {finding.standard_of_proof for finding in found} == set(StandardOfProof)
    assert 10 < len(found) < len(alleged)


def test_what_did_not_bind_is_never_found_a_breach(alleged: list[Alleged]) -> None:
    """Where nothing bound, the finding is out of scope; where something did, it is not out of scope."""
    by_override = {i.finding.finding for i in alleged if i.finding and i.allegation.override}
    by_binding = {i.finding.finding for i in alleged if i.finding and not i.allegation.override}
    assert by_override == {Result.OUT_OF_SCOPE}
    assert Result.OUT_OF_SCOPE not in by_binding


def test_findings_give_their_reasons(alleged: list[Alleged]) -> None:
    """Each finding has a rationale of two or three sentences."""
    rationales = [item.finding.rationale for item in alleged if item.finding]
    assert {rationale.count(". ") + rationale.endswith(".") for rationale in rationales} <= {2, 3}


def test_nobody_is_judged_unheard(demo: ContestFile) -> None:
    """A finding follows a notice and the reply to it, and each answered notice is answered in every point."""
    for incident in demo.incidents:
        keys = {allegation.reference for allegation in incident.allegations}
        assert set(incident.finding_of) in (set(), keys)
        assert set(incident.replies_of) in (set(), keys)
        for key, finding in incident.finding_of.items():
            assert incident.notified_on is not None
            assert incident.notified_on < incident.replies_of[key].replied_on < finding.decided_on <= TODAY


def test_stages_agree_with_what_was_done(demo: ContestFile) -> None:
    """The stage that an incident states is the one that its assessment, notice, replies and findings lead to."""
    for incident in demo.incidents:
        assert incident.stage in _stages_reached(incident), incident.key


def _stages_reached(incident: Incident) -> set[Stage]:
    if incident.finding_of:
        return {Stage.CONCLUDED, Stage.CLOSED}
    if incident.replies_of:
        return {Stage.REPLIED}
    if incident.reply_due_on is not None:
        return {Stage.REPLY_OVERDUE if incident.reply_due_on < TODAY else Stage.NOTIFIED}
    if incident.assessment is not None:
        return {Stage.ADMISSIBLE if incident.assessment.admissible else Stage.INADMISSIBLE}
    return {Stage.RECEIVED}


def test_every_step_follows_the_one_before(demo: ContestFile) -> None:
    """Occurrence, report, assessment, notice and reply come in this order, and a reply comes in time."""
    for incident in demo.incidents:
        steps = [
            span_of(incident).until,
            incident.reported_on,
            incident.assessment.decided_on if incident.assessment else None,
            incident.notified_on,
            *sorted(reply.replied_on for reply in incident.replies_of.values()),
            incident.reply_due_on,
        ]
        taken = [day for day in steps if day is not None]
        assert taken == sorted(taken), incident.key


def test_neither_candidate_has_less_time_to_reply(demo: ContestFile) -> None:
    """Every notice gives fourteen days."""
    given = {i.reply_due_on - i.notified_on for i in demo.incidents if i.reply_due_on and i.notified_on}
    assert given == {REPLY_PERIOD}


def test_neither_candidate_looks_worse(demo: ContestFile, alleged: list[Alleged]) -> None:
    """Both have as many incidents, overrides and findings that judge; stages differ only before the notice."""
    shapes = []
    for key in CANDIDATES:
        own = [item for item in alleged if item.incident.candidate == key]
        stages = Counter(incident.stage for incident in incidents_of(demo, key))
        early = stages.pop(Stage.RECEIVED, 0) + stages.pop(Stage.ADMISSIBLE, 0)
        results = Counter(item.finding.finding for item in own if item.finding)
        undecided = results.pop(Result.OUT_OF_SCOPE, 0) + results.pop(Result.WITHDRAWN, 0)
        shapes.append((early, stages, results, undecided, sum(item.allegation.override is not None for item in own)))
    assert shapes[0] == shapes[1]


def test_addresses_lead_nowhere(demo: ContestFile) -> None:
    """Every address in the file lies in a domain reserved for examples."""
    addresses = [i.details["address"] for i in demo.incidents if "address" in i.details]
    text = PATH.read_text(encoding="utf-8")
    assert addresses
    assert text.count("://") == text.count(".example.org/") == len(addresses)


def test_incidents_are_listed_as_they_came_in(demo: ContestFile) -> None:
    """Incidents stand in the order of report, so that the references given on import follow the calendar."""
    reported = [incident.reported_on for incident in demo.incidents]
    assert reported == sorted(reported)
