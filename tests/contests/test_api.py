"""Programs read and set which days count in a contest."""

from tests.api import Program
from tests.factories.cases import Setting

CALENDAR = "/contests/dg-2031/calendar"
GENEVA = {"revision": 0, "country": "CH", "subdivision": "GE", "weekend": ["sunday", "saturday"]}


def test_the_calendar_is_set_from_the_revision_that_was_read(office: Program, side: Program) -> None:
    """Everybody reads it, with the holidays of the campaign; a change from an older revision is a conflict."""
    usual = side.get(CALENDAR)
    assert (usual["revision"], usual["weekend"], usual["free"]) == (0, ["saturday", "sunday"], [])
    own = {"free_days": {"2031-02-12": "Founders' Day"}, "working_days": {"2031-02-15": "Worked in exchange"}}
    changed = office.put(CALENDAR, GENEVA | own, key="calendar")
    assert office.put(CALENDAR, GENEVA | own, key="calendar") == changed
    assert (changed["country"], changed["free_days"]) == ("CH", own["free_days"])
    assert {"on": "2031-02-12", "why": "Founders' Day"} in changed["free"]
    assert side.get(CALENDAR) == changed
    office.put(CALENDAR, GENEVA, expect=409)
    assert office.put(CALENDAR, GENEVA | {"revision": changed["revision"]})["free_days"] == {}


def test_each_fault_of_a_calendar_has_its_place(office: Program) -> None:
    """A country that is not known, a week without a working day and a day that is none are told, each by its field."""
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    wrong = [
        (GENEVA | {"country": "XX"}, "country"),
        (GENEVA | {"subdivision": "QQ"}, "subdivision"),
        (GENEVA | {"weekend": week}, "weekend"),
        (GENEVA | {"weekend": ["someday"]}, "weekend"),
        (GENEVA | {"free_days": {"2031-02-12": " "}}, "free_days"),
    ]
    for body, place in wrong:
        assert [one["place"] for one in office.put(CALENDAR, body, expect=422)["errors"]] == [place]
    (fault,) = office.put(CALENDAR, GENEVA | {"free_days": {"never": "Never"}}, expect=422)["errors"]
    assert fault["place"].startswith("free_days")


def test_who_may_not_edit_is_told_so_before_what_is_wrong(made: Setting, office: Program, side: Program) -> None:
    """A candidate finds nothing to set, and an officer who keeps out of the contest is refused."""
    side.put(CALENDAR, {"nonsense": 1}, expect=404)
    office.post("/contests/dg-2031/recusals", {"reason": "We are related."}, expect=201)
    assert "recused" in office.put(CALENDAR, {"nonsense": 1}, expect=403)["title"]
    assert made.world.actor(office.token.user_id).recused_contests == {made.contest}
