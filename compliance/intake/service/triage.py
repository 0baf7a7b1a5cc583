"""What the office does with a submission: answers it, makes cases of it, joins it to one, or puts it aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from compliance.contests.models import Contest
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries as incidents
from compliance.incidents import service as cases
from compliance.incidents.models import Incident, Source
from compliance.incidents.terms import Credibility, InadmissibilityGround, Reliability, SourceKind
from compliance.intake import policy
from compliance.intake.models import (
    MailboxFile,
    MailboxMessage,
    Submission,
    SubmissionChange,
    SubmissionLink,
    SubmissionParty,
)
from compliance.intake.queries.office import linked_incidents, told_in_words
from compliance.intake.service.mailbox import LONGEST_MESSAGE
from compliance.intake.service.receive import text_faults
from compliance.intake.terms import Mode, Purpose, SubmissionState
from compliance.transparency.recording import record

ABOUT_ANOTHER_CASE = frozenset({InadmissibilityGround.DUPLICATE, InadmissibilityGround.BAD_FAITH})
"""Grounds that speak of a case: the one that is repeated, or the one about bad faith."""
TELLS = frozenset({Purpose.ACKNOWLEDGEMENT, Purpose.UPDATE, Purpose.FINISHED})
"""What a reporter has a right to hear of: that it arrived, how it stands, that the office has finished."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the reporter is to read, and what for."""

    purpose: Purpose
    text: str


