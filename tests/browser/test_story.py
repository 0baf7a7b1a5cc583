"""The whole story in real browsers, on both databases, from an empty installation to a log that holds."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.release import DEFAULTS
from compliance.transparency.verification import verify
from tests.browser import due_process, reporting, setting_up
from tests.browser.playing import Album, Visitor, visiting
from tests.browsing import serving
from tests.factories.world import World


def set_up_and_sign(world: World, admin: Visitor, candidate: Visitor) -> dict[Role, str]:
    """Set up a contest and have its pledge signed; the addresses of those who come later."""
    admin.open("/sign-in", "sign-in")
    admin.sign_in("administrator1@example.org", picture="home-empty")
    setting_up.set_up_contest(admin)
    setting_up.enter_candidates(admin)
    setting_up.enter_code(admin)
    first = setting_up.give_account(admin)
    due_process.choose_password(candidate, first)
    due_process.decide(candidate)
    due_process.sign(candidate)
    return setting_up.give_other_roles(world)


def hear_case(world: World, officer: Visitor, candidate: Visitor, folder: Path) -> None:
    """Lead a case from filing to its conclusion."""
    case = due_process.file_incident(officer)
    programme = folder / "programme.txt"
    programme.write_text("12 February, 10:00: meeting with the delegation of Freedonia\n")
    due_process.add_material(officer, case, programme)
    world.clock.advance(days=-5)
    with world.act() as uow:
        service.set_terms(uow, 1, replace(DEFAULTS, hours=("10:45",)), "It suits the house.", expected_revision=0)
    world.clock.advance(days=5)
    due_process.put_to_candidate(officer)
    world.clock.advance(minutes=15)
    candidate.sign_in("alder@example.org", picture="candidate-home-asked")
    due_process.reply(candidate, case)
    due_process.find_and_conclude(officer, case)


def test_the_whole_story_is_played_through_by_those_who_take_part(
    world: World, chromium: Browser, pictures: Path, tmp_path: Path
) -> None:
    """From set-up to the log all works, and each page is accessible, fits a telephone and asks no other host."""
    world.user(Role.ADMINISTRATOR, name="Sam Linden")
    with ExitStack() as stack:
        url = stack.enter_context(serving(world))
        album = Album.of(pictures / "story", world)
        admin, candidate, officer, chair, observer = visitors = [
            stack.enter_context(visiting(chromium, url, album)) for _person in range(5)
        ]
        addresses = set_up_and_sign(world, admin, candidate)
        world.clock.advance(days=7)
        officer.sign_in(addresses[Role.OFFICER], picture="officer-home")
        hear_case(world, officer, candidate, tmp_path)
        report = reporting.issue_report(officer)
        chair.sign_in(addresses[Role.CHAIR], picture="chair-home")
        reporting.receive_report(chair, report, tmp_path)
        observer.sign_in(addresses[Role.OBSERVER], picture="observer-home")
        reporting.verify_log(observer)
        assert [fault for visitor in visitors for fault in visitor.faults] == []
    with world.look() as uow:
        assert verify(uow.session).differences == []
