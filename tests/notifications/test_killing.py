"""Whatever kills a worker, nobody goes untold, and who is told twice can tell that it is the same mail."""

import random

from compliance.web.transaction import utc_now
from tests.factories.world import World
from tests.notifications.killing import kill_workers

KILLS = 20


def test_a_killed_worker_loses_nothing(world: World) -> None:
    """Of workers killed in mid-sending no mail is lost, each repeats at most one, and that under its Message-ID."""
    world.clock.now = utc_now()
    outcome = kill_workers(world, KILLS, random.Random(3))  # noqa: S311 - it chooses moments
    assert (outcome.unsent, outcome.lost, outcome.strange_ids) == (0, 0, 0)
    assert outcome.duplicates <= outcome.kills
