"""Relations to candidates, the recusals proposed because of them, replacements, and whom reports pass over."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.identity import queries, service
from compliance.identity.models import Recusal, RecusalProposal, Relation, User
from compliance.identity.terms import PROPOSES_RECUSAL, ProposalState, RelationKind
from compliance.incidents import queries as incidents
from compliance.incidents import service as cases
from compliance.notifications.models import Intent
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World
from tests.statements import statements


@dataclass
class Council:
    """A contest under way with a chair, a member of the bureau and two more officers."""

    made: Setting
    chair: int
    bureau: int
    anna: int
    ben: int

    def declare(self, user_id: int, kind: RelationKind, candidacy_id: int, by: int | None = None) -> int:
        """Put a relation on record, by the person unless somebody else is named; return its key."""
        with self.made.world.act(self.made.world.actor(by or user_id)) as uow:
            command = service.NewRelation(kind, candidacy_id, "Since 2029.")
            user = uow.session.get_one(User, user_id)
            return service.declare_relation(uow, user, self.made.contest, command).id

    def proposals(self, user_id: int) -> list[ProposalState]:
        """What became of the proposals to somebody."""
        with self.made.world.look() as uow:
            query = select(RecusalProposal.state).where(RecusalProposal.user_id == user_id).order_by(RecusalProposal.id)
            return list(uow.session.scalars(query))

    def name(self, replaced: int | None, replacement: int, role: Role | None = None, **days: date) -> None:
        """Name a replacement, as the chair."""
        with self.made.world.act(self.made.world.actor(self.chair)) as uow:
            command = service.NewReplacement(replaced, role, replacement, days.get("start", TODAY), days.get("end"))
            service.name_replacement(uow, self.made.contest, command)

    def recuse(self, user_id: int, **scope: int) -> None:
        """Somebody keeps out, by their own word."""
        with self.made.world.act(self.made.world.actor(user_id)) as uow:
            user = uow.session.get_one(User, user_id)
            service.recuse(uow, user, self.made.contest, "They are related.", **scope)


@pytest.fixture
def council(world: World) -> Council:
    """A contest with everybody."""
    made = setting(world)
    return Council(
        made,
        world.user(Role.CHAIR, made.contest, name="Pat Stone"),
        world.user(Role.BUREAU, made.contest, name="Bo Lake"),
        world.user(Role.OFFICER, made.contest, name="Anna Reed"),
        world.user(Role.OFFICER, made.contest, name="Ben Rush"),
    )


@pytest.mark.parametrize("kind", list(RelationKind))
def test_which_relations_propose_a_recusal_is_the_same_for_all(council: Council, kind: RelationKind) -> None:
    """Each kind of relation proposes a recusal for one candidate just when it does for the other."""
    council.declare(council.anna, kind, council.made.alder)
    council.declare(council.anna, kind, council.made.birch)
    expected = [ProposalState.OPEN] * 2 if kind in PROPOSES_RECUSAL else []
    assert council.proposals(council.anna) == expected


def test_nobody_is_asked_twice(council: Council) -> None:
    """A second relation to the same candidate, or one of who keeps out already, proposes nothing more."""
    council.declare(council.anna, RelationKind.RIVAL, council.made.alder)
    council.declare(council.anna, RelationKind.SAME_STATE, council.made.alder)
    assert council.proposals(council.anna) == [ProposalState.OPEN]
    council.recuse(council.ben)
    council.declare(council.ben, RelationKind.SAME_STATE, council.made.alder)
    assert council.proposals(council.ben) == []
    with pytest.raises(Invalid):
        council.declare(council.anna, RelationKind.RIVAL, council.made.alder)


def test_a_relation_names_a_candidate_and_another_one_says_which(council: Council) -> None:
    """A stranger's candidacy and another relation without a note are refused, each in its place."""
    with council.made.world.look(council.made.world.actor(council.anna)) as uow:
        user = uow.session.get_one(User, council.anna)
        with pytest.raises(Invalid) as refusal:
            service.declare_relation(uow, user, council.made.contest, service.NewRelation(RelationKind.OTHER, 99))
    assert {fault.place for fault in refusal.value.faults} == {"candidate", "note"}


def test_officers_record_relations_of_nobody_else(council: Council) -> None:
    """The chair records another's relation; an officer does not."""
    council.declare(council.anna, RelationKind.RIVAL, council.made.alder, by=council.chair)
    with pytest.raises(NotFound):
        council.declare(council.anna, RelationKind.RIVAL, council.made.birch, by=council.ben)


def test_the_person_accepts_at_once_and_keeps_out_from_then_on(council: Council) -> None:
    """What they accept is a recusal from this candidate's cases, with the relation as its reason."""
    council.declare(council.anna, RelationKind.REPORTS_TO, council.made.alder)
    with council.made.world.act(council.made.world.actor(council.anna)) as uow:
        proposal = uow.session.scalars(select(RecusalProposal)).one()
        service.accept_proposal(uow, proposal)
    assert council.proposals(council.anna) == [ProposalState.ACCEPTED]
    with council.made.world.look() as uow:
        recusal = uow.session.scalars(select(Recusal)).one()
        assert (recusal.candidacy_id, recusal.reason) == (council.made.alder, "Reports to: Robin Alder.")
    assert council.made.world.actor(council.anna).recused_candidacies == {council.made.alder}


