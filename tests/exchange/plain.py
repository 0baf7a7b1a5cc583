"""A contest file as plain data, and what applicability says of it: how the tests look at the demo contest."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.applicability import Acknowledged, Rule, Run, Standing, StatusPeriod, runs
from compliance.pledges.terms import Decision

Node = dict[str, Any]


class Alleged(NamedTuple):
    """An allegation with its incident, whether its clause bound, and the finding, if there is one."""

    incident: Node
    allegation: Node
    runs: list[Run]
    finding: Node | None


def alleged_in(demo: Node) -> list[Alleged]:
    """Return every allegation in the file's order."""
    return [
        Alleged(
            incident,
            allegation,
            runs_of(demo, incident, allegation),
            incident.get("finding_of", {}).get(reference(allegation)),
        )
        for incident in demo["incidents"]
        for allegation in incident["allegations"]
    ]


def reference(allegation: Node) -> str:
    """Return how findings and replies name an allegation: `instrument/clause`."""
    return f"{allegation['instrument']}/{allegation['clause']}"


def leaves(clauses: list[Node]) -> Iterator[Node]:
    """Yield the clauses that can be tested, in order."""
    for clause in clauses:
        if "clauses" in clause:
            yield from leaves(clause["clauses"])
        else:
            yield clause


def every_leaf(demo: Node) -> list[Node]:
    """Return the clauses of every version of every instrument that can be tested."""
    return [leaf for code in demo["instruments"] for v in code["versions"] for leaf in leaves(v["clauses"])]


def named(entries: list[Node], value: str, key: str = "key") -> Node:
    """Return the entry that has this key."""
    return next(entry for entry in entries if entry[key] == value)


def standing_of(candidate: Node) -> Standing:
    """Return a candidate of the file as applicability knows one."""
    periods = (StatusPeriod(Status(s["status"]), Period(s["from"], s.get("until"))) for s in candidate["statuses"])
    return Standing(candidate["announced_on"], candidate.get("withdrawn_on"), tuple(periods))


def acknowledged(demo: Node, candidate: str, instrument: str) -> list[Acknowledged]:
    """Return what a candidate acknowledged of an instrument, which here has one version."""
    return [
        Acknowledged(
            entry["signed_on"],
            entry.get("withdrawn_on"),
            {number: Decision(made["decision"]) for number, made in entry.get("decisions", {}).items()},
        )
        for entry in demo["acknowledgements"]
        if (entry["candidate"], entry["instrument"]) == (candidate, instrument)
    ]


def rule(demo: Node, allegation: Node) -> Rule:
    """Return the clause of an allegation as applicability knows one."""
    instrument = named(demo["instruments"], allegation["instrument"])
    version = named(instrument["versions"], allegation["version"], "version")
    clause = named(list(leaves(version["clauses"])), allegation["clause"], "number")
    applies = clause.get("applies_when")
    return Rule(
        instrument=instrument["key"],
        title=instrument["title"],
        version=version["version"],
        clause=clause["number"],
        binds_by=BindsBy(instrument["binds_by"]),
        in_force=Period(version["in_force_from"], version.get("in_force_until")),
        applies_when=None if applies is None else frozenset(map(Status, applies)),
    )


def runs_of(demo: Node, incident: Node, allegation: Node) -> list[Run]:
    """Return whether the clause of an allegation bound, over the days of the incident."""
    candidate = named(demo["candidates"], incident["candidate"])
    period = Period(incident["occurred_from"], incident.get("occurred_until", incident["occurred_from"]))
    signed = acknowledged(demo, incident["candidate"], allegation["instrument"])
    return runs(rule(demo, allegation), standing_of(candidate), signed, period)


def signed_on(demo: Node, candidate: str, instrument: str) -> date:
    """Return the day on which a candidate first acknowledged an instrument."""
    return min(entry.signed_on for entry in acknowledged(demo, candidate, instrument))


def incidents_of(demo: Node, candidate: str) -> list[Node]:
    """Return the incidents that concern a candidate."""
    return [incident for incident in demo["incidents"] if incident["candidate"] == candidate]
