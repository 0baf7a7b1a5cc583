"""A report comes in: once, whole, and with who sent it apart from it."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.candidates.queries import by_key
from compliance.contests.models import Contest
from compliance.core.access import Actor
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.terms import Kind
from compliance.intake import crowding, policy, queries
from compliance.intake.models import Submission, SubmissionParty
from compliance.intake.terms import Mode, SubmissionState
from compliance.notifications.service import enqueue
from compliance.transparency.canonical import canonical
from compliance.transparency.commitments import commitment, new_salts
from compliance.transparency.recording import record

REPORTER = Actor(user_id=None, name="reporter")
"""Whoever acts on the reporters' pages: the same for everybody, named, confidential or anonymous."""
LONGEST_LINE = 300
LONGEST_ANSWER = 5_000
LONGEST_REPORT = 20_000
MOST_PARTIES = 6
LONGEST_OPEN = timedelta(hours=24)
"""For so long a form can be sent, and be sent again to see its receipt once more."""
LINES = ("occurred_words",)
ANSWERS = ("persons", "place", "how_known", "support")


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who report: a name, the state or organisation they speak for, how to reach them."""

    name: str
    organisation: str | None = None
    contact: str | None = None

    def is_blank(self) -> bool:
        """Whether nothing was given."""
        return not (self.name or self.organisation or self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """A report in the reporter's own words. `candidate` is a candidacy's key, None where they are not sure."""

    mode: Mode
    what: str
    candidate: str | None = None
    kind: Kind | None = None
    persons: str | None = None
    occurred_from: date | None = None
    occurred_until: date | None = None
    occurred_words: str | None = None
    place: str | None = None
    how_known: str | None = None
    support: str | None = None
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """What a form brings besides what was written: digests of its nonce and its code, its age, whether it worked."""

    token_digest: str
    code_digest: str
    age: timedelta
    worked: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A submission; `again` if the same form had made it before, `altered` if with another text then."""

    submission: Submission
    again: bool = False
    altered: bool = False


def reporters_work(session: Session, now: datetime) -> UnitOfWork:
    """A unit of work of a reporter. Its time is rounded down to the hour: the minute could betray who was where."""
    return UnitOfWork(session, REPORTER, now.replace(minute=0, second=0, microsecond=0))


def receive(uow: UnitOfWork, contest_id: int, command: NewSubmission, seal: Seal) -> Received:
    """Take a report. A form that is sent again changes nothing, whatever it says then.

    Raises:
        Forbidden: if the contest takes no reports here.
        Invalid: with all faults at once; in a flood, with how long to wait, at no field.
    """
    locked = select(Contest.timezone).where(Contest.id == contest_id).with_for_update(key_share=True)
    timezone = uow.session.execute(locked).scalar_one()
    if before := queries.by_token(uow.session, contest_id, seal.token_digest):
        return Received(before, again=True, altered=before.what != command.what.strip())
    if seal.age > LONGEST_OPEN:
        raise Invalid(
            _("This form was open for more than a day. Your text is kept: look through it, and press Send once more.")
        )
    policy.may_report(takes_reports=queries.takes_reports(uow.session, contest_id)).enforce()
    candidacy = by_key(uow.session, contest_id, command.candidate) if command.candidate else None
    faults = faults_of(command, last_day(uow.now, timezone))
    if command.candidate and candidacy is None:
        faults.append(Fault("candidate", _("Choose a candidate, or say that you are not sure.")))
    if faults:
        raise Invalid(faults)
    crowded = _pass_the_crowd(uow, contest_id, seal)
    submission = _submission(uow, contest_id, command, seal)
    submission.candidacy_id = candidacy.id if candidacy else None
    submission.crowded = crowded
    rows = _party_rows(_parties(command))
    submission.parties_commitment = commitment_to(rows)
    uow.session.add(submission)
    uow.session.flush()
    for row in rows:
        row.submission_id = submission.id
    uow.session.add_all(rows)
    record(uow, "submission.received", f"submission:{submission.reference}", contest_id=contest_id)
    tell_readers(uow, submission, "submission.received")
    return Received(submission)


def tell_readers(uow: UnitOfWork, submission: Submission, event: str) -> None:
    """Tell the officers who may read a submission that there is something. Within an hour they are told once."""
    readers = queries.readers(uow.session, submission.contest_id, submission.candidacy_id)
    subject = f"submission:{submission.reference}"
    enqueue(uow, event, readers, contest_id=submission.contest_id, subject=subject)


def last_day(now: datetime, timezone: str) -> date:
    """The last day that a report can be about, in a contest's time zone: today, at the end of the hour that has begun.

    The time of a reporter's act is rounded down to the hour, within which a day may end.
    """
    begun = now.replace(minute=59, second=59)
    return begun.astimezone(ZoneInfo(timezone)).date()


def faults_of(command: NewSubmission, today: date) -> list[Fault]:
    """Find all that is wrong with a report in itself; nothing in it can have happened after today."""
    return [*_faults(command), *_day_faults(command, today), *_party_faults(command.mode, _parties(command))]


