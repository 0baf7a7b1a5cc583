"""The status periods of a candidate: in post, on leave, seconded, outside. They decide which rules of office bind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.candidates import policy, queries
from compliance.candidates.models import Candidacy, StatusPeriod
from compliance.candidates.service.whole_list import (
    period_faults,
    period_text,
    record_difference,
    refuse_outdated,
    replace,
)
from compliance.candidates.terms import RECORDABLE_STATUSES, Status
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.web.status import badge


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """A status from one day to another, both included; without a last day it goes on."""

    status: Status
    from_on: date
    until_on: date | None = None


def set_statuses(
    uow: UnitOfWork, candidacy: Candidacy, spans: Sequence[StatusSpan], *, expected_revision: int | None = None
) -> None:
    """Make these the candidate's status periods. Those that stay as they are stay untouched.

    Raises:
        Conflict: if `expected_revision` is given and somebody saved the entry since, with both lists.
        Invalid: with every fault at once, at places such as `statuses[1].from`.
    """
    policy.may_keep(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    rows = queries.statuses(uow.session, candidacy.id)
    refuse_outdated(candidacy, expected_revision, _("Status periods"), yours=_text(spans), theirs=_text(rows))
    faults = [
        Fault(f"statuses[{index}].status", _("Choose a status; a day without any counts as not recorded."))
        for index, span in enumerate(spans)
        if span.status not in RECORDABLE_STATUSES
    ]
    faults += period_faults("statuses", spans, key=lambda _span: None)
    if faults:
        raise Invalid(faults)
    difference = replace(uow.session, candidacy, rows, spans, StatusPeriod)
    record_difference(uow, "candidacy.statuses_set", candidacy, difference)


def _text(spans: Iterable[StatusSpan | StatusPeriod]) -> str:
    ordered = sorted(spans, key=lambda span: span.from_on)
    return "\n".join(f"{badge('candidate_status', span.status).label}, {period_text(span)}" for span in ordered)
