"""Reading a whole contest file: the full example comes through, and each thing wrong is named with line and place."""

import json
import time
from datetime import date
from pathlib import Path

import pytest

import compliance.exchange
from compliance.candidates.terms import Status
from compliance.codes.terms import Modality
from compliance.exchange import source
from compliance.exchange.checks import read
from compliance.exchange.schema import ContestFile
from compliance.exchange.source.building import MOST_FAULTS, Real
from compliance.incidents.terms import Stage, StandardOfProof
from tests.exchange.altered import FULL, altered, faults_in, line_of, only_fault


@pytest.fixture(scope="module", name="full")
def read_full() -> ContestFile:
    """The full example as read."""
    return read(FULL.encode(), name="full.yaml")


def test_the_full_example_is_read(full: ContestFile) -> None:
    """Every part of the format arrives with its types and defaults."""
    assert full.contest.votes_on == date(2031, 5, 15)
    leaf = full.instruments[0].versions[0].clauses[0].clauses[0]
    assert (leaf.modality, leaf.applies_when) == (
        Modality.MUST_NOT,
        (Status.IN_POST, Status.PAID_LEAVE, Status.UNPAID_LEAVE),
    )
    assert full.candidates[0].nominated_by == ("Freedonia", "NO")
    assert full.candidates[0].statuses[1].until == date(2031, 5, 12)
    assert full.candidates[1].statuses == ()
    assert full.acknowledgements[0].decisions["5(b)"].statement == "The account is my own."
    finding = full.incidents[0].finding_of["standards/4(a)"]
    assert finding.standard_of_proof is StandardOfProof.BALANCE_OF_PROBABILITIES


def test_details_hold_only_what_canonical_json_can(full: ContestFile) -> None:
    """Dates and fractions in details become text as written; whole numbers and truth stay."""
    assert full.incidents[0].details == {
        "destination": "Nairobi",
        "paid_by": "organisation",
        "cost": "1840.50",
        "nights": 4,
        "returned_on": "2031-01-20",
        "shared": True,
    }


def test_the_stage_is_derived_where_none_is_written(full: ContestFile) -> None:
    """An incident with a finding for each allegation is concluded, one without is received."""
    without = read(altered(("    stage: replied\n", "")).encode(), name="x.yaml")
    assert [incident.stage_reached for incident in full.incidents] == [Stage.CONCLUDED, Stage.REPLIED]
    assert without.incidents[1].stage_reached is Stage.RECEIVED


def test_allegations_are_named_as_shortly_as_possible(full: ContestFile) -> None:
    """The version stands in a reference only where two versions of an instrument are alleged."""
    assert [incident.references() for incident in full.incidents] == [
        ["standards/4(a)", "standards/4(b)/1", "pledge/4"],
        ["pledge@1/4", "pledge@2/4"],
    ]


def test_json_gives_the_same_contest(full: ContestFile) -> None:
    """The same structure as JSON is the same contest."""
    data = source.parse(FULL.encode(), name="full.yaml").data
    text = json.dumps(data, default=lambda value: value.text if isinstance(value, Real) else value.isoformat())
    assert read(text.encode(), name="full.json") == full
    assert read(text.encode(), name="-") == full


def test_the_demo_contest_is_read() -> None:
    """The contest that the program ships is one that it accepts."""
    path = Path(compliance.exchange.__file__).parent / "demo.yaml"
    assert read(path.read_bytes(), name="demo.yaml").incidents


def test_null_stands_for_an_absent_optional_key() -> None:
    """Whoever writes every key may leave the optional ones empty."""
    text = altered(("    topics: [resources]", "    topics: null"), ("modality: must_not", "modality:"))
    text = text.replace("    nominated_by: [Sylvania]", "    nominated_by: null\n    statuses: ~\n    accounts:")
    assert read(text.encode(), name="x.yaml").candidates[1].accounts == ()


