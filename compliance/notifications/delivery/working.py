"""The worker: whatever falls due is done and told of, again and again, until the worker is to end."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from compliance.core.access import command_line
from compliance.core.unit_of_work import UnitOfWork
from compliance.notifications.delivery.rounds import Post, Tally

LOG = logging.getLogger(__name__)
ACTOR = command_line("Worker")
Job = Callable[[UnitOfWork], object]
"""What is done when it falls due, and does nothing when nothing is due. It has a transaction of its own."""


@dataclass(frozen=True)
class Worker:
    """What one process does. `post` is None where no way out is set: mails then wait in the outbox."""

    writers: sessionmaker[Session]
    clock: Callable[[], datetime]
    jobs: Mapping[str, Job]
    post: Post | None
    stop: Event = field(default_factory=Event)

    def rounds(self, seconds: float) -> Iterator[Tally]:
        """Do everything that is due every so many seconds, and tell what was sent, until `stop` is set.

        A database that is away for a while ends a round, and not the worker.
        """
        while not self.stop.is_set():
            try:
                yield self.once()
            except SQLAlchemyError as error:
                LOG.error("The database cannot be used: %s", type(error).__name__)  # noqa: TRY400 - words may hold texts
            self.stop.wait(seconds)

    def once(self) -> Tally:
        """Do everything that is due. What one job cannot do keeps nobody else from theirs."""
        for name, job in self.jobs.items():
            if self.stop.is_set():
                break
            self._run(name, job)
        return self.post.send_due(self.stop) if self.post is not None else Tally()

    def _run(self, name: str, job: Job) -> None:
        try:
            with self.writers() as session:
                job(UnitOfWork(session, ACTOR, self.clock()))
                session.commit()
        except Exception as error:  # noqa: BLE001 - its words could hold what somebody wrote
            LOG.error("%s failed: %s", name, type(error).__name__)  # noqa: TRY400
