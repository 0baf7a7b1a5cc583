"""What one part of a contest file says of another: each contradiction is named with line and path, and nothing else."""

import pytest

from compliance.exchange.checks import read
from tests.exchange.altered import FULL, altered, faults_in, line_of, only_fault

Change = tuple[str, str]
AS_ALLEGED = 'clause: "4(a)"}'

CONTRADICTIONS: list[tuple[Change, str, str, str]] = [
    # what is replaced, where the fault stands, a text on its line, what it says
    (("votes_on: 2031-05-15", "votes_on: 2030-05-15"), "contest.votes_on", "votes_on", "before the campaign opens"),
    (
        ("in_force_until: null", "in_force_until: 2014-11-30"),
        "instruments[0].versions[0].in_force_until",
        "2014-11-30",
        "before it came into force",
    ),
    (
        ("in_force_until: 2031-03-31", "in_force_until: 2031-04-01"),
        "instruments[1].versions[1].in_force_from",
        "in_force_from: 2031-04-01",
        "version '1' is still in force",
    ),
    (
        ("in_force_until: 2031-03-31", "in_force_until:"),
        "instruments[1].versions[1].in_force_from",
        "in_force_from: 2031-04-01",
        "version '1' is still in force",
    ),
    (
        ('- number: "4(b)/1"', '- number: "4"'),
        "instruments[0].versions[0].clauses[0].clauses[1].number",
        '- number: "4"\n                text',
        "twice",
    ),
    (
        ("                text: Staff account for what they spend.\n", ""),
        "instruments[0].versions[0].clauses[0].clauses[1].text",
        '- number: "4(b)/1"',
        "needs a text",
    ),
    (("key: birch", "key: alder"), "candidates[1].key", "key: alder\n    name: Kim", "twice"),
    (
        ("withdrawn_on: null\n    statuses", "withdrawn_on: 2030-10-02\n    statuses"),
        "candidates[0].withdrawn_on",
        "2030-10-02",
        "before being announced",
    ),
    (
        ("from: 2031-03-15", "from: 2031-03-14"),
        "candidates[0].statuses[1].from",
        "unpaid_leave, from",
        "began on 1 September 2021 and lasts until 14 March 2031",
    ),
    (
        (", until: 2031-03-14", ""),
        "candidates[0].statuses[1].from",
        "unpaid_leave, from",
        "has no end",
    ),
    (
        ("until: 2031-05-12", "until: 2031-03-14"),
        "candidates[0].statuses[1].until",
        "unpaid_leave, from",
        "before it begins",
    ),
    (
        ("until: 2030-12-01", "until: 2020-12-01"),
        "candidates[0].accounts[0].until",
        "@ralder",
        "before it begins",
    ),
    (("- candidate: alder", "- candidate: adler"), "acknowledgements[0].candidate", "adler", "did you mean 'alder'"),
    (
        ('instrument: pledge\n    version: "1"', 'instrument: plegde\n    version: "1"'),
        "acknowledgements[0].instrument",
        "plegde",
        "did you mean 'pledge'",
    ),
    (
        ("submitted_to: Chair of the Council", "withdrawn_on: 2031-02-23"),
        "acknowledgements[0].withdrawn_on",
        "withdrawn_on: 2031-02-23",
        "before it is signed",
    ),
    (('"5(b)": {dec', '"5(c)": {dec'), 'acknowledgements[0].decisions["5(c)"]', '"5(c)"', "did you mean '5(b)'"),
    (("key: posts", "key: nairobi"), "incidents[1].key", "nairobi\n    candidate: alder\n    kind: social", "twice"),
    (
        ("occurred_until: 2031-01-20", "occurred_until: 2031-01-15"),
        "incidents[0].occurred_until",
        "until: 2031-01-15",
        "end",
    ),
    (
        ("reported_on: 2031-02-03", "reported_on: 2031-01-15"),
        "incidents[0].reported_on",
        "reported_on: 2031-01-15",
        "before",
    ),
    (
        ("notified_on: 2031-02-06", "notified_on: 2031-02-04"),
        "incidents[0].notified_on",
        "notified_on: 2031-02-04",
        "before the incident is assessed",
    ),
    (
        ("admissible: true, reason", "admissible: true, ground: duplicate, reason"),
        "incidents[0].assessment.ground",
        "ground: duplicate",
        "only what is not admissible",
    ),
    (("reply_due_on: 2031-02-20", "reply_due_on: 2031-02-01"), "incidents[0].reply_due_on", "reply_due_on", "due"),
    (
        ("replied_on: 2031-02-18", "replied_on: 2031-02-05"),
        'incidents[0].replies_of["standards/4(a)"].replied_on',
        "replied_on: 2031-02-05",
        "before",
    ),
    (
        ("{finding: substantiated, decided_on: 2031-04-02", "{finding: substantiated, decided_on: 2031-01-02"),
        'incidents[0].finding_of["standards/4(a)"].decided_on',
        "2031-01-02",
        "before the incident is reported",
    ),
    (
        ("{finding: out_of_scope", "{finding: not_substantiated"),
        'incidents[0].finding_of["pledge@1/4"].finding',
        "{finding: not_substantiated",
        "out_of_scope is expected",
    ),
    (
        ('clause: "4", override: Signed soon after; the Council asked for it to be recorded.}', 'clause: "4"}'),
        "incidents[0].allegations[2].override",
        'instrument: pledge, version: "1", clause: "4"}',
        "did not bind the candidate",
    ),
    (
        ("      pledge@1/4: {replied", "      pledge/4: {replied"),
        'incidents[1].replies_of["pledge/4"]',
        "pledge/4: {replied",
        "such as 'pledge@1/4'",
    ),
    (
        ("      standards/4(a): {replied", "      standards/4(d): {replied"),
        'incidents[0].replies_of["standards/4(d)"]',
        "standards/4(d)",
        "did you mean 'standards/4(a)'",
    ),
    (
        (
            "      standards/4(a): {replied",
            "      standards@2014/4(a): {replied_on: 2031-02-18, text: x}\n      standards/4(a): {replied",
        ),
        'incidents[0].replies_of["standards/4(a)"]',
        "standards/4(a): {replied",
        "the same allegation",
    ),
    (("stage: replied", "stage: concluded"), "incidents[1].stage", "stage: concluded", "'pledge@1/4' has none"),
    (
        ("    notified_on: 2031-02-06", "    stage: inadmissible\n    notified_on: 2031-02-06"),
        "incidents[0].stage",
        "stage: inadmissible",
        "correct one",
    ),
]


