"""The media accounts of a candidate, and for whom each spoke when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.candidates import policy, queries
from compliance.candidates.models import Candidacy, MediaAccount
from compliance.candidates.service.whole_list import (
    period_faults,
    period_text,
    record_difference,
    refuse_outdated,
    replace,
)
from compliance.candidates.terms import AccountCapacity
from compliance.contests.service import line_fault
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.web.status import badge


@dataclass(frozen=True, slots=True)
class AccountSpan:
    """A media account and for whom it spoke from one day to another, both included."""

    platform: str
    handle: str
    capacity: AccountCapacity
    from_on: date
    until_on: date | None = None


def set_accounts(
    uow: UnitOfWork,
    candidacy: Candidacy,
    spans: Sequence[AccountSpan],
    *,
    expected_revision: int | None = None,
    may_overlap: bool = False,
) -> None:
    """Make these the candidate's media accounts. Those that stay as they are stay untouched.

    An account may stand in the list more than once, for one capacity after another, but not twice on one day; unless it
    `may_overlap`, as in a file that says of the day on which it was handed over that it spoke for both.

    Raises:
        Conflict: if `expected_revision` is given and somebody saved the entry since, with both lists.
        Invalid: with every fault at once, at places such as `accounts[1].handle`.
    """
    policy.may_keep(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    wanted = [
        AccountSpan(span.platform.strip(), span.handle.strip(), span.capacity, span.from_on, span.until_on)
        for span in spans
    ]
    rows = queries.accounts(uow.session, candidacy.id)
    refuse_outdated(candidacy, expected_revision, _("Media accounts"), yours=_text(wanted), theirs=_text(rows))
    if faults := list(_faults(wanted, may_overlap=may_overlap)):
        raise Invalid(faults)
    difference = replace(uow.session, candidacy, rows, wanted, MediaAccount)
    record_difference(uow, "candidacy.accounts_set", candidacy, difference)


def _faults(spans: Sequence[AccountSpan], *, may_overlap: bool) -> Iterator[Fault]:
    for index, span in enumerate(spans):
        yield from line_fault(f"accounts[{index}].platform", span.platform, _("Name the platform."))
        yield from line_fault(f"accounts[{index}].handle", span.handle, _("Give the name of the account."))
    yield from period_faults("accounts", spans, key=id if may_overlap else _account)


def _account(span: AccountSpan) -> tuple[str, str]:
    """What makes two lines speak of one account, however it is written."""
    return span.platform.casefold(), span.handle.casefold().removeprefix("@")


def _text(spans: Iterable[AccountSpan | MediaAccount]) -> str:
    ordered = sorted(spans, key=lambda span: (span.platform, span.handle, span.from_on))
    return "\n".join(
        f"{span.platform} {span.handle}, {badge('account_capacity', span.capacity).label}, {period_text(span)}"
        for span in ordered
    )
