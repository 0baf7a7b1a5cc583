"""Two hundred workers killed in mid-sending: what is lost, and what is sent twice."""

import random

from compliance.web.transaction import utc_now
from tests.factories.world import World
from tests.notifications.killing import kill_workers

KILLS = 200


def test_killing(world: World) -> None:
    """No intent is lost, there are no more duplicates than kills, and each has the Message-ID of the first."""
    world.clock.now = utc_now()
    outcome = kill_workers(world, KILLS, random.Random())  # noqa: S311 - it chooses moments
    print(f"\n{world.edge.engine.dialect.name}: {outcome}")
    assert (outcome.unsent, outcome.lost, outcome.strange_ids) == (0, 0, 0)
    assert outcome.duplicates <= outcome.kills
