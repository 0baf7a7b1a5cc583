"""Who acknowledged which version, and what is still open: for lists of one contest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy
from compliance.pledges.models import Acknowledgement, ClauseDecision, PledgeDraft
from compliance.pledges.terms import Decision, Medium


@dataclass(frozen=True, slots=True)
class Signable:
    """A version of an instrument that binds by acknowledgement; `clauses` counts its leaves."""

    id: int
    key: str
    title: str
    ordinal: int
    label: str
    in_force_from: date
    in_force_until: date | None
    clauses: int

    def ended(self, day: date) -> bool:
        """Whether it was in force before that day and no longer is."""
        return self.in_force_until is not None and self.in_force_until < day


@dataclass(frozen=True, slots=True)
class Signed:
    """One acknowledgement, with how many clauses were reserved and declined."""

    id: int
    reference: str
    candidacy_id: int
    version_id: int
    medium: Medium
    signed_on: date
    withdrawn_on: date | None
    reserved: int
    declined: int


@dataclass(frozen=True, slots=True)
class Entry:
    """How a candidate stands to one version: `state` is a value of the status vocabulary "pledge".

    `given` are the acknowledgements of it, latest first; `drafted` counts the clauses decided in a draft.
    """

    version: Signable
    state: str
    given: tuple[Signed, ...] = ()
    drafted: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate with an entry for each version, in the order of the contest's file."""

    id: int
    key: str
    name: str
    entries: tuple[Entry, ...]


def signable(session: Session, contest_id: int) -> tuple[Signable, ...]:
    """Return the versions of a contest that can be acknowledged, in the order of its file."""
    query = (
        select(
            *(InstrumentVersion.id, Instrument.key, Instrument.title, InstrumentVersion.ordinal),
            *(InstrumentVersion.label, InstrumentVersion.in_force_from, InstrumentVersion.in_force_until),
            func.count(Clause.id),
        )
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .outerjoin(Clause, (Clause.version_id == InstrumentVersion.id) & Clause.is_leaf)
        .where(Instrument.contest_id == contest_id, Instrument.binds_by == BindsBy.ACKNOWLEDGEMENT)
        .group_by(InstrumentVersion.id, Instrument.id)
        .order_by(Instrument.position, Instrument.id, InstrumentVersion.ordinal)
    )
    return tuple(Signable(*row) for row in session.execute(query))


def register(session: Session, contest_id: int, day: date, *, candidacy_id: int | None = None) -> tuple[Candidate, ...]:
    """Return every candidate of a contest, or one, with how they stand to each version on a day.

    Drafts are counted for one candidate only: they are nobody else's business.
    """
    versions = signable(session, contest_id)
    given = _given(session, contest_id, candidacy_id)
    drafted = {} if candidacy_id is None else _drafted(session, candidacy_id)
    query = select(Candidacy.id, Candidacy.key, Candidacy.name).where(Candidacy.contest_id == contest_id)
    if candidacy_id is not None:
        query = query.where(Candidacy.id == candidacy_id)
    return tuple(
        Candidate(
            *row,
            tuple(_entry(one, given[row.id, one.id], drafted.get(one.id, 0), day) for one in versions),
        )
        for row in session.execute(query.order_by(Candidacy.position, Candidacy.id))
    )


def _given(session: Session, contest_id: int, candidacy_id: int | None) -> dict[tuple[int, int], list[Signed]]:
    """Acknowledgements by candidacy and version, latest first."""
    query = (
        select(
            *(Acknowledgement.id, Acknowledgement.reference, Acknowledgement.candidacy_id, Acknowledgement.version_id),
            *(Acknowledgement.medium, Acknowledgement.signed_on, Acknowledgement.withdrawn_on),
            *(_count(Decision.ACCEPTED_WITH_RESERVATION), _count(Decision.DECLINED)),
        )
        .join(Candidacy, Candidacy.id == Acknowledgement.candidacy_id)
        .outerjoin(ClauseDecision, ClauseDecision.acknowledgement_id == Acknowledgement.id)
        .where(Candidacy.contest_id == contest_id)
        .group_by(Acknowledgement.id)
        .order_by(Acknowledgement.signed_on.desc(), Acknowledgement.id.desc())
    )
    if candidacy_id is not None:
        query = query.where(Acknowledgement.candidacy_id == candidacy_id)
    found: dict[tuple[int, int], list[Signed]] = defaultdict(list)
    for row in session.execute(query):
        one = Signed(*row)
        found[one.candidacy_id, one.version_id].append(one)
    return found


def _count(decision: Decision) -> Any:
    return func.count(ClauseDecision.id).filter(ClauseDecision.decision == decision)


def _drafted(session: Session, candidacy_id: int) -> dict[int, int]:
    query = select(PledgeDraft.version_id, PledgeDraft.decisions).where(PledgeDraft.candidacy_id == candidacy_id)
    return {row.version_id: len(row.decisions) for row in session.execute(query)}


def _entry(version: Signable, given: Iterable[Signed], drafted: int, day: date) -> Entry:
    latest_first = tuple(given)
    if any(one.withdrawn_on is None or day < one.withdrawn_on for one in latest_first):
        state = "superseded" if version.ended(day) else "signed"
    else:
        state = "withdrawn" if latest_first else "unsigned"
    return Entry(version, state, latest_first, drafted)


@dataclass(frozen=True, slots=True)
class Shown:
    """One acknowledgement with everything around it that a page names."""

    row: Acknowledgement
    candidacy: Candidacy
    instrument: Instrument
    version: InstrumentVersion


def by_reference(session: Session, contest_id: int, reference: str) -> Shown | None:
    """Return an acknowledgement of a contest by its reference."""
    return _shown(session.execute(_whole(contest_id).where(Acknowledgement.reference == reference)).one_or_none())


def by_digest(session: Session, contest_id: int, digest: str) -> Shown | None:
    """Return the acknowledgement of a contest whose signed text has a digest, in lower-case hexadecimal."""
    query = _whole(contest_id).where(Acknowledgement.signed_digest == digest).order_by(Acknowledgement.id)
    return _shown(session.execute(query.limit(1)).one_or_none())


def _whole(contest_id: int) -> Any:
    return (
        select(Acknowledgement, Candidacy, Instrument, InstrumentVersion)
        .join(Candidacy, Candidacy.id == Acknowledgement.candidacy_id)
        .join(InstrumentVersion, InstrumentVersion.id == Acknowledgement.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(Candidacy.contest_id == contest_id)
    )


def _shown(row: Row[*tuple[Any, ...]] | None) -> Shown | None:
    return None if row is None else Shown(*row)
