"""A candidacy is announced, corrected, withdrawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.candidates import policy, queries
from compliance.candidates.models import Candidacy
from compliance.candidates.terms import KEY
from compliance.contests.service import line_fault, text_of
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record

LONGEST_KEY = 100
LABELS = {
    "name": lazy("Name"),
    "post": lazy("Post held"),
    "nominated_by": lazy("Nominated by"),
    "announced_on": lazy("Announced on"),
    "withdrawn_on": lazy("Withdrawn on"),
}
"""The facts of a candidacy, in the order in which people read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyFacts:
    """What is said of a candidacy. `post` is the one held in the organisation, if any; `nominated_by` may be empty."""

    name: str
    post: str | None = None
    nominated_by: Sequence[str] = ()
    announced_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCandidacy(CandidacyFacts):
    """A candidacy to be entered. The key stands in addresses and never changes."""

    key: str


def add_candidacy(uow: UnitOfWork, contest_id: int, command: NewCandidacy) -> Candidacy:
    """Enter a candidacy after those that are there. Invalid with every fault at once, at the name of its field."""
    policy.may_keep(uow.actor, contest_id).enforce()
    values = _values(command)
    faults = [*_key_faults(uow, contest_id, command.key), *_faults(command)]
    if faults:
        raise Invalid(faults)
    position = queries.next_position(uow.session, contest_id)
    candidacy = Candidacy(contest_id=contest_id, key=command.key, position=position, **values)
    uow.session.add(candidacy)
    _record(uow, "candidacy.created", candidacy)
    return candidacy


def edit_candidacy(uow: UnitOfWork, candidacy: Candidacy, facts: CandidacyFacts, *, expected_revision: int) -> None:
    """Correct a candidacy. Nothing happens if nothing differs.

    Raises:
        Conflict: if somebody else saved the entry since `expected_revision`, with both texts.
        Invalid: with every fault at once.
    """
    policy.may_keep(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    changed = {name: value for name, value in _values(facts).items() if getattr(candidacy, name) != value}
    if not changed:
        return
    if candidacy.revision != expected_revision:
        raise Conflict(
            _("Somebody else changed the entry of this candidate while you were editing it."),
            yours={str(LABELS[name]): text_of(value) for name, value in changed.items()},
            theirs={str(LABELS[name]): text_of(getattr(candidacy, name)) for name in changed},
        )
    if faults := list(_faults(facts)):
        raise Invalid(faults)
    for name, value in changed.items():
        setattr(candidacy, name, value)
    _record(uow, "candidacy.edited", candidacy)


def withdraw_candidacy(uow: UnitOfWork, candidacy: Candidacy, on: date) -> None:
    """Record that a candidate withdrew. Invalid before the announcement, and a second time."""
    policy.may_keep(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    if candidacy.withdrawn_on is not None:
        since = long_date(candidacy.withdrawn_on)
        raise Invalid([Fault("withdrawn_on", _("This candidacy was withdrawn on %(day)s already.", day=since))])
    if fault := _withdrawn_too_early(candidacy.announced_on, on):
        raise Invalid([fault])
    candidacy.withdrawn_on = on
    _record(uow, "candidacy.withdrawn", candidacy)


def _values(facts: CandidacyFacts) -> dict[str, date | str | list[str] | None]:
    """The columns of a candidacy; texts without white space around them, nobody named twice as having nominated."""
    named = [name.strip() for name in facts.nominated_by]
    return {
        "name": facts.name.strip(),
        "post": (facts.post or "").strip() or None,
        "nominated_by": list(dict.fromkeys(name for name in named if name)),
        "announced_on": facts.announced_on,
        "withdrawn_on": facts.withdrawn_on,
    }


def _key_faults(uow: UnitOfWork, contest_id: int, key: str) -> Iterator[Fault]:
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        yield Fault("key", _("Use letters, digits, hyphens, dots and underscores, beginning with a letter or digit."))
    elif queries.by_key(uow.session, contest_id, key):
        yield Fault("key", _("Another candidate of this contest has this short name already. Choose another one."))


def _faults(facts: CandidacyFacts) -> Iterator[Fault]:
    yield from line_fault("name", facts.name, _("Give the candidate's name."))
    if facts.post and facts.post.strip():
        yield from line_fault("post", facts.post, "")
    for name in facts.nominated_by:
        if name.strip():
            yield from line_fault("nominated_by", name, "")
    if facts.withdrawn_on and (fault := _withdrawn_too_early(facts.announced_on, facts.withdrawn_on)):
        yield fault


def _withdrawn_too_early(announced_on: date, withdrawn_on: date) -> Fault | None:
    if withdrawn_on >= announced_on:
        return None
    day = long_date(announced_on)
    return Fault(
        "withdrawn_on",
        _("The candidacy was announced on %(day)s: it cannot have been withdrawn before that.", day=day),
    )


def _record(uow: UnitOfWork, act: str, candidacy: Candidacy) -> None:
    facts = {"announced_on": candidacy.announced_on.isoformat()}
    if candidacy.withdrawn_on is not None:
        facts["withdrawn_on"] = candidacy.withdrawn_on.isoformat()
    record(uow, act, f"candidacy:{candidacy.key}", contest_id=candidacy.contest_id, facts=facts)
