"""Nobody stands on two sides of a contest."""

import pytest

from compliance.core.access import Role
from compliance.core.errors import Invalid
from compliance.identity import service
from compliance.identity.models import User
from compliance.pledges import policy
from tests.factories.world import World


@pytest.mark.parametrize("other", [Role.OFFICER, Role.CHAIR, Role.BUREAU, Role.OBSERVER])
def test_a_candidate_is_nothing_else_in_the_contest(world: World, other: Role) -> None:
    """A candidate reads neither cases nor the log, whose times tell when an incident is filed."""
    contest = world.contest()
    person = world.user(Role.CANDIDATE, contest, world.candidacy(contest))
    with world.act() as uow, pytest.raises(Invalid, match="both sides"):
        service.give_role(uow, uow.session.get_one(User, person), other, contest_id=contest)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.BUREAU])
def test_who_is_recused_from_a_candidate_reads_no_statement_of_theirs(world: World, role: Role) -> None:
    """Why a candidate declined a clause is not for whoever keeps out of their affairs, the chair included."""
    contest = world.contest()
    alder, person = world.candidacy(contest), world.user(role, contest)
    assert policy.may_read_statements(world.actor(person), contest, alder)
    with world.act() as uow:
        service.recuse(uow, uow.session.get_one(User, person), contest, "Cousins.", candidacy_id=alder)
    assert not policy.may_read_statements(world.actor(person), contest, alder)