@pytest.mark.parametrize(("change", "place", "on_line", "word"), CONTRADICTIONS)
def test_a_contradiction_is_named(change: Change, place: str, on_line: str, word: str) -> None:
    """What contradicts another part is named at its place and line, with what would be right."""
    text = altered(change)
    faults = faults_in(text)
    assert {fault.place for fault in faults} == {place}, [str(fault) for fault in faults]
    assert faults[0].line == line_of(text, on_line), str(faults[0])
    assert word in faults[0].message


def test_only_an_instrument_of_acknowledgement_is_signed() -> None:
    """Standards that bind by office cannot be acknowledged."""
    text = altered(
        ('instrument: pledge\n    version: "1"', 'instrument: standards\n    version: "2014"'),
        ('5(b)": {dec', '4(a)": {dec'),
    )
    fault = only_fault(text)
    assert fault.place == "acknowledgements[0].instrument"
    assert "does not bind by acknowledgement" in fault.message


def test_a_heading_is_not_alleged() -> None:
    """Only a leaf can be tested, and the fault names the leaves."""
    text = altered(
        (
            f'      - {{instrument: standards, version: "2014", {AS_ALLEGED}',
            '      - {instrument: standards, version: "2014", clause: "4"}',
        )
    )
    first = faults_in(text)[0]
    assert first.place == "incidents[0].allegations[0].clause"
    assert "4(a), 4(b)/1" in first.message


def test_a_heading_is_not_decided_on() -> None:
    """A decision stands on a leaf, since only a leaf binds."""
    text = FULL.replace(
        '{number: "5(b)", text: No media', '{number: "5", text: x, clauses: [{number: "5(b)", text: No media'
    )
    text = text.replace("serves the campaign.}", "serves the campaign.}]}").replace('"5(b)": {dec', '"5": {dec')
    fault = only_fault(text)
    assert (fault.place, "heading" in fault.message) == ('acknowledgements[0].decisions["5"]', True)


def test_the_same_clause_is_not_alleged_twice() -> None:
    """One incident and one clause make one allegation."""
    line = '      - {instrument: standards, version: "2014", clause: "4(a)"}\n'
    fault = only_fault(altered((line, line + line)))
    assert (fault.place, "twice" in fault.message) == ("incidents[0].allegations[1]", True)


def test_a_clause_that_bound_on_one_day_needs_no_override() -> None:
    """An incident that reaches into the days on which the pledge bound can be alleged against it."""
    text = altered(
        ("occurred_until: 2031-01-20", "occurred_until: 2031-02-24"),
        (", override: Signed soon after; the Council asked for it to be recorded.}", "}"),
        ("{finding: out_of_scope", "{finding: substantiated"),
    )
    assert read(text.encode(), name="x.yaml").incidents[0].allegations[2].override is None
