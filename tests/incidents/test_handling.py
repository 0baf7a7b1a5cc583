"""Who handles a case: assigned, refused, replaced, and who knows of a case that is confined."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.identity import queries as identity
from compliance.identity import service as people
from compliance.identity.models import Assignment, Replacement, User
from compliance.incidents import policy, queries, service
from compliance.incidents.terms import Stage
from compliance.transparency.models import LogEntry
from compliance.transparency.recording import record
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World


@dataclass
class Office:
    """A contest with three more officers."""

    made: Setting
    anna: int
    ben: int
    cleo: int

    def actor(self, user_id: int) -> Actor:
        """An officer as an actor, as they are now."""
        return self.made.world.actor(user_id)

    def assign(self, reference: str, *user_ids: int) -> None:
        """Assign officers to a case."""
        for user_id in user_ids:
            with self.made.world.act(self.made.officer) as uow:
                service.assign(uow, self.made.incident(uow, reference), user_id)

    def recuse(self, user_id: int, **scope: int) -> None:
        """Let somebody keep out, by their own word."""
        with self.made.world.act(self.actor(user_id)) as uow:
            user = uow.session.get_one(User, user_id)
            people.recuse(uow, user, self.made.contest, "We served together.", **scope)

    def replace(self, replacement: int, *, replaced: int | None = None, role: Role | None = None) -> None:
        """Name a replacement without a verb."""
        with self.made.world.act() as uow:
            uow.session.add(
                Replacement(
                    contest_id=self.made.contest,
                    replaced_id=replaced,
                    role=role,
                    replacement_id=replacement,
                    from_on=TODAY,
                    recorded_at=uow.now,
                    recorded_by="Test",
                )
            )
            record(uow, "test.replaced", "test")

    def handling(self, reference: str) -> list[tuple[str, bool, str | None]]:
        """Who handles a case now: name, whether they lead, in whose place."""
        with self.made.world.look() as uow:
            views = queries.assignments(uow.session, self.made.incident(uow, reference))
        return [(one.name, one.leads, one.in_place_of) for one in views if one.ended_at is None]

    def id_of(self, reference: str) -> int:
        """The key of a case."""
        with self.made.world.look() as uow:
            return self.made.incident(uow, reference).id

    def sees(self, user_id: int, reference: str) -> bool:
        """Whether an officer finds a case."""
        actor = self.actor(user_id)
        with self.made.world.look(actor) as uow:
            try:
                incident = self.made.incident(uow, reference)
            except NotFound:
                return False
            assert policy.may_see(actor, incident)
            return True


@pytest.fixture
def office(world: World) -> Office:
    """A contest under way with four officers."""
    made = setting(world)
    anna, ben, cleo = (world.user(Role.OFFICER, made.contest, name=name) for name in ("Anna", "Ben", "Cleo"))
    return Office(made, anna, ben, cleo)


def test_the_first_officer_leads_until_another_one_is_to(office: Office) -> None:
    """Whoever is assigned first leads; others handle the case with them; a new lead takes over."""
    reference = office.made.file("4(a)")
    office.assign(reference, office.anna, office.ben)
    assert office.handling(reference) == [("Anna", True, None), ("Ben", False, None)]
    with office.made.world.act(office.made.officer) as uow:
        service.assign(uow, office.made.incident(uow, reference), office.cleo, "She knows the file.", leads=True)
    assert [one for one in office.handling(reference) if one[1]] == [("Cleo", True, None)]


def test_the_lead_passes_on_when_whoever_led_leaves(office: Office) -> None:
    """When the lead is unassigned, with a reason, whoever has handled the case longest leads."""
    reference = office.made.file("4(a)")
    office.assign(reference, office.anna, office.ben, office.cleo)
    with office.made.world.act(office.made.officer) as uow:
        with pytest.raises(Invalid):
            service.unassign(uow, office.made.incident(uow, reference), office.anna, " ")
        service.unassign(uow, office.made.incident(uow, reference), office.anna, "On leave.")
    assert office.handling(reference) == [("Ben", True, None), ("Cleo", False, None)]


@pytest.mark.parametrize("scope", ["contest", "candidacy", "incident"])
def test_whoever_keeps_out_is_not_assigned_and_it_is_said_why(office: Office, scope: str) -> None:
    """Assignment refuses the recused, whatever the scope, in a sentence that names them."""
    reference = office.made.file("4(a)")
    scopes = {"contest": {}, "candidacy": {"candidacy_id": office.made.alder}}
    office.recuse(office.ben, **scopes.get(scope, {"incident_id": office.id_of(reference)}))
    with office.made.world.look(office.made.officer) as uow, pytest.raises(Invalid) as refusal:
        service.assign(uow, office.made.incident(uow, reference), office.ben)
    (fault,) = refusal.value.faults
    assert fault.place == "person"
    words = {"contest": "the whole contest", "candidacy": "the cases of Robin Alder", "incident": "out of this case"}
    assert fault.message.startswith("Ben ")
    assert words[scope] in fault.message


def test_nobody_else_is_assigned(office: Office, world: World) -> None:
    """Who is no officer of the contest, or handles the case already, is refused."""
    reference = office.made.file("4(a)")
    chair = world.user(Role.CHAIR, office.made.contest)
    office.assign(reference, office.anna)
    for user_id in (chair, office.anna, 99_999):
        with world.look(office.made.officer) as uow, pytest.raises(Invalid):
            service.assign(uow, office.made.incident(uow, reference), user_id)


def test_a_case_passes_to_the_first_in_the_chain_who_may_handle_it(office: Office) -> None:
    """Anna's replacement is Ben, who keeps out too; his is Cleo: so Cleo takes over, in the place of Anna."""
    reference = office.made.file("4(a)")
    office.assign(reference, office.anna)
    office.replace(office.ben, replaced=office.anna)
    office.replace(office.cleo, replaced=office.ben)
    office.recuse(office.ben, candidacy_id=office.made.alder)
    office.recuse(office.anna, candidacy_id=office.made.alder)
    assert office.handling(reference) == [("Cleo", True, "Anna")]
    assert not office.sees(office.anna, reference)


