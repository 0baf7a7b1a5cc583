"""The office's pages about submissions in a browser: reachable for everybody, on a wide screen and on a telephone."""

from pathlib import Path

from playwright.sync_api import Browser

from compliance.incidents import service as cases
from compliance.incidents.terms import LinkKind
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from tests.browsing import browsing, check
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.intake.submissions import NAMED, attach, send, the

BASE = "/contests/dg-2031"


def _addresses(made: Setting) -> dict[str, str]:
    """Make reports and cases; where their pages are, by names for pictures."""
    world = made.world
    reference, other = send(made, NAMED), send(made, candidate=None, what="Posters in the canteen. " * 12)
    attach(made, reference, "a-long-name-of-a-file-that-somebody-photographed-in-the-archive.png")
    incident = made.file("4(a)", "5")
    again = made.file("5", title="The same journey, told again")
    with world.act(made.officer) as uow:
        letter = triage.Letter(Purpose.ACKNOWLEDGEMENT, "Thank you. We read it.")
        triage.write(uow, the(uow, made, reference), letter)
        triage.join(uow, the(uow, made, reference), made.incident(uow, incident), triage.Taking())
        link = cases.NewLink(LinkKind.RELATED, again, "The same week, the same journey.")
        cases.link(uow, made.incident(uow, incident), link)
    of_case, submissions = f"{BASE}/incidents/{incident}", f"{BASE}/submissions"
    return {
        "list": f"{submissions}/",
        "show": f"{submissions}/{reference}/",
        "fresh": f"{submissions}/{other}/",
        "write": f"{submissions}/{reference}/write/update",
        "case": f"{submissions}/{other}/case",
        "find": f"{submissions}/{other}/join",
        "join": f"{submissions}/{other}/join/{incident}",
        "dismiss": f"{submissions}/{other}/inadmissible",
        "tab": f"{of_case}/reporters/",
        "links": f"{of_case}/links/",
        "link": f"{of_case}/links/new",
        "split": f"{of_case}/split",
        "assess": f"{of_case}/assess",
        "home": "/",
    }


def test_pages_are_accessible_on_both_screens(world: World, chromium: Browser, pictures: Path) -> None:
    """List, report, composer, its confirmation and the acts have no fault that axe finds, and nothing sticks out."""
    made = setting(world)
    paths = _addresses(made)
    with browsing(world, chromium, made.officer.user_id) as (page,):
        for name, path in paths.items():
            page.goto(path)
            check(page, pictures / f"submissions-{name}")
            if name == "write":
                page.get_by_role("button", name="Look at it before it is sent").click()
                check(page, pictures / "submissions-confirm")
