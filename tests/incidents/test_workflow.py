"""The legal moves."""

import pytest

from compliance.core.errors import Forbidden
from compliance.incidents.terms import Stage
from compliance.incidents.workflow import MOVES, check_move


def test_every_stage_has_its_moves_and_can_be_reached() -> None:
    """No stage is left out, and each but the first is where some move leads."""
    assert set(MOVES) == set(Stage)
    assert set().union(*MOVES.values()) == set(Stage) - {Stage.RECEIVED}


def test_an_illegal_move_is_refused_in_words() -> None:
    """A move that skips a step names both stages."""
    check_move(Stage.REPLY_OVERDUE, Stage.REPLIED)
    with pytest.raises(Forbidden, match="received cannot become concluded"):
        check_move(Stage.RECEIVED, Stage.CONCLUDED)