@dataclass(frozen=True, slots=True)
class Taking:
    """What goes into a case: how the source and what it says are graded, and the files, by reference, as evidence."""

    reliability: Reliability = Reliability.F
    credibility: Credibility = Credibility.UNKNOWN
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Why the office does not deal with a submission. `other`: reference of the case that the ground speaks of."""

    ground: InadmissibilityGround
    reason: str
    other: str | None = None


def write(uow: UnitOfWork, submission: Submission, command: Letter) -> MailboxMessage:
    """Write to the reporter. An acknowledgement puts the submission under review; the last word closes it."""
    linked = _hold(uow, submission)
    policy.may_write(uow.actor, submission, linked, command.purpose).enforce()
    text = command.text.strip()
    faults = [] if text else [Fault("text", _("Write what the reporter is to read."))]
    faults += text_faults("text", text, LONGEST_MESSAGE)
    if faults:
        raise Invalid(faults)
    message = MailboxMessage(
        submission_id=submission.id, from_office=True, text=text, at=uow.now, recorded_by=uow.actor.name
    )
    uow.session.add(message)
    _read(uow, submission)
    act = "submission.answered"
    if command.purpose is Purpose.ACKNOWLEDGEMENT and submission.state is SubmissionState.RECEIVED:
        _enter(uow, submission, SubmissionState.UNDER_REVIEW)
        act = "submission.acknowledged"
    elif command.purpose is Purpose.FINISHED:
        _enter(uow, submission, SubmissionState.CLOSED)
        act = "submission.closed"
    if command.purpose in TELLS:
        _note_told(uow, submission, linked)
    _tell(uow, act, submission)
    return message


def read(uow: UnitOfWork, submission: Submission) -> None:
    """Note that the office has read what the reporter wrote."""
    policy.may_triage(uow.actor, submission, _hold(uow, submission)).enforce()
    if _read(uow, submission):
        _tell(uow, "submission.read", submission)


def make_incident(uow: UnitOfWork, submission: Submission, facts: cases.NewIncident, command: Taking) -> Incident:
    """File a case from a submission; done again, the submission is split into several."""
    linked = _hold(uow, submission)
    policy.may_link(uow.actor, submission, linked).enforce()
    timezone = uow.session.get_one(Contest, submission.contest_id).timezone
    incident = cases.file_incident(uow, submission.contest_id, facts, timezone=timezone)
    _take(uow, submission, incident, command)
    return incident


def join(uow: UnitOfWork, submission: Submission, incident: Incident, command: Taking) -> None:
    """Make a submission part of a case that there is: a further source, and further evidence."""
    linked = _hold(uow, submission)
    policy.may_link(uow.actor, submission, linked, incident).enforce()
    if incident.contest_id != submission.contest_id:
        raise NotFound(_("There is no such page."))
    if any(one.id == incident.id for one in linked):
        raise Invalid(_("This report is part of that case already."))
    _take(uow, submission, incident, command)


def dismiss(uow: UnitOfWork, submission: Submission, command: Dismissal) -> None:
    """Put a submission aside on a ground. A duplicate stays linked to the case that it repeats: nothing is lost."""
    linked = _hold(uow, submission)
    policy.may_dismiss(uow.actor, submission, linked).enforce()
    faults = [] if command.reason.strip() else [Fault("reason", _("Give the reasons for the decision."))]
    other, wrong = _other(uow, submission, command)
    if faults or wrong:
        raise Invalid([*faults, *wrong])
    if other is not None:
        _link(uow, submission, other)
    _read(uow, submission)
    _enter(uow, submission, SubmissionState.INADMISSIBLE, command.ground, command.reason.strip())
    _tell(uow, "submission.assessed", submission)


def _hold(uow: UnitOfWork, submission: Submission) -> Sequence[Incident]:
    """Keep others from changing a submission until the transaction ends; return the cases that it is part of."""
    uow.session.refresh(submission, with_for_update=True)
    return linked_incidents(uow.session, submission.id)


def _take(uow: UnitOfWork, submission: Submission, incident: Incident, command: Taking) -> None:
    source = cases.add_source(uow, incident, _source(uow, submission, command))
    _link(uow, submission, incident, source.id)
    if submission.state is not SubmissionState.RECEIVED:
        _note_told(uow, submission, [incident])
    if submission.state is not SubmissionState.LINKED:
        _enter(uow, submission, SubmissionState.LINKED)
    _read(uow, submission)
    _tell(uow, "submission.linked", submission)
    for file in _files(uow, submission, command.files):
        description = _("It came with a report.")
        cases.add_evidence(
            uow, incident, cases.NewEvidence(file.name, file.media_type, file.sha256, file.size, description)
        )


def tell_unmasked(uow: UnitOfWork, source: Source) -> None:
    """Tell whoever reported in confidence, in their mailbox, that two people agreed to learn who they are."""
    query = select(Submission).join(SubmissionLink, SubmissionLink.submission_id == Submission.id)
    for submission in uow.session.scalars(query.where(SubmissionLink.source_id == source.id)).all():
        text = _(
            "Two people of the office have agreed, each with a reason that is on record, that the officers who handle "
            "your report may learn who you are. The candidate, the council and everybody else may not."
        )
        uow.session.add(
            MailboxMessage(
                submission_id=submission.id, from_office=True, text=text, at=uow.now, recorded_by=uow.actor.name
            )
        )
        _tell(uow, "submission.answered", submission)


if tell_unmasked not in cases.UNMASKED_BY:
    cases.UNMASKED_BY.append(tell_unmasked)


def _note_told(uow: UnitOfWork, submission: Submission, linked: Iterable[Incident]) -> None:
    """Whoever reported has heard from the office: in these cases the time for that begins anew."""
    today = uow.today(uow.session.get_one(Contest, submission.contest_id).timezone)
    for incident in linked:
        cases.reporter_told(uow, incident, today)


def _source(uow: UnitOfWork, submission: Submission, command: Taking) -> cases.NewSource:
    """The submission as a source. Names of whoever may not be known stay where they are, and never enter the log."""
    kind, name = SourceKind(submission.mode.value), None
    if submission.mode is Mode.NAMED:
        query = select(SubmissionParty).where(SubmissionParty.submission_id == submission.id)
        parties = uow.session.scalars(query.order_by(SubmissionParty.position)).all()
        name = "; ".join(", ".join(filter(None, (one.name, one.organisation))) for one in parties) or None
        kind = SourceKind.NAMED if name else SourceKind.CONFIDENTIAL  # they were erased
    statement = told_in_words(submission)
    return cases.NewSource(kind, name, None, statement, command.reliability, command.credibility)


def _files(uow: UnitOfWork, submission: Submission, references: Iterable[str]) -> Sequence[MailboxFile]:
    wanted = list(references)
    if not wanted:
        return ()
    query = select(MailboxFile).where(
        MailboxFile.submission_id == submission.id,
        MailboxFile.reference.in_(wanted),
        MailboxFile.from_office.is_(False),
    )
    return uow.session.scalars(query.order_by(MailboxFile.id)).all()


def _other(uow: UnitOfWork, submission: Submission, command: Dismissal) -> tuple[Incident | None, list[Fault]]:
    if command.ground not in ABOUT_ANOTHER_CASE:
        return None, []
    if not (command.other or "").strip():
        return None, [Fault("other", _asked(command.ground))]
    try:
        found = incidents.by_reference(uow.session, uow.actor, (command.other or "").strip())
    except NotFound:
        found = None
    if found is None or found.contest_id != submission.contest_id:
        return None, [Fault("other", _("There is no such case among those that you handle: check the reference."))]
    return found, []


def _asked(ground: InadmissibilityGround) -> str:
    if ground is InadmissibilityGround.DUPLICATE:
        return _("Give the reference of the case that this report repeats, so that nothing is lost.")
    return _("Bad faith needs a case of its own: file it first, then give its reference here.")


def _link(uow: UnitOfWork, submission: Submission, incident: Incident, source_id: int | None = None) -> None:
    policy.may_be_linked(uow.actor, incident).enforce()
    known = select(SubmissionLink.id).where(
        SubmissionLink.submission_id == submission.id, SubmissionLink.incident_id == incident.id
    )
    if uow.session.scalar(known) is None:
        uow.session.add(
            SubmissionLink(
                submission_id=submission.id,
                incident_id=incident.id,
                source_id=source_id,
                recorded_at=uow.now,
                recorded_by=uow.actor.name,
            )
        )


def _read(uow: UnitOfWork, submission: Submission) -> bool:
    """Mark what the reporter wrote as read: whoever acts on it has."""
    query = select(MailboxMessage).where(
        MailboxMessage.submission_id == submission.id,
        MailboxMessage.from_office.is_(False),
        MailboxMessage.read_at.is_(None),
    )
    found = uow.session.scalars(query).all()
    for message in found:
        message.read_at = uow.now
    return bool(found)


def _enter(
    uow: UnitOfWork,
    submission: Submission,
    state: SubmissionState,
    ground: InadmissibilityGround | None = None,
    reason: str | None = None,
) -> None:
    submission.state = state
    uow.session.add(
        SubmissionChange(
            submission_id=submission.id,
            state=state,
            ground=ground,
            reason=reason,
            recorded_at=uow.now,
            recorded_by=uow.actor.name,
        )
    )


def _tell(uow: UnitOfWork, act: str, submission: Submission) -> None:
    record(uow, act, f"submission:{submission.reference}", contest_id=submission.contest_id)
