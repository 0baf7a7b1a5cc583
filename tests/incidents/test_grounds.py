"""An incident is inadmissible on one ground of a list, and each ground is held to what it says."""

import pytest

from compliance.core.access import Role
from compliance.core.errors import Invalid
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.models import Incident
from compliance.incidents.terms import InadmissibilityGround as Ground
from compliance.incidents.terms import LinkKind, Stage
from tests.client import words
from tests.factories.cases import ASSESSED, Setting, setting
from tests.factories.world import World
from tests.incidents.refusals import places

BASE = "/contests/dg-2031/incidents"


def _no(ground: Ground | None, other: str | None = None) -> service.Assessment:
    return service.Assessment(False, "Looked at on Tuesday.", ASSESSED, ground, other)


def _refused(made: Setting, reference: str, command: service.Assessment) -> set[str]:
    return places(made, reference, lambda uow, it: service.assess(uow, it, command))


def _assess(made: Setting, reference: str, command: service.Assessment) -> None:
    with made.world.act(made.officer) as uow:
        service.assess(uow, made.incident(uow, reference), command)


def _stages(made: Setting, reference: str) -> tuple[queries.StageView, ...]:
    with made.world.look(made.officer) as uow:
        return queries.case(uow.session, made.incident(uow, reference), uow.actor).stages


def test_a_ground_is_given_for_the_inadmissible_alone(world: World) -> None:
    """Without a ground nothing is found inadmissible; what is admissible keeps none."""
    made = setting(world)
    first, second = made.file("5"), made.file("5")
    assert _refused(made, first, _no(None)) == {"ground"}
    _assess(made, first, _no(Ground.NO_PRIMA_FACIE))
    assert [step.ground for step in _stages(made, first)] == [None, Ground.NO_PRIMA_FACIE]
    _assess(made, second, service.Assessment(True, "It is for us.", ASSESSED, Ground.NO_CLAUSE))
    assert [step.ground for step in _stages(made, second)] == [None, None]


def test_did_not_bind_is_held_against_what_bound(world: World) -> None:
    """The ground is refused while a clause is alleged that did bind, and the refusal names it."""
    made = setting(world)
    reference = made.file("5")
    with world.act(made.officer) as uow, pytest.raises(Invalid) as refusal:
        service.assess(uow, made.incident(uow, reference), _no(Ground.DID_NOT_BIND))
    assert refusal.value.faults[0].place == "ground"
    assert "5 of Standards of Conduct" in refusal.value.faults[0].message
    unbound = made.file(allegations=(service.NewAllegation(made.clauses["9"], "It is still quoted."),))
    _assess(made, unbound, _no(Ground.DID_NOT_BIND))
    assert _stages(made, unbound)[-1].ground is Ground.DID_NOT_BIND


def test_a_duplicate_names_the_case_that_it_repeats(world: World) -> None:
    """A duplicate needs the other case, is linked to it, and none is the duplicate of itself."""
    made = setting(world)
    first, again = made.file("5"), made.file("5")
    assert _refused(made, again, _no(Ground.DUPLICATE)) == {"other"}
    assert _refused(made, again, _no(Ground.DUPLICATE, again)) == {"other"}
    assert _refused(made, again, _no(Ground.DUPLICATE, "NOWHERE")) == {"other"}
    _assess(made, again, _no(Ground.DUPLICATE, first.lower()))
    with world.look(made.officer) as uow:
        (seen,) = queries.links_of(uow.session, made.incident(uow, first), uow.actor)
    assert (seen.kind, seen.forth, seen.other_reference) == (LinkKind.DUPLICATE_OF, False, again)


def test_bad_faith_needs_a_case_of_its_own(world: World) -> None:
    """A report is not put aside as made in bad faith unless there is a case about that."""
    made = setting(world)
    reference, about_it = made.file("5"), made.file("4(a)", title="A report made up")
    assert _refused(made, reference, _no(Ground.BAD_FAITH)) == {"other"}
    _assess(made, reference, _no(Ground.BAD_FAITH, about_it))
    assert _stages(made, reference)[-1].ground is Ground.BAD_FAITH


def test_a_duplicate_does_not_tell_of_a_case_from_which_one_is_recused(world: World) -> None:
    """An officer kept out of the repeated case is not told that this one repeats another."""
    made = setting(world)
    first, again = made.file("5"), made.file("5")
    _assess(made, again, _no(Ground.DUPLICATE, first))
    recused = world.user(Role.OFFICER, made.contest)
    with world.act() as uow:
        incident_id = made.incident(uow, first).id
        identity.recuse(uow, uow.session.get_one(User, recused), made.contest, "A friend.", incident_id=incident_id)
    page = words(world.browser(recused).get(f"{BASE}/{again}/").text)
    assert "Inadmissible" in page
    assert "Duplicate" not in page
    assert "Looked at on Tuesday." not in page
    assert first not in world.browser(recused).get(f"{BASE}/{again}/links/").text
    assert "Duplicate of another case: Looked at on Tuesday." in words(
        world.browser(made.officer.user_id).get(f"{BASE}/{again}/").text
    )


def test_the_form_asks_for_the_ground(world: World) -> None:
    """The list is on the form; a fault with the other case stands beside its field, and nothing is lost."""
    made = setting(world)
    reference = made.file("5")
    browser = world.browser(made.officer.user_id)
    sent = {"admissible": "no", "ground": "duplicate", "reason": "Said before.", "decided_on": "2031-02-04"}
    page = browser.post(f"{BASE}/{reference}/assess", sent, expect=422).text
    assert "Give the reference of the case that this one repeats" in page
    assert "Said before." in page
    browser.post(f"{BASE}/{reference}/assess", {**sent, "ground": "no_clause"}, expect=302)
    with world.look(made.officer) as uow:
        assert made.incident(uow, reference).stage is Stage.INADMISSIBLE
        assert isinstance(made.incident(uow, reference), Incident)
