"""A notice states facts in approved wording, is checked, and reaches the candidate at a fixed hour."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident, Notice, PreparedNotice
from compliance.incidents.queries import notices as reading
from compliance.incidents.release import DEFAULTS, next_release, read_hours
from compliance.incidents.terms import Stage
from tests.factories.cases import TODAY, Setting, finding, setting
from tests.factories.notices import A_DAY, another_officer, answer, fact, open_notice, ordered, prepare, release
from tests.factories.world import World
from tests.incidents.refusals import places, reason

TEXT = "To {candidate}: {facts}\n\n{clauses}\n\nUntil {reply_due}."


def test_the_next_release_is_the_first_fixed_hour_after_now_in_the_contests_time() -> None:
    """Hours are local; the hour itself is over; days that are not worked are passed over."""
    after = datetime(2031, 3, 29, 14, 0, tzinfo=UTC)  # Saturday 15:00 in Zurich; on Sunday the clocks go forward
    found = next_release(lambda _day: ["15:00", "09:30"], after, "Europe/Zurich")
    assert found == datetime(2031, 3, 30, 7, 30, tzinfo=UTC)
    on_monday = next_release(lambda _day: ["09:30"], after, "Europe/Zurich", lambda day: day.weekday() < 5)
    assert on_monday == datetime(2031, 3, 31, 7, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="no working day"):
        next_release(lambda _day: ["09:30"], after, "Europe/Zurich", lambda _day: False)


def test_hours_are_read_in_order_and_what_is_none_is_refused() -> None:
    """Each hour once, the earliest first; anything else is no list of hours."""
    assert read_hours(["15:00", "10:00", "15:00"]) == ("10:00", "15:00")
    assert [read_hours(words) for words in ([], ["10"], ["24:00"], ["10:00", "noon"])] == [None] * 4


def test_until_its_hour_the_candidate_sees_nothing_and_then_the_time_to_reply_begins(world: World) -> None:
    """The stage changes at the release, dated with its day; the due day follows from the rule."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    prepared = ordered(made, reference)  # at 10:30 in Zurich: the next hour is 10:00 tomorrow
    assert prepared.release_at == datetime(2031, 2, 11, 9, 0, tzinfo=UTC)
    assert release(made, hours=23) == 0
    with world.look(made.candidate) as uow, pytest.raises(NotFound):
        made.incident(uow, reference)
    assert release(made, hours=1) == 1
    assert release(made, hours=0) == 0
    with world.look(made.candidate) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert (case.incident.stage, case.incident.reply_due_on) == (Stage.NOTIFIED, date(2031, 2, 25))
        assert [notice.notified_on for notice in case.notices] == [date(2031, 2, 11)]
        text = case.notices[0].text
    for part in ("Robin Alder", "On 16 January 2031: Two of five", "Text of clause 4(b).", "25 February 2031"):
        assert part in text


def test_a_release_that_is_recorded_late_is_dated_with_its_hour(world: World) -> None:
    """Where no worker ran for two days, the candidate's days still count from the day of the release."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    release(made, hours=60)
    with world.look(made.officer) as uow:
        notice = uow.session.scalars(select(Notice)).one()
        assert (notice.notified_on, notice.recorded_at.day) == (date(2031, 2, 11), 12)


def test_facts_have_words_days_and_allegations(world: World) -> None:
    """No fact, empty words, a turned period, a day to come or an allegation that there is not are refused."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)

    def wrong(*facts: service.NewFact) -> set[str]:
        return places(made, reference, partial(service.prepare, command=service.Preparation(facts)))

    assert wrong() == {"facts"}
    turned = replace(fact(0, 7), text=" ", until_on=date(2031, 1, 1))
    assert wrong(fact(0), turned) == {"facts[1].text", "facts[1].until_on", "facts[1].allegations"}
    assert wrong(fact(0, from_on=date(2031, 2, 11))) == {"facts[0].from_on"}
    assert wrong(fact(0, until_on=date(2031, 2, 11))) == {"facts[0].until_on"}
    assert wrong(fact(0, until_on=TODAY), fact()) == {"facts[1].allegations"}


