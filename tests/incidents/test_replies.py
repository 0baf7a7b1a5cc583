"""The candidate answers, declines or is silent; drafts are theirs alone; what others say is never their reply."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import func, select

from compliance.core.access import Actor, Role
from compliance.core.errors import NotFound
from compliance.core.storage import KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.models import DraftFile, Incident, ReplyDraft
from compliance.incidents.queries import replies as reading
from compliance.incidents.terms import ReplyKind, Stage
from compliance.transparency.models import LogEntry
from tests.factories.cases import ANSWERED, TODAY, Setting, setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason

FILE = KeptFile("diary.png", "image/png", "ab" * 32, 120)
DECLINED = service.NewReply("", ANSWERED, ReplyKind.DECLINED_TO_COMMENT)
SAID = service.NewStatement("Jo Reed", "Robin Alder", ANSWERED, "He was ill that week.")


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


def draft(made: Setting, reference: str, position: int, text: str, actor: Actor | None = None, **more: object) -> None:
    """Save a draft on an allegation."""
    with made.world.act(actor or made.candidate) as uow:
        service.save_draft(uow, made.allegation(uow, reference, position), service.NewDraft(text, **more))  # type: ignore[arg-type]


def kinds(made: Setting, reference: str) -> list[ReplyKind | None]:
    """What came back on each allegation, as the office sees it."""
    with made.world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        return [one.reply_kind for one in case.allegations]


def stage(made: Setting, reference: str) -> Stage:
    """The stage of a case."""
    with made.world.look(made.officer) as uow:
        return made.incident(uow, reference).stage


def on_first(made: Setting, reference: str, act: Callable[..., object]) -> Callable[[UnitOfWork, Incident], object]:
    """Let an act on an allegation act on the first of the case."""
    return lambda uow, _incident: act(uow, made.allegation(uow, reference))


def test_some_replies_are_sent_and_the_other_drafts_stay(made: Setting) -> None:
    """A partial reply leaves the rest as drafts and the stage as it is; the last one ends the wait; drafts are gone."""
    reference = made.at(Stage.NOTIFIED)
    draft(made, reference, 0, "It was a courtesy call.", file=FILE)
    draft(made, reference, 1, "I was ill.")
    with made.world.act(made.candidate) as uow:
        service.submit(uow, made.incident(uow, reference), [0], TODAY)
        assert set(reading.drafts(uow.session, made.incident(uow, reference).id)) == {1}
    assert (kinds(made, reference), stage(made, reference)) == ([ReplyKind.ANSWERED, None], Stage.NOTIFIED)
    with made.world.act(made.candidate) as uow:
        service.submit(uow, made.incident(uow, reference), [1], TODAY)
    assert stage(made, reference) is Stage.REPLIED
    with made.world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        (file,) = case.allegations[0].replies[0].files
        assert (file.name, reading.reply_file(uow.session, case.incident, file.reference).sha256) == (
            FILE.name,
            FILE.sha256,
        )
        for table in (ReplyDraft, DraftFile):
            assert uow.session.scalar(select(func.count()).select_from(table)) == 0


def test_a_draft_is_no_act_of_record_and_nobody_else_sees_it(made: Setting) -> None:
    """Saving a draft writes nothing to the log; the office and the other side cannot draft; an agent can."""
    reference = made.at(Stage.NOTIFIED)

    def size() -> int:
        with made.world.look() as uow:
            return uow.session.scalars(select(func.count()).select_from(LogEntry)).one()

    agent = made.world.actor(made.world.user(Role.AGENT, made.contest, made.alder))
    before = size()
    draft(made, reference, 0, "Not ready.", agent)
    assert size() == before
    with made.world.act(made.officer) as uow, pytest.raises(NotFound):
        service.save_draft(uow, made.allegation(uow, reference), service.NewDraft("No."))
    with made.world.look(made.officer) as uow, pytest.raises(NotFound):
        service.submit(uow, made.incident(uow, reference), [0], TODAY)


def test_what_is_empty_or_not_drafted_is_not_sent_and_stays(made: Setting) -> None:
    """Nothing chosen, a draft without words and an allegation without a draft are refused, with their places."""
    reference = made.at(Stage.NOTIFIED)
    draft(made, reference, 0, " ")
    submit = partial(service.submit, on=TODAY)
    assert places(made, reference, lambda uow, it: submit(uow, it, []), made.candidate) == {"positions"}
    assert places(made, reference, lambda uow, it: submit(uow, it, [7]), made.candidate) == {"positions"}
    both = {"positions[0]", "positions[1]"}
    assert places(made, reference, lambda uow, it: submit(uow, it, [0, 1]), made.candidate) == both


def test_who_declines_to_comment_on_everything_has_replied(made: Setting) -> None:
    """Declining needs no words, is told from an answer and from silence, and ends the wait."""
    reference = made.at(Stage.NOTIFIED)
    draft(made, reference, 0, "", declines=True)
    with made.world.act(made.candidate) as uow:
        service.submit(uow, made.incident(uow, reference), [0], TODAY)
        assert made.incident(uow, reference).stage is Stage.NOTIFIED
        service.reply(uow, made.allegation(uow, reference, 1), DECLINED)
        assert made.incident(uow, reference).stage is Stage.REPLIED
    assert kinds(made, reference) == [ReplyKind.DECLINED_TO_COMMENT] * 2
    with made.world.act(made.candidate) as uow:
        service.reply(uow, made.allegation(uow, reference), service.NewReply("After all: no.", ANSWERED))
    assert kinds(made, reference)[0] is ReplyKind.ANSWERED


def test_a_candidate_says_nothing_for_others(made: Setting) -> None:
    """Only an answer, or that there is none, is said by a candidate."""
    reference = made.at(Stage.NOTIFIED)
    with made.world.look(made.candidate) as uow, pytest.raises(ValueError, match="no_reply"):
        service.reply(uow, made.allegation(uow, reference), service.NewReply("", ANSWERED, ReplyKind.NO_REPLY))


def test_a_statement_by_somebody_else_moves_nothing(made: Setting) -> None:
    """It stands beside the allegation with its author, and the case still waits for the candidate."""
    reference = made.at(Stage.NOTIFIED)
    with made.world.act(made.officer) as uow:
        for position in (0, 1):
            service.add_statement(uow, made.allegation(uow, reference, position), SAID)
    assert (kinds(made, reference), stage(made, reference)) == ([None, None], Stage.NOTIFIED)
    with made.world.look(made.candidate) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert [(one.made_by, one.on_behalf_of) for one in case.allegations[0].statements] == [
            ("Jo Reed", "Robin Alder")
        ]
    empty = service.NewStatement(" ", "", TODAY, " ")
    act = on_first(made, reference, partial(service.add_statement, command=empty))
    assert places(made, reference, act) == {"text", "made_by", "on_behalf_of"}
    assert "office does this" in reason(made, reference, act, made.candidate)


def test_silence_until_the_deadline_is_another_thing(made: Setting) -> None:
    """Where the time passed without a word, it says so, and neither declined nor unreachable."""
    assert kinds(made, made.at(Stage.REPLY_OVERDUE)) == [ReplyKind.NO_REPLY] * 2