def test_declining_needs_the_chair_and_a_reason(council: Council) -> None:
    """Neither the person nor another officer nor an administrator declines; the chair does, and says why."""
    council.declare(council.anna, RelationKind.SAME_STATE, council.made.alder)
    administrator = council.made.world.user(Role.ADMINISTRATOR)
    for user_id in (council.anna, council.ben, administrator):
        with council.made.world.look(council.made.world.actor(user_id)) as uow, pytest.raises(Forbidden):
            service.decline_proposal(uow, uow.session.scalars(select(RecusalProposal)).one(), "It is a large state.")
    with council.made.world.act(council.made.world.actor(council.chair)) as uow:
        proposal = uow.session.scalars(select(RecusalProposal)).one()
        with pytest.raises(Invalid):
            service.decline_proposal(uow, proposal, " ")
        service.decline_proposal(uow, proposal, "It is a large state.")
        assert (proposal.reason, proposal.decided_by) == ("It is a large state.", "Pat Stone")


def test_a_chair_decides_nothing_about_themselves(council: Council) -> None:
    """The chair's own proposal can be accepted by the chair, not declined."""
    council.declare(council.chair, RelationKind.NOMINATED_BY, council.made.alder)
    with council.made.world.act(council.made.world.actor(council.chair)) as uow:
        proposal = uow.session.scalars(select(RecusalProposal)).one()
        with pytest.raises(Forbidden):
            service.decline_proposal(uow, proposal, "I am fair.")
        service.accept_proposal(uow, proposal)


def test_the_person_and_the_chair_are_told_of_a_proposal(council: Council) -> None:
    """A proposal recorded by the chair tells the person; one's own declaration tells the chair."""
    council.declare(council.anna, RelationKind.RIVAL, council.made.alder)
    council.declare(council.ben, RelationKind.RIVAL, council.made.alder, by=council.chair)
    with council.made.world.look() as uow:
        query = select(Intent.user_id).where(Intent.event == "recusal.proposed").order_by(Intent.id)
        assert list(uow.session.scalars(query)) == [council.chair, council.ben]


def test_a_chain_of_replacements_leads_nowhere_twice(council: Council) -> None:
    """A rule that would lead back to whoever is replaced is refused, however long the way."""
    council.name(council.anna, council.ben)
    council.name(council.ben, council.made.officer.user_id or 0)
    for replaced, replacement in ((council.made.officer.user_id, council.anna), (council.anna, council.anna)):
        with pytest.raises(Invalid):
            council.name(replaced, replacement)


def test_replacements_are_of_one_body_and_one_at_a_time(council: Council) -> None:
    """Officers replace officers, chair and bureau one another; of two rules for the same days the second is refused."""
    council.name(None, council.bureau, role=Role.CHAIR)
    for replaced, replacement in ((council.anna, council.chair), (council.chair, council.anna)):
        with pytest.raises(Invalid):
            council.name(replaced, replacement)
    council.name(council.anna, council.ben, end=date(2031, 3, 1))
    with pytest.raises(Invalid):
        council.name(council.anna, council.made.officer.user_id or 0, start=date(2031, 3, 1))
    council.name(council.anna, council.made.officer.user_id or 0, start=date(2031, 3, 2))
    with pytest.raises(Invalid):
        council.name(council.ben, council.made.officer.user_id or 0, end=date(2031, 1, 1))


def test_officers_do_not_route_for_themselves(council: Council) -> None:
    """Naming replacements and the head is for the chair and administrators."""
    with council.made.world.look(council.made.world.actor(council.anna)) as uow:
        with pytest.raises(Forbidden):
            service.set_head(uow, council.made.contest, council.made.alder)
        command = service.NewReplacement(council.anna, None, council.ben, TODAY)
        with pytest.raises(Forbidden):
            service.name_replacement(uow, council.made.contest, command)


def test_a_case_that_nobody_handles_passes_to_a_replacement_named_later(council: Council) -> None:
    """The chair's home says who needs a replacement, without a word of the case; naming one hands the case over."""
    made, world = council.made, council.made.world
    reference = made.file("4(a)")
    with world.act(made.officer) as uow:
        cases.assign(uow, made.incident(uow, reference), council.anna)
    council.recuse(council.anna, candidacy_id=made.alder)
    home = world.browser(council.chair).get("/").text
    assert "Anna Reed keeps out of what they handled" in home
    assert reference not in home
    for user_id in (council.anna, council.ben):
        assert "A replacement is needed" not in world.browser(user_id).get("/").text
    council.name(council.anna, council.ben)
    assert "A replacement is needed" not in world.browser(council.chair).get("/").text
    with world.look() as uow:
        views = incidents.assignments(uow.session, made.incident(uow, reference))
        assert [(one.name, one.in_place_of) for one in views if one.ended_at is None] == [("Ben Rush", "Anna Reed")]