def test_each_allegation_needs_a_fact_before_the_release(world: World) -> None:
    """A notice that says nothing on one of two allegations is not released."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)

    def act(uow: UnitOfWork, incident: Incident) -> None:
        prepared = service.prepare(uow, incident, service.Preparation([fact(0)]))
        service.order(uow, incident, prepared, service.Order())

    assert places(made, reference, act) == {""}


def test_more_time_to_reply_has_a_reason_and_ends_on_a_working_day_before_the_vote(world: World) -> None:
    """Not less time than the rule's, not without a reason, not on a Saturday, not once the vote begins."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)

    def wrong(day: date | None, why: str = "They travel.") -> set[str]:
        given = service.Preparation([fact(0, 1)], None, day, why)
        return places(made, reference, partial(service.prepare, command=given))

    assert wrong(date(2031, 2, 25)) == {"longer_until"}  # the rule's own day
    assert wrong(date(2031, 3, 1)) == wrong(None) == {"longer_until"}
    assert wrong(date(2031, 3, 3), " ") == {"longer_because"}
    with world.look(made.officer) as uow:
        votes_on = reading.release_of(uow.session, made.incident(uow, reference)).timing.votes_on
    assert wrong(votes_on) == wrong(votes_on + 30 * A_DAY) == {"longer_until"}


def test_the_day_to_reply_is_part_of_what_is_checked_and_its_reason_stays_on_record(world: World) -> None:
    """Another day undoes the check; the deadline says by which rule it runs, and why there is more time."""
    made = setting(world)
    reference, until = made.at(Stage.ADMISSIBLE), date(2031, 3, 3)
    longer = service.Preparation([fact(0, 1)], None, until, "They travel.")
    with world.act(made.officer) as uow:
        prepare(uow, made.incident(uow, reference))
    with world.act(another_officer(made)) as uow:
        service.check(uow, made.incident(uow, reference), open_notice(made, uow, reference))
    with world.act(made.officer) as uow:
        prepared = service.prepare(uow, made.incident(uow, reference), longer)
        assert not prepared.is_checked
        service.order(uow, made.incident(uow, reference), prepared, service.Order())
        assert prepared.text
        assert "3 March 2031" in prepared.text
    release(made)
    with world.look(made.officer) as uow:
        (runs,) = queries.deadlines(uow.session, made.incident(uow, reference), Step.REPLY)
        assert (runs.days, runs.by_rule_on, runs.due_on) == (14, date(2031, 2, 25), until)
        assert [(one.new_due_on, one.reason) for one in runs.changes] == [(until, "They travel.")]


def test_more_time_that_has_become_less_than_the_rules_is_not_put(world: World) -> None:
    """A draft that lies for weeks cannot shorten anybody's time: it is changed before its release."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        longer = service.Preparation([fact(0, 1)], None, date(2031, 2, 28), "They travel.")
        service.prepare(uow, made.incident(uow, reference), longer)
    world.clock.advance(days=14)

    def order(uow: UnitOfWork, incident: Incident) -> None:
        service.order(uow, incident, open_notice(made, uow, reference), service.Order())

    assert places(made, reference, order) == {""}


def test_a_second_officer_checks_where_the_contest_wants_it(world: World) -> None:
    """The author cannot check; without a check there is no release; a change undoes the check."""
    made = setting(world)
    reference, other = made.at(Stage.ADMISSIBLE), another_officer(made)
    with world.act(made.officer) as uow:
        service.set_terms(
            uow, made.contest, replace(DEFAULTS, second_check=True), "It suits the house.", expected_revision=0
        )
        prepare(uow, made.incident(uow, reference))

    def order(uow: UnitOfWork, incident: Incident) -> None:
        service.order(uow, incident, open_notice(made, uow, reference), service.Order())

    def check(uow: UnitOfWork, incident: Incident) -> None:
        service.check(uow, incident, open_notice(made, uow, reference))

    assert "second officer" in reason(made, reference, order)
    assert "You prepared" in reason(made, reference, check)
    with world.act(other) as uow:
        check(uow, made.incident(uow, reference))
    with world.act(made.officer) as uow:
        prepare(uow, made.incident(uow, reference))
    assert "second officer" in reason(made, reference, order)
    with world.act(other) as uow:
        check(uow, made.incident(uow, reference))
    with world.act(made.officer) as uow:
        order(uow, made.incident(uow, reference))


def test_what_waits_for_its_hour_cannot_be_changed_but_called_back(world: World) -> None:
    """What a notice puts stands while it waits; called back it is a draft again; after its hour it is too late."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    with world.look(made.officer) as uow:
        clause = service.NewAllegation(made.clauses["5"])
    assert "waits" in reason(made, reference, partial(service.allege, command=clause))
    assert "waits" in reason(made, reference, prepare)
    drop = partial(service.drop_allegation, reason="No.")
    assert "waits" in reason(made, reference, lambda uow, _it: drop(uow, made.allegation(uow, reference)))

    def call_back(uow: UnitOfWork, incident: Incident) -> None:
        service.call_back(uow, incident, open_notice(made, uow, reference))

    with world.act(made.officer) as uow:
        call_back(uow, made.incident(uow, reference))
        service.allege(uow, made.incident(uow, reference), clause)
    assert release(made) == 0
    ordered(made, reference)
    world.clock.advance(days=1)
    assert "hour has come" in reason(made, reference, call_back)


