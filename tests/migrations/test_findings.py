"""The migration that lets findings end in more ways."""

import pytest
from sqlalchemy.exc import IntegrityError

from compliance import schema
from compliance.incidents import service
from compliance.incidents.terms import Result, Stage
from tests.factories.cases import finding, setting
from tests.factories.world import World

BEFORE = "0004"


def test_a_finding_that_the_older_schema_cannot_hold_stops_the_way_back(world: World) -> None:
    """To go back is refused while a finding has a new result: it is not turned into another one."""
    scene = setting(world)
    reference = scene.at(Stage.REPLIED, "4(a)")
    with world.act(scene.officer) as uow:
        service.find(uow, scene.allegation(uow, reference), finding(Result.REFERRED))
    engine = world.edge.engine
    engine.dispose()
    with pytest.raises(RuntimeError, match="1 rows of finding have a result that the older schema does not know"):
        schema.downgrade(engine, BEFORE)
    assert schema.current(engine) == schema.newest()


def test_no_other_result_is_let_in(world: World) -> None:
    """The database itself refuses a result that is none, after the migration as before it."""
    scene = setting(world)
    reference = scene.at(Stage.CONCLUDED, "4(a)")
    assert reference
    for revision in (None, BEFORE, "head"):
        engine = world.edge.engine
        engine.dispose()
        if revision == "head":
            schema.upgrade(engine)
        elif revision is not None:
            schema.downgrade(engine, revision)
        with pytest.raises(IntegrityError, match="ck_finding_result"), engine.begin() as connection:
            connection.exec_driver_sql("UPDATE finding SET result = 'guilty'")
