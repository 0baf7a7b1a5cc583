"""Signing, recording what was signed elsewhere, withdrawing: what is kept, who may, what is refused."""

import hashlib
import json
from datetime import date

import pytest

from compliance.candidates.models import Candidacy
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.service import frozen_because
from compliance.codes.terms import BindsBy
from compliance.core.access import Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.pledges import queries
from compliance.pledges.models import Acknowledgement, PledgeDraft
from compliance.pledges.receipt import Choice
from compliance.pledges.service import PaperPledge, Scan, SignPledge, record_paper, save_draft, sign, withdraw
from compliance.pledges.service.signing import same_name
from compliance.pledges.terms import Decision, Medium
from compliance.transparency.recording import record
from tests.factories import pledges
from tests.factories.world import World

YES = Choice(Decision.ACCEPTED)
DECLINED = Choice(Decision.DECLINED, "My staff are my witnesses.")
RESERVED = Choice(Decision.ACCEPTED_WITH_RESERVATION, "Not on Sundays.")
SCAN = Scan("pledge.pdf", "application/pdf", "ab" * 32)


class Stage:
    """A contest with a pledge of three clauses, a candidate, an agent, an officer."""

    def __init__(self, world: World) -> None:
        self.contest = world.contest()
        self.alder = world.candidacy(self.contest)
        self.instrument = pledges.instrument(world, self.contest)
        self.version = pledges.version(world, self.instrument)
        self.candidate = world.actor(world.user(Role.CANDIDATE, self.contest, self.alder))
        self.agent = world.actor(world.user(Role.AGENT, self.contest, self.alder))
        self.officer = world.actor(world.user(Role.OFFICER, self.contest))

    def rows(self, uow: UnitOfWork) -> tuple[Candidacy, InstrumentVersion]:
        """The candidacy and the version."""
        return uow.session.get_one(Candidacy, self.alder), uow.session.get_one(InstrumentVersion, self.version)


@pytest.fixture
def stage(world: World) -> Stage:
    """The stage of most tests here."""
    return Stage(world)


def faults(refusal: pytest.ExceptionInfo[Invalid]) -> set[str]:
    """The places that a refusal names."""
    return {fault.place for fault in refusal.value.faults}


def test_what_is_signed_is_kept_word_for_word(world: World, stage: Stage) -> None:
    """The text holds every clause with its decision, who signed and when, and its SHA-256 is the digest."""
    with world.act(stage.candidate) as uow:
        command = SignPledge({"1": YES, "2": RESERVED, "3": DECLINED}, " robin  ALDÉR ", "Chair of the Council")
        made = sign(uow, *stage.rows(uow), command)
    assert hashlib.sha256(made.signed_text.encode()).hexdigest() == made.signed_digest
    text = json.loads(made.signed_text)
    assert text["contest"]["slug"] == "dg-2031"
    assert text["candidate"] == {"key": "alder", "name": "Robin Alder"}
    assert (text["signatory"], text["signed_on"], text["signed_at"]) == (
        "robin ALDÉR",
        "2031-02-10",
        "2031-02-10T09:30:00+00:00",
    )
    assert [(one["number"], one.get("decision"), one.get("statement")) for one in text["clauses"]] == [
        ("A", None, None),
        ("1", "accepted", None),
        ("2", "accepted_with_reservation", "Not on Sundays."),
        ("3", "declined", "My staff are my witnesses."),
    ]
    with world.look() as uow:
        assert queries.choices_of(uow.session, made.id) == {"2": RESERVED, "3": DECLINED}
        assert queries.check(uow.session, made).holds


def test_every_clause_needs_a_decision_and_some_a_statement(world: World, stage: Stage) -> None:
    """All that is missing or wrong is named at once, clause by clause."""
    decisions = {"1": Choice(Decision.DECLINED, " "), "3": Choice(Decision.ACCEPTED_WITH_RESERVATION), "7": YES}
    with world.act(stage.candidate) as uow, pytest.raises(Invalid) as refusal:
        sign(uow, *stage.rows(uow), SignPledge(decisions, "Robin Elder"))
    assert faults(refusal) == {"decisions.1", "decisions.2", "decisions.3", "decisions.7", "typed_name"}


@pytest.mark.parametrize(
    ("typed", "name", "same"),
    [
        ("joão  da silva", "João da Silva", True),
        ("Joao Dasilva", "João da Silva", True),
        ("Zoë Weiss", "Zoe Weiß", True),
        ("João da Silva", "João da Silva Neto", False),
        ("", "", False),
        ("Anne-Marie", "Anne Marie", False),
    ],
)
def test_a_name_is_the_same_apart_from_case_spacing_and_accents(typed: str, name: str, *, same: bool) -> None:
    """Nothing else is forgiven."""
    assert same_name(typed, name) is same


def test_only_the_candidate_in_person_signs(world: World, stage: Stage) -> None:
    """An agent may prepare a draft but not sign it; an officer does not even see it."""
    with world.act(stage.agent) as uow:
        save_draft(uow, *stage.rows(uow), {"1": YES})
        with pytest.raises(Forbidden):
            sign(uow, *stage.rows(uow), SignPledge({"1": YES, "2": YES, "3": YES}, "Robin Alder"))
    with world.act(stage.officer) as uow:
        with pytest.raises(NotFound):
            save_draft(uow, *stage.rows(uow), {"1": YES})
        with pytest.raises(NotFound):
            sign(uow, *stage.rows(uow), SignPledge({}, "Robin Alder"))


