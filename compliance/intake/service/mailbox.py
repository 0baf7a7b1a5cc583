"""The reporter's side of a mailbox: messages and files after the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy import select

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.core.media import safe_name, sniff
from compliance.core.references import new_reference
from compliance.core.storage import FileStore, KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.intake import queries
from compliance.intake.models import MailboxFile, MailboxMessage, Submission
from compliance.intake.service.receive import tell_readers, text_faults
from compliance.transparency.recording import record

MIB = 1024 * 1024
LONGEST_MESSAGE = 6_000
"""Characters. As HTML, where a character takes five bytes at most, one message fits on a page of 64 KiB."""
MOST_FILES_AT_ONCE = 10
MOST_FILES = 40
MOST_BYTES = 500 * MIB
"""Of the reporter's files in one mailbox."""
MOST_BYTES_A_DAY = 5 * 1024 * MIB
"""Of all reporters' files in a contest within a day. The office's word lifts it for a mailbox: see `_room_faults`."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name that it came with, and its content, which can be read from any place."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a reporter adds: a text, files, or both. `key_digest` is that of the form's nonce."""

    text: str
    key_digest: str
    files: tuple[Upload, ...] = ()


def receive_message(
    uow: UnitOfWork, submission: Submission, command: NewMessage, store: FileStore, *, limit: int
) -> MailboxMessage:
    """Take a message with its files, all or nothing. A form that is sent again changes nothing.

    Args:
        uow: the reporter's.
        submission: whose mailbox it is.
        command: the message.
        store: where files go.
        limit: bytes that a file may have.

    Raises:
        Invalid: on `text` or `files`, with each fault; then none of the files is in the mailbox.
    """
    uow.session.refresh(submission, with_for_update=True)
    known = select(MailboxMessage).where(
        MailboxMessage.key_digest == command.key_digest, MailboxMessage.submission_id == submission.id
    )
    if before := uow.session.scalar(known):
        return before
    faults = [*_faults(command), *_room_faults(uow, submission, command.files)]
    if faults:
        raise Invalid(faults)
    kept = _keep(command.files, store, limit)
    message = MailboxMessage(
        submission_id=submission.id,
        key_digest=command.key_digest,
        from_office=False,
        text=command.text.strip(),
        at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(message)
    uow.session.flush()
    uow.session.add_all(_row(uow, message, one) for one in kept)
    record(uow, "submission.supplemented", f"submission:{submission.reference}", contest_id=submission.contest_id)
    tell_readers(uow, submission, "submission.supplemented")
    return message


def mark_read(uow: UnitOfWork, submission: Submission) -> None:
    """The reporter says that they have read what the office wrote. Opening a mailbox alone tells the office nothing."""
    unread = select(MailboxMessage).where(
        MailboxMessage.submission_id == submission.id, MailboxMessage.from_office, MailboxMessage.read_at.is_(None)
    )
    found = uow.session.scalars(unread.with_for_update()).all()
    for message in found:
        message.read_at = uow.now
    if found:
        record(uow, "submission.answer_read", f"submission:{submission.reference}", contest_id=submission.contest_id)


def _faults(command: NewMessage) -> Iterator[Fault]:
    if not command.text.strip() and not command.files:
        yield Fault("text", _("Write something, or choose a file."))
    yield from text_faults("text", command.text.strip(), LONGEST_MESSAGE)
    if len(command.files) > MOST_FILES_AT_ONCE:
        yield Fault("files", _("Send %(most)s files at most at a time.", most=MOST_FILES_AT_ONCE))


def _room_faults(uow: UnitOfWork, submission: Submission, files: Sequence[Upload]) -> Iterator[Fault]:
    """Find out whether there is room. What fills a day's room cannot shut out whom the office has answered."""
    if not files:
        return
    adding = sum(_size(one.stream) for one in files)
    stored = queries.stored(uow.session, submission, uow.now - timedelta(days=1))
    if stored.files + len(files) > MOST_FILES or stored.size + adding > MOST_BYTES:
        yield Fault("files", _("This mailbox has no room for more files. Describe in a message what you have."))
    elif stored.size_in_contest + adding > MOST_BYTES_A_DAY and not stored.answered:
        yield Fault(
            "files",
            _("So many files came in today that no more can be taken. Send your text now and the files tomorrow."),
        )


def _keep(files: Sequence[Upload], store: FileStore, limit: int) -> list[KeptFile]:
    """Check all files, then put all into the store; Invalid with a fault for each file that cannot be taken."""
    faults: list[Fault] = []
    kept: list[KeptFile] = []
    for one in files:
        name = safe_name(one.name)
        try:
            kind = sniff(one.stream, one.name)
            one.stream.seek(0)
            stored = store.put(one.stream, limit=limit)
        except Invalid as refusal:
            faults += [Fault("files", f"{name}: {fault.message}") for fault in refusal.faults]
        else:
            kept.append(KeptFile(name, kind, stored.sha256, stored.size))
    if faults:
        again = ngettext(
            "Nothing was sent. Choose the file again, or leave it out.",
            "Nothing was sent. Choose the files again, without those that cannot be taken.",
            len(files),
        )
        raise Invalid([*faults, Fault("files", again)])
    return kept


def _row(uow: UnitOfWork, message: MailboxMessage, kept: KeptFile) -> MailboxFile:
    return MailboxFile(
        reference=new_reference(),
        submission_id=message.submission_id,
        message_id=message.id,
        from_office=False,
        name=kept.name,
        media_type=kept.media_type,
        sha256=kept.sha256,
        size=kept.size,
        at=uow.now,
        recorded_by=uow.actor.name,
    )


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, 2)
    stream.seek(0)
    return size
