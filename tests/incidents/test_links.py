"""Cases are linked, split and told apart, and nobody learns of a case through another one."""

from functools import partial

import pytest

from compliance.core.access import Actor, Role
from compliance.core.errors import Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.models import Incident
from compliance.incidents.terms import Credibility, InadmissibilityGround, LinkKind, Reliability, SourceKind, Stage
from tests.factories.cases import ASSESSED, TODAY, Setting, setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason

BASE = "/contests/dg-2031/incidents"
SOURCE = service.NewSource(
    SourceKind.CONFIDENTIAL, "Ida Elm", "ida@elm.example", "Ida saw it.", Reliability.B, Credibility.PROBABLE
)


def _link(made: Setting, reference: str, other: str, kind: LinkKind = LinkKind.RELATED) -> None:
    with made.world.act(made.officer) as uow:
        service.link(uow, made.incident(uow, reference), service.NewLink(kind, other, "The same evening."))


def _links(made: Setting, reference: str, actor: Actor | None = None) -> list[tuple[LinkKind, bool, str, bool]]:
    with made.world.look(actor or made.officer) as uow:
        found = queries.links_of(uow.session, made.incident(uow, reference), uow.actor)
    return [(one.kind, one.forth, one.other_reference, one.retracted_at is None) for one in found]


def _split(made: Setting, reference: str, **changes: object) -> str:
    given: dict[str, object] = {"title": "The other half", "reason": "Two matters.", **changes}
    with made.world.act(made.officer) as uow:
        return service.split(uow, made.incident(uow, reference), service.Split(**given)).reference  # type: ignore[arg-type]


def _recused(made: Setting, **scope: int) -> Actor:
    user_id = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, user_id), made.contest, "A friend.", **scope)
    return made.world.actor(user_id)


def _linked(command: service.NewLink, uow: UnitOfWork, incident: Incident) -> object:
    return service.link(uow, incident, command)


def _parted(command: service.Split, uow: UnitOfWork, incident: Incident) -> object:
    return service.split(uow, incident, command)


def _numbers(made: Setting, reference: str) -> list[str]:
    with made.world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        return [one.number for one in case.allegations]


def test_a_link_is_seen_from_both_cases_and_made_once(world: World) -> None:
    """One link shows on both cases; a second one like it is refused, and so is one without a reason."""
    made = setting(world)
    first, second = made.file("5"), made.file("4(a)")
    _link(made, first, second)
    assert _links(made, first) == [(LinkKind.RELATED, True, second, True)]
    assert _links(made, second) == [(LinkKind.RELATED, False, first, True)]
    back = service.NewLink(LinkKind.RELATED, first, "The same evening.")
    assert places(made, second, lambda uow, it: service.link(uow, it, back)) == {"other"}
    lacking = service.NewLink(LinkKind.SPLIT_FROM, "", " ")
    assert places(made, second, lambda uow, it: service.link(uow, it, lacking)) == {"kind", "other", "reason"}


def test_a_link_is_taken_back_with_a_reason_and_stays_on_record(world: World) -> None:
    """A link that does not hold is retracted, never deleted, and can then be made anew."""
    made = setting(world)
    first, second = made.file("5"), made.file("4(a)")
    _link(made, first, second)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, second)
        (seen,) = queries.links_of(uow.session, incident, uow.actor)
        found = queries.link_of(uow.session, incident, uow.actor, seen.reference)
        with pytest.raises(Invalid):
            service.retract_link(uow, incident, found, " ")
        service.retract_link(uow, incident, found, "Another evening.")
    assert _links(made, first) == [(LinkKind.RELATED, True, second, False)]
    _link(made, first, second)
    assert len(_links(made, first)) == 2


def test_a_case_that_ended_as_a_duplicate_keeps_its_link(world: World) -> None:
    """The link that says of what a closed case is the duplicate is not taken back without another one."""
    made = setting(world)
    first, again = made.file("5"), made.file("5")
    _link(made, again, first, LinkKind.DUPLICATE_OF)
    command = service.Assessment(False, "Said before.", ASSESSED, InadmissibilityGround.DUPLICATE)
    with world.act(made.officer) as uow:
        service.assess(uow, made.incident(uow, again), command)
        service.close(uow, made.incident(uow, again), TODAY, "Nothing to do.")
    with world.act(made.officer) as uow:
        incident = made.incident(uow, first)
        (seen,) = queries.links_of(uow.session, incident, uow.actor)
        found = queries.link_of(uow.session, incident, uow.actor, seen.reference)
        with pytest.raises(Invalid, match="link it to the case that it repeats first"):
            service.retract_link(uow, incident, found, "Not the same.")


