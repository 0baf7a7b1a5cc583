"""How a due day was found is said as it was."""

from datetime import date

import pytest

from compliance.contests.calendar import WorkingCalendar
from compliance.incidents.deadlines import Step, Timing, Track
from compliance.incidents.queries import DeadlineView
from compliance.incidents.routes import counting
from tests.factories.world import World

DAY = date(2031, 3, 3)


@pytest.mark.parametrize(("step", "words"), [(Step.REPLY, "as the notice says"), (Step.REVIEW, "with the conclusion")])
def test_a_day_that_no_rule_gave_says_where_it_stands(world: World, step: Step, words: str) -> None:
    """A day for replies stands in the notice, and one to ask for a review in the conclusion."""
    view = DeadlineView(step, Track.STANDARD, None, None, DAY, DAY, DAY, None, None, None, "Ida", ())
    with world.app.test_request_context():
        said = counting.how(view, Timing(WorkingCalendar(), date(2031, 5, 20)))
    assert words in said
    assert "3 March 2031" in said