def _parties(command: NewSubmission) -> list[Party]:
    """Who reports. Of an anonymous report there is nobody, whatever stood in the form."""
    return [] if command.mode is Mode.ANONYMOUS else [one for one in command.parties if not one.is_blank()]


def commitment_to(parties: Sequence[SubmissionParty]) -> str:
    """What a submission commits to of who sent it: a digest over a salted commitment to each; of nobody, a random one.

    It looks the same in each case. Once the rows are erased, and their salts with them, it tells nothing.
    """
    each = [
        commitment(row.salt, canonical([row.name, row.organisation, row.contact]).decode())
        for row in sorted(parties, key=lambda row: row.position)
    ]
    return hashlib.sha256(("".join(each) or secrets.token_hex(32)).encode()).hexdigest()


def text_faults(place: str, text: str | None, most: int) -> Iterator[Fault]:
    """Find out whether a text is too long."""
    if text and len(text) > most:
        over = len(text) - most
        yield Fault(
            place,
            ngettext(
                "This is %(count)s character too long: shorten it, or send the rest as a message afterwards.",
                "This is %(count)s characters too long: shorten it, or send the rest as a message afterwards.",
                over,
            ),
        )


def _pass_the_crowd(uow: UnitOfWork, contest_id: int, seal: Seal) -> bool:
    recent = queries.received_since(uow.session, contest_id, uow.now)
    if seconds := crowding.seconds_to_wait(recent, seal.age, worked=seal.worked):
        raise Invalid(
            ngettext(
                "Many reports are coming in just now. Yours is not lost: it stands below as you wrote it. "
                "Press Send again in %(count)s second.",
                "Many reports are coming in just now. Yours is not lost: it stands below as you wrote it. "
                "Press Send again in %(count)s seconds.",
                seconds,
            )
        )
    return crowding.is_crowded(recent)


def _submission(uow: UnitOfWork, contest_id: int, command: NewSubmission, seal: Seal) -> Submission:
    def given(text: str | None) -> str | None:
        return (text or "").strip() or None

    return Submission(
        contest_id=contest_id,
        reference=new_reference(),
        token_digest=seal.token_digest,
        code_digest=seal.code_digest,
        mode=command.mode,
        kind=command.kind,
        persons=given(command.persons),
        what=command.what.strip(),
        occurred_from=command.occurred_from,
        occurred_until=command.occurred_until,
        occurred_words=given(command.occurred_words),
        place=given(command.place),
        how_known=given(command.how_known),
        support=given(command.support),
        state=SubmissionState.RECEIVED,
        received_at=uow.now,
    )


def _party_rows(parties: Iterable[Party]) -> list[SubmissionParty]:
    given = list(parties)
    return [
        SubmissionParty(
            position=place, name=one.name.strip(), organisation=one.organisation, contact=one.contact, salt=salt
        )
        for place, (one, salt) in enumerate(zip(given, new_salts(len(given)), strict=True))
    ]


def _faults(command: NewSubmission) -> Iterator[Fault]:
    if not command.what.strip():
        yield Fault("what", _("Say in your own words what happened."))
    yield from text_faults("what", command.what, LONGEST_REPORT)
    for place in ANSWERS:
        yield from text_faults(place, getattr(command, place), LONGEST_ANSWER)
    for place in LINES:
        yield from text_faults(place, getattr(command, place), LONGEST_LINE)
    if command.occurred_from is None and command.occurred_until is not None:
        yield Fault("occurred_from", _("Give the first day as well, or leave the last day empty."))
    elif command.occurred_until and command.occurred_from and command.occurred_until < command.occurred_from:
        yield Fault("occurred_until", _("The last day lies before the first: correct one of the two."))
    if command.occurred_from is None and not (command.occurred_words or "").strip():
        yield Fault("occurred_words", _("Give a day above, or say here when it was; “not sure” will do."))


def _day_faults(command: NewSubmission, today: date) -> Iterator[Fault]:
    for place in ("occurred_from", "occurred_until"):
        day: date | None = getattr(command, place)
        if day is not None and day > today:
            yield Fault(place, _("This day is still to come: correct it, or say below in words what is planned."))


def _party_faults(mode: Mode, parties: Sequence[Party]) -> Iterator[Fault]:
    if mode is not Mode.ANONYMOUS and not parties:
        yield Fault("parties[0].name", _("Give your name, or choose to report anonymously."))
    if len(parties) > MOST_PARTIES:
        yield Fault("", _("Name %(most)s at most; name the others in a message afterwards.", most=MOST_PARTIES))
    for place, one in enumerate(parties):
        if not one.name.strip():
            yield Fault(f"parties[{place}].name", _("Give the name as well, or empty this line."))
        for part in ("name", "organisation", "contact"):
            yield from text_faults(f"parties[{place}].{part}", getattr(one, part), LONGEST_LINE)
