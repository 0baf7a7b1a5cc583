"""Which days count in a contest, as JSON."""

from datetime import date

from flask import Blueprint
from pydantic import Field

from compliance.contests import policy, queries, service
from compliance.contests.calendar import WEEKDAYS, WorkingCalendar
from compliance.contests.forms import weekend_of
from compliance.contests.models import Contest
from compliance.contests.routes import EDITORS
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.web.guards import allow, members
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("calendar_api", __name__, url_prefix="/api/v1/contests/<slug>/calendar")
READ, WRITE = Scope.CONTESTS_READ, Scope.SETTINGS_WRITE


class CalendarBody(Body):
    """Which days count. Days that are free or worked are given with what they are called."""

    revision: int = Field(ge=0, le=2**31 - 1, description="The revision that was read; another one is a conflict.")
    country: str | None = Field(None, max_length=2, description="Whose public holidays are free (ISO 3166-1 alpha-2).")
    subdivision: str | None = Field(None, max_length=20, description="The part of the country, such as GE.")
    weekend: list[str] = Field(max_length=100, description="What is free every week, such as saturday and sunday.")
    free_days: dict[date, str] = Field(default_factory=dict)
    working_days: dict[date, str] = Field(default_factory=dict)


class FreeDayAnswer(Answer):
    """A day of the campaign that does not count, and why."""

    on: date
    why: str


class CalendarAnswer(Answer):
    """Which days count; revision 0 if nobody set it. `free`: such days of the campaign, but for each week's."""

    revision: int
    country: str | None
    subdivision: str | None
    weekend: list[str]
    free_days: dict[str, str]
    working_days: dict[str, str]
    free: list[FreeDayAnswer]


def the_contest() -> Contest:
    """The contest, for whoever edits it."""
    contest = queries.by_slug(session(), current_scope().slug)
    if contest is None:
        raise NotFound(_("There is no such page."))
    policy.may_edit(actor(), contest.id).enforce()
    return contest


@blueprint.get("")
@allow(members)
@operation(Operation(READ, CalendarAnswer))
def show_calendar() -> CalendarAnswer:
    """Say which days count in the contest's deadlines."""
    return _calendar()


@blueprint.put("")
@allow(EDITORS)
@operation(Operation(WRITE, CalendarAnswer, takes=CalendarBody, on=the_contest))
def set_calendar(contest: Contest, body: CalendarBody) -> CalendarAnswer:
    """Say which days count from now on. Deadlines that run already keep their day."""
    rules = service.CalendarRules(
        country=body.country,
        subdivision=body.subdivision,
        weekend=tuple(body.weekend),
        free_days=body.free_days,
        working_days=body.working_days,
    )
    service.set_calendar(unit_of_work(), contest, rules, expected_revision=body.revision)
    return _calendar()


def _calendar() -> CalendarAnswer:
    session().flush()
    scope = current_scope()
    kept = queries.calendar_of(session(), scope.id)
    made = WorkingCalendar() if kept is None else queries.made_of(kept)
    free = made.free(scope.opens_on, scope.votes_on)
    return CalendarAnswer(
        revision=0 if kept is None else kept.revision,
        country=None if kept is None else kept.country,
        subdivision=None if kept is None else kept.subdivision,
        weekend=weekend_of(made) if kept is None else [name for name in WEEKDAYS if name in kept.weekend],
        free_days={} if kept is None else kept.free_days,
        working_days={} if kept is None else kept.working_days,
        free=[FreeDayAnswer(on=one.day, why=one.why) for one in free if not one.weekly],
    )
