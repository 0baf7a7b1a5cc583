"""The one sentence that says why a run of days has its outcome, naming the dates that decided it.

A sentence is true for each day of its run: where it counts days, it counts from the first of them and says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.language import _, lazy, long_date, ngettext
from compliance.pledges.applicability.facts import Acknowledged, Rule, Standing, StatusPeriod
from compliance.pledges.terms import Outcome

OUTSIDE_OFFICE = frozenset({Status.EXTERNAL, Status.SECONDED, Status.UNKNOWN})
"""Statuses in which nobody holds office in the organisation."""

_STATUS: Mapping[Status, str] = {
    Status.IN_POST: lazy("in post"),
    Status.PAID_LEAVE: lazy("on paid leave"),
    Status.UNPAID_LEAVE: lazy("on unpaid leave"),
    Status.SECONDED: lazy("seconded"),
    Status.EXTERNAL: lazy("outside the organisation"),
    Status.UNKNOWN: lazy("without a recorded status"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run before it has its sentence: from `first` to `last`, both included.

    `relied_on` are the acknowledgements that counted on some of its days.
    """

    rule: Rule
    standing: Standing
    acknowledgements: Sequence[Acknowledged]
    first: date
    last: date
    relied_on: Sequence[Acknowledged]


def reason_for(outcome: Outcome, stretch: Stretch) -> str:
    """Say in one sentence why the stretch has this outcome."""
    return _REASONS[outcome](stretch)


def _not_in_force(stretch: Stretch) -> str:
    rule, in_force = stretch.rule, stretch.rule.in_force
    if in_force.until is not None and in_force.until < stretch.first:
        return _(
            "Version %(version)s of “%(title)s” was in force until %(day)s, %(distance)s.",
            version=rule.version,
            title=rule.title,
            day=long_date(in_force.until),
            distance=_before(stretch, in_force.until),
        )
    return _(
        "Version %(version)s of “%(title)s” came into force on %(day)s, %(distance)s.",
        version=rule.version,
        title=rule.title,
        day=long_date(in_force.start),
        distance=_after(stretch, in_force.start),
    )


def _not_yet_acknowledged(stretch: Stretch) -> str:
    later = [each for each in stretch.acknowledgements if each.signed_on > stretch.last]
    # One withdrawn on the day of signature never counted: it is named only if nothing better followed.
    signed_on = min([each for each in later if each.counts_on(each.signed_on)] or later, key=_signature).signed_on
    withdrawn_on = _last_withdrawal(each for each in stretch.acknowledgements if each.signed_on <= stretch.first)
    if withdrawn_on is None:
        return _(
            "The pledge was signed on %(day)s, %(distance)s.",
            day=long_date(signed_on),
            distance=_after(stretch, signed_on),
        )
    return _(
        "The pledge was withdrawn on %(withdrawn)s and signed again on %(day)s, %(distance)s.",
        withdrawn=long_date(withdrawn_on),
        day=long_date(signed_on),
        distance=_after(stretch, signed_on),
    )


def _never_acknowledged(stretch: Stretch) -> str:
    return _(
        "Version %(version)s of “%(title)s” was never signed.", version=stretch.rule.version, title=stretch.rule.title
    )


def _withdrawn(stretch: Stretch) -> str:
    # The last to be withdrawn decided, even if one that was signed later had been withdrawn before it.
    withdrawn_on, signed_on = max(
        (each.withdrawn_on, each.signed_on) for each in stretch.acknowledgements if each.withdrawn_on is not None
    )
    if withdrawn_on == signed_on:
        return _("The pledge signed on %(signed)s was withdrawn on the same day.", signed=long_date(signed_on))
    return _(
        "The pledge signed on %(signed)s was withdrawn on %(withdrawn)s.",
        signed=long_date(signed_on),
        withdrawn=long_date(withdrawn_on),
    )


def _declined(stretch: Stretch) -> str:
    return _(
        "Clause %(clause)s was declined in the pledge signed on %(days)s.",
        clause=stretch.rule.clause,
        days=_signatures(stretch),
    )


def _outside_office(stretch: Stretch) -> str:
    return _(
        "“%(title)s” binds holders of an office, and the candidate was %(statuses)s.",
        title=stretch.rule.title,
        statuses=_statuses(stretch),
    )


def _not_a_candidate(stretch: Stretch) -> str:
    announced_on, withdrawn_on = stretch.standing.announced_on, stretch.standing.withdrawn_on
    if announced_on > stretch.last:
        return _(
            "The candidacy was announced on %(day)s, %(distance)s.",
            day=long_date(announced_on),
            distance=_after(stretch, announced_on),
        )
    if withdrawn_on is not None and withdrawn_on < stretch.first:
        return _(
            "The candidacy was withdrawn on %(day)s, %(distance)s.",
            day=long_date(withdrawn_on),
            distance=_before(stretch, withdrawn_on),
        )
    # Only a record that contradicts itself comes here; it is shown as it is.
    return _(
        "The candidacy is recorded as announced on %(announced)s and withdrawn on %(withdrawn)s.",
        announced=long_date(announced_on),
        withdrawn=long_date(withdrawn_on or announced_on),
    )


