"""The candidate answers: drafts that only their side sees, and replies, allegation by allegation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select

from compliance.core.access import Role
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media import safe_name
from compliance.core.references import new_reference
from compliance.core.storage import KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, workflow
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Allegation, DraftFile, Incident, Notice, Reply, ReplyDraft, ReplyFile
from compliance.incidents.queries import notices
from compliance.incidents.queries import replies as queries
from compliance.incidents.service import countdown, steps, telling
from compliance.incidents.terms import ReplyKind, Stage

OWN = frozenset({ReplyKind.ANSWERED, ReplyKind.DECLINED_TO_COMMENT})
"""What the candidate can say. Everything else is said by others, or not at all."""

MOST_TEXT = 50_000
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class NewReply:
    """The candidate's answer to one allegation, the day on which it was given, and what came with it.

    Who declines to comment need not say more.
    """

    text: str
    replied_on: date
    kind: ReplyKind = ReplyKind.ANSWERED
    files: Sequence[KeptFile] = ()


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What the candidate's side has written so far; `file` is added to those that are there."""

    text: str
    declines: bool = False
    file: KeptFile | None = None


def reply(uow: UnitOfWork, allegation: Allegation, command: NewReply) -> Reply:
    """Answer an allegation. A later answer supplements an earlier one; the last allegation answered ends the wait.

    What the office enters from paper is recorded as entered for the candidate.
    """
    incident = steps.incident_of(uow, allegation)
    policy.may_reply(uow.actor, incident).enforce()
    steps.refuse(_faults(uow, incident, command))
    given = _add(uow, incident, allegation, command)
    _end_wait(uow, incident, command.replied_on)
    steps.tell(uow, "incident.replied", incident)
    telling.tell_handlers(uow, "incident.replied", incident)
    if not policy.answers(uow.actor, incident.candidacy_id):
        telling.tell_respondent(uow, "incident.replied", incident)  # words are entered in their name
    return given


def _faults(uow: UnitOfWork, incident: Incident, command: NewReply) -> list[Fault]:
    if command.kind not in OWN:
        raise ValueError(f"{command.kind} is not said by a candidate")
    faults = []
    if command.kind is ReplyKind.ANSWERED:
        faults += steps.missing(uow, "text", command.text, _("Write the reply."))
    if len(command.text) > MOST_TEXT and not uow.actor.is_system:
        faults.append(Fault("text", _("This text is too long: keep to %(most)s characters.", most=MOST_TEXT)))
    faults += steps.future(uow, "replied_on", command.replied_on, steps.today(uow, incident))
    told = uow.session.scalar(select(func.min(Notice.notified_on)).where(Notice.incident_id == incident.id))
    earliest, what = told or incident.reported_on, _("the candidate was told")
    return faults + steps.too_early("replied_on", command.replied_on, earliest, what)


def _add(uow: UnitOfWork, incident: Incident, allegation: Allegation, command: NewReply) -> Reply:
    given = Reply(
        allegation_id=allegation.id,
        kind=command.kind,
        text=command.text.strip(),
        replied_on=command.replied_on,
        recorded_at=uow.now,
        recorded_by=_author(uow, incident),
    )
    uow.session.add(given)
    uow.session.flush()
    for file in command.files:
        uow.session.add(
            ReplyFile(
                reference=new_reference(),
                reply_id=given.id,
                name=safe_name(file.name),
                media_type=file.media_type,
                sha256=file.sha256,
                size=file.size,
                recorded_at=uow.now,
            )
        )
    return given


def _author(uow: UnitOfWork, incident: Incident) -> str:
    """Who gave it: the candidate, an agent on their behalf, or the office from paper."""
    if uow.actor.is_system or incident.candidacy_id in uow.actor.candidacies(Role.CANDIDATE):
        return uow.actor.name
    if policy.answers(uow.actor, incident.candidacy_id):
        return _("%(agent)s, on the candidate's behalf", agent=uow.actor.name)
    return _("%(officer)s, from the candidate's reply on paper", officer=uow.actor.name)


def _end_wait(uow: UnitOfWork, incident: Incident, replied_on: date) -> None:
    """Lead to the stage `replied` once no allegation is without the candidate's own reply to all that was put.

    The time that a further notice gave ends in the same way.
    """
    uow.session.flush()
    if incident.stage not in workflow.PUT_TO_RESPONDENT or notices.unanswered(uow.session, incident.id):
        return
    countdown.meet(uow, incident, Step.REPLY, replied_on)
    if incident.stage is Stage.REPLIED:
        return
    on = max(replied_on, steps.last_change(uow, incident))
    steps.enter(uow, incident, Stage.REPLIED, on)
    countdown.answered(uow, incident, on)