def test_a_dropped_allegation_leaves_the_draft_of_a_notice(world: World) -> None:
    """A draft that spoke of it can still be written, and a notice that was given up is never released."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        prepare(uow, made.incident(uow, reference))
        service.drop_allegation(uow, made.allegation(uow, reference, 1), "It is the same.")
    with world.act(made.officer) as uow:
        incident, draft = made.incident(uow, reference), open_notice(made, uow, reference)
        assert [len(links) for _row, links in reading.facts_of(uow.session, draft.id)] == [1]
        service.drop(uow, incident, draft)
        assert reading.under_way(uow.session, incident.id) is None
    assert release(made) == 0


def test_a_notice_goes_out_at_once_only_on_the_expedited_track_and_for_a_reason(world: World) -> None:
    """Long before the vote it waits for the hour; in the last month it can go out at once, with fewer days to reply."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)

    def act(uow: UnitOfWork, incident: Incident) -> None:
        service.order(uow, incident, prepare(uow, incident), service.Order(hurry="The vote is near."))

    assert places(made, reference, act) == {"hurry"}
    world.clock.now = datetime(2031, 5, 1, 18, 0, tzinfo=UTC)
    with world.act(made.officer) as uow:
        act(uow, made.incident(uow, reference))
    with world.look(made.candidate) as uow:
        assert made.incident(uow, reference).reply_due_on == date(2031, 5, 6)
        assert uow.session.scalars(select(PreparedNotice.hurry)).one() == "The vote is near."


