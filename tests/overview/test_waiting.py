"""At home stands what waits for a second person, and what somebody was asked to find out, each leading to the act."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from compliance.core.access import Actor, Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.messages import DEFAULT_TEXT
from compliance.incidents.models import Task
from compliance.incidents.queries import notices as reading
from compliance.incidents.release import DEFAULTS
from compliance.incidents.service import fact_finding
from compliance.incidents.terms import (
    ContactWay,
    Credibility,
    FollowUp,
    MeasureKind,
    Reliability,
    Result,
    SourceKind,
    Stage,
    TaskState,
)
from tests.client import words
from tests.factories import cases, notices
from tests.factories.cases import ANSWERED, FOUND, TODAY, TOLD
from tests.factories.world import World
from tests.statements import statements

ACTS = (
    "Publish the case, or refuse",
    "Let the officers learn who a source is, or refuse",
    "Read and check the notice",
    "Read and approve the wording",
    "Say how far the measure is followed",
    "Decide the review",
    "Confirm that the candidate cannot be reached, or refuse",
)
OF_THE_CHAIR = (ACTS[0], ACTS[3])
SOURCE = service.NewSource(
    SourceKind.CONFIDENTIAL, "Ida Elm", "ida@elm.example", "Ida saw it.", Reliability.B, Credibility.PROBABLE
)
MEASURE = service.NewMeasure(MeasureKind.CORRECTION_ASKED, "Take the post down.", FOUND, due_on=date(2031, 2, 20))
MOST_STATEMENTS = 12


@dataclass
class Office:
    """Two officers; the first has begun one of each act."""

    made: cases.Setting
    second: Actor
    references: dict[str, str] = field(default_factory=dict)

    def asked_of(self, user_id: int | None) -> dict[str, str]:
        """What stands at somebody's home among these acts, each with where it leads."""
        assert user_id is not None
        page = self.made.world.browser(user_id).get("/").text
        rows = [row.partition("</tr>")[0] for row in page.split("<tr>")]
        found = {act: row for act in ACTS for row in rows if act in row}
        return {act: row.partition('href="')[2].partition('"')[0].replace("&amp;", "&") for act, row in found.items()}

    def keep_out(self, actor: Actor, **scope: int) -> None:
        """Let somebody keep out, by their own word."""
        with self.made.world.act(actor) as uow:
            user = uow.session.get_one(User, actor.user_id)
            identity.recuse(uow, user, self.made.contest, "We served together.", **scope)


@pytest.fixture
def office(world: World) -> Office:
    """Each act that takes two people, begun by the first officer, or by the candidate where it is theirs to begin."""
    made = cases.setting(world)
    office = Office(made, world.actor(world.user(Role.OFFICER, made.contest)))
    published, reviewed = made.at(Stage.CONCLUDED, "4(a)"), made.at(Stage.CONCLUDED, "4(a)")
    found, noticed, sealed = made.at(Stage.REPLIED, "4(a)"), made.at(Stage.ADMISSIBLE), made.at(Stage.NOTIFIED, "4(a)")
    with world.act(made.officer) as uow:
        service.propose_publication(uow, made.incident(uow, published), "A mission served two ends.")
        service.request_unmask(uow, service.add_source(uow, made.incident(uow, sealed), SOURCE), "For a hearing.")
        service.set_terms(
            uow, made.contest, replace(DEFAULTS, second_check=True), "It suits the house.", expected_revision=0
        )
        service.prepare(uow, made.incident(uow, noticed), service.Preparation([notices.fact(0)]))
        service.write_template(uow, made.contest, service.NewTemplate("With our name", str(DEFAULT_TEXT)))
        service.find(uow, made.allegation(uow, found), cases.finding(Result.SUBSTANTIATED))
        measure = service.order_measure(uow, made.incident(uow, found), MEASURE).reference
        for day, way in ((TOLD, ContactWay.LETTER), (ANSWERED, ContactWay.TELEPHONE)):
            service.record_attempt(uow, made.incident(uow, sealed), service.NewAttempt(day, way, "No answer."))
        service.propose_unreachable(uow, made.incident(uow, sealed), "No answer anywhere.")
    with world.act(made.candidate) as uow:
        case = made.incident(uow, found)
        service.report_done(
            uow, queries.measure_of(uow.session, case, measure), service.NewStep(FollowUp.DONE, TODAY, "Taken down.")
        )
        service.ask_review(uow, made.incident(uow, reviewed), "The diary was misread.", TODAY)
    with world.act(made.officer) as uow:
        row = queries.open_review(uow.session, made.incident(uow, reviewed).id)
        assert row is not None
        assert office.second.user_id is not None
        service.appoint_reviewer(uow, row, office.second.user_id)
    office.references = {"noticed": noticed, "sealed": sealed, "published": published}
    return office


def test_a_second_person_finds_every_act_at_home_and_is_led_straight_to_it(office: Office) -> None:
    """Seven kinds, each with a link to the page on which the second part is done, within twelve statements."""
    browser = office.made.world.browser(office.second.user_id or 0)
    asked = office.asked_of(office.second.user_id)
    assert set(asked) == set(ACTS)
    ends = ("", "/unmask", "/notices/", "/1/", "/step", "/review/decision", office.references["sealed"])
    for act, end in zip(ACTS, ends, strict=True):
        assert asked[act].endswith(end), act
        assert browser.get(asked[act]).status_code == 200, act
    with statements(office.made.world) as sent:
        browser.get("/")
    assert len(sent) <= MOST_STATEMENTS


