"""How a due day was found, in words."""

from collections.abc import Iterable
from datetime import date

from compliance.contests.calendar import FreeDay
from compliance.core.language import gettext as _
from compliance.core.language import long_date, ngettext
from compliance.incidents.deadlines import Counting, Rule, Step, Timing, due
from compliance.incidents.models import Deadline
from compliance.incidents.queries import DeadlineView
from compliance.incidents.service.rules import said
from compliance.web.forms import DayField


def due_now(deadline: Deadline) -> str:
    """When a deadline is due, as a sentence."""
    return _("It is due on %(day)s now.", day=long_date(deadline.due_on))


def how(one: DeadlineView, times: Timing) -> str:
    """Say how the first due day was found: the rule, from when it counts, and the days that do not count."""
    if one.days is None or one.counting is None:
        if one.step is Step.REVIEW:
            return _("Until %(day)s, as set with the conclusion.", day=long_date(one.by_rule_on))
        return _("Until %(day)s, as the notice says.", day=long_date(one.by_rule_on))
    rule = Rule(one.days, one.counting)
    words = _(
        "%(days)s after %(start)s: %(day)s.",
        days=said(rule),
        start=long_date(one.started_on),
        day=long_date(one.by_rule_on),
    )
    found = due(rule, one.started_on, times.calendar)
    if found.day != one.by_rule_on:
        return f"{words} {_('The calendar was changed since, and moves nothing that runs already.')}"
    return f"{words} {skipped(found.skipped, rule)}".strip()


def skipped(free: Iterable[FreeDay], rule: Rule) -> str:
    """Name the free days that were passed over; those of every week are only counted."""
    days = list(free)
    weekly = sum(one.weekly for one in days)
    parts = [f"{long_date(one.day)} ({one.why})" for one in days if not one.weekly]
    if weekly:
        parts.append(ngettext("%(count)s day of a weekend", "%(count)s days of weekends", weekly))
    if not parts:
        return ""
    if rule.counting is Counting.WORKING:
        return _("Not counted: %(days)s.", days=", ".join(parts))
    return _("It does not end on a free day: %(days)s.", days=", ".join(parts))


def day(field: DayField) -> date:
    """The day of a field that was checked."""
    if field.data is None:
        raise ValueError(f"{field.name} was not checked")
    found: date = field.data
    return found
