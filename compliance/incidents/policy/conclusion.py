"""Who may decide what follows from findings, and why not."""

from collections.abc import Iterable

from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, answers, handles, is_officer_of, may_see
from compliance.incidents.terms import MeasureKind, MeasureState, Result, Stage

BREACHES = frozenset({Result.SUBSTANTIATED, Result.PARTIALLY_SUBSTANTIATED, Result.CORRECTED})
"""Findings that something was done which should not have been."""

AFTER_A_BREACH = frozenset(
    {
        MeasureKind.CORRECTION_ASKED,
        MeasureKind.REPAYMENT,
        MeasureKind.PRIVATE_WARNING,
        MeasureKind.PUBLIC_WARNING,
    }
)
"""Measures that nobody bears about whom nothing was found. Advice and a referral do not say that there was a breach."""

DATED = frozenset({MeasureKind.CORRECTION_ASKED, MeasureKind.REPAYMENT})
"""Measures that ask for something, and therefore say until when."""

SETTLED = frozenset({MeasureState.FULFILLED, MeasureState.WAIVED})
"""Nothing more is expected."""

PUBLIC_MEASURES = frozenset({MeasureKind.PUBLIC_WARNING, MeasureKind.REPAYMENT})
"""Measures that the public edition tells of."""


def may_set_standards(actor: Actor, contest_id: int) -> Verdict:
    """The office decides on its usual standard of proof and on the time in which a review can be asked for."""
    return ALLOWED if handles(actor, contest_id) else HIDDEN


def may_see_conclusion(actor: Actor, incident: About) -> Verdict:
    """Findings, what follows from them and their review are for whoever sees the case."""
    return may_see(actor, incident)


def may_order_measure(actor: Actor, incident: About, *, results: Iterable[Result] = Result) -> Verdict:
    """What follows is decided by officers of the case, once something was found and until the case is closed."""
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    if actor.is_system:
        return ALLOWED
    if incident.stage not in workflow.DECIDABLE | {Stage.CONCLUDED}:
        if incident.stage is Stage.CLOSED:
            return refused(_("The case is closed."))
        return refused(_("A measure follows from a finding, which comes after the candidate's answer."))
    return ALLOWED if list(results) else refused(_("A measure follows from a finding: decide on an allegation first."))


def measures_open(results: Iterable[Result]) -> list[MeasureKind]:
    """The kinds of measure that can follow where these findings stand."""
    breach = not BREACHES.isdisjoint(results)
    return [kind for kind in MeasureKind if breach or kind not in AFTER_A_BREACH]


def may_follow_up(actor: Actor, incident: About, *, state: MeasureState = MeasureState.DUE) -> Verdict:
    """Officers of the case say how far a measure was followed, also when the case is closed."""
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    return _settled(state) if not actor.is_system else ALLOWED


def may_report_done(actor: Actor, incident: About, *, state: MeasureState = MeasureState.DUE) -> Verdict:
    """The respondent, or who speaks for them, says what was done about a measure."""
    if not answers(actor, incident.candidacy_id) or actor.is_system:
        return HIDDEN
    return may_see(actor, incident) and _settled(state)


def _settled(state: MeasureState) -> Verdict:
    if state is MeasureState.FULFILLED:
        return refused(_("The measure is fulfilled."))
    if state is MeasureState.WAIVED:
        return refused(_("The measure was waived."))
    return ALLOWED