Change = tuple[str, str]
SHAPE: list[tuple[Change, str, str, str]] = [
    # what is replaced, where the fault stands, a text on its line, what it says
    (("format: compliance/contest/1", "format: compliance/contest/2"), "format", "format:", "compliance/contest/1"),
    (("  title: Election of the Director General\n", ""), "contest.title", "contest:", "required"),
    (("slug: dg-2031", "slug: DG 2031"), "contest.slug", "slug:", "lower-case"),
    (("title: Election", "title: 2031 #"), "contest.title", "title:", 'quotes: "2031"'),
    (("title: Election", "title: " + "x" * 300), "contest.title", "title:", "300"),
    (("Europe/Zurich", "Europe/Zurick"), "contest.timezone", "timezone:", "time zone"),
    (("electorate: 175", "electorate: yes"), "contest.electorate", "electorate:", "whole number"),
    (("electorate: 175", "electorate: 0"), "contest.electorate", "electorate:", "at least 1"),
    (("2030-10-01", "1 October"), "contest.opens_on", "opens_on:", "2031-02-24"),
    (("2030-10-01", "2030-02-30"), "contest.opens_on", "opens_on:", "no such day"),
    (("2031-05-15", "9999-12-31"), "contest.votes_on", "votes_on:", "year"),
    (("candidates:", "candidats:"), "candidats", "candidats:", "did you mean 'candidates'"),
    (("post: Deputy", "psot: Deputy"), "candidates[0].psot", "psot:", "did you mean 'post'"),
    (("binds_by: office", "binds_by: law"), "instruments[0].binds_by", "law", "acknowledgement"),
    (("key: pledge", "key: a/b"), "instruments[1].key", "key: a/b", "letters"),
    (('version: "2014"', "version: 2014"), "instruments[0].versions[0].version", "2014", 'quotes: "2014"'),
    (("language: en", "language: English"), "instruments[0].versions[0].language", "English", "language code"),
    (
        ("modality: must_not", "modality: may"),
        "instruments[0].versions[0].clauses[0].clauses[0].modality",
        "may\n",
        "must_not",
    ),
    (
        ("applies_when: [in_post, paid", "applies_when: [away, paid"),
        "instruments[0].versions[0].clauses[0].clauses[0].applies_when[0]",
        "away",
        "in_post",
    ),
    (("status: in_post", "status: unknown"), "candidates[0].statuses[0].status", "unknown", "leave the period out"),
    (("from: 2021-09-01", "from: soon"), "candidates[0].statuses[0].from", "soon", "a date"),
    (("nominated_by: [Freedonia, NO]", "nominated_by: Freedonia"), "candidates[0].nominated_by", "by: Fre", "a list"),
    (("[Freedonia, NO]", "[NO, NO]"), "candidates[0].nominated_by", "NO, NO", "twice"),
    (("capacity: institutional", "capacity: mine"), "candidates[0].accounts[0].capacity", "mine", "personal"),
    (
        ("decision: declined", "decision: no"),
        'acknowledgements[0].decisions["5(b)"].decision',
        "decision: no",
        "declined",
    ),
    (("kind: travel", "kind: trip"), "incidents[0].kind", "trip", "travel"),
    (("admissible: true", "admissible: yes"), "incidents[0].assessment.admissible", "admissible: yes", "true or false"),
    (("nights: 4", "nights: [4]"), "incidents[0].details.nights", "nights", "a text, number"),
    (
        ("finding: substantiated", "finding: guilty"),
        'incidents[0].finding_of["standards/4(a)"].finding',
        "guilty",
        "substantiated",
    ),
    (("stage: replied", "stage: done"), "incidents[1].stage", "done", "concluded"),
    (
        ("override: Signed soon after; the Council asked for it to be recorded.", 'override: "  "'),
        "incidents[0].allegations[2].override",
        "override:",
        "blanks",
    ),
]


