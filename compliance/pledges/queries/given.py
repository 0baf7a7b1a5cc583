"""Acknowledgements that were given, and the drafts of those to come."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from compliance.codes import queries as codes
from compliance.codes.models import Clause, InstrumentVersion
from compliance.core.language import gettext as _
from compliance.pledges.models import Acknowledgement, ClauseDecision, PledgeDraft
from compliance.pledges.receipt import CheckResult, Choice, compare
from compliance.pledges.terms import Decision


def leaf_ids(session: Session, version_id: int) -> dict[str, int]:
    """Return the row of every leaf clause of a version by its number, in their order."""
    query = select(Clause.number, Clause.id).where(Clause.version_id == version_id, Clause.is_leaf)
    return {row.number: row.id for row in session.execute(query.order_by(Clause.position))}


def is_acknowledged(session: Session, version_id: int) -> bool:
    """Whether anybody has acknowledged a version, withdrawn acknowledgements included."""
    return bool(session.scalar(select(exists().where(Acknowledgement.version_id == version_id))))


def frozen_by_acknowledgement(session: Session, version_id: int) -> str:
    """Say why the wording of a version can no longer change; "" if nobody has acknowledged it."""
    if is_acknowledged(session, version_id):
        return _("A candidate has acknowledged this version. Add a new version instead.")
    return ""


def choices_of(session: Session, acknowledgement_id: int) -> dict[str, Choice]:
    """Return the decisions on record by clause number; a clause that is not among them was accepted."""
    query = (
        select(Clause.number, ClauseDecision.decision, ClauseDecision.statement)
        .join(Clause, Clause.id == ClauseDecision.clause_id)
        .where(ClauseDecision.acknowledgement_id == acknowledgement_id)
        .order_by(Clause.position)
    )
    return {row.number: Choice(row.decision, row.statement) for row in session.execute(query)}


def draft(session: Session, candidacy_id: int, version_id: int) -> dict[str, Choice]:
    """Return what a candidate has decided so far on a version, by clause number."""
    query = select(PledgeDraft.decisions).where(
        PledgeDraft.candidacy_id == candidacy_id, PledgeDraft.version_id == version_id
    )
    kept = session.scalar(query) or {}
    return {number: Choice(Decision(one["decision"]), one["statement"]) for number, one in kept.items()}


def last_signed(session: Session, candidacy_id: int, instrument_id: int, ordinal: int) -> InstrumentVersion | None:
    """Return the version of an instrument that a candidate acknowledged last, of those before an ordinal."""
    query = (
        select(InstrumentVersion)
        .join(Acknowledgement, Acknowledgement.version_id == InstrumentVersion.id)
        .where(
            Acknowledgement.candidacy_id == candidacy_id,
            InstrumentVersion.instrument_id == instrument_id,
            InstrumentVersion.ordinal < ordinal,
        )
        .order_by(InstrumentVersion.ordinal.desc())
    )
    return session.scalar(query.limit(1))


def check(session: Session, acknowledgement: Acknowledgement) -> CheckResult:
    """Check a receipt: recompute the digest of the stored text, compare the text with the record as it is today."""
    return compare(
        acknowledgement.signed_text,
        acknowledgement.signed_digest,
        codes.clause_nodes(session, acknowledgement.version_id),
        choices_of(session, acknowledgement.id),
    )
