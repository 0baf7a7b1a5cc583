"""The page on which a contest says how it puts notices: hours, checks and wording."""

import re

from compliance.core.access import Role
from tests.client import words
from tests.factories.cases import setting
from tests.factories.notices import another_officer
from tests.factories.world import World

PLACE = "/contests/dg-2031/notices"


def test_hours_are_set_and_a_wording_is_written_and_approved_by_another(world: World) -> None:
    """The officer sets hours and writes; their own approval is refused; another's brings it into force."""
    made = setting(world)
    officer, other = world.browser(made.officer.user_id), world.browser(another_officer(made).user_id)
    form = officer.get(f"{PLACE}/").text
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', form)
    assert revision
    officer.post(f"{PLACE}/", {"hours": "noon", "revision": revision.group(1)}, expect=422)
    page = officer.follow(
        f"{PLACE}/",
        {"hours": "15:00, 9:30", "second_check": "y", "reason": "A new house.", "revision": revision.group(1)},
    ).text
    assert "A new house." in page
    assert 'value="09:30 15:00"' in page
    officer.post(f"{PLACE}/", {"hours": "10:00", "reason": "Back.", "revision": "0"}, expect=409)
    assert "{facts}" in officer.get(f"{PLACE}/templates/new").text
    officer.post(f"{PLACE}/templates/new", {"title": "Ours", "text": "{facts} {source}"}, expect=422)
    page = officer.follow(f"{PLACE}/templates/new", {"title": "Ours", "text": "{facts} {clauses} {reply_due}"}).text
    link = re.search(r"/templates/(\w+)/1/", page)
    assert link
    template = f"{PLACE}{link.group(0)}"
    assert "You wrote this wording" in words(officer.get(template).text)
    officer.post(f"{template}approve", expect=403)
    assert "Not approved yet" not in words(other.follow(f"{template}approve").text)
    officer.get(f"{template}next")
    officer.follow(f"{template}next", {"title": "Ours", "text": "New: {facts} {clauses} {reply_due}"})
    assert "version 2" in words(officer.get(f"{PLACE}/").text)


def test_the_chair_reads_and_an_observer_does_not(world: World) -> None:
    """The chair sees hours and wording without a form; for observers there is no such page."""
    made = setting(world)
    page = words(world.browser(world.user(Role.CHAIR, made.contest)).get(f"{PLACE}/").text)
    assert "10:00" in page
    assert "The ethics office changes this." in page
    world.browser(world.user(Role.OBSERVER, made.contest)).get(f"{PLACE}/", expect=404)
