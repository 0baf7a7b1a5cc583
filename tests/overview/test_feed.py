"""The calendar of due days: read by a secret address, without a word on any case."""

import re
from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import CalendarAddress, User
from compliance.incidents import service
from compliance.incidents.models import Incident
from compliance.incidents.terms import Stage
from compliance.transparency.recording import record
from tests.client import words
from tests.factories import cases
from tests.factories.world import World

SECRET = re.compile(r"/calendar/([\w-]+)\.ics")


@pytest.fixture
def made(world: World) -> cases.Setting:
    """One case that was put to the candidate, and one that was not yet."""
    made = cases.setting(world)
    made.at(Stage.NOTIFIED)
    made.at(Stage.RECEIVED, title="Hallway remarks", candidacy_id=made.birch)
    return made


def address_of(made: cases.Setting, user_id: int | None) -> str:
    """Make the address of somebody's calendar by the page of it."""
    page = made.world.browser(user_id).post("/account/calendar", expect=201).text
    found = SECRET.search(page)
    assert found
    return found.group()


def entries(made: cases.Setting, address: str) -> dict[date, str]:
    """Read a calendar as a telephone does, without signing in: what stands on which day."""
    answer = made.world.browser().get(address)
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    calendar = Calendar.from_ical(answer.data)
    return {entry.decoded("dtstart"): str(entry["summary"]) for entry in calendar.walk("VEVENT")}


def test_it_tells_how_much_is_due_on_which_day(made: cases.Setting) -> None:
    """An officer reads of each due day how much is due; the candidate of the reply alone."""
    found = entries(made, address_of(made, made.officer.user_id))
    assert found == {
        date(2031, 2, 6): "Something is due",
        date(2031, 2, 7): "Something is due",
        date(2031, 2, 17): "Something is due",
        date(2031, 3, 6): "Something is due",
    }
    made.at(Stage.RECEIVED)
    assert entries(made, address_of(made, made.officer.user_id))[date(2031, 2, 17)] == "2 things are due"
    assert entries(made, address_of(made, made.candidate.user_id)) == {cases.DUE: "Something is due"}


def test_it_tells_nothing_of_any_case(made: cases.Setting) -> None:
    """No reference, title, name, step or contest stands in it, and nothing by which cases could be told apart."""
    text = made.world.browser().get(address_of(made, made.officer.user_id)).text
    with made.world.look(made.officer) as uow:
        references = list(uow.session.scalars(select(Incident.reference)))
    told = [
        *references,
        "Mission",
        "Hallway",
        "Alder",
        "Birch",
        "Director",
        "Example",
        "dg-2031",
        "eply",
        "ssess",
        "ase",
    ]
    assert not [word for word in told if word in text]
    assert "/sign-in" in text
    values = {line for line in text.splitlines() if not line.startswith(("DTSTART", "DTEND", "UID", "DTSTAMP"))}
    assert len([line for line in values if line.startswith("SUMMARY")]) == 1


def test_who_keeps_out_of_something_does_not_find_it_there(made: cases.Setting) -> None:
    """Recusal empties the calendar at once of what it is from, and nobody without work has an entry."""
    address = address_of(made, made.officer.user_id)
    with made.world.act() as uow:
        user = uow.session.get_one(User, made.officer.user_id)
        identity.recuse(uow, user, made.contest, "A cousin.", candidacy_id=made.alder)
    assert set(entries(made, address)) == {date(2031, 2, 6), date(2031, 2, 17)}
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, made.officer.user_id), made.contest, "An offer.")
    assert entries(made, address) == {}
    chair = made.world.user(Role.CHAIR, made.contest)
    assert entries(made, address_of(made, chair)) == {}


def test_only_a_digest_is_kept_and_a_new_address_ends_the_old_one(made: cases.Setting) -> None:
    """The address stands in no table; making another, revoking it, or closing the account ends it."""
    first = address_of(made, made.officer.user_id)
    second = address_of(made, made.officer.user_id)
    browser = made.world.browser(made.officer.user_id)
    assert "cannot be shown again" in words(browser.get("/account/calendar").text)
    made.world.browser().get(first, expect=404)
    entries(made, second)
    with made.world.look() as uow:
        kept = uow.session.scalars(select(CalendarAddress)).all()
        assert not [one for one in kept if one.secret_digest in second or second.split("/")[-1] in one.secret_digest]
    browser.post("/account/calendar/revoke")
    made.world.browser().get(second, expect=404)
    assert "no address yet" in words(browser.get("/account/calendar").text)
    made.world.browser().get("/calendar/nonsense.ics", expect=404)


def test_who_cannot_sign_in_has_no_calendar(made: cases.Setting) -> None:
    """The address of a closed account gives nothing, and so does that of somebody who must change the password."""
    address = address_of(made, made.officer.user_id)
    for field, value in (("must_change_password", True), ("is_active", False)):
        with made.world.act() as uow:
            user = uow.session.get_one(User, made.officer.user_id)
            user.must_change_password = False
            setattr(user, field, value)
            record(uow, "test.user_changed", f"user:{user.reference}")
        made.world.browser().get(address, expect=404)


def test_what_waits_is_not_due(made: cases.Setting) -> None:
    """While a case waits for somebody outside, none of its steps of the office stands in the calendar."""
    reference = made.at(Stage.ADMISSIBLE, title="A case that waits")
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.suspend(uow, incident, "They have it.", "The auditors")
    assert date(2031, 2, 11) not in entries(made, address_of(made, made.officer.user_id))
