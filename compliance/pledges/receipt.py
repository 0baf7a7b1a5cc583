"""What is signed, word for word: one canonical text, its digest, and whether both still agree with the record.

The text is canonical JSON (RFC 8785), so that `sha256sum` of the file that a candidate keeps gives the digest on the
receipt, with no software of ours.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from compliance.codes.outline import ClauseNode, walk
from compliance.pledges.terms import Decision, Medium
from compliance.transparency.canonical import canonical

FORMAT = "compliance/pledge/1"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided on one clause, and in which words where they matter."""

    decision: Decision
    statement: str | None = None


PLAIN = Choice(Decision.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Everything that is signed beside the clauses: who, under what, when, to whom.

    `contest`, `candidate`, `instrument` and `version` are what identifies each, plain data. `signatory` is the name as
    typed or as on paper; `signed_at` the instant, where the signature was given in this application.
    """

    reference: str
    medium: Medium
    contest: Mapping[str, Any]
    candidate: Mapping[str, Any]
    instrument: Mapping[str, Any]
    version: Mapping[str, Any]
    signatory: str | None
    submitted_to: str | None
    signed_on: date
    signed_at: datetime | None
    scan: Mapping[str, Any] | None = None


def signed_text(of: Circumstances, clauses: Sequence[ClauseNode], choices: Mapping[str, Choice]) -> str:
    """Write what is signed. A leaf that `choices` does not name is accepted; headings carry no decision."""
    text = {
        "format": FORMAT,
        "reference": of.reference,
        "medium": of.medium.value,
        "contest": dict(of.contest),
        "candidate": dict(of.candidate),
        "instrument": dict(of.instrument),
        "version": dict(of.version),
        "clauses": [_clause(depth, node, choices.get(node.number, PLAIN)) for depth, node in walk(clauses)],
        "signatory": of.signatory,
        "submitted_to": of.submitted_to,
        "signed_on": of.signed_on.isoformat(),
        "signed_at": None if of.signed_at is None else of.signed_at.astimezone(UTC).isoformat(timespec="seconds"),
        "scan": None if of.scan is None else dict(of.scan),
    }
    return canonical(text).decode()


def reviewed(clauses: Sequence[ClauseNode], choices: Mapping[str, Choice]) -> str:
    """The digest of what somebody who is about to sign has before their eyes: every clause with its decision."""
    shown = [_clause(depth, node, choices.get(node.number, PLAIN)) for depth, node in walk(clauses)]
    return digest(canonical(shown).decode())


def digest(text: str) -> str:
    """The SHA-256 of a signed text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> dict[str, Any]:
    """A signed text as plain data; empty if it is no such text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """A clause that no longer reads as it was signed; `signed` and `today` hold its words, None where it is missing.

    `fields` names what differs: number, heading, text, modality, applies_when, depth, decision, statement.
    """

    number: str
    fields: tuple[str, ...]
    signed: str | None
    today: str | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether a receipt still holds: its text has the digest, and the record still says what the text says."""

    recorded_digest: str
    computed_digest: str
    differences: tuple[ClauseDifference, ...] = ()

    @property
    def digest_holds(self) -> bool:
        """Whether the stored text still has the digest on the receipt."""
        return self.recorded_digest == self.computed_digest

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return self.digest_holds and not self.differences


def compare(
    text: str, recorded_digest: str, clauses: Sequence[ClauseNode], choices: Mapping[str, Choice]
) -> CheckResult:
    """Compare a stored text with its digest, and with the clauses and decisions on record today."""
    signed = read(text).get("clauses", [])
    today = [_clause(depth, node, choices.get(node.number, PLAIN)) for depth, node in walk(clauses)]
    return CheckResult(recorded_digest, digest(text), tuple(_differences(signed, today)))


def _clause(depth: int, node: ClauseNode, choice: Choice) -> dict[str, Any]:
    clause: dict[str, Any] = {
        "number": node.number,
        "depth": depth,
        "heading": node.heading,
        "text": node.text,
        "modality": node.modality.value,
        "applies_when": None if node.applies_when is None else sorted(str(value) for value in node.applies_when),
    }
    if node.is_leaf:
        clause |= {"decision": choice.decision.value, "statement": choice.statement}
    return clause


def _differences(signed: Sequence[dict[str, Any]], today: Sequence[dict[str, Any]]) -> list[ClauseDifference]:
    before = {clause["number"]: clause for clause in signed}
    now = {clause["number"]: clause for clause in today}
    found = []
    for number in dict.fromkeys((*before, *now)):
        old, new = before.get(number), now.get(number)
        if old is None or new is None:
            fields: tuple[str, ...] = ("number",)
        else:
            fields = tuple(name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
        if fields:
            found.append(ClauseDifference(number, fields, (old or {}).get("text"), (new or {}).get("text")))
    if not found and list(before) != list(now):
        moved = next(a for a, b in zip(before, now, strict=True) if a != b)
        found.append(ClauseDifference(moved, ("order",), before[moved]["text"], now[moved]["text"]))
    return found
