import json
from dataclasses import replace

from compliance.reports.as_json import as_json
from compliance.reports.editions import edition_of
from compliance.reports.model import Edition
from tests.factories import reports as make

KEYS = {
    "report": ["edition", "as_of", "contest", "candidates", "incidents", "totals", "log"],
    "contest": ["slug", "title", "votes_on"],
    "candidate": ["key", "name", "days_unpledged", "leave_gaps", "acknowledgements"],
    "incident": ["reference", "candidate", "kind", "title", "occurred_from", "occurred_until", "stage", "allegations"],
    "allegation": ["instrument", "version", "clause", "can_be_alleged", "runs", "finding", "reply"],
}


def test_keys_of_the_contract() -> None:
    """Every edition has at least the keys that the description of `report --format json` promises."""
    for edition in Edition:
        answer = json.loads(as_json(edition_of(make.report(), edition)))
        incident = answer["incidents"][0]
        assert answer.keys() >= set(KEYS["report"])
        assert answer["contest"].keys() >= set(KEYS["contest"])
        assert answer["candidates"][0].keys() >= set(KEYS["candidate"])
        assert incident.keys() >= set(KEYS["incident"])
        assert incident["allegations"][0].keys() >= set(KEYS["allegation"])
        assert incident["allegations"][0]["runs"][0].keys() == {"outcome", "from", "until", "reason"}
        assert answer["totals"].keys() >= {"by_candidate", "by_clause", "by_finding"}
        assert answer["log"].keys() == {"size", "root"}


def test_dates_order_and_ending() -> None:
    """Days and instants are ISO 8601, keys stand in the model's order, text is UTF-8, a newline ends it."""
    written = as_json(edition_of(make.report(), Edition.CHAIR))
    answer = json.loads(written)
    assert list(answer)[:3] == ["edition", "as_of", "contest"]
    assert answer["as_of"] == "2031-04-10T14:05:00Z"
    assert answer["candidates"][0]["leave_gaps"] == [{"from": "2031-05-13", "until": "2031-05-15"}]
    assert "Þórsdóttir".encode() in written
    assert written.endswith(b"}\n")


def test_same_report_same_bytes() -> None:
    """Two equal reports give the same bytes, and one that differs does not."""
    first, again = (as_json(edition_of(make.report(), Edition.ETHICS)) for _ in range(2))
    assert first == again
    other = replace(make.report(), log=replace(make.report().log, size=1))
    assert as_json(edition_of(other, Edition.ETHICS)) != first
