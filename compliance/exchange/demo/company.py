"""The people of the demo as they act: each under their own name, at an hour of the demo's own days."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.candidates import queries as candidates
from compliance.contests.models import Contest
from compliance.core.access import command_line
from compliance.core.media import sniff
from compliance.core.storage import FileStore, KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.demo.people import ACCOUNTS
from compliance.identity import queries as identity
from compliance.identity.models import User
from compliance.incidents import service as incidents
from compliance.incidents.models import Allegation, Incident

ACTOR = command_line("Demo")
LARGEST = 1024 * 1024
FIRST = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
"""When the contest file is read in. What follows happens from then to `LAST`, whatever the clock says."""
LAST = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour, in UTC, of a day of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def november(day: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, day)


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody in the demo contest, and what they act on."""

    session: Session
    contest: Contest
    files: FileStore

    def office(self, moment: datetime) -> UnitOfWork:
        """What the installation itself does at a moment."""
        return UnitOfWork(self.session, ACTOR, moment)

    def lets(self, name: str, moment: datetime) -> UnitOfWork:
        """What somebody does at a moment, with the rights that they have by then."""
        return UnitOfWork(self.session, identity.actor_of(self.session, self.user(name).id, name), moment)

    def user(self, name: str) -> User:
        """Somebody who can sign in."""
        (email,) = (account.email for account in ACCOUNTS if account.name == name)
        return self.session.scalars(select(User).where(User.email == email)).one()

    def candidacy(self, key: str) -> int:
        """The row of a candidate."""
        (found,) = (one.id for one in candidates.in_contest(self.session, self.contest.id) if one.key == key)
        return found

    def case(self, key: str) -> Incident:
        """A case by its key."""
        query = select(Incident).where(Incident.contest_id == self.contest.id, Incident.key == key)
        return self.session.scalars(query).one()

    def allegations(self, key: str) -> list[Allegation]:
        """What is alleged in a case, in order."""
        query = select(Allegation).where(Allegation.incident_id == self.case(key).id)
        return list(self.session.scalars(query.order_by(Allegation.position)).all())

    def alleged(self, key: str, *positions: int) -> list[incidents.NewAllegation]:
        """The clauses that are held against one case, to be held against another one."""
        rows = self.allegations(key)
        return [incidents.NewAllegation(rows[position].clause_id) for position in positions]

    def keep(self, name: str, text: str) -> KeptFile:
        """Put a text file into the store."""
        content = io.BytesIO(text.encode())
        kind = sniff(content, name)
        stored = self.files.put(content, limit=LARGEST)
        return KeptFile(name, kind.value, stored.sha256, stored.size)
