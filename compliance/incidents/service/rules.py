"""The rules of a contest for its deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.contests import policy as contests
from compliance.contests.models import Contest
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.deadlines import DEFAULTS, EXPEDITED_DAYS, MOST_DAYS, Counting, Rule, Step, Track, complete
from compliance.incidents.models import DeadlineRule, DeadlineSetting
from compliance.incidents.queries.deadlines import rules_of, setting_of
from compliance.transparency.recording import record
from compliance.web.status import badge


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How long each step takes on each track, and from how many days before the vote the expedited one is the rule."""

    rules: Mapping[tuple[Step, Track], Rule]
    expedited_days: int = EXPEDITED_DAYS


def set_rules(uow: UnitOfWork, contest: Contest, command: RuleSet, *, expected_revision: int = 0) -> None:
    """Set a contest's rules. What runs already keeps its day; only what begins from now on is counted by them.

    Invalid places: `<step>_<track>` and `expedited_days`. Conflict if somebody else set them since
    `expected_revision` (0: before anybody had).
    """
    contests.may_edit(uow.actor, contest.id).enforce()
    if faults := _faults(command):
        raise Invalid(faults)
    setting, kept = setting_of(uow.session, contest.id), rules_of(uow.session, contest.id)
    before = complete((one.step, one.track, Rule(one.days, one.counting)) for one in kept)
    after = {**DEFAULTS, **command.rules}
    days = EXPEDITED_DAYS if setting is None else setting.expedited_days
    if before == after and days == command.expedited_days:
        return
    if (0 if setting is None else setting.revision) != expected_revision:
        _raise_conflict(before, after)
    if setting is None:
        given = {"expedited_days": command.expedited_days, "set_at": uow.now, "times_set": 1}
        uow.session.add(DeadlineSetting(contest_id=contest.id, **given))
    else:
        setting.expedited_days = command.expedited_days
        setting.set_at, setting.times_set = uow.now, setting.times_set + 1
    _keep(uow, contest, {(one.step, one.track): one for one in kept}, after)
    facts = {
        "expedited_days": command.expedited_days,
        "rules": {f"{step}/{track}": [rule.days, rule.counting.value] for (step, track), rule in after.items()},
    }
    record(uow, "contest.deadlines_set", f"contest:{contest.slug}", contest_id=contest.id, facts=facts)


def _keep(
    uow: UnitOfWork,
    contest: Contest,
    kept: Mapping[tuple[Step, Track], DeadlineRule],
    rules: Mapping[tuple[Step, Track], Rule],
) -> None:
    """Keep a row for each rule that is not as usual, or was not once."""
    for (step, track), rule in rules.items():
        row = kept.get((step, track))
        if row is not None:
            row.days, row.counting = rule.days, rule.counting
        elif rule != DEFAULTS[step, track]:
            values = {"days": rule.days, "counting": rule.counting}
            uow.session.add(DeadlineRule(contest_id=contest.id, step=step, track=track, **values))


def _faults(command: RuleSet) -> list[Fault]:
    message = _("Give a number of days from 1 to %(most)s.", most=MOST_DAYS)
    faults = [
        Fault(f"{step}_{track}", message)
        for (step, track), rule in command.rules.items()
        if not 1 <= rule.days <= MOST_DAYS
    ]
    if not 0 <= command.expedited_days <= MOST_DAYS:
        faults.append(Fault("expedited_days", _("Give a number of days from 0 to %(most)s.", most=MOST_DAYS)))
    return faults


def _raise_conflict(before: Mapping[tuple[Step, Track], Rule], after: Mapping[tuple[Step, Track], Rule]) -> None:
    differing = [key for key in after if before[key] != after[key]]

    def texts(rules: Mapping[tuple[Step, Track], Rule]) -> dict[str, str]:
        return {
            f"{badge('step', step).label}: {badge('track', track).label}": said(rules[step, track])
            for step, track in differing
        }

    raise Conflict(
        _("Somebody else changed these rules while you were editing them."), yours=texts(after), theirs=texts(before)
    )


def said(rule: Rule) -> str:
    """A rule in words: "5 working days"."""
    if rule.counting is Counting.WORKING:
        return ngettext("%(count)s working day", "%(count)s working days", rule.days)
    return ngettext("%(count)s calendar day", "%(count)s calendar days", rule.days)
