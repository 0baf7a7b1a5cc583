"""Submissions for the tests of the office's side, sent by the verbs of reporters."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from compliance.core.access import Actor, Role
from compliance.core.storage import StoredFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.intake import service
from compliance.intake.models import MailboxFile, Submission
from compliance.intake.queries import office
from compliance.intake.terms import Mode
from compliance.transparency.recording import record
from tests.factories.cases import Setting

MISSING = StoredFile("0" * 64, 3)
_numbers = itertools.count()
REPORT = service.NewSubmission(
    mode=Mode.ANONYMOUS,
    candidate="alder",
    what="The stand was paid from the travel budget.",
    occurred_from=date(2031, 1, 20),
)
NAMED = replace(
    REPORT,
    mode=Mode.NAMED,
    parties=(service.Party("Ida Elm", "Freedonia", "ida@elm.example"), service.Party("Jo Oak", None, None)),
)


def send(made: Setting, report: service.NewSubmission = REPORT, **changes: Any) -> str:
    """Send a report; return its reference."""
    number = str(next(_numbers))
    seal = service.Seal(f"token {number}", f"code {number}", timedelta(minutes=5))
    with made.world.act() as uow:
        work = service.reporters_work(uow.session, uow.now)
        return service.receive(work, made.contest, replace(report, **changes), seal).submission.reference


def the(uow: UnitOfWork, made: Setting, reference: str) -> Submission:
    """A submission as the actor of a unit of work gets it."""
    return office.by_reference(uow.session, uow.actor, made.contest, reference)


def attach(made: Setting, reference: str, name: str = "ledger.png", kept: StoredFile = MISSING) -> str:
    """Let the reporter send a file; return its reference."""
    with made.world.act() as uow:
        submission = the(uow, made, reference)
        work = service.reporters_work(uow.session, uow.now)
        file = MailboxFile(
            reference=f"F{next(_numbers)}",
            submission_id=submission.id,
            from_office=False,
            name=name,
            media_type="image/png",
            sha256=kept.sha256,
            size=kept.size,
            at=work.now,
            recorded_by=work.actor.name,
        )
        uow.session.add(file)
        record(work, "submission.supplemented", f"submission:{reference}", contest_id=made.contest)
        return file.reference


def recused(made: Setting, **scope: int) -> Actor:
    """An officer who keeps out of something."""
    user_id = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, user_id), made.contest, "A friend.", **scope)
    return made.world.actor(user_id)
