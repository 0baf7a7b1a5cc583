"""Reading candidacies, their status periods and media accounts. Every member of a contest may see them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy, MediaAccount, StatusPeriod
from compliance.candidates.terms import KEY

# Lists and forms ask this: it is written once, as that costs more than to run it.
_IN_CONTEST = (
    select(Candidacy).where(Candidacy.contest_id == bindparam("contest_id")).order_by(Candidacy.position, Candidacy.id)
)


def in_contest(session: Session, contest_id: int) -> Sequence[Candidacy]:
    """Return a contest's candidacies in their order. A contest has a handful."""
    return session.scalars(_IN_CONTEST, {"contest_id": contest_id}).all()


def by_key(session: Session, contest_id: int, key: str) -> Candidacy | None:
    """Return the candidacy of a contest with this key."""
    query = select(Candidacy).where(Candidacy.contest_id == contest_id, Candidacy.key == key)
    return session.scalar(query) if KEY.fullmatch(key) else None


def statuses(session: Session, candidacy_id: int) -> Sequence[StatusPeriod]:
    """Return a candidacy's status periods, earliest first."""
    query = select(StatusPeriod).where(StatusPeriod.candidacy_id == candidacy_id)
    return session.scalars(query.order_by(StatusPeriod.from_on, StatusPeriod.id)).all()


def accounts(session: Session, candidacy_id: int) -> Sequence[MediaAccount]:
    """Return a candidacy's media accounts, those of one platform together, earliest first."""
    query = select(MediaAccount).where(MediaAccount.candidacy_id == candidacy_id)
    ordered = query.order_by(MediaAccount.platform, MediaAccount.handle, MediaAccount.from_on, MediaAccount.id)
    return session.scalars(ordered).all()


def statuses_in_contest(session: Session, contest_id: int) -> dict[int, list[StatusPeriod]]:
    """Return the status periods of all candidacies of a contest, by candidacy, earliest first."""
    query = (
        select(StatusPeriod)
        .join(Candidacy, Candidacy.id == StatusPeriod.candidacy_id)
        .where(Candidacy.contest_id == contest_id)
        .order_by(StatusPeriod.from_on, StatusPeriod.id)
    )
    by_candidacy: dict[int, list[StatusPeriod]] = {}
    for period in session.scalars(query):
        by_candidacy.setdefault(period.candidacy_id, []).append(period)
    return by_candidacy


def accounts_in_contest(session: Session, contest_id: int) -> dict[int, list[MediaAccount]]:
    """Return the media accounts of all candidacies of a contest, by candidacy, those of one platform together."""
    query = (
        select(MediaAccount)
        .join(Candidacy, Candidacy.id == MediaAccount.candidacy_id)
        .where(Candidacy.contest_id == contest_id)
        .order_by(MediaAccount.platform, MediaAccount.handle, MediaAccount.from_on, MediaAccount.id)
    )
    by_candidacy: dict[int, list[MediaAccount]] = {}
    for account in session.scalars(query):
        by_candidacy.setdefault(account.candidacy_id, []).append(account)
    return by_candidacy


def next_position(session: Session, contest_id: int) -> int:
    """Return the place after the last candidacy of a contest, from 0."""
    last = session.scalar(select(func.max(Candidacy.position)).where(Candidacy.contest_id == contest_id))
    return 0 if last is None else last + 1