def test_a_draft_grows_step_by_step_and_goes_when_the_pledge_is_signed(world: World, stage: Stage) -> None:
    """Each step keeps the ones before it; what was decided twice stands as decided last."""
    for choices in ({"1": YES}, {"2": RESERVED}, {"1": DECLINED}):
        with world.act(stage.candidate) as uow:
            draft = save_draft(uow, *stage.rows(uow), choices)
    assert {number: kept["decision"] for number, kept in draft.decisions.items()} == {
        "1": "declined",
        "2": "accepted_with_reservation",
    }
    with world.act(stage.candidate) as uow:
        with pytest.raises(Invalid):
            save_draft(uow, *stage.rows(uow), {"3": Choice(Decision.DECLINED)})
        sign(uow, *stage.rows(uow), SignPledge({"1": DECLINED, "2": YES, "3": YES}, "Robin Alder"))
    with world.look() as uow:
        assert uow.session.get(PledgeDraft, draft.id) is None


def test_signing_again_makes_another_acknowledgement(world: World, stage: Stage) -> None:
    """The first one stays as it was, with its own digest."""
    user = stage.candidate.user_id
    assert user is not None
    first = pledges.signed(world, user, stage.alder, stage.version)
    second = pledges.signed(world, user, stage.alder, stage.version, n2=DECLINED)
    with world.look() as uow:
        texts = [uow.session.get_one(Acknowledgement, one).signed_text for one in (first, second)]
        assert "declined" not in texts[0]
        assert "declined" in texts[1]


def test_a_paper_pledge_keeps_the_digest_of_its_scan(world: World, stage: Stage) -> None:
    """An officer records it with the day of signature, which cannot be to come."""
    decisions = {"1": YES, "2": YES, "3": DECLINED}
    with world.act(stage.officer) as uow:
        paper = PaperPledge(decisions, date(2031, 1, 5), "Robin Alder", "Chair of the Council")
        made = record_paper(uow, *stage.rows(uow), paper, SCAN)
        with pytest.raises(Invalid) as refusal:
            record_paper(uow, *stage.rows(uow), PaperPledge({}, date(2031, 2, 11), " "), SCAN)
    assert (made.medium, made.scan_sha256) == (Medium.PAPER, SCAN.sha256)
    assert json.loads(made.signed_text)["scan"]["sha256"] == SCAN.sha256
    assert faults(refusal) == {"decisions.1", "decisions.2", "decisions.3", "signed_on", "signatory"}
    with world.act(stage.candidate) as uow, pytest.raises(Forbidden):
        record_paper(uow, *stage.rows(uow), PaperPledge(decisions, date(2031, 1, 5), "Robin Alder"), SCAN)


def test_a_withdrawal_adds_its_day_and_changes_nothing_that_was_signed(world: World, stage: Stage) -> None:
    """It lies between the signature and today, and happens once."""
    made = pledges.acknowledged(world, stage.alder, stage.version, date(2031, 2, 1))
    with world.act(stage.officer) as uow:
        acknowledgement = uow.session.get_one(Acknowledgement, made)
        for day in (date(2031, 1, 31), date(2031, 2, 11)):
            with pytest.raises(Invalid):
                withdraw(uow, acknowledgement, day)
        withdraw(uow, acknowledgement, date(2031, 2, 5))
        with pytest.raises(Forbidden):
            withdraw(uow, acknowledgement, date(2031, 2, 6))
        assert queries.check(uow.session, acknowledgement).holds
    with world.act(stage.candidate) as uow, pytest.raises(Forbidden):
        withdraw(uow, uow.session.get_one(Acknowledgement, made), date(2031, 2, 5))


def test_nothing_is_signed_that_does_not_bind_by_signature(world: World, stage: Stage) -> None:
    """Standards bind by office, so an acknowledgement of them is refused."""
    other = pledges.instrument(world, stage.contest, "standards", BindsBy.OFFICE)
    version = pledges.version(world, other)
    with pytest.raises(Invalid):
        pledges.acknowledged(world, stage.alder, version)


def test_an_acknowledged_version_is_frozen(world: World, stage: Stage) -> None:
    """Once somebody has acknowledged a version, its wording can no longer change."""
    with world.look() as uow:
        assert frozen_because(uow.session, stage.version) == ""
    pledges.acknowledged(world, stage.alder, stage.version)
    with world.look() as uow:
        assert "acknowledged" in frozen_because(uow.session, stage.version)


def test_a_check_names_the_clause_that_was_changed_behind_the_back(world: World, stage: Stage) -> None:
    """Somebody who rewrites a clause, or the stored text, is found out by the check."""
    made = pledges.acknowledged(world, stage.alder, stage.version)
    with world.act() as uow:
        clause = uow.session.get_one(Clause, queries.leaf_ids(uow.session, stage.version)["2"])
        clause.text = "Candidates tell the press whatever they like."
        record(uow, "version.tampered", "version:1")
        result = queries.check(uow.session, uow.session.get_one(Acknowledgement, made))
        (difference,) = result.differences
        assert (difference.number, difference.fields) == ("2", ("text",))
        assert difference.today == clause.text
        assert result.digest_holds
        assert not result.holds
        acknowledgement = uow.session.get_one(Acknowledgement, made)
        acknowledgement.signed_text = acknowledgement.signed_text.replace("Travel", "Trips")
        assert not queries.check(uow.session, acknowledgement).digest_holds
        uow.session.rollback()


def test_the_code_of_another_contest_is_not_signed(world: World, stage: Stage) -> None:
    """A version belongs to the contest of its instrument."""
    other = pledges.instrument(world, world.contest("dg-2037"))
    version = pledges.version(world, other)
    with world.look() as uow:
        assert uow.session.get_one(Instrument, other).contest_id != stage.contest
    with pytest.raises(Invalid):
        pledges.acknowledged(world, stage.alder, version)
