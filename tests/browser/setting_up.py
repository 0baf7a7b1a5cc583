"""The first part of the story: an administrator sets up a contest, its candidates, a code and accounts."""

from sqlalchemy import select

from compliance.contests.models import Contest
from compliance.core.access import Role
from tests.browser.playing import Visitor
from tests.factories.world import World

PLACE = "/contests/dg-2031"


def set_up_contest(admin: Visitor) -> None:
    """Fill in the contest's form."""
    admin.open("/contests/new", "contest-new")
    for label, text in (
        ("Title of the election", "Election of the Director General"),
        ("Short name", "dg-2031"),
        ("Organisation", "Example Organisation"),
        ("Post to be filled", "Director General"),
        ("Campaign opens on", "2030-10-01"),
        ("Vote on", "2031-05-15"),
        ("Number of electors", "175"),
        ("Majority required", "two thirds of the members present and voting"),
    ):
        admin.fill(label, text)
    admin.choose("Time zone", "Europe/Zurich")
    admin.press("Set up the contest", "contest-made")


def enter_candidates(admin: Visitor) -> None:
    """Enter two candidates; the first with a status period and an account."""
    for key, name, post in (("alder", "Robin Alder", "Deputy Director General"), ("birch", "Kim Birch", "")):
        admin.open(f"{PLACE}/candidates/new", f"candidate-new-{key}" if post else None)
        admin.fill("Name", name)
        admin.fill("Short name", key)
        admin.fill("Post held in the organisation", post)
        admin.fill("Nominated by", "Freedonia\nPort Azure")
        admin.fill("Announced on", "2030-10-03")
        admin.press("Enter the candidate")
    admin.open(f"{PLACE}/candidates/alder/statuses")
    _first_row(admin, "Add a period", {"status": "in_post", "from_on": "2021-09-01"})
    admin.press("Save", within=admin.page.locator(".form-buttons"))
    admin.open(f"{PLACE}/candidates/alder/accounts", "candidate-accounts")
    account = {"platform": "microblog", "handle": "@alder", "capacity": "campaign", "from_on": "2030-10-03"}
    _first_row(admin, "Add an account", account)
    admin.press("Save", "candidate", within=admin.page.locator(".form-buttons"))
    admin.says("@alder")
    admin.open(f"{PLACE}/candidates/", "candidates")


def _first_row(admin: Visitor, add: str, values: dict[str, str]) -> None:
    rows = admin.page.locator("[data-row]")
    if rows.count() == 0:
        admin.page.get_by_role("button", name=add).click()
    for name, value in values.items():
        control = rows.first.locator(f"[name$='-{name}']")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def enter_code(admin: Visitor) -> None:
    """Add the starter pledge, review its clauses and save it as version 1."""
    admin.open(f"{PLACE}/codes/", "codes-empty")
    admin.follow("Start from this", "code-new", within=admin.page.locator(".sheet", has_text="Pledge of candidates"))
    admin.press("Add and go on to its text", "code-review")
    admin.fill("Version", "1")
    admin.fill("In force from", "2030-10-01")
    admin.press("Save this version", "code-version")
    admin.says("I shall not undertake official travel whose main purpose is my campaign.")
    admin.open(f"{PLACE}/codes/", "codes")


def give_account(admin: Visitor) -> str:
    """Make the candidate's account with its role; the first password, which is shown once."""
    admin.open("/users/")
    admin.follow("Add a user", "user-new")
    admin.fill("Name", "Robin Alder")
    admin.fill("E-mail address", "alder@example.org")
    admin.send("user-first-password")
    first = admin.page.locator(".secret code").inner_text()
    admin.follow("Go on to roles", "user-roles")
    admin.choose("Role", "Candidate")
    admin.page.locator("select[name=candidate]").select_option("dg-2031/alder")
    admin.press("Give the role", "user-with-role")
    assert first not in admin.page.content()
    admin.open("/users/", "users")
    return first


def give_other_roles(world: World) -> dict[Role, str]:
    """Make the others by the verbs; their addresses by role."""
    with world.look() as uow:
        contest = uow.session.scalars(select(Contest.id).where(Contest.slug == "dg-2031")).one()
    names = {Role.OFFICER: "Noor Cedar", Role.CHAIR: "Amina Dogwood", Role.OBSERVER: "Jo Hazel"}
    for role, name in names.items():
        world.user(role, contest, name=name)
    return {role: f"{role.value}{number}@example.org" for number, role in enumerate(names, start=2)}
