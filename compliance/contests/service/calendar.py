"""Which days count in a contest: its holidays, its weekend, and days of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.contests import policy, queries
from compliance.contests.calendar import WEEKDAYS
from compliance.contests.models import Contest, ContestCalendar
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record

MOST_DAYS = 400
LONGEST_NAME = 100
LABELS = {
    "country": lazy("Public holidays of"),
    "subdivision": lazy("Part of the country"),
    "weekend": lazy("Free every week"),
    "free_days": lazy("Free days of its own"),
    "working_days": lazy("Days that are worked all the same"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRules:
    """Which days count. `weekend` holds names of WEEKDAYS; days are mapped to what they are called."""

    country: str | None = None
    subdivision: str | None = None
    weekend: tuple[str, ...] = ("saturday", "sunday")
    free_days: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)


def set_calendar(uow: UnitOfWork, contest: Contest, rules: CalendarRules, *, expected_revision: int = 0) -> None:
    """Say which days count from now on; deadlines that run already stay where they are.

    Args:
        uow: who acts.
        contest: whose calendar it is.
        rules: which days count.
        expected_revision: of the calendar that the person saw; 0 if there was none.

    Raises:
        Conflict: if somebody else saved it meanwhile.
        Invalid: with every fault at once.
    """
    policy.may_edit(uow.actor, contest.id).enforce()
    if faults := list(_faults(rules)):
        raise Invalid(faults)
    kept, values = queries.calendar_of(uow.session, contest.id), _values(rules)
    if (0 if kept is None else kept.revision) != expected_revision:
        _raise_conflict(kept, values)
    if kept is None:
        uow.session.add(ContestCalendar(contest_id=contest.id, **values))
    else:
        for name, value in values.items():
            if getattr(kept, name) != value:
                setattr(kept, name, value)
        if not uow.session.is_modified(kept):
            return
    record(uow, "contest.calendar_set", f"contest:{contest.slug}", contest_id=contest.id, facts=values)


def _values(rules: CalendarRules) -> dict[str, object]:
    return {
        "country": rules.country,
        "subdivision": rules.subdivision,
        "weekend": [name for name in WEEKDAYS if name in rules.weekend],
        "free_days": _by_day(rules.free_days),
        "working_days": _by_day(rules.working_days),
    }


def _by_day(named: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): named[day].strip() for day in sorted(named)}


def _faults(rules: CalendarRules) -> Iterator[Fault]:
    yield from _faults_of_place(rules)
    if set(rules.weekend) - set(WEEKDAYS):
        yield Fault("weekend", _("Choose days of the week."))
    if len(set(rules.weekend)) >= len(WEEKDAYS):
        yield Fault("weekend", _("A week needs a day that counts."))
    if twice := set(rules.free_days) & set(rules.working_days):
        day = long_date(min(twice))
        yield Fault("working_days", _("%(day)s cannot be free and worked as well.", day=day))
    for place, named in (("free_days", rules.free_days), ("working_days", rules.working_days)):
        if len(named) > MOST_DAYS:
            yield Fault(place, _("Enter %(most)s days at most.", most=MOST_DAYS))
        if any(not name.strip() or len(name) > LONGEST_NAME for name in named.values()):
            yield Fault(place, _("Give each day a name of up to %(most)s characters.", most=LONGEST_NAME))


def _faults_of_place(rules: CalendarRules) -> Iterator[Fault]:
    known = queries.countries()
    if rules.country is not None and rules.country not in known:
        yield Fault("country", _("No holidays are known for this country: choose none and enter its free days."))
    elif rules.subdivision is not None and rules.country is None:
        yield Fault("subdivision", _("Choose the country of which this is a part."))
    elif rules.subdivision is not None and rules.subdivision not in known[rules.country or ""]:
        offered = ", ".join(known[rules.country or ""]) or _("none")
        yield Fault("subdivision", _("Write one of the parts that are known: %(parts)s.", parts=offered))


def _raise_conflict(kept: ContestCalendar | None, values: dict[str, object]) -> None:
    theirs = {} if kept is None else {name: getattr(kept, name) for name in values}
    differing = [name for name in values if values[name] != theirs.get(name)]
    raise Conflict(
        _("Somebody else changed this calendar while you were editing it."),
        yours={str(LABELS[name]): _text(values[name]) for name in differing},
        theirs={str(LABELS[name]): _text(theirs.get(name)) for name in differing},
    )


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{day} {name}" for day, name in value.items())
    if isinstance(value, list):
        return ", ".join(str(WEEKDAYS[name]) for name in value)
    return "" if value is None else str(value)
