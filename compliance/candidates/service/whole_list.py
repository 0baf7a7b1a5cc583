"""A list that is edited as a whole: what stays as it is stays untouched, the rest is changed, added or removed."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from compliance.candidates.models import Candidacy, MediaAccount, StatusPeriod
from compliance.core.errors import Conflict, Fault
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.periods import Period
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record


class Span(Protocol):
    """One line of a list that somebody hands in: from which day, until which (None: still)."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def until_on(self) -> date | None:
        """The last day."""


Row = TypeVar("Row", StatusPeriod, MediaAccount)
One = TypeVar("One", bound=Span)


@dataclass(slots=True)
class Difference:
    """How many rows of a list were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def period_faults(where: str, spans: Sequence[One], key: Callable[[One], Hashable]) -> Iterator[Fault]:
    """Find periods that end before they begin, and those of one key that share a day.

    `where` is the list's name in places: `statuses` gives faults at `statuses[1].until` and the like.
    """
    earlier: dict[Hashable, list[Period]] = {}
    for index, span in sorted(enumerate(spans), key=lambda entry: entry[1].from_on):
        if span.until_on is not None and span.until_on < span.from_on:
            message = _("This period ends before it begins: correct one of the two days.")
            yield Fault(f"{where}[{index}].until", message)
            continue
        period = Period(span.from_on, span.until_on)
        others = earlier.setdefault(key(span), [])
        if other := next((one for one in others if one.overlaps(period)), None):
            yield Fault(f"{where}[{index}].from", _overlap(other))
        others.append(period)


def refuse_outdated(
    candidacy: Candidacy, expected_revision: int | None, label: str, *, yours: str, theirs: str
) -> None:
    """Raise Conflict with both lists if the entry was saved since, unless both say the same."""
    if expected_revision in (None, candidacy.revision) or yours == theirs:
        return
    message = _("Somebody else changed the entry of this candidate while you were editing it.")
    raise Conflict(message, yours={label: yours}, theirs={label: theirs})


def replace(
    session: Session, candidacy: Candidacy, rows: Sequence[Row], wanted: Sequence[Any], make: Callable[..., Row]
) -> Difference:
    """Make the stored rows those wanted (dataclasses whose fields are columns), touching as few as can be.

    Of the rows that no longer stand in the list, the one most like a new line becomes it. If anything differs, the
    candidacy's revision grows, so that a form made before is refused.
    """
    stored = list(rows)
    new: list[dict[str, Any]] = []
    for values in map(asdict, wanted):
        same = next((row for row in stored if _likeness(row, values) == len(values)), None)
        if same is None:
            new.append(values)
        else:
            stored.remove(same)
    difference = Difference()
    for values in new:
        nearest = max(stored, key=lambda row: _likeness(row, values), default=None)
        if nearest is None or _likeness(nearest, values) == 0:
            session.add(make(candidacy_id=candidacy.id, **values))
            difference.added += 1
        else:
            stored.remove(nearest)
            _change(nearest, values)
            difference.changed += 1
    for row in stored:
        session.delete(row)
        difference.removed += 1
    if difference != Difference():
        flag_modified(candidacy, "position")
    return difference


def record_difference(uow: UnitOfWork, act: str, candidacy: Candidacy, difference: Difference) -> None:
    """Record what became of a list, unless nothing did."""
    if difference == Difference():
        return
    record(uow, act, f"candidacy:{candidacy.key}", contest_id=candidacy.contest_id, facts=asdict(difference))


def _likeness(row: StatusPeriod | MediaAccount, values: dict[str, Any]) -> int:
    """How many of the values a row has already."""
    return sum(getattr(row, name) == value for name, value in values.items())


def _change(row: StatusPeriod | MediaAccount, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _overlap(other: Period) -> str:
    if other.until is None:
        day = long_date(other.start)
        return _("This lies in the period from %(day)s, which has no end: give that one a last day.", day=day)
    return _(
        "This overlaps with the period from %(start)s to %(until)s: one begins on the day after the other ends.",
        start=long_date(other.start),
        until=long_date(other.until),
    )


def period_text(span: Span) -> str:
    """A period in words, for two texts side by side."""
    if span.until_on is None:
        return _("from %(day)s on", day=long_date(span.from_on))
    return _("from %(start)s to %(until)s", start=long_date(span.from_on), until=long_date(span.until_on))