def test_a_wording_is_approved_by_somebody_else_before_it_is_used(world: World) -> None:
    """The author cannot approve; the chair can; what is not approved, or was replaced, cannot be chosen."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    chair = world.actor(world.user(Role.CHAIR, made.contest))
    with world.act(made.officer) as uow:
        first = service.write_template(uow, made.contest, service.NewTemplate("Ours", TEXT))
        with pytest.raises(Forbidden, match="You wrote"):
            service.approve_template(uow, first)
    chosen = service.Preparation([fact(0, 1)], first.id)
    assert places(made, reference, partial(service.prepare, command=chosen)) == {"template"}
    with world.act(chair) as uow:
        service.approve_template(uow, reading.template(uow.session, made.contest, first.key, 1))
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        prepared = service.prepare(uow, incident, chosen)
        stated, rules = reading.stated(uow.session, incident.id), reading.release_of(uow.session, incident)
        assert stated is not None
        assert stated.prepared is prepared
        case = queries.case(uow.session, incident, uow.actor, grounds=False)
        words = service.preview(uow, stated, case, rules)
        assert words.startswith("To Robin Alder: 1. On 16 January 2031: Two of five")
        second = service.write_template(uow, made.contest, service.NewTemplate("Ours", TEXT + " Thanks.", first.key))
        assert second.version == 2
    with world.act(another_officer(made)) as uow:
        service.approve_template(uow, reading.template(uow.session, made.contest, first.key, 2))
    assert places(made, reference, partial(service.prepare, command=chosen)) == {"template"}


def test_a_wording_names_only_known_places_and_all_that_a_notice_must_have(world: World) -> None:
    """An unknown place, a lone brace, and a wording without facts, clauses or due day are refused."""
    made = setting(world)

    def faults(title: str, text: str) -> list[str]:
        with world.look(made.officer) as uow, pytest.raises(Invalid) as refusal:
            service.write_template(uow, made.contest, service.NewTemplate(title, text))
        return [fault.place for fault in refusal.value.faults]

    assert faults("", "{source} {facts} {clauses} {reply_due}") == ["text", "title"]
    assert faults("T", "{facts} {clauses}") == ["text"]
    assert faults("T", TEXT + " { and") == ["text"]


def test_terms_are_for_everybody_and_set_by_who_saw_the_latest(world: World) -> None:
    """Hours and days are checked; an older form is refused with both texts; the chair does not set them."""
    made = setting(world)
    terms = replace(DEFAULTS, hours=("15:00", "10:00"))
    with world.act(made.officer) as uow:
        service.set_terms(uow, made.contest, terms, "It suits the house.", expected_revision=0)
        assert reading.terms(uow.session, made.contest).hours == ("10:00", "15:00")
        with pytest.raises(Conflict):
            service.set_terms(uow, made.contest, terms, "It suits the house.", expected_revision=0)
        with pytest.raises(Invalid) as refusal:
            service.set_terms(
                uow, made.contest, replace(terms, hours=("noon",)), "It suits the house.", expected_revision=1
            )
        assert {fault.place for fault in refusal.value.faults} == {"hours"}
    for role, error in ((Role.CHAIR, Forbidden), (Role.OBSERVER, NotFound)):
        with world.look(world.actor(world.user(role, made.contest))) as uow, pytest.raises(error):
            service.set_terms(uow, made.contest, terms, "It suits the house.", expected_revision=1)


def test_an_order_keeps_its_hour_and_other_hours_hold_after_the_next_release(world: World) -> None:
    """Whoever changes the hours changes no release that waits, nor the next one by calling it back."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    at = ordered(made, reference).release_at
    assert at is not None
    terms = replace(DEFAULTS, hours=("09:15", "22:00"))
    with world.act(made.officer) as uow:
        service.set_terms(uow, made.contest, terms, "The house closes late.", expected_revision=0)
        incident, notice = made.incident(uow, reference), open_notice(made, uow, reference)
        assert notice.release_at == at
        service.call_back(uow, incident, notice)
        service.order(uow, incident, notice, service.Order())
        assert notice.release_at == at
        assert reading.release_of(uow.session, incident).next_hour(at) == (at + A_DAY).replace(hour=9, minute=15)
        service.set_terms(uow, made.contest, replace(terms, hours=("21:00",)), "It does not.", expected_revision=1)
        assert reading.release_of(uow.session, incident).next_hour(uow.now) == at
        reasons = [one.reason for one in reading.changes_of_terms(uow.session, made.contest)]
        assert reasons == ["It does not.", "The house closes late."]
        with pytest.raises(Invalid) as refusal:
            service.set_terms(uow, made.contest, terms, " ", expected_revision=2)
        assert {fault.place for fault in refusal.value.faults} == {"reason"}


def test_nothing_is_found_on_an_allegation_for_which_no_fact_was_put(world: World) -> None:
    """An allegation that reached the record after the notice has no finding until a further notice puts it."""
    made = setting(world)
    reference = made.at(Stage.REPLIED, "4(a)")
    world.clock.advance(minutes=1)
    late(made, reference)

    def find(uow: UnitOfWork, _incident: Incident) -> None:
        day = TODAY if uow.now.day == TODAY.day else TODAY + A_DAY
        service.find(uow, made.allegation(uow, reference, 1), finding(decided_on=day))

    assert places(made, reference, find) == {""}
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        prepared = service.prepare(uow, incident, service.Preparation([fact(1)]))
        service.order(uow, incident, prepared, service.Order())
    assert "waits for its release" in reason(made, reference, find)
    release(made)
    assert places(made, reference, find) == {""}
    answer(made, reference, 1)
    with world.act(made.officer) as uow:
        find(uow, made.incident(uow, reference))


def late(made: Setting, reference: str) -> None:
    """Let an allegation be added behind everybody's back, as no verb allows."""
    with made.world.act() as uow:
        service.allege(uow, made.incident(uow, reference), service.NewAllegation(made.clauses["5"]))


def test_two_candidates_are_told_alike(world: World) -> None:
    """The same acts against both: the same hour, the same due day, and the same text once names are exchanged."""
    made = setting(world)
    texts, hours = [], []
    for candidacy, name in ((made.alder, "Robin Alder"), (made.birch, "Kim Birch")):
        reference = made.at(Stage.ADMISSIBLE, "4(a)", candidacy_id=candidacy)
        prepared = ordered(made, reference)
        assert prepared.text
        texts.append(prepared.text.replace(name, "NAME"))
        hours.append((prepared.release_at, prepared.reply_due_on))
    assert (texts[0], hours[0]) == (texts[1], hours[1])
    assert release(made) == 2
    assert date(2031, 2, 10) == TODAY