def test_a_rule_for_the_role_serves_whoever_has_none_of_their_own(office: Office) -> None:
    """The replacement of officers takes over from one for whom nobody else is named."""
    reference = office.made.file("4(a)")
    office.assign(reference, office.anna)
    office.replace(office.cleo, role=Role.OFFICER)
    office.recuse(office.anna)
    assert office.handling(reference) == [("Cleo", True, "Anna")]


def test_without_a_replacement_nobody_handles_it(office: Office) -> None:
    """A chain that leads to nobody leaves a case without a handler, and only the cases concerned."""
    reference = office.made.file("4(a)")
    other = office.made.file("4(a)", candidacy_id=office.made.birch)
    office.assign(reference, office.anna)
    office.assign(other, office.anna)
    office.replace(office.ben, replaced=office.anna)
    office.replace(office.anna, replaced=office.ben)
    office.recuse(office.ben)
    office.recuse(office.anna, candidacy_id=office.made.alder)
    assert office.handling(reference) == []
    assert office.handling(other) == [("Anna", True, None)]


def test_a_confined_case_is_known_to_those_assigned_alone(office: Office, world: World) -> None:
    """After a case is confined other officers do not find it; lists, policies and mails agree; the system sees it."""
    reference, other = office.made.file("4(a)"), office.made.file("4(a)")
    office.assign(reference, office.cleo)
    with world.act(office.made.officer) as uow:
        incident = office.made.incident(uow, reference)
        service.restrict(uow, incident, "It names somebody who may suffer for it.", [office.anna, office.ben])
    assert office.handling(reference) == [("Anna", True, None), ("Ben", False, None)]
    everybody = (office.made.officer.user_id or 0, office.anna, office.ben, office.cleo)
    assert [office.sees(one, reference) for one in everybody] == [False, True, True, False]
    with world.look() as uow:
        incident = office.made.incident(uow, reference)
        assert queries.handlers_of(uow.session, incident) == [office.anna, office.ben]
        for user_id, found in ((office.anna, {reference, other}), (office.cleo, {other})):
            query = queries.listing(office.actor(user_id), office.made.contest)
            assert {row.reference for row in uow.session.execute(query)} == found
    office.recuse(office.anna, incident_id=incident.id)
    assert not office.sees(office.anna, reference)


