"""How a contest handles its cases: the time that each step takes, and how cases are concluded."""

from flask import Blueprint
from pydantic import Field

from compliance.contests import policy as contest_policy
from compliance.contests import queries as contests
from compliance.contests.models import Contest
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.deadlines import MOST_DAYS, Counting, Rule, Step, Track
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.routes.rules import EDITORS
from compliance.incidents.terms import StandardOfProof
from compliance.web.guards import allow, members
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("settings_api", __name__, url_prefix="/api/v1/contests/<slug>")
READ, WRITE = Scope.CONTESTS_READ, Scope.SETTINGS_WRITE


class SettingBody(Body):
    """Something that is set for a whole contest."""

    revision: int = Field(ge=0, le=2**31 - 1, description="The revision that was read; another one is a conflict.")


class StepRuleBody(Body):
    """How long a step takes on a track, and which days are counted."""

    step: Step
    track: Track
    days: int = Field(ge=1, le=MOST_DAYS)
    counting: Counting


class DeadlineRulesBody(SettingBody):
    """The rules of a contest. A step that is not named takes as long as usual."""

    expedited_days: int = Field(
        ge=0, le=MOST_DAYS, description="From how many days before the vote the expedited track is the rule."
    )
    rules: list[StepRuleBody] = Field(max_length=100)


class ConclusionRulesBody(SettingBody):
    """The usual standard of proof, and for how many days after the conclusion a review can be asked for."""

    standard_of_proof: StandardOfProof
    review_days: int = Field(ge=0, le=2**31 - 1)


class StepRuleAnswer(Answer):
    """How long a step takes on a track."""

    step: Step
    track: Track
    days: int
    counting: Counting


class DeadlineRulesAnswer(Answer):
    """The rules of a contest for its deadlines, each step on each track; revision 0 if nobody set any."""

    revision: int
    expedited_days: int
    rules: list[StepRuleAnswer]


class ConclusionRulesAnswer(Answer):
    """How cases of a contest are concluded; revision 0 if nobody set it."""

    revision: int
    standard_of_proof: StandardOfProof
    review_days: int


def the_editable_contest() -> Contest:
    """The contest, for whoever edits it."""
    contest = contests.by_slug(session(), current_scope().slug)
    if contest is None:
        raise NotFound(_("There is no such page."))
    contest_policy.may_edit(actor(), contest.id).enforce()
    return contest


def the_standards() -> int:
    """The contest, for whoever sets how its cases are concluded."""
    policy.may_set_standards(actor(), current_scope().id).enforce()
    return current_scope().id


@blueprint.get("/deadline-rules")
@allow(members)
@operation(Operation(READ, DeadlineRulesAnswer))
def show_deadline_rules() -> DeadlineRulesAnswer:
    """Say how long each step takes on each track."""
    return _deadline_rules(current_scope().id)


@blueprint.put("/deadline-rules")
@allow(EDITORS)
@operation(Operation(WRITE, DeadlineRulesAnswer, takes=DeadlineRulesBody, on=the_editable_contest))
def set_deadline_rules(contest: Contest, body: DeadlineRulesBody) -> DeadlineRulesAnswer:
    """Set how long each step takes. What runs already keeps its day."""
    rules: dict[tuple[Step, Track], Rule] = {}
    for at, one in enumerate(body.rules):
        if (one.step, one.track) in rules:
            raise Invalid([Fault(f"rules[{at}]", _("This step stands above already, on the same track."))])
        rules[one.step, one.track] = Rule(one.days, one.counting)
    command = service.RuleSet(rules, body.expedited_days)
    service.set_rules(unit_of_work(), contest, command, expected_revision=body.revision)
    return _deadline_rules(contest.id)


@blueprint.get("/conclusion-rules")
@allow(OFFICE)
@operation(Operation(READ, ConclusionRulesAnswer, on=the_standards))
def show_conclusion_rules(contest_id: int) -> ConclusionRulesAnswer:
    """Say how cases are concluded."""
    return ConclusionRulesAnswer.model_validate(queries.conclusion_rules(session(), contest_id))


@blueprint.put("/conclusion-rules")
@allow(OFFICE)
@operation(Operation(WRITE, ConclusionRulesAnswer, takes=ConclusionRulesBody, on=the_standards))
def set_conclusion_rules(contest_id: int, body: ConclusionRulesBody) -> ConclusionRulesAnswer:
    """Set how cases are concluded from now on. Findings that were made keep the standard by which they were made."""
    rules = service.Standards(body.standard_of_proof, body.review_days)
    service.set_standards(unit_of_work(), contest_id, rules, expected_revision=body.revision)
    session().flush()
    return ConclusionRulesAnswer.model_validate(queries.conclusion_rules(session(), contest_id))


def _deadline_rules(contest_id: int) -> DeadlineRulesAnswer:
    session().flush()
    times, setting = queries.timing(session(), contest_id), queries.setting_of(session(), contest_id)
    return DeadlineRulesAnswer(
        revision=0 if setting is None else setting.revision,
        expedited_days=times.expedited_days,
        rules=[
            StepRuleAnswer(step=step, track=track, days=rule.days, counting=rule.counting)
            for (step, track), rule in times.rules.items()
        ],
    )
