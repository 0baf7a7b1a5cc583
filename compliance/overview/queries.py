"""Reading what the page of a contest shows, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.candidates.terms import Status
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy
from compliance.core.access import Actor, Role
from compliance.core.periods import Period
from compliance.incidents import queries as incidents
from compliance.incidents.models import Incident
from compliance.pledges import queries as pledges
from compliance.pledges.models import Acknowledgement
from compliance.pledges.queries import Rulebook

Given = Row[*tuple[Any, ...]]
MOST_MARKS = 200
"""Incidents on a timeline: more could not be told apart, and the list has them all."""


@dataclass(frozen=True, slots=True)
class Pledge:
    """How a candidate stands to the newest version of an instrument that binds by acknowledgement.

    `state` is a value of the status vocabulary "pledge"; `days_unpledged` counts the days of the candidacy before the
    first signature under the instrument, whatever its version, as far as they have passed.
    """

    instrument_key: str
    title: str
    version: str
    state: str
    signed_on: date | None
    withdrawn_on: date | None
    reference: str | None
    days_unpledged: int


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """What the page says of one candidate."""

    id: int
    key: str
    name: str
    post: str | None
    nominated_by: Sequence[str]
    announced_on: date
    withdrawn_on: date | None
    status: Status
    pledges: list[Pledge]
    leave_gaps: list[Period]


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident, as a mark on the timeline."""

    candidacy_id: int
    reference: str
    title: str
    kind: str
    stage: str
    occurred_from: date


@dataclass(frozen=True, slots=True)
class ContestView:
    """Everything that the page of a contest is made of."""

    rulebook: Rulebook
    candidates: list[CandidateCard]
    happenings: list[Happening]


def contest_view(session: Session, actor: Actor, contest_id: int, today: date) -> ContestView:
    """Read the page of a contest as one person may see it."""
    rulebook = pledges.rulebook(session, contest_id)
    newest, given = _newest_versions(session, contest_id)
    columns = (Candidacy.id, Candidacy.key, Candidacy.name, Candidacy.post, Candidacy.nominated_by)
    days = (Candidacy.announced_on, Candidacy.withdrawn_on)
    query = select(*columns, *days).where(Candidacy.contest_id == contest_id)
    cards = [
        CandidateCard(
            **row._mapping,  # noqa: SLF001 - public in spite of its name
            status=rulebook.standings[row.id].status_on(today),
            pledges=[_pledge(rulebook, row, version, given, today) for version in newest],
            leave_gaps=rulebook.leave_gaps(row.id),
        )
        for row in session.execute(query.order_by(Candidacy.position, Candidacy.id))
    ]
    return ContestView(rulebook, cards, _happenings(session, actor, contest_id))


def _newest_versions(session: Session, contest_id: int) -> tuple[list[Given], dict[tuple[int, int], Given]]:
    """The newest version of each instrument that binds by acknowledgement, and by candidacy and version who signed.

    Of several acknowledgements of one version by one candidacy, it is the last.
    """
    query = (
        select(
            *(Instrument.key, Instrument.title, InstrumentVersion.id, InstrumentVersion.label),
            *(Acknowledgement.candidacy_id, Acknowledgement.reference),
            *(Acknowledgement.signed_on, Acknowledgement.withdrawn_on),
        )
        .join(InstrumentVersion, InstrumentVersion.instrument_id == Instrument.id)
        .outerjoin(Acknowledgement, Acknowledgement.version_id == InstrumentVersion.id)
        .where(Instrument.contest_id == contest_id, Instrument.binds_by == BindsBy.ACKNOWLEDGEMENT)
        .order_by(Instrument.position, InstrumentVersion.ordinal, Acknowledgement.signed_on, Acknowledgement.id)
    )
    rows = session.execute(query).all()
    given = {(row.candidacy_id, row.id): row for row in rows if row.candidacy_id is not None}
    return list({row.key: row for row in rows}.values()), given


def _pledge(
    rulebook: Rulebook, candidacy: Given, version: Given, given: dict[tuple[int, int], Given], today: date
) -> Pledge:
    last = given.get((candidacy.id, version.id))
    passed = max(0, (today - candidacy.announced_on).days + 1)
    state = "unsigned" if last is None else "signed" if last.withdrawn_on is None else "withdrawn"
    return Pledge(
        instrument_key=version.key,
        title=version.title,
        version=version.label,
        state=state,
        signed_on=None if last is None else last.signed_on,
        withdrawn_on=None if last is None else last.withdrawn_on,
        reference=None if last is None else last.reference,
        days_unpledged=min(passed, rulebook.days_unpledged(candidacy.id)[version.key]),
    )


def _happenings(session: Session, actor: Actor, contest_id: int) -> list[Happening]:
    if not actor.has(contest_id, Role.OFFICER, Role.CANDIDATE, Role.AGENT):
        return []
    query = (
        select(
            *(Incident.candidacy_id, Incident.reference, Incident.title, Incident.kind, Incident.stage),
            Incident.occurred_from,
        )
        .where(Incident.contest_id == contest_id, incidents.visible_to(actor))
        .order_by(Incident.id.desc())
        .limit(MOST_MARKS)
    )
    return [Happening(*row) for row in session.execute(query)]
