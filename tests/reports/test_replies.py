"""What came back, or did not, is told apart in every rendering, and what others said is never the candidate's reply."""

from compliance.incidents import service
from compliance.incidents.terms import ReplyKind, Stage
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.model import Edition
from compliance.reports.queries import known_at
from tests.factories.cases import ANSWERED, Setting, setting
from tests.factories.world import World

SAID = service.NewStatement("Jo Reed", "Robin Alder", ANSWERED, "He was ill that week.")


def filled(world: World) -> Setting:
    """One case in which the candidate declined on one allegation and was silent on the other, and one passed over."""
    made = setting(world)
    reference = made.at(Stage.REPLY_OVERDUE)
    with world.act(made.officer) as uow:
        service.add_statement(uow, made.allegation(uow, reference, 1), SAID)
    with world.act(made.candidate) as uow:
        declined = service.NewReply("", ANSWERED, ReplyKind.DECLINED_TO_COMMENT)
        service.reply(uow, made.allegation(uow, reference), declined)
    return made


def test_kinds_of_reply_and_statements_stand_in_json_and_html(world: World) -> None:
    """The chair reads that one was declined, that the other passed, and who spoke for the candidate."""
    made = filled(world)
    with world.look() as uow:
        report = known_at(uow.session, made.contest, uow.now, Edition.CHAIR)
    (incident,) = report.incidents
    assert [one.reply_kind for one in incident.allegations] == [ReplyKind.DECLINED_TO_COMMENT, ReplyKind.NO_REPLY]
    assert [one.reply is None for one in incident.allegations] == [False, True]
    assert b'"reply_kind": "declined_to_comment"' in as_json(report)
    page = as_html(report).decode()
    for words in ("The candidate declined to comment.", "The time to reply passed without one.", "Jo Reed"):
        assert words in page