def _out_of_scope(stretch: Stretch) -> str:
    applies_when = stretch.rule.applies_when or frozenset()
    names = [str(_STATUS[status]) for status in Status if status in applies_when]
    if not names:
        return _(
            "Clause %(clause)s applies in no status, and the candidate was %(statuses)s.",
            clause=stretch.rule.clause,
            statuses=_statuses(stretch),
        )
    return _(
        "Clause %(clause)s applies only to a candidate who is %(scope)s, and the candidate was %(statuses)s.",
        clause=stretch.rule.clause,
        scope=_either(names),
        statuses=_statuses(stretch),
    )


def _binding_with_reservation(stretch: Stretch) -> str:
    ground = _(
        "Clause %(clause)s was accepted with a reservation in the pledge signed on %(days)s",
        clause=stretch.rule.clause,
        days=_signatures(stretch),
    )
    return _with_status(stretch, ground)


def _binding(stretch: Stretch) -> str:
    return _with_status(stretch, _GROUNDS[stretch.rule.binds_by](stretch))


def _accepted(stretch: Stretch) -> str:
    return _(
        "Clause %(clause)s was accepted in the pledge signed on %(days)s",
        clause=stretch.rule.clause,
        days=_signatures(stretch),
    )


def _in_office(stretch: Stretch) -> str:
    return _("“%(title)s” binds holders of an office", title=stretch.rule.title)


def _declared(stretch: Stretch) -> str:
    announced_on, withdrawn_on = stretch.standing.announced_on, stretch.standing.withdrawn_on
    if withdrawn_on is None:
        return _("The candidacy was announced on %(day)s", day=long_date(announced_on))
    return _(
        "The candidacy was announced on %(announced)s and not withdrawn before %(withdrawn)s",
        announced=long_date(announced_on),
        withdrawn=long_date(withdrawn_on),
    )


def _with_status(stretch: Stretch, ground: str) -> str:
    """Complete the sentence, with the candidate's status where that was decisive as well."""
    if stretch.rule.binds_by is not BindsBy.OFFICE and stretch.rule.applies_when is None:
        return _("%(ground)s.", ground=ground)
    return _("%(ground)s, and the candidate was %(statuses)s.", ground=ground, statuses=_statuses(stretch))


def _after(stretch: Stretch, day: date) -> str:
    """Say how long after the stretch, counted from its first day, the day came."""
    count = (day - stretch.first).days
    if stretch.first == stretch.last:
        return ngettext("%(count)s day after this day", "%(count)s days after this day", count)
    return ngettext(
        "%(count)s day after the first of these days", "%(count)s days after the first of these days", count
    )


def _before(stretch: Stretch, day: date) -> str:
    """Say how long before the first day of the stretch the day was."""
    count = (stretch.first - day).days
    if stretch.first == stretch.last:
        return ngettext("%(count)s day before this day", "%(count)s days before this day", count)
    return ngettext(
        "%(count)s day before the first of these days", "%(count)s days before the first of these days", count
    )


def _signature(acknowledged: Acknowledged) -> date:
    return acknowledged.signed_on


def _signatures(stretch: Stretch) -> str:
    """Name the days of signature of what counted: "24 February 2031 and 3 March 2031"."""
    return _both([long_date(day) for day in sorted({each.signed_on for each in stretch.relied_on})])


def _last_withdrawal(acknowledgements: Iterable[Acknowledged]) -> date | None:
    return max((each.withdrawn_on for each in acknowledgements if each.withdrawn_on is not None), default=None)


def _statuses(stretch: Stretch) -> str:
    """Name every status of the stretch with its own dates, which may lie outside of the stretch."""
    return _both([_dated(entry) for entry in stretch.standing.statuses_during(stretch.first, stretch.last)])


def _dated(entry: StatusPeriod) -> str:
    status, start, until = _STATUS[entry.status], entry.period.start, entry.period.until
    if start == until:
        return _("%(status)s on %(day)s", status=status, day=long_date(start))
    if start == date.min:
        return str(status) if until is None else _("%(status)s until %(until)s", status=status, until=long_date(until))
    if until is None:
        return _("%(status)s from %(start)s on", status=status, start=long_date(start))
    return _("%(status)s from %(start)s to %(until)s", status=status, start=long_date(start), until=long_date(until))


def _both(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(earlier)s and %(last)s", earlier=", ".join(names[:-1]), last=names[-1])


def _either(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(earlier)s or %(last)s", earlier=", ".join(names[:-1]), last=names[-1])


_GROUNDS: Mapping[BindsBy, Callable[[Stretch], str]] = {
    BindsBy.ACKNOWLEDGEMENT: _accepted,
    BindsBy.OFFICE: _in_office,
    BindsBy.CANDIDACY: _declared,
}

_REASONS: Mapping[Outcome, Callable[[Stretch], str]] = {
    Outcome.NOT_IN_FORCE: _not_in_force,
    Outcome.NOT_YET_ACKNOWLEDGED: _not_yet_acknowledged,
    Outcome.NEVER_ACKNOWLEDGED: _never_acknowledged,
    Outcome.WITHDRAWN: _withdrawn,
    Outcome.DECLINED: _declined,
    Outcome.OUTSIDE_OFFICE: _outside_office,
    Outcome.NOT_A_CANDIDATE: _not_a_candidate,
    Outcome.OUT_OF_SCOPE: _out_of_scope,
    Outcome.BINDING_WITH_RESERVATION: _binding_with_reservation,
    Outcome.BINDING: _binding,
}