@pytest.mark.parametrize(("change", "place", "on_line", "word"), SHAPE)
def test_a_fault_of_shape_is_named(change: Change, place: str, on_line: str, word: str) -> None:
    """What has the wrong shape is named once at its place and line, with what would be right, and nothing else is."""
    text = altered(change)
    fault = only_fault(text)
    assert (fault.place, fault.line) == (place, line_of(text, on_line)), str(fault)
    assert word in fault.message


def test_all_faults_come_at_once() -> None:
    """Faults of shape in one part and of sense in another come in one answer, ordered by line."""
    text = altered(
        ("slug: dg-2031", "slug: DG"),
        ("until: 2031-05-12", "until: 2031-03-01"),
        ("kind: travel", "kind: trip"),
        ('"5(b)": {decision', '"5(c)": {decision'),
        ('version: "2", clause: "4", override: The second', 'version: "3", clause: "4", override: The second'),
    )
    assert [fault.place for fault in faults_in(text)] == [
        "contest.slug",
        "candidates[0].statuses[1].until",
        'acknowledgements[0].decisions["5(c)"]',
        "incidents[0].kind",
        "incidents[1].allegations[1].version",
    ]


def test_places_hold_behind_an_unreadable_entry() -> None:
    """An entry that cannot be read does not shift the places of those after it."""
    text = altered(("status: in_post, from: 2021-09-01", "status: 1, from: 2021-09-01"), ("2031-05-12", "2031-03-01"))
    assert [fault.place for fault in faults_in(text)] == [
        "candidates[0].statuses[0].status",
        "candidates[0].statuses[1].until",
    ]


def test_what_names_an_unreadable_part_is_not_blamed() -> None:
    """One fault in an instrument does not turn all that refers to it into faults."""
    fault = only_fault(altered(("    binds_by: office\n", "")))
    assert (fault.place, fault.line) == ("instruments[0].binds_by", line_of(FULL, "key: standards"))


def test_a_damaged_file_gets_no_end_of_faults() -> None:
    """Beyond a thousand faults the answer says that there are more."""
    text = FULL + "".join(f"unknown{n}: 1\n" for n in range(MOST_FAULTS + 200))
    faults = faults_in(text)
    assert len(faults) == MOST_FAULTS + 1
    assert "more faults" in faults[-1].message


@pytest.mark.parametrize("text", ["[]", "just words", "3", "null", "- a\n- b\n", "{}", '""'])
def test_what_is_no_contest_at_all_is_refused(text: str) -> None:
    """Plain data of another shape is refused with a place."""
    assert all(fault.place and fault.line == 1 for fault in faults_in(text))


def test_a_large_file_is_read_in_reasonable_time() -> None:
    """Ten mebibytes, some 30,000 incidents, take seconds, and finding the lines of a fault in it not much longer."""
    head, incident = FULL.split("  - key: nairobi\n")
    body = incident.split("  - key: posts\n")[0]
    count = 10 * 1024 * 1024 // len(body)
    text = head + "".join(f"  - key: n{number}\n{body}" for number in range(count))
    started = time.process_time()
    assert len(read(text.encode(), name="x.yaml").incidents) == count
    assert only_fault(text + "unknown: 1\n").line == text.count("\n") + 1
    assert time.process_time() - started < 60


def test_many_faults_do_not_make_a_large_file_slow() -> None:
    """Nine hundred unreadable entries among thousands cost little more than none."""
    head, incident = FULL.split("  - key: nairobi\n")
    body = incident.split("  - key: posts\n")[0]
    text = head + "".join(f"  - key: n{number}\n{body}" for number in range(3_000))
    started = time.process_time()
    faults = faults_in(text.replace("kind: travel", "kind: trip", 900).replace('"4(b)/1"}', '"4(b)/2"}', 5))
    assert len(faults) >= 900
    assert time.process_time() - started < 20


def test_a_section_that_stands_twice_is_named() -> None:
    """The second of two sections is passed over with all that is wrong in it, whatever its shape."""
    faults = faults_in(FULL + "candidates: {alder: &x {key: 1}}\n")
    assert {fault.line for fault in faults} == {FULL.count("\n") + 1}
    assert "twice" in faults[0].message
