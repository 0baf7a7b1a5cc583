"""The pages of mail: everybody's own choice, and the administrators' look at whether mail goes out."""

from sqlalchemy import select, update

from compliance.core.access import Role
from compliance.notifications.models import Intent, Preference
from compliance.notifications.service import enqueue
from compliance.notifications.terms import State, Wish
from tests.client import words
from tests.factories.world import World

DAILY = {"wish": "daily", "hour": "7", "timezone": "Europe/Zurich"}


def _preference(world: World, user_id: int) -> Preference | None:
    with world.look() as uow:
        return uow.session.get(Preference, user_id)


def test_everybody_chooses_for_themselves(world: World) -> None:
    """A choice is kept, shown again, and can be changed."""
    person = world.user()
    browser = world.browser(person)
    assert "/account/mail" in browser.get("/account").text
    browser.get("/account/mail")
    assert browser.post("/account/mail", DAILY).location == "/account"
    kept = _preference(world, person)
    assert kept is not None
    assert (kept.wish, kept.hour, kept.timezone) == (Wish.DAILY, 7, "Europe/Zurich")
    assert '<option selected value="Europe/Zurich">' in browser.get("/account/mail").text
    browser.post("/account/mail", {**DAILY, "wish": "never"})
    kept = _preference(world, person)
    assert kept is not None
    assert kept.wish is Wish.NEVER


def test_a_choice_that_there_is_not_is_refused(world: World) -> None:
    """An unknown wish, hour or time zone is named at its field, and nothing is kept."""
    person = world.user()
    browser = world.browser(person)
    for wrong in ({"wish": "hourly"}, {"hour": "24"}, {"timezone": "Mars/Olympus"}, {"hour": "x"}):
        browser.post("/account/mail", {**DAILY, **wrong}, expect=422)
    assert _preference(world, person) is None


def test_a_choice_holds_for_what_waits(world: World) -> None:
    """What was put off to a later hour is looked at again once somebody changes their mind."""
    person = world.user()
    with world.act() as uow:
        enqueue(uow, "report.issued", [person])
        later = world.clock.now.replace(year=2032)
        uow.session.execute(update(Intent).values(next_attempt_at=later))
    world.browser(person).post("/account/mail", {**DAILY, "wish": "at_once"})
    with world.look() as uow:
        assert uow.session.scalars(select(Intent.next_attempt_at)).one() == world.clock.now


def test_administrators_see_how_many_and_why_not(world: World) -> None:
    """The page counts by state, names faults and warns where no server is set; it tells nothing of what is sent."""
    contest = world.contest()
    people = [world.user(Role.OFFICER, contest) for _ in range(3)]
    with world.act() as uow:
        enqueue(uow, "incident.filed", people, contest_id=contest, subject="incident:K7Q2MD")
        given_up = Intent.user_id == people[0]
        uow.session.execute(
            update(Intent).where(given_up).values(state=State.GIVEN_UP, last_error="SMTPRecipientsRefused")
        )
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    page = browser.get("/mail").text
    for part in ("No mail server is set", "Waiting", "SMTPRecipientsRefused", "Given up"):
        assert part in words(page)
    for part in ("K7Q2MD", "incident", "officer1@"):
        assert part not in page
    assert browser.post("/mail/retry").location == "/mail"
    assert "1 mail is tried again." in words(browser.get("/mail").text)
    browser.post("/mail/retry")
    assert "There is nothing to try again." not in words(page)


def test_the_page_costs_the_same_for_few_and_many(world: World) -> None:
    """Looking at the outbox takes no more statements for fifty mails than for one."""
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    people = [world.user() for _ in range(5)]
    counted = []
    for times in (1, 10):
        for number in range(times):
            with world.act() as uow:
                enqueue(uow, "report.issued", people, key=f"{times} {number}")
        with world.statements() as sent:
            browser.get("/mail")
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 12
