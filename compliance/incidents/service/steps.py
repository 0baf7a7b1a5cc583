"""What several verbs do: hold an incident while it changes, lead it to a stage, and check days and texts."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from compliance.contests.models import Contest
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import workflow
from compliance.incidents.models import Activity, Allegation, Incident, StageChange
from compliance.incidents.terms import InadmissibilityGround, Stage
from compliance.transparency.recording import record

_Insert = sqlite.Insert | postgresql.Insert


def _noting(inserting: _Insert) -> _Insert:
    latest = {"at": inserting.excluded.at, "user_id": inserting.excluded.user_id}
    return inserting.on_conflict_do_update(index_elements=["incident_id"], set_=latest)


_WORKED_ON = {
    "sqlite": _noting(sqlite.insert(Activity)),
    "postgresql": _noting(postgresql.insert(Activity)),
}
"""Notes when an incident was last worked on, and by whom."""


def hold(uow: UnitOfWork, incident: Incident) -> None:
    """Read the incident again and keep others from changing it until the transaction ends."""
    if not is_own(uow, incident):
        uow.session.refresh(incident, with_for_update=True)


def incident_of(uow: UnitOfWork, allegation: Allegation) -> Incident:
    """The incident in which something is alleged, held."""
    known = uow.session.identity_map.get(uow.session.identity_key(Incident, allegation.incident_id))
    if isinstance(known, Incident) and is_own(uow, known):
        return known
    return uow.session.get_one(Incident, allegation.incident_id, populate_existing=True, with_for_update=True)


def is_own(uow: UnitOfWork, incident: Incident) -> bool:
    """Whether an import filed the incident in this very act, so that nobody else can know of it yet."""
    return uow.actor.is_system and incident.filed_at == uow.now


def today(uow: UnitOfWork, incident: Incident) -> date:
    """The day in the contest's time zone."""
    return uow.today(uow.session.get_one(Contest, incident.contest_id).timezone)


def last_change(uow: UnitOfWork, incident: Incident) -> date:
    """The day on which the incident came to the stage at which it is."""
    query = select(StageChange.on).where(StageChange.incident_id == incident.id)
    return uow.session.scalars(query.order_by(StageChange.id.desc()).limit(1)).one()


def enter(
    uow: UnitOfWork,
    incident: Incident,
    stage: Stage,
    on: date,
    reason: str | None = None,
    ground: InadmissibilityGround | None = None,
    *,
    review_until: date | None = None,
) -> None:
    """Lead an incident to a stage; people only by a legal move."""
    if not uow.actor.is_system:
        workflow.check_move(incident.stage, stage)
    incident.stage = stage
    add_change(uow, incident, on, reason, ground, review_until=review_until)


def add_change(
    uow: UnitOfWork,
    incident: Incident,
    on: date,
    reason: str | None = None,
    ground: InadmissibilityGround | None = None,
    *,
    review_until: date | None = None,
) -> None:
    """Add to the incident's history the stage at which it is now."""
    uow.session.add(
        StageChange(
            incident_id=incident.id,
            stage=incident.stage,
            on=on,
            reason=reason or None,
            ground=ground,
            review_until=review_until,
            recorded_at=uow.now,
            recorded_by=uow.actor.name,
            recorded_by_id=uow.actor.user_id,
        )
    )


def tell(uow: UnitOfWork, act: str, incident: Incident, subject: str | None = None) -> None:
    """Record an act on an incident. Nothing of a case is a public fact but that something was done."""
    record(uow, act, subject or f"incident:{incident.reference}", contest_id=incident.contest_id)
    connection = uow.session.connection()
    row = {"incident_id": incident.id, "at": uow.now, "user_id": uow.actor.user_id}
    connection.execute(_WORKED_ON[connection.dialect.name], row)


def future(uow: UnitOfWork, place: str, day: date, today: date) -> list[Fault]:
    """A fault if a day is still to come. A file may be about days to come: for practice, or prepared for a test."""
    if day <= today or uow.actor.is_system:
        return []
    return [Fault(place, _("This day is still to come."))]


def too_early(place: str, day: date, earliest: date, what: str) -> list[Fault]:
    """A fault if a day lies before another, on which `what` (a clause such as “it was reported”) happened."""
    if day >= earliest:
        return []
    return [Fault(place, _("This day lies before %(day)s, when %(what)s.", day=long_date(earliest), what=what))]


def missing(uow: UnitOfWork, place: str, text: str | None, message: str) -> list[Fault]:
    """A fault if a text that people must give is empty. A file leaves out what nobody wrote down at the time."""
    return [] if uow.actor.is_system or (text and text.strip()) else [Fault(place, message)]


def refuse(faults: list[Fault]) -> None:
    """Raise all faults at once, if there are any."""
    if faults:
        raise Invalid(faults)