def test_nobody_is_asked_to_complete_what_they_began(office: Office) -> None:
    """To the first officer stands none of their own acts; what the candidate says was done, any officer answers."""
    assert set(office.asked_of(office.made.officer.user_id)) == {ACTS[4]}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_others_are_asked_what_is_theirs(office: Office, role: Role) -> None:
    """The chair publishes and approves wordings; nobody else is shown that any of this is under way."""
    made = office.made
    candidacy = made.alder if role in (Role.CANDIDATE, Role.AGENT) else None
    contest = None if role is Role.ADMINISTRATOR else made.contest
    asked = office.asked_of(made.world.user(role, contest, candidacy))
    assert set(asked) == (set(OF_THE_CHAIR) if role is Role.CHAIR else set())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_whoever_keeps_out_is_shown_nothing_of_it(office: Office, role: Role) -> None:
    """Out of a candidate's cases only the wording is left; out of the contest nothing."""
    someone = office.made.world.actor(office.made.world.user(role, office.made.contest))
    office.keep_out(someone, candidacy_id=office.made.alder)
    assert set(office.asked_of(someone.user_id)) == {ACTS[3]}
    office.keep_out(someone)
    assert office.asked_of(someone.user_id) == {}


def test_a_confined_case_asks_only_those_who_are_assigned(office: Office) -> None:
    """That a source's name is wanted in a confined case, no other officer learns."""
    made = office.made
    third = made.world.user(Role.OFFICER, made.contest)
    with made.world.act(made.officer) as uow:
        case = made.incident(uow, office.references["sealed"])
        service.restrict(uow, case, "Retaliation is feared.", [made.officer.user_id or 0, third])
    assert ACTS[1] not in office.asked_of(office.second.user_id)


def test_what_is_done_is_asked_no_longer(office: Office) -> None:
    """Each act goes from the list with its second part, and a notice where no second check is wanted."""
    made = office.made
    with made.world.act(office.second) as uow:
        case = made.incident(uow, office.references["noticed"])
        prepared = reading.under_way(uow.session, case.id)
        assert prepared is not None
        service.check(uow, case, prepared)
        service.confirm_publication(uow, made.incident(uow, office.references["published"]))
        (wording,) = reading.templates(uow.session, made.contest)
        service.approve_template(uow, wording)
        sought = made.incident(uow, office.references["sealed"])
        service.decide_unreachable(uow, sought, agreed=False, reason="Ask the embassy.")
    assert set(office.asked_of(office.second.user_id)) == {ACTS[1], ACTS[4], ACTS[5]}


def test_a_notice_waits_for_nobody_where_no_second_check_is_wanted(world: World) -> None:
    """As the terms are shipped one officer releases a notice, so that another one is not asked to read it."""
    made = cases.setting(world)
    office = Office(made, world.actor(world.user(Role.OFFICER, made.contest)))
    noticed = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        service.prepare(uow, made.incident(uow, noticed), service.Preparation([notices.fact(0)]))
    assert office.asked_of(office.second.user_id) == {}


def _given(made: cases.Setting, user_id: int | None, due_on: date | None, what: str) -> str:
    """Give somebody a task in a case that was answered; return the reference of the case."""
    assert user_id is not None
    case = made.at(Stage.REPLIED, "4(a)")
    with made.world.act(made.officer) as uow:
        fact_finding.give_task(uow, made.incident(uow, case), fact_finding.TaskValues(what, user_id, due_on))
    return case


def test_a_task_stands_with_whom_it_was_given_to(world: World) -> None:
    """The officer who has it finds it at home with its day, and a link to its page; the one who gave it does not."""
    made = cases.setting(world)
    second = world.actor(world.user(Role.OFFICER, made.contest))
    _given(made, second.user_id, None, "Read the diary")
    case = _given(made, second.user_id, TODAY, "Ask for the bills")
    browser = world.browser(second.user_id or 0)
    page = browser.get("/").text
    assert page.index("Ask for the bills") < page.index("Read the diary")
    assert "Due today" in words(page)
    (link,) = re.findall(rf'href="(/contests/dg-2031/incidents/{case}/tasks/[^"]+)"', page)
    assert "Ask for the bills" in browser.get(link).text
    assert "Ask for the bills" not in world.browser(made.officer.user_id or 0).get("/").text


@pytest.mark.parametrize("way", ["done", "recused", "confined", "closed"])
def test_a_task_goes_when_it_is_done_or_the_case_is_no_longer_theirs(world: World, way: str) -> None:
    """Done, out of reach of whoever has it, or in a closed case: then it does not stand at home."""
    made = cases.setting(world)
    second, third = world.actor(world.user(Role.OFFICER, made.contest)), world.user(Role.OFFICER, made.contest)
    case = _given(made, second.user_id, TODAY, "Ask for the bills")
    if way == "recused":
        Office(made, second).keep_out(second, candidacy_id=made.alder)
    else:
        with world.act(made.officer) as uow:
            incident = made.incident(uow, case)
            if way == "confined":
                service.restrict(uow, incident, "Retaliation is feared.", [made.officer.user_id or 0, third])
            elif way == "closed":
                service.find(uow, made.allegation(uow, case), cases.finding())
                service.conclude(uow, incident, FOUND)
                service.close(uow, incident, TODAY, "Nothing is left to do.")
            else:
                (task,) = uow.session.query(Task)
                values = fact_finding.TaskValues(task.what, task.user_id, task.due_on)
                update = fact_finding.TaskUpdate(values, TaskState.DONE, None)
                fact_finding.change_task(uow, task, update, task.revision)
    assert "Ask for the bills" not in world.browser(second.user_id or 0).get("/").text
