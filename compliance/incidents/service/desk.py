"""What an officer's desk remembers for them alone, and the acts that are done on several cases at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from compliance.core.access import Verdict
from compliance.core.errors import Fault, Forbidden, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import Incident, SavedView, Seen, Watch
from compliance.transparency.recording import record

LONGEST_NAME = 60
LONGEST_QUERY = 2000
MOST_VIEWS = 30
EXPORTED = "incidents.exported"


def see(uow: UnitOfWork, incidents: Sequence[Incident]) -> None:
    """Note that the actor has looked at cases as they are now."""
    _put(uow, Seen, "at", incidents)


def watch(uow: UnitOfWork, incidents: Sequence[Incident]) -> None:
    """Put cases on the actor's watch list."""
    _put(uow, Watch, "since", incidents)


def unwatch(uow: UnitOfWork, incidents: Sequence[Incident]) -> None:
    """Take cases off the actor's watch list."""
    ids = [incident.id for incident in incidents]
    uow.session.execute(delete(Watch).where(Watch.user_id == uow.actor.user_id, Watch.incident_id.in_(ids)))


def _put(uow: UnitOfWork, table: type[Seen | Watch], column: str, incidents: Sequence[Incident]) -> None:
    for incident in incidents:
        policy.may_see_file(uow.actor, incident).enforce()
    if not incidents:
        return
    rows = [{"user_id": uow.actor.user_id, "incident_id": one.id, column: uow.now} for one in incidents]
    inserting = postgresql.insert if uow.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    putting = inserting(table)
    uow.session.connection().execute(
        putting.on_conflict_do_update(
            index_elements=["user_id", "incident_id"], set_={column: putting.excluded[column]}
        ),
        rows,
    )


def save_view(uow: UnitOfWork, contest_id: int, name: str, query: str) -> SavedView:
    """Keep filters and columns under a name; one of that name is replaced."""
    policy.may_list(uow.actor, contest_id).enforce()
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid([Fault("name", _("Give a name of at most %(most)d characters.", most=LONGEST_NAME))])
    if len(query) > LONGEST_QUERY:
        raise Invalid([Fault("name", _("These filters are too long to be saved."))])
    mine = (SavedView.user_id == uow.actor.user_id, SavedView.contest_id == contest_id)
    view = uow.session.scalar(select(SavedView).where(*mine, SavedView.name == name))
    if view is None:
        if uow.session.scalars(select(func.count(SavedView.id)).where(*mine)).one() >= MOST_VIEWS:
            raise Invalid([Fault("name", _("You have %(most)d views: remove one first.", most=MOST_VIEWS))])
        view = SavedView(user_id=uow.actor.user_id, contest_id=contest_id, name=name, query=query, saved_at=uow.now)
        uow.session.add(view)
    view.query, view.saved_at = query, uow.now
    return view


def drop_view(uow: UnitOfWork, contest_id: int, view_id: int) -> None:
    """Forget one of the actor's views. NotFound if it is none of theirs."""
    view = uow.session.get(SavedView, view_id)
    if view is None or view.user_id != uow.actor.user_id or view.contest_id != contest_id:
        raise NotFound(_("There is no such page."))
    uow.session.delete(view)


def export(uow: UnitOfWork, contest_id: int, slug: str) -> None:
    """Record that the actor takes a list of cases out of the application."""
    policy.may_list(uow.actor, contest_id).enforce()
    record(uow, EXPORTED, f"contest:{slug}", contest_id=contest_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act on several cases would do to one of them, or did: whether it is possible, and if not, why not."""

    incident: Incident
    verdict: Verdict


def previewed(incidents: Sequence[Incident], may: Callable[[Incident], Verdict]) -> list[Outcome]:
    """Say for each case whether an act is possible, and why not."""
    return [Outcome(incident, may(incident)) for incident in incidents]


def carried_out(outcomes: Sequence[Outcome], act: Callable[[Incident], object]) -> int:
    """Act on each case on which it is possible; say on how many it was done.

    Forbidden if it became impossible on one of them since the preview: then nothing is done at all.
    """
    done = [outcome.incident for outcome in outcomes if outcome.verdict]
    if not done:
        raise Forbidden(_("This can be done on none of the cases that you chose."))
    for incident in done:
        act(incident)
    return len(done)