def test_nobody_learns_of_a_case_through_a_link(world: World) -> None:
    """Whoever is recused from the other case, or the other candidate, sees no link, and can make none."""
    made = setting(world)
    first, second = made.file("5"), made.file("5", candidacy_id=made.birch)
    _link(made, first, second)
    with world.look(made.officer) as uow:
        second_id = made.incident(uow, second).id
        (seen,) = queries.links_of(uow.session, made.incident(uow, first), uow.actor)
    for actor in (_recused(made, incident_id=second_id), _recused(made, candidacy_id=made.birch)):
        assert _links(made, first, actor) == []
        with world.look(actor) as uow, pytest.raises(NotFound):
            queries.link_of(uow.session, made.incident(uow, first), actor, seen.reference)
        command = service.NewLink(LinkKind.DUPLICATE_OF, second, "I guessed.")
        assert places(made, first, partial(_linked, command), actor) == {"other"}


def test_a_case_is_split_by_clause(world: World) -> None:
    """What is chosen moves to a case of its own with summary and sources; at least one allegation stays."""
    made = setting(world)
    reference = made.file("4(a)", "4(b)", "5")
    with world.act(made.officer) as uow:
        source = service.add_source(uow, made.incident(uow, reference), SOURCE).reference
    new = _split(made, reference, positions=(1,), sources=(source,))
    assert (_numbers(made, reference), _numbers(made, new)) == (["4(a)", "5"], ["4(b)"])
    assert _links(made, new) == [(LinkKind.SPLIT_FROM, True, reference, True)]
    with world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, new), uow.actor)
        assert case.incident.summary == "Two of five days were spent with delegations."
        assert case.incident.stage is Stage.RECEIVED
        assert [one.statement for one in case.sources] == ["Ida saw it."]
        assert case.sources[0].reference != source
        left = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert new not in (left.stages[-1].reason or "")
        assert "Split off: 4(b) of Standards of Conduct." in (left.stages[-1].reason or "")
    for positions in ((), (0, 2), (7,)):
        command = service.Split("Title", "Why.", positions=positions)
        assert places(made, reference, partial(_parted, command)) == {"positions"}


def test_a_case_is_split_by_candidate(world: World) -> None:
    """The same is held against the other candidate, judged by what bound them, and the first case stays whole."""
    made = setting(world)
    reference = made.file("4(a)", "5")
    new = _split(made, reference, positions=(0,), candidacy_id=made.birch)
    assert (_numbers(made, reference), _numbers(made, new)) == (["4(a)", "5"], ["4(a)"])
    unbound = made.file(allegations=(service.NewAllegation(made.clauses["9"], "It is still quoted."),))
    command = service.Split("Title", "Why.", positions=(0,), candidacy_id=made.birch)
    assert places(made, unbound, lambda uow, it: service.split(uow, it, command)) == {"override"}
    assert _numbers(made, _split(made, unbound, positions=(0,), candidacy_id=made.birch, override="Quoted.")) == ["9"]


def test_a_case_is_split_before_notice_only(world: World) -> None:
    """What was put to the candidate stands as it was put; and nobody splits towards a candidate they keep out of."""
    made = setting(world)
    told, fresh = made.at(Stage.NOTIFIED), made.file("4(a)")
    command = service.Split("Title", "Why.", positions=(0,))
    assert "file a new incident" in reason(made, told, lambda uow, it: service.split(uow, it, command))
    actor = _recused(made, candidacy_id=made.birch)
    towards = service.Split("Title", "Why.", positions=(0,), candidacy_id=made.birch)
    with world.act(actor) as uow, pytest.raises(NotFound):
        service.split(uow, made.incident(uow, fresh), towards)


def test_the_tab_shows_links_and_its_forms_work(world: World) -> None:
    """From the tab one links, takes back and splits, and comes back to it."""
    made = setting(world)
    first, second = made.file("4(a)", "5"), made.file("4(a)", title="A second evening")
    browser = world.browser(made.officer.user_id)
    tab = f"{BASE}/{first}/links/"
    assert "This case is linked to none." in browser.get(tab).text
    browser.post(f"{BASE}/{first}/links/new", {"kind": "related", "other": "NONE", "reason": "Same."}, expect=422)
    browser.post(f"{BASE}/{first}/links/new", {"kind": "related", "other": second, "reason": "Same."}, expect=302)
    page = browser.get(tab).text
    assert "A second evening" in page
    with world.look(made.officer) as uow:
        (seen,) = queries.links_of(uow.session, made.incident(uow, first), uow.actor)
    browser.post(f"{BASE}/{first}/links/{seen.reference}/retract", {"reason": "Not so."}, expect=302)
    assert "Taken back: Not so." in browser.get(tab).text
    assert "4(a) of Standards of Conduct" in browser.get(f"{BASE}/{first}/split").text
    sent = {"title": "Split off", "candidate": "alder", "positions": "0", "reason": "Two matters."}
    browser.post(f"{BASE}/{first}/split", sent, expect=302)
    assert "Split off into" in browser.get(tab).text


def test_the_tab_costs_the_same_however_many_links(world: World) -> None:
    """The statements of the tab do not grow with the links."""
    made = setting(world)
    first = made.file("5")
    browser = world.browser(made.officer.user_id)
    counts = []
    for _round in range(2):
        for _more in range(4):
            _link(made, first, made.file("5"))
        with world.statements() as sent:
            browser.get(f"{BASE}/{first}/links/")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12
