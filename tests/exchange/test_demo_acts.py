"""What the people of the demo have done: each page of due process has something to tell, and neither side more."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.cli import migrated as open_engine
from compliance.contests.models import ContestCalendar
from compliance.core.database import session_factory
from compliance.core.storage import FileStore
from compliance.exchange.demo import make
from compliance.identity.models import Assignment, RecusalProposal, Replacement
from compliance.identity.terms import ProposalState
from compliance.incidents.deadlines import DeadlineAct
from compliance.incidents.models import (
    Allegation,
    Claim,
    DeadlineChange,
    Finding,
    Incident,
    InterviewVersion,
    Measure,
    NoticeTemplate,
    PreparedNotice,
    Publication,
    Reply,
    ReplyDraft,
    Review,
    SavedView,
    Task,
    Watch,
)
from compliance.incidents.terms import MeasureState, PublicationState, ReplyKind, Stage, TaskState
from compliance.intake import receipts
from compliance.intake.models import MailboxFile, Submission
from compliance.intake.terms import Mode, SubmissionState

SECRET = "a secret for these tests alone"


@pytest.fixture(scope="module", name="made")
def make_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, str]]:
    """The demo, made once, and the code that is printed."""
    folder: Path = tmp_path_factory.mktemp("demo")
    engine = open_engine(f"sqlite:///{folder / 'compliance.db'}")
    code = make(engine, FileStore(folder / "evidence"), SECRET)
    with session_factory(engine, writes=False)() as session:
        yield session, code
    engine.dispose()


@pytest.fixture(name="session")
def session_of_demo(made: tuple[Session, str]) -> Session:
    """A session that reads it."""
    return made[0]


def _number(session: Session, table: type) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def test_reports_wait_are_answered_and_became_cases(session: Session) -> None:
    """One report waits, two are part of cases; there is one of each mode, and one has a file."""
    sent = session.scalars(select(Submission)).all()
    assert {one.mode for one in sent} == set(Mode)
    states = Counter(one.state for one in sent)
    assert states == {SubmissionState.RECEIVED: 1, SubmissionState.LINKED: 2}
    assert _number(session, MailboxFile) == 1


def test_the_code_that_is_printed_opens_a_mailbox(made: tuple[Session, str]) -> None:
    """The code leads to the report made in confidence."""
    session, code = made
    digest = receipts.digest(receipts.derive(SECRET), receipts.typed(code))
    found = session.scalars(select(Submission).where(Submission.code_digest == digest)).one()
    assert found.mode is Mode.CONFIDENTIAL


def test_cases_are_at_every_step(session: Session) -> None:
    """One is confined, one waits, one is under review; a notice waits for its hour, and a request for time is open."""
    cases = session.scalars(select(Incident)).all()
    assert sum(one.restricted for one in cases) == 1
    assert sum(bool(one.under_review) for one in cases) == 1
    assert {one.stage for one in cases} >= set(Stage) - {Stage.REPLY_OVERDUE}
    waiting = session.scalars(select(PreparedNotice)).one()
    assert waiting.is_ordered
    assert waiting.released_at is None
    acts = Counter(session.scalars(select(DeadlineChange.act)).all())
    assert acts[DeadlineAct.EXTENSION_ASKED] - acts[DeadlineAct.EXTENSION_GRANTED] == 1
    assert acts[DeadlineAct.SUSPENDED]


def test_facts_are_found(session: Session) -> None:
    """There are tasks that are open and done, an interview that was put right, and accounts that differ."""
    assert {one.state for one in session.scalars(select(Task))} == {TaskState.OPEN, TaskState.DONE}
    assert _number(session, InterviewVersion) == 2
    assert _number(session, Claim) == 5


def test_outcomes_are_followed_up(session: Session) -> None:
    """Measures are open and followed in part, one review is decided and one open, publications wait for a second."""
    assert {one.state for one in session.scalars(select(Measure))} == {MeasureState.DUE, MeasureState.PARTLY}
    assert {one.outcome is None for one in session.scalars(select(Review))} == {True, False}
    assert {one.state for one in session.scalars(select(Publication))} == {PublicationState.PROPOSED}


def test_the_office_is_set_up(session: Session) -> None:
    """Holidays, wordings, a proposal to keep out, a replacement, assignments, views and watched cases are there."""
    assert session.scalars(select(ContestCalendar)).one().country == "AT"
    assert {one.approved_by is None for one in session.scalars(select(NoticeTemplate))} == {True, False}
    assert session.scalars(select(RecusalProposal)).one().state is ProposalState.OPEN
    for table in (Replacement, Assignment, SavedView, Watch):
        assert _number(session, table)


def test_both_sides_did_as_much(session: Session) -> None:
    """Each candidate gave as many replies of each kind, keeps as many drafts, and met as many findings and measures."""
    of = {one.id: one.candidacy_id for one in session.scalars(select(Incident))}
    alleged = {one.id: of[one.incident_id] for one in session.scalars(select(Allegation))}
    told = Counter[tuple[object, int]]()
    told.update((one.kind, alleged[one.allegation_id]) for one in session.scalars(select(Reply)))
    told.update((ReplyDraft, alleged[one.allegation_id]) for one in session.scalars(select(ReplyDraft)))
    told.update((one.result, alleged[one.allegation_id]) for one in session.scalars(select(Finding)) if _late(one))
    told.update((Measure, of[one.incident_id]) for one in session.scalars(select(Measure)))
    told.update((Review, of[one.incident_id]) for one in session.scalars(select(Review)))
    sides = [
        {what: n for (what, key), n in told.items() if key == side} for side in session.scalars(select(Candidacy.id))
    ]
    assert sides[0] == sides[1]
    assert {ReplyKind.ANSWERED, ReplyKind.DECLINED_TO_COMMENT, ReplyDraft} <= sides[0].keys()


def _late(finding: Finding) -> bool:
    return finding.recorded_by_id is not None
