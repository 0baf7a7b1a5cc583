"""Who reported in confidence is sealed until two people agree, and is told when they do."""

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden
from compliance.incidents import service as cases
from compliance.incidents.models import Incident, Source
from compliance.intake.models import MailboxMessage
from compliance.intake.queries import office
from compliance.intake.service import triage
from compliance.intake.terms import Mode
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.intake.submissions import NAMED, send, the


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


def names(made: Setting, actor: Actor, reference: str) -> list[str]:
    """Whom an officer reads as having reported."""
    with made.world.look(actor) as uow:
        read = office.dossier(uow.session, the(uow, made, reference), uow.actor)
        assert read.sealed is not bool(read.parties)
        return [one.name for one in read.parties]


def in_a_case(made: Setting, reference: str) -> int:
    """Make a case of a submission; return the key of its source."""
    with made.world.act(made.officer) as uow:
        facts = made.new("4(a)", reported_on=uow.today("Europe/Zurich"))
        triage.make_incident(uow, the(uow, made, reference), facts, triage.Taking())
        return uow.session.scalars(select(Source.id)).one()


def test_a_confidential_reporter_is_sealed_until_two_people_agree(made: Setting) -> None:
    """No officer reads the name before a second one agrees that it is needed; then those of the case do."""
    reference = send(made, NAMED, mode=Mode.CONFIDENTIAL)
    second = made.world.actor(made.world.user(Role.OFFICER, made.contest))
    assert names(made, made.officer, reference) == []
    source_id = in_a_case(made, reference)
    with made.world.act(made.officer) as uow:
        cases.request_unmask(uow, uow.session.get_one(Source, source_id), "The dates contradict each other.")
    assert names(made, made.officer, reference) == []
    with pytest.raises(Forbidden), made.world.act(made.officer) as uow:
        cases.decide_unmask(uow, uow.session.get_one(Source, source_id), agreed=True, reason="I need it.")
    with made.world.act(second) as uow:
        cases.decide_unmask(uow, uow.session.get_one(Source, source_id), agreed=True, reason="They do.")
    assert names(made, made.officer, reference) == ["Ida Elm", "Jo Oak"]
    assert names(made, second, reference) == ["Ida Elm", "Jo Oak"]


def test_whoever_is_unmasked_is_told_in_their_mailbox(made: Setting) -> None:
    """The mailbox says that two people agreed, and neither who they are nor why."""
    reference = send(made, NAMED, mode=Mode.CONFIDENTIAL)
    source_id = in_a_case(made, reference)
    second = made.world.actor(made.world.user(Role.OFFICER, made.contest))
    with made.world.act(made.officer) as uow:
        cases.request_unmask(uow, uow.session.get_one(Source, source_id), "The dates contradict each other.")
    with made.world.act(second) as uow:
        cases.decide_unmask(uow, uow.session.get_one(Source, source_id), agreed=True, reason="They do.")
    with made.world.look() as uow:
        (letter,) = uow.session.scalars(select(MailboxMessage.text)).all()
    assert "Two people of the office have agreed" in letter
    assert second.name not in letter
    assert "contradict" not in letter


def test_the_case_says_that_a_source_was_unsealed_and_leads_to_the_report(made: Setting) -> None:
    """Before, it says that the name is sealed; afterwards that two officers agreed, and where the name stands."""
    reference = send(made, NAMED, mode=Mode.CONFIDENTIAL)
    source_id = in_a_case(made, reference)
    second = made.world.actor(made.world.user(Role.OFFICER, made.contest))
    with made.world.look(made.officer) as uow:
        case = f"/contests/dg-2031/incidents/{uow.session.scalars(select(Incident.reference)).one()}/"
    browser = made.world.browser(made.officer.user_id)
    assert "the name is sealed" in browser.get(case).text
    with made.world.act(made.officer) as uow:
        cases.request_unmask(uow, uow.session.get_one(Source, source_id), "The dates contradict each other.")
    with made.world.act(second) as uow:
        cases.decide_unmask(uow, uow.session.get_one(Source, source_id), agreed=True, reason="They do.")
    page = browser.get(case).text
    assert "Confidential source, unsealed" in page
    assert "Source without a name" not in page
    assert "The name stands with the report" in page


def test_a_refusal_leaves_the_seal_and_tells_nobody(made: Setting) -> None:
    """Where the second person refuses, nothing is shown and nothing is written to the reporter."""
    reference = send(made, NAMED, mode=Mode.CONFIDENTIAL)
    source_id = in_a_case(made, reference)
    second = made.world.actor(made.world.user(Role.OFFICER, made.contest))
    with made.world.act(made.officer) as uow:
        cases.request_unmask(uow, uow.session.get_one(Source, source_id), "I am curious.")
    with made.world.act(second) as uow:
        cases.decide_unmask(uow, uow.session.get_one(Source, source_id), agreed=False, reason="That is no reason.")
    assert names(made, made.officer, reference) == []
    with made.world.look() as uow:
        assert uow.session.scalars(select(MailboxMessage.text)).all() == []
