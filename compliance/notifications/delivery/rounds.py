"""One round: everything that is due is sent, one mail after the other, each settled before the next is begun."""

import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from sqlalchemy.orm import Session, sessionmaker

from compliance.notifications import messages, outbox
from compliance.notifications.delivery.transport import Transport, UnreachableError
from compliance.notifications.messages import Addressee, Letterhead
from compliance.notifications.outbox import Claim, Part
from compliance.notifications.terms import State

LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=20)
"""For how long a mail may be on the way: longer than a server's slowest answers together (see transport.TIMEOUT)."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 28
"""With these waits a mail is tried for about five days, as mail servers do, and is then given up."""
__all__ = ["Addressee", "Lookup", "Post", "Tally", "retry_at"]


class Lookup(Protocol):
    """Says who somebody is by now: None if they are not to be told any more. It lies above this floor."""

    def __call__(
        self, session: Session, user_id: int, contest_id: int | None, subject: str | None, /
    ) -> Addressee | None:
        """Look a person up."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a round did, in mails; `unreachable` names why it was broken off."""

    sent: int = 0
    withdrawn: int = 0
    failed: int = 0
    unreachable: str | None = None


def retry_at(now: datetime, attempts: int, chance: float) -> datetime | None:
    """When to try again after so many attempts; None to give up. `chance` in [0, 1) spreads those that failed together.

    The wait doubles from one minute to six hours; half of it is left to chance.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    wait = min(FIRST_WAIT * 2.0 ** (attempts - 1), LONGEST_WAIT)
    return now + wait * (0.5 + chance / 2)


def _chance() -> float:
    return secrets.randbelow(2**32) / 2**32


@dataclass(frozen=True)
class Post:
    """What sends: sessions, a clock, who people are, the way out, and what stands on a mail."""

    readers: sessionmaker[Session]
    writers: sessionmaker[Session]
    clock: Callable[[], datetime]
    lookup: Lookup
    transport: Transport
    letterhead: Letterhead
    lease: timedelta = LEASE
    chance: Callable[[], float] = _chance
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    def send_due(self, stop: Event) -> Tally:
        """Send what is due, until there is nothing left, the server cannot be reached, or `stop` is set."""
        done = {State.SENT: 0, State.WITHDRAWN: 0, State.PENDING: 0}
        unreachable = None
        try:
            for claim in self._claims(stop):
                done[self._deal_with(claim)] += 1
        except UnreachableError as error:
            unreachable = error.kind
        finally:
            self.transport.close()
        return Tally(done[State.SENT], done[State.WITHDRAWN], done[State.PENDING], unreachable)

    def _claims(self, stop: Event) -> Iterator[Claim]:
        while not stop.is_set():
            with self.readers() as session:
                if not outbox.anything_due(session, self.clock()):
                    return
            with self.writers() as session:
                claim = outbox.claim(session, self.clock(), self.name, self.lease)
                session.commit()
            if claim is not None:
                yield claim

    def _deal_with(self, claim: Claim) -> State:
        """Send one mail; return the state in which its intents are now."""
        wanted, person = self._still_wanted(claim)
        gone = [part.id for part in claim.parts if part not in wanted]
        if gone:
            self._settle(gone, State.WITHDRAWN)
        if person is None:
            return State.WITHDRAWN
        try:
            message = messages.something(self.letterhead, person, claim.message_id, self.clock())
            self.transport.send(message, self.letterhead.sender, person.email)
        except UnreachableError as error:
            self._put_off(claim, error.kind)
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail, the others are sent
            self._put_off(claim, type(error).__name__)
            return State.PENDING
        self._settle([part.id for part in wanted], State.SENT)
        return State.SENT

    def _still_wanted(self, claim: Claim) -> tuple[list[Part], Addressee | None]:
        wanted, person = [], None
        with self.readers() as session:
            for part in claim.parts:
                found = self.lookup(session, claim.user_id, part.contest_id, part.subject)
                if found is not None:
                    wanted.append(part)
                    person = found
        return wanted, person

    def _settle(self, ids: list[int], state: State) -> None:
        with self.writers() as session:
            outbox.settle(session, ids, state, self.clock())
            session.commit()

    def _put_off(self, claim: Claim, error: str) -> None:
        LOG.warning("A mail could not be sent: %s", error)
        with self.writers() as session:
            outbox.put_off(session, claim, retry_at(self.clock(), claim.attempts, self.chance()), error)
            session.commit()
