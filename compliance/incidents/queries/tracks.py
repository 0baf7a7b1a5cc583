"""Reading on which track a case was put by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from compliance.incidents.deadlines import Track
from compliance.incidents.models import TrackChange


@dataclass(frozen=True, slots=True)
class SwitchView:
    """A case was put on a track by hand."""

    track: Track
    on: date
    reason: str
    recorded_by: str


def track_by_hand(session: Session, incident_id: int) -> Track | None:
    """Return the track on which a case was put by hand last; None if it never was."""
    return session.scalar(latest_track(incident_id))


def latest_track(incident_id: int) -> Select[Track]:
    """Select the track on which a case was put by hand last."""
    query = select(TrackChange.track).where(TrackChange.incident_id == incident_id)
    return query.order_by(TrackChange.id.desc()).limit(1)


def switches(session: Session, incident_id: int) -> list[SwitchView]:
    """Return on which tracks a case was put by hand, oldest first."""
    columns = (TrackChange.track, TrackChange.on, TrackChange.reason, TrackChange.recorded_by)
    query = select(*columns).where(TrackChange.incident_id == incident_id).order_by(TrackChange.id)
    return [SwitchView(*row) for row in session.execute(query)]