def save_draft(uow: UnitOfWork, allegation: Allegation, command: NewDraft, *, seen: str | None = None) -> ReplyDraft:
    """Keep what the candidate's side has written so far. It is no act of record, and nobody else sees it.

    Conflict, with both texts, if the draft was changed or a reply given since `seen` (`queries.replies.fingerprint` of
    the allegation, or of the case; None asks for no comparison).
    """
    incident = steps.incident_of(uow, allegation)
    policy.may_draft(uow.actor, incident).enforce()
    if seen is not None and seen not in (
        queries.fingerprint(uow.session, incident.id, allegation.position),
        queries.fingerprint(uow.session, incident.id),
    ):
        _raise_conflict(uow, allegation, command)
    steps.refuse(_faults_of_draft(uow, allegation, command))
    draft = queries.draft(uow.session, allegation.id) or ReplyDraft(allegation_id=allegation.id)
    draft.text, draft.declines = command.text.strip(), command.declines
    draft.saved_at, draft.saved_by = uow.now, uow.actor.name
    uow.session.add(draft)
    uow.session.flush()
    if command.file is not None:
        file = command.file
        kept = {"media_type": file.media_type, "sha256": file.sha256, "size": file.size}
        uow.session.add(DraftFile(reference=new_reference(), draft_id=draft.id, name=safe_name(file.name), **kept))
        uow.session.flush()
    return draft


def _raise_conflict(uow: UnitOfWork, allegation: Allegation, command: NewDraft) -> None:
    draft = queries.draft(uow.session, allegation.id, anew=True)
    label, declined = _("Reply"), _("Decline to comment on this allegation")
    yours = {label: command.text.strip()}
    if draft is None:
        given = select(Reply).where(Reply.allegation_id == allegation.id).order_by(Reply.id.desc()).limit(1)
        last = uow.session.scalar(given)
        message = _("A reply on this allegation was given while you were writing. Nothing of yours was saved or sent.")
        raise Conflict(message, yours=yours, theirs={label: "" if last is None else last.text})
    theirs = {label: draft.text}
    if draft.declines is not command.declines:
        answers = {True: _("Yes"), False: _("No")}
        yours[declined], theirs[declined] = answers[command.declines], answers[draft.declines]
    names = [one.name for one in queries.files_of_draft(uow.session, draft)]
    if names or command.file is not None:
        files = _("Files with this reply")
        yours[files], theirs[files] = safe_name(command.file.name) if command.file else "", "\n".join(names)
    message = _(
        "%(name)s saved this draft while you were writing. Nothing of yours was saved or sent.", name=draft.saved_by
    )
    raise Conflict(message, yours=yours, theirs=theirs)


def _faults_of_draft(uow: UnitOfWork, allegation: Allegation, command: NewDraft) -> list[Fault]:
    faults = []
    if len(command.text) > MOST_TEXT:
        faults.append(Fault("text", _("This text is too long: keep to %(most)s characters.", most=MOST_TEXT)))
    if command.file is not None and len(queries.draft_files(uow.session, [allegation.id])) >= MOST_FILES:
        faults.append(Fault("file", _("A reply can have %(most)s files at most.", most=MOST_FILES)))
    return faults


def remove_draft_file(uow: UnitOfWork, allegation: Allegation, file: DraftFile) -> None:
    """Take a file from a draft. What nobody else has seen leaves no trace."""
    policy.may_draft(uow.actor, steps.incident_of(uow, allegation)).enforce()
    uow.session.delete(file)


def submit(
    uow: UnitOfWork, incident: Incident, positions: Iterable[int], on: date, *, seen: str | None = None
) -> list[Reply]:
    """Send the drafts on some allegations, or on all; the others stay drafts.

    Conflict if anything was drafted or sent in the case since `seen` (`queries.replies.fingerprint` of the case; None
    asks for no comparison). Invalid at `positions` if none is chosen, at `positions[n]` for each without words to send.
    """
    steps.hold(uow, incident)
    policy.may_draft(uow.actor, incident).enforce()
    if seen not in (None, queries.fingerprint(uow.session, incident.id)):
        message = _("Your side changed or sent a draft since you read them: read them again. Nothing was sent.")
        raise Conflict(message, yours={}, theirs={})
    wanted = sorted(set(positions))
    alleged = select(Allegation).where(Allegation.incident_id == incident.id, Allegation.position.in_(wanted))
    rows = uow.session.scalars(alleged.order_by(Allegation.position)).all()
    if not wanted or len(rows) != len(wanted):
        raise Invalid([Fault("positions", _("Choose at least one reply to send."))])
    commands = [(row, _from_draft(uow, row, on)) for row in rows]
    faults = [
        Fault(f"positions[{row.position}]", fault.message)
        for row, command in commands
        for fault in _faults(uow, incident, command)
    ]
    steps.refuse(faults)
    given = [_add(uow, incident, row, command) for row, command in commands]
    _forget_drafts(uow, [row.id for row in rows])
    _end_wait(uow, incident, on)
    steps.tell(uow, "incident.replied", incident)
    telling.tell_handlers(uow, "incident.replied", incident)
    return given


def _from_draft(uow: UnitOfWork, allegation: Allegation, on: date) -> NewReply:
    draft = queries.draft(uow.session, allegation.id)
    if draft is None:
        return NewReply("", on)
    files = [
        KeptFile(one.name, one.media_type, one.sha256, one.size) for one in queries.files_of_draft(uow.session, draft)
    ]
    return NewReply(draft.text, on, ReplyKind.DECLINED_TO_COMMENT if draft.declines else ReplyKind.ANSWERED, files)


def _forget_drafts(uow: UnitOfWork, allegation_ids: Sequence[int]) -> None:
    of_these = select(ReplyDraft.id).where(ReplyDraft.allegation_id.in_(allegation_ids))
    uow.session.execute(delete(DraftFile).where(DraftFile.draft_id.in_(of_these)))
    uow.session.execute(delete(ReplyDraft).where(ReplyDraft.allegation_id.in_(allegation_ids)))
