"""The case side of a report from recorded rows: incidents, with what was alleged, answered and found.

Thousands of incidents are put together here, so rows are gathered once by what they belong to, and days and clauses
that recur are judged once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from compliance.core.periods import Period
from compliance.incidents.terms import (
    Credibility,
    Kind,
    Reliability,
    ReplyKind,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)
from compliance.pledges.queries import Rulebook
from compliance.reports.model import (
    Allegation,
    EarlierFinding,
    Evidence,
    Finding,
    Incident,
    Notice,
    Reply,
    Run,
    Source,
    StageEntry,
    Statement,
    Supplement,
)
from compliance.reports.queries.measures import Consequences
from compliance.transparency.queries import Rows
from compliance.web.status import badge

Recorded = dict[str, Any]
ASSESSED = frozenset({Stage.ADMISSIBLE, Stage.INADMISSIBLE})
"""Steps whose reason is the office's own assessment."""

_day = date.fromisoformat


class Cases:
    """The recorded rows of the incidents of one contest, gathered by what they belong to.

    `keys` holds the key of each candidacy by its row.
    """

    def __init__(self, rows: Rows, book: Rulebook, keys: Mapping[int, str]) -> None:
        self._book = book
        self._keys = keys
        self._incidents = _in_order(rows.get("incident", {}).values())
        self._stages = _gathered(rows, "stage_change", "incident_id")
        self._allegations = _gathered(rows, "allegation", "incident_id")
        self._notices = _gathered(rows, "notice", "incident_id")
        self._replies = _gathered(rows, "reply", "allegation_id")
        self._statements = _gathered(rows, "third_party_statement", "allegation_id")
        self._unreachable = _gathered(rows, "unreachable", "incident_id")
        self._findings = _gathered(rows, "finding", "allegation_id")
        self._evidence = _gathered(rows, "evidence_item", "incident_id")
        self._sources = _gathered(rows, "source", "incident_id")
        self._consequences = Consequences(rows)
        self._judged: dict[tuple[int, int, Period], tuple[Run, ...]] = {}

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents in the order of recording."""
        return tuple(map(self._incident, self._incidents))

    def _incident(self, row: Recorded) -> Incident:
        key, stages = row["id"], self._stages.get(row["id"], ())
        first, last = _day(row["occurred_from"]), _optional(row, "occurred_until")
        return Incident(
            reference=row["reference"],
            candidate=self._keys[row["candidacy_id"]],
            kind=Kind(row["kind"]),
            title=row["title"],
            occurred_from=first,
            occurred_until=last,
            reported_on=_day(row["reported_on"]),
            stage=Stage(row["stage"]),
            history=tuple(map(_step, stages)),
            summary=row["summary"],
            details=row["details"],
            assessment=_assessment(stages),
            allegations=self._allegations_of(key, row["candidacy_id"], Period(first, last or first)),
            evidence=tuple(map(_evidence, self._evidence.get(key, ()))),
            sources=tuple(map(_source, self._sources.get(key, ()))),
            notices=tuple(map(_notice, self._notices.get(key, ()))),
            measures=self._consequences.measures_of(key),
            published=self._consequences.published(key),
            public_summary=self._consequences.public_summary(key),
        )

    def _allegations_of(self, incident_id: int, candidacy_id: int, period: Period) -> tuple[Allegation, ...]:
        rows = sorted(self._allegations.get(incident_id, ()), key=lambda row: row["position"])
        return tuple(self._allegation(row, candidacy_id, period) for row in rows)

    def _allegation(self, row: Recorded, candidacy_id: int, period: Period) -> Allegation:
        clause = self._book.clause(row["clause_id"])
        runs = self._runs(candidacy_id, clause.id, period)
        return Allegation(
            instrument=clause.instrument_key,
            version=clause.version_label,
            clause=clause.number,
            clause_text=clause.text,
            can_be_alleged=any(run.outcome.binds for run in runs),
            override=row.get("override"),
            runs=runs,
            reply=_reply(self._replies.get(row["id"], ())),
            reply_kind=self._reply_kind(row),
            statements=tuple(map(_statement, self._statements.get(row["id"], ()))),
            finding=_finding(self._findings.get(row["id"], ())),
        )

    def _reply_kind(self, row: Recorded) -> ReplyKind | None:
        """What came back on an allegation, or why nothing did."""
        own = [ReplyKind(each.get("kind", ReplyKind.ANSWERED)) for each in self._replies.get(row["id"], ())]
        if own:
            return ReplyKind.ANSWERED if ReplyKind.ANSWERED in own else ReplyKind.DECLINED_TO_COMMENT
        if self._unreachable.get(row["incident_id"]):
            return ReplyKind.UNREACHABLE
        passed = any(step["stage"] == Stage.REPLY_OVERDUE for step in self._stages.get(row["incident_id"], ()))
        return ReplyKind.NO_REPLY if passed else None

    def _runs(self, candidacy_id: int, clause_id: int, period: Period) -> tuple[Run, ...]:
        key = (candidacy_id, clause_id, period)
        if key not in self._judged:
            found = self._book.runs(candidacy_id, clause_id, period)
            self._judged[key] = tuple(
                Run(run.outcome, run.period.start, run.period.until or run.period.start, run.reason) for run in found
            )
        return self._judged[key]


def _in_order(rows: Iterable[Recorded]) -> list[Recorded]:
    return sorted(rows, key=lambda row: row["id"])


def _gathered(rows: Rows, table: str, owner: str) -> dict[int, list[Recorded]]:
    """The rows of a table by the row that they belong to, each list in the order of recording."""
    found: dict[int, list[Recorded]] = defaultdict(list)
    for row in _in_order(rows.get(table, {}).values()):
        found[row[owner]].append(row)
    return found


def _optional(row: Recorded, column: str) -> date | None:
    return _day(row[column]) if column in row else None


def _step(row: Recorded) -> StageEntry:
    stage = Stage(row["stage"])
    return StageEntry(stage, _day(row["on"]), None if stage in ASSESSED else row.get("reason"))


def _assessment(stages: Iterable[Recorded]) -> str | None:
    """The office's reasons, each after the ground for which an incident was found inadmissible."""
    return "\n".join(filter(None, (_reasons(row) for row in stages if row["stage"] in ASSESSED))) or None


