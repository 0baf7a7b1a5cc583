"""Which clauses bind a candidate, as a page and as JSON."""

from compliance.core.access import Role
from tests.client import words
from tests.factories import pledges
from tests.factories.world import World

PAGE = "/contests/dg-2031/candidates/alder/applicability"


def stage(world: World) -> int:
    """A contest with a pledge signed on 24 February 2031."""
    contest = world.contest()
    alder = world.candidacy(contest)
    pledges.acknowledged(world, alder, pledges.version(world, pledges.instrument(world, contest)))
    return contest


def test_the_page_says_of_every_clause_when_it_bound_and_why(world: World) -> None:
    """Today is asked about unless the address names days; the reasons name the dates that decided."""
    observer = world.browser(world.user(Role.OBSERVER, stage(world)))
    assert "On 10 February 2031: 0 of 3 clauses bound." in words(observer.get(PAGE).text)
    assert PAGE in observer.get("/contests/dg-2031/candidates/alder/").text
    page = words(observer.get(f"{PAGE}?from=2031-02-20&until=2031-02-25").text)
    assert "3 of 3 clauses bound" in page
    assert "Not yet acknowledged" in page
    assert "24 February 2031" in page


def test_days_that_cannot_be_asked_about_are_refused(world: World) -> None:
    """A day that is none, and an end before the beginning, are named beside their fields."""
    observer = world.browser(world.user(Role.OBSERVER, stage(world)))
    observer.get(f"{PAGE}?from=2031-02-30", expect=422)
    page = observer.get(f"{PAGE}?from=2031-02-20&until=2031-02-19", expect=422)
    assert "cannot end before it begins" in words(page.text)
    observer.get(f"{PAGE}.json?from=nonsense", expect=422)
    observer.get(PAGE.replace("alder", "birch"), expect=404)


def test_the_json_is_that_of_the_command(world: World) -> None:
    """The same keys and values, in the same order."""
    observer = world.browser(world.user(Role.OBSERVER, stage(world)))
    answer = observer.get(f"{PAGE}.json?from=2031-02-20&until=2031-02-25").json
    assert answer is not None
    assert list(answer) == ["contest", "candidate", "from", "until", "clauses"]
    assert [one["clause"] for one in answer["clauses"]] == ["1", "2", "3"]
    assert list(answer["clauses"][0]) == ["instrument", "version", "clause", "can_be_alleged", "runs"]
    assert [run["outcome"] for run in answer["clauses"][0]["runs"]] == ["not_yet_acknowledged", "binding"]


def test_outsiders_are_told_nothing(world: World) -> None:
    """Without a role in the contest there is no such page."""
    stage(world)
    world.browser(world.user()).get(PAGE, expect=404)
