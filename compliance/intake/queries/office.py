"""What the office reads of submissions: the list, everything of one, those of a case, and how many wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import queries as incidents
from compliance.incidents.models import Incident, StageChange, UnmaskRequest
from compliance.incidents.terms import Stage
from compliance.intake.models import (
    MailboxFile,
    MailboxMessage,
    Submission,
    SubmissionChange,
    SubmissionLink,
    SubmissionParty,
)
from compliance.intake.queries.visibility import visible_to
from compliance.intake.terms import Mode, SubmissionState

EXCERPT = 160
UNNAMED = "-"
"""In the address of a list: those that name no candidate. No key of a candidate is this."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to. `candidacy` is a candidate's key, or `UNNAMED`."""

    state: SubmissionState | None = None
    candidacy: str | None = None
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A case that a submission is part of. `moved` if it came to a stage since the office last wrote."""

    reference: str
    title: str
    stage: Stage
    candidate_name: str
    recorded_at: datetime
    recorded_by: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything of one submission that an officer reads.

    `files_of` holds files by message; None: with the report. `sealed`: it came in confidence, and two people have not
    agreed to learn from whom, so that `parties` is empty.
    """

    submission: Submission
    candidate_name: str | None
    parties: Sequence[SubmissionParty]
    sealed: bool
    messages: Sequence[MailboxMessage]
    files_of: dict[int | None, list[MailboxFile]]
    links: Sequence[LinkView]
    changes: Sequence[SubmissionChange]

    @property
    def has_unread(self) -> bool:
        """Whether the reporter wrote something since the office last acted."""
        return any(not one.from_office and one.read_at is None for one in self.messages)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many submissions of a contest nobody has acted on, and in how many the reporter wrote something new."""

    slug: str
    contest: str
    new: int
    unread: int


def listing(actor: Actor, contest_id: int, wanted: Filter = Filter()) -> Select[*tuple[Any, ...]]:
    """Select a contest's submissions, without order: rows of plain columns, to be read by keyset on `id`.

    Columns: id, reference, received_at, state, mode, kind, excerpt, candidate_name, unread, files.
    """
    files = (
        select(func.count())
        .where(MailboxFile.submission_id == Submission.id, MailboxFile.from_office.is_(False))
        .scalar_subquery()
    )
    query = (
        select(
            *(Submission.id, Submission.reference, Submission.received_at, Submission.state, Submission.mode),
            *(Submission.kind, func.substr(Submission.what, 1, EXCERPT).label("excerpt")),
            *(Candidacy.name.label("candidate_name"), _unread().label("unread"), files.label("files")),
        )
        .outerjoin(Candidacy, Candidacy.id == Submission.candidacy_id)
        .where(Submission.contest_id == contest_id, visible_to(actor))
    )
    if wanted.state is not None:
        query = query.where(Submission.state == wanted.state)
    if wanted.mode is not None:
        query = query.where(Submission.mode == wanted.mode)
    if wanted.candidacy is not None:
        unnamed = Submission.candidacy_id.is_(None)
        query = query.where(unnamed if wanted.candidacy == UNNAMED else Candidacy.key == wanted.candidacy)
    return query


def by_reference(session: Session, actor: Actor, contest_id: int, reference: str) -> Submission:
    """Return a submission; NotFound if there is none, or if the actor may not know of it."""
    query = select(Submission).where(
        Submission.contest_id == contest_id, Submission.reference == reference.upper(), visible_to(actor)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def dossier(session: Session, submission: Submission, actor: Actor) -> Dossier:
    """Read everything of one submission."""
    key = submission.id
    name = None
    if submission.candidacy_id is not None:
        name = session.scalar(select(Candidacy.name).where(Candidacy.id == submission.candidacy_id))
    parties = select(SubmissionParty).where(SubmissionParty.submission_id == key).order_by(SubmissionParty.position)
    messages = select(MailboxMessage).where(MailboxMessage.submission_id == key).order_by(MailboxMessage.id)
    files = select(MailboxFile).where(MailboxFile.submission_id == key).order_by(MailboxFile.id)
    changes = select(SubmissionChange).where(SubmissionChange.submission_id == key).order_by(SubmissionChange.id)
    sealed = is_sealed(session, submission)
    files_of: dict[int | None, list[MailboxFile]] = {}
    for file in session.scalars(files):
        files_of.setdefault(file.message_id, []).append(file)
    return Dossier(
        submission,
        name,
        () if sealed else session.scalars(parties).all(),
        sealed,
        session.scalars(messages).all(),
        files_of,
        _links(session, key, actor),
        session.scalars(changes).all(),
    )


def sent_files(session: Session, submission: Submission) -> Sequence[MailboxFile]:
    """The files of a submission that came from the reporter, in the order in which they came."""
    query = select(MailboxFile).where(MailboxFile.submission_id == submission.id, MailboxFile.from_office.is_(False))
    return session.scalars(query.order_by(MailboxFile.id)).all()


def is_sealed(session: Session, submission: Submission) -> bool:
    """Whether nobody may learn yet from whom it came: in confidence, and no two people agreed in any of its cases."""
    if submission.mode is not Mode.CONFIDENTIAL:
        return False
    agreed = (
        select(UnmaskRequest.id)
        .join(SubmissionLink, SubmissionLink.source_id == UnmaskRequest.source_id)
        .where(SubmissionLink.submission_id == submission.id, UnmaskRequest.agreed.is_(True))
    )
    return session.scalar(agreed.limit(1)) is None


def file_of(session: Session, submission: Submission, reference: str) -> MailboxFile:
    """Return a file of a submission; NotFound if it has none with this reference."""
    query = select(MailboxFile).where(MailboxFile.submission_id == submission.id, MailboxFile.reference == reference)
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def linked_incidents(session: Session, submission_id: int) -> Sequence[Incident]:
    """The cases that a submission is part of, whoever may know of them: for policies to judge."""
    query = select(Incident).join(SubmissionLink, SubmissionLink.incident_id == Incident.id)
    return session.scalars(query.where(SubmissionLink.submission_id == submission_id).order_by(SubmissionLink.id)).all()


def incident_to_join(session: Session, submission: Submission, actor: Actor, reference: str) -> Incident:
    """Return a case of the same contest; NotFound if there is none that the actor handles."""
    found = incidents.by_reference(session, actor, reference)
    if found.contest_id != submission.contest_id:
        raise NotFound(_("There is no such page."))
    return found


def of_incident(session: Session, incident: Incident, actor: Actor) -> Sequence[Any]:
    """The submissions that are part of a case: rows of reference, received_at, state, mode, excerpt, unread, moved."""
    query = (
        select(
            *(Submission.reference, Submission.received_at, Submission.state, Submission.mode),
            *(func.substr(Submission.what, 1, EXCERPT).label("excerpt"), _unread().label("unread")),
            _moved(incident.id).label("moved"),
        )
        .join(SubmissionLink, SubmissionLink.submission_id == Submission.id)
        .where(SubmissionLink.incident_id == incident.id, visible_to(actor))
        .order_by(SubmissionLink.id)
    )
    return session.execute(query).all()


def waiting(session: Session, actor: Actor, contest_ids: Iterable[int]) -> list[Waiting]:
    """Count, for each contest, what waits for its officers; contests where nothing waits are left out."""
    wanted = list(contest_ids)
    if not wanted:
        return []
    is_new, unread = Submission.state == SubmissionState.RECEIVED, _unread()
    query = (
        select(
            *(Contest.slug, Contest.title.label("contest")),
            func.count().filter(is_new).label("new"),
            func.count().filter(and_(~is_new, unread)).label("unread"),
        )
        .select_from(Submission)
        .join(Contest, Contest.id == Submission.contest_id)
        .where(Submission.contest_id.in_(wanted), visible_to(actor), or_(is_new, unread))
        .group_by(Contest.id, Contest.slug, Contest.title)
        .order_by(Contest.id)
    )
    return [Waiting(*row) for row in session.execute(query).all()]


def waits_for(session: Session, actor: Actor) -> list[Waiting]:
    """What waits for an officer in all their contests."""
    return waiting(session, actor, actor.contests(Role.OFFICER))


def told_in_words(submission: Submission) -> str:
    """What a reporter told, as one text: each answer after its question, without who they are."""
    days = [day.isoformat() for day in (submission.occurred_from, submission.occurred_until) if day is not None]
    answers = (
        (_("When"), " – ".join(days)),
        (_("When, in words"), submission.occurred_words),
        (_("Where"), submission.place),
        (_("Who else was concerned"), submission.persons),
        (_("How they know"), submission.how_known),
        (_("What could support it"), submission.support),
    )
    told = [f"{label}: {text}" for label, text in answers if text]
    return "\n\n".join([submission.what, *told])


def _unread() -> ColumnElement[bool]:
    return exists().where(
        MailboxMessage.submission_id == Submission.id,
        MailboxMessage.from_office.is_(False),
        MailboxMessage.read_at.is_(None),
    )


def _moved(incident_id: Any) -> ColumnElement[bool]:
    """Whether a case came to a stage after the office last wrote in the mailbox; so too if it never wrote."""
    written = (
        exists()
        .where(
            MailboxMessage.submission_id == SubmissionLink.submission_id,
            MailboxMessage.from_office,
            MailboxMessage.at >= StageChange.recorded_at,
        )
        .correlate(SubmissionLink, StageChange)
    )
    return exists().where(
        StageChange.incident_id == incident_id,
        StageChange.recorded_at > SubmissionLink.recorded_at,
        StageChange.stage != Stage.RECEIVED,
        ~written,
    )


def _links(session: Session, submission_id: int, actor: Actor) -> list[LinkView]:
    query = (
        select(
            *(Incident.reference, Incident.title, Incident.stage, Candidacy.name),
            *(SubmissionLink.recorded_at, SubmissionLink.recorded_by, _moved(Incident.id)),
        )
        .join(Incident, Incident.id == SubmissionLink.incident_id)
        .join(Candidacy, Candidacy.id == Incident.candidacy_id)
        .where(SubmissionLink.submission_id == submission_id, incidents.visible_to(actor))
        .order_by(SubmissionLink.id)
    )
    return [LinkView(*row) for row in session.execute(query).all()]