def _reasons(row: Recorded) -> str:
    ground = str(badge("ground", row["ground"]).label) if "ground" in row else None
    return ": ".join(filter(None, (ground, row.get("reason"))))


def _notice(row: Recorded) -> Notice:
    return Notice(_day(row["notified_on"]), _optional(row, "reply_due_on"), row["text"])


def _reply(rows: Iterable[Recorded]) -> Reply | None:
    """The first reply; a later one supplements it and takes nothing back."""
    given = [Supplement(_day(row["replied_on"]), row["text"]) for row in rows]
    return Reply(given[0].replied_on, given[0].text, tuple(given[1:])) if given else None


def _statement(row: Recorded) -> Statement:
    return Statement(row["made_by"], row["on_behalf_of"], _day(row["made_on"]), row["text"])


def _finding(rows: Iterable[Recorded]) -> Finding | None:
    """The finding that none supersedes, with those before it."""
    given = list(rows)
    if not given:
        return None
    replaced = {row["supersedes_id"] for row in given if "supersedes_id" in row}
    (current,) = (row for row in given if row["id"] not in replaced)
    earlier = tuple(EarlierFinding(**_decided(row)) for row in given if row["id"] in replaced)
    return Finding(**_decided(current), superseded=earlier)


def _decided(row: Recorded) -> dict[str, Any]:
    return {
        "finding": Result(row["result"]),
        "standard_of_proof": StandardOfProof(row["standard_of_proof"]),
        "decided_on": _day(row["decided_on"]),
        "rationale": row["rationale"],
        "correction_reason": row.get("correction_reason"),
    }


def _evidence(row: Recorded) -> Evidence:
    return Evidence(row["name"], row["sha256"], row["size"], row["media_type"], row["description"])


def _source(row: Recorded) -> Source:
    """A source without name and address, which no edition prints."""
    reliability, credibility = Reliability(row["reliability"]), Credibility(row["credibility"])
    return Source(row["reference"], SourceKind(row["kind"]), reliability, credibility, row["statement"])
