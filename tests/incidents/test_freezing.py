"""What something was alleged against keeps its wording."""

from sqlalchemy import select

from compliance.codes.models import Clause
from compliance.codes.service import frozen_because
from compliance.incidents.models import Allegation
from compliance.incidents.terms import Stage
from tests.factories.cases import setting
from tests.factories.world import World


def test_a_version_that_something_was_alleged_against_is_frozen(world: World) -> None:
    """From the first allegation on, the version's wording stands, and the reason tells nothing of the case."""
    scene = setting(world)
    with world.look() as uow:
        versions = uow.session.scalars(select(Clause.version_id).distinct()).all()
        before = {version: frozen_because(uow.session, version) for version in versions}
    scene.at(Stage.RECEIVED)
    with world.look() as uow:
        alleged = set(
            uow.session.scalars(select(Clause.version_id).join(Allegation, Allegation.clause_id == Clause.id))
        )
        assert alleged
        for version in alleged:
            reason = frozen_because(uow.session, version)
            assert reason
            assert before[version] == "" or before[version] == reason
            assert "alleg" not in reason.lower()