def test_a_confined_case_keeps_two_handlers(office: Office, world: World) -> None:
    """A case is confined to two, with a reason, and neither is taken off it, so that no officer hides one alone."""
    reference = office.made.file("4(a)")
    with world.act(office.made.officer) as uow:
        incident = office.made.incident(uow, reference)
        with pytest.raises(Invalid) as refusal:
            service.restrict(uow, incident, "", [])
        assert {fault.place for fault in refusal.value.faults} == {"reason", "handlers"}
        with pytest.raises(Invalid, match="alone"):
            service.restrict(uow, incident, "To protect somebody.", [office.anna, office.anna])
        service.restrict(uow, incident, "To protect somebody.", [office.anna, office.ben])
    with world.act(office.actor(office.anna)) as uow:
        incident = office.made.incident(uow, reference)
        with pytest.raises(Forbidden):
            service.unassign(uow, incident, office.anna, "On leave.")
        with pytest.raises(Forbidden):
            service.restrict(uow, incident, "Again.", [office.ben])
        service.lift(uow, incident, "Nothing is to be feared any more.")
    assert office.sees(office.cleo, reference)


def test_the_respondent_still_answers_a_confined_case(office: Office, world: World) -> None:
    """What was put to the candidate stays with them, confined or not."""
    reference = office.made.at(Stage.NOTIFIED)
    with world.act(office.made.officer) as uow:
        service.restrict(uow, office.made.incident(uow, reference), "To protect somebody.", [office.anna, office.ben])
    with world.look(office.made.candidate) as uow:
        assert policy.may_reply(uow.actor, office.made.incident(uow, reference))


def test_handlers_leave_out_whoever_keeps_out_and_closed_accounts(office: Office, world: World) -> None:
    """Mails of a case go to officers with an account that is open who keep out neither of it nor of its respondent."""
    reference = office.made.file("4(a)")
    key = office.id_of(reference)
    office.recuse(office.anna, incident_id=key)
    office.recuse(office.ben, candidacy_id=office.made.alder)
    with world.act() as uow:
        people.set_active(uow, uow.session.get_one(User, office.cleo), active=False)
    with world.look() as uow:
        first = office.made.officer.user_id
        assert identity.handlers(uow.session, office.made.contest, incident_id=key) == [first]
        assert identity.handlers(uow.session, office.made.contest) == [first, office.anna, office.ben]
        assert identity.handlers(uow.session, office.made.contest, candidacy_id=office.made.alder) == [
            first,
            office.anna,
        ]
        assert identity.holders(uow.session, office.made.contest, Role.CANDIDATE) == [office.made.candidate.user_id]


def test_all_acts_of_handling_bear_one_name_in_the_log(office: Office, world: World) -> None:
    """The public part of the log tells that handling changed, not whether a case was confined."""
    reference = office.made.file("4(a)")
    office.assign(reference, office.anna)
    with world.act(office.made.officer) as uow:
        service.restrict(uow, office.made.incident(uow, reference), "To protect somebody.", [office.anna, office.ben])
    with world.look() as uow:
        query = select(LogEntry.act).where(LogEntry.subject == f"incident:{reference}").order_by(LogEntry.seq)
        assert uow.session.scalars(query).all() == ["incident.filed", "incident.routed", "incident.routed"]
        assert uow.session.scalars(select(Assignment.recorded_by)).all() == [office.made.officer.name] * 2