def test_a_chair_who_keeps_out_reads_of_no_replacement_there(council: Council) -> None:
    """Who needs a replacement for cases from which the chair keeps out is not told to the chair."""
    made = council.made
    reference = made.file("4(a)")
    with made.world.act(made.officer) as uow:
        cases.assign(uow, made.incident(uow, reference), council.anna)
    council.recuse(council.chair, candidacy_id=made.alder)
    council.recuse(council.anna, candidacy_id=made.alder)
    assert "A replacement is needed" not in made.world.browser(council.chair).get("/").text


def test_reports_pass_over_the_head_and_whoever_reports_to_the_head(council: Council) -> None:
    """They go to the chair; if the chair reports to a candidate who is the head, to who acts in the chair's place."""
    made = council.made

    def addressees() -> list[int]:
        with made.world.look() as uow:
            return list(queries.addressees(uow.session, made.contest, TODAY))

    assert addressees() == [council.chair]
    council.declare(council.chair, RelationKind.REPORTS_TO, made.alder)
    council.name(council.chair, council.bureau)
    assert addressees() == [council.chair]
    with made.world.act() as uow:
        service.set_head(uow, made.contest, made.alder)
    assert addressees() == [council.bureau]
    with made.world.act() as uow:
        service.set_head(uow, made.contest, None)
    assert addressees() == [council.chair]


def test_whoever_reports_to_the_head_is_asked_again(council: Council) -> None:
    """A proposal that was declined comes up anew when the candidate is recorded as the head."""
    council.declare(council.anna, RelationKind.REPORTS_TO, council.made.alder)
    with council.made.world.act(council.made.world.actor(council.chair)) as uow:
        service.decline_proposal(uow, uow.session.scalars(select(RecusalProposal)).one(), "Only on paper.")
        service.set_head(uow, council.made.contest, council.made.alder)
    assert council.proposals(council.anna) == [ProposalState.DECLINED, ProposalState.OPEN]


def test_pages_of_routing_lead_from_a_relation_to_a_recusal(council: Council) -> None:
    """Declared on a page, seen by the chair, declined or accepted through pages, ended on one."""
    made, base = council.made, "/contests/dg-2031"
    anna, chair = made.world.browser(council.anna), made.world.browser(council.chair)
    given = {"kind": "rival", "candidate": "alder", "note": "Stood against Alder in 2026."}
    assert "Recusal proposed" in anna.follow(f"{base}/relations/new", given).text
    anna.post(f"{base}/relations/new", given, expect=422)
    assert "Stood against" in chair.get(f"{base}/routing").text
    assert "Stood against" not in made.world.browser(council.ben).get(f"{base}/routing").text
    with made.world.look() as uow:
        proposal = uow.session.scalars(select(RecusalProposal.id)).one()
        relation = uow.session.scalars(select(Relation.id)).one()
    chair.post(f"{base}/relations/{proposal}/decline", {"reason": ""}, expect=422)
    assert "I keep out" in anna.get("/account").text
    anna.follow(f"{base}/relations/accept", {"proposal": str(proposal)})
    anna.post(f"{base}/relations/accept", {"proposal": str(proposal)}, expect=404)
    assert "Keeps out" in anna.get("/account").text
    anna.follow(f"{base}/relations/end", {"relation": str(relation)})
    assert "Is a rival of" not in chair.get(f"{base}/routing").text


def test_pages_of_routing_name_replacements_and_the_head(council: Council) -> None:
    """The chair names who acts in whose place and who heads the organisation; officers read it."""
    made, base = council.made, "/contests/dg-2031/routing"
    chair = made.world.browser(council.chair)
    with made.world.look() as uow:
        anna, ben = (uow.session.get_one(User, one).reference for one in (council.anna, council.ben))
    given = {"replaced": anna, "replacement": ben, "from_on": "2031-02-10"}
    chair.follow(f"{base}/replacements/new", given)
    chair.post(f"{base}/replacements/new", {**given, "replaced": ben, "replacement": anna}, expect=422)
    chair.follow(f"{base}/replacements/new", {**given, "replaced": "role:officer"})
    chair.follow(f"{base}/head", {"head": "alder"})
    shown = made.world.browser(council.ben).get(base).text
    assert "Robin Alder heads the organisation" in shown
    assert "They go to Pat Stone." in shown
    chair.follow(f"{base}/replacements/end", {"rule": "1"})
    assert "Anna Reed" not in chair.get(base).text


def test_pages_take_as_many_statements_however_many_relations_there_are(council: Council) -> None:
    """Routing and one's account take at most twelve, and with more people and rules no more."""
    made, counts = council.made, []
    for _round in range(2):
        for _more in range(3):
            user_id = made.world.user(Role.OFFICER, made.contest)
            council.declare(user_id, RelationKind.RIVAL, made.alder)
            council.name(user_id, council.anna)
        for user_id, path in ((council.chair, "/contests/dg-2031/routing"), (council.anna, "/account")):
            browser = made.world.browser(user_id)
            browser.get(path)
            with statements(made.world) as sent:
                browser.get(path)
            counts.append(len(sent))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
