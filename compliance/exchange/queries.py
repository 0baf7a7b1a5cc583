"""Reading what an import has made, and which contests there are."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.codes.models import Instrument
from compliance.contests import queries as contests
from compliance.contests.models import Contest
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import Incident
from compliance.pledges.models import Acknowledgement


@dataclass(frozen=True, slots=True)
class Made:
    """How much of everything a contest has, and the reference and key of each incident in the order of filing."""

    instruments: int
    candidates: int
    acknowledgements: int
    incidents: tuple[tuple[str, str], ...]


def made(session: Session, contest: Contest) -> Made:
    """Count what belongs to a contest."""

    def count(model: type[Instrument | Candidacy]) -> int:
        return session.scalars(select(func.count(model.id)).where(model.contest_id == contest.id)).one()

    signed = select(func.count(Acknowledgement.id)).join(Candidacy, Candidacy.id == Acknowledgement.candidacy_id)
    filed = select(Incident.reference, Incident.key).where(Incident.contest_id == contest.id).order_by(Incident.id)
    return Made(
        count(Instrument),
        count(Candidacy),
        session.scalars(signed.where(Candidacy.contest_id == contest.id)).one(),
        tuple((row.reference, row.key) for row in session.execute(filed)),
    )


def contest_named(session: Session, slug: str) -> Contest:
    """Return the contest with a short name. NotFound says which ones there are."""
    contest = contests.by_slug(session, slug)
    if contest is not None:
        return contest
    known = ", ".join(session.scalars(select(Contest.slug).order_by(Contest.id)))
    if not known:
        raise NotFound(_("There is no contest '%(slug)s': the record holds none yet.", slug=slug))
    raise NotFound(_("There is no contest '%(slug)s'; there is %(known)s.", slug=slug, known=known))
