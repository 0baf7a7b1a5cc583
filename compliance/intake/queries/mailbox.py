"""What the reporters' pages read: whether reports are taken, how many came, and a mailbox.

A mailbox is read by the same statements whether there is one or not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.intake.models import IntakeSetting, MailboxFile, MailboxMessage, Submission
from compliance.intake.terms import TOLD, Told

NOBODYS = -1
"""The key of no submission."""
PAGE_BYTES = 46 * 1024
"""Of messages on a page of 64 KiB; the rest of it is for the frame."""
MOST_MESSAGES = 20
_FRAME_BYTES = 700
_FILE_BYTES = 900
"""What a message, and a file, take besides their text, rounded up."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How much is stored: the reporter's files in one mailbox, all reporters' of a while; whether the office wrote."""

    files: int
    size: int
    size_in_contest: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A message with its files, and the day in the contest's time zone."""

    from_office: bool
    text: str
    on: date
    unread: bool
    files: tuple[MailboxFile, ...]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A page of a mailbox, newest letters first; `older` is how many letters the next page leaves out, or None."""

    submission: Submission | None
    letters: tuple[Letter, ...] = ()
    older: int | None = None

    @property
    def reference(self) -> str:
        """Whose it is; empty if nobody's."""
        return self.submission.reference if self.submission else ""

    @property
    def told(self) -> Told:
        """How far the office is, as far as reporters are told."""
        return TOLD[self.submission.state] if self.submission else Told.RECEIVED

    @property
    def has_unread(self) -> bool:
        """Whether something from the office is still to be read."""
        return any(letter.unread for letter in self.letters)


def takes_reports(session: Session, contest_id: int) -> bool:
    """Whether a contest takes reports from the public, which it does unless it was closed."""
    found = session.scalar(select(IntakeSetting.takes_reports).where(IntakeSetting.contest_id == contest_id))
    return found is not False


def received_since(session: Session, contest_id: int, since: datetime) -> int:
    """Count what came in since an instant."""
    query = select(func.count()).where(Submission.contest_id == contest_id, Submission.received_at >= since)
    return session.scalars(query).one()


def by_token(session: Session, contest_id: int, token_digest: str) -> Submission | None:
    """Return what a form has made."""
    return session.scalar(
        select(Submission).where(Submission.contest_id == contest_id, Submission.token_digest == token_digest)
    )


def by_code(session: Session, contest_id: int, code_digest: str) -> Submission | None:
    """Return the submission whose mailbox a code opens."""
    return session.scalar(
        select(Submission).where(Submission.contest_id == contest_id, Submission.code_digest == code_digest)
    )


def of_mailbox(session: Session, contest_id: int, reference: str) -> Submission:
    """Return the submission that a token of an open mailbox names."""
    query = select(Submission).where(Submission.contest_id == contest_id, Submission.reference == reference)
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def mailbox(session: Session, submission: Submission | None, timezone: str, skip: int = 0) -> Mailbox:
    """Return a page of a mailbox, or of nobody's. `skip` newest letters are left out."""
    key = submission.id if submission else NOBODYS
    newest = (
        select(MailboxMessage)
        .where(MailboxMessage.submission_id == key)
        .order_by(MailboxMessage.id.desc())
        .offset(skip)
        .limit(MOST_MESSAGES + 1)
    )
    files: dict[int | None, list[MailboxFile]] = {}
    for file in session.scalars(select(MailboxFile).where(MailboxFile.submission_id == key).order_by(MailboxFile.id)):
        files.setdefault(file.message_id, []).append(file)
    letters: list[Letter] = []
    left, zone = PAGE_BYTES, ZoneInfo(timezone)
    found = session.scalars(newest).all()
    for message in found[:MOST_MESSAGES]:
        letter = _letter(message, files.get(message.id, []), zone)
        left -= _bytes(letter)
        if left < 0 and letters:
            break
        letters.append(letter)
    older = skip + len(letters) if len(letters) < len(found) else None
    return Mailbox(submission, tuple(letters), older)


def file_of(session: Session, submission: Submission, reference: str) -> MailboxFile:
    """Return a file of a mailbox."""
    query = select(MailboxFile).where(MailboxFile.submission_id == submission.id, MailboxFile.reference == reference)
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def stored(session: Session, submission: Submission, since: datetime) -> Stored:
    """Return how much the reporter of a submission has sent, and all reporters of its contest since an instant."""
    own = select(func.count(), func.coalesce(func.sum(MailboxFile.size), 0)).where(
        MailboxFile.submission_id == submission.id, MailboxFile.from_office.is_(False)
    )
    everybodys = (
        select(func.coalesce(func.sum(MailboxFile.size), 0))
        .join(Submission, Submission.id == MailboxFile.submission_id)
        .where(
            Submission.contest_id == submission.contest_id, MailboxFile.from_office.is_(False), MailboxFile.at > since
        )
    )
    answered = select(func.count()).where(MailboxMessage.submission_id == submission.id, MailboxMessage.from_office)
    files, size = session.execute(own).one()
    return Stored(files, int(size), int(session.scalars(everybodys).one()), session.scalars(answered).one() > 0)


def _letter(message: MailboxMessage, files: list[MailboxFile], zone: ZoneInfo) -> Letter:
    unread = message.from_office and message.read_at is None
    return Letter(message.from_office, message.text, message.at.astimezone(zone).date(), unread, tuple(files))


def _bytes(letter: Letter) -> int:
    """How much room a letter takes on a page, as HTML, at most."""
    names = sum(_FILE_BYTES + 5 * len(file.name.encode()) for file in letter.files)
    return _FRAME_BYTES + names + sum(5 if mark in "&<>'\"" else len(mark.encode()) for mark in letter.text)
