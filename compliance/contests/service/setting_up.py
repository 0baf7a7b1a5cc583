"""A contest is set up, and corrected."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from compliance.contests import policy, queries
from compliance.contests.models import Contest
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 100
LONGEST_LINE = 300
MOST_ELECTORS = 1_000_000_000
LABELS = {
    "title": lazy("Title"),
    "organisation": lazy("Organisation"),
    "post": lazy("Post to be filled"),
    "timezone": lazy("Time zone"),
    "opens_on": lazy("Campaign opens on"),
    "votes_on": lazy("Vote on"),
    "electorate": lazy("Number of electors"),
    "majority": lazy("Majority required"),
}
"""The facts of a contest, in the order in which people read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFacts:
    """What is said of a contest: who elects whom, from when the campaign runs, when the vote is taken.

    `timezone` is an IANA name; `electorate` is the number of electors.
    """

    title: str
    organisation: str
    post: str
    timezone: str
    opens_on: date
    votes_on: date
    electorate: int | None = None
    majority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContest(ContestFacts):
    """A contest to be set up. The slug stands in addresses and never changes."""

    slug: str


def create_contest(uow: UnitOfWork, command: NewContest) -> Contest:
    """Set up a contest. Invalid with every fault at once, each at the name of its field."""
    policy.may_create(uow.actor).enforce()
    faults = [*_slug_faults(uow, command.slug), *_faults(command)]
    if faults:
        raise Invalid(faults)
    contest = Contest(slug=command.slug, **_values(command))
    uow.session.add(contest)
    uow.session.flush()
    record(uow, "contest.created", f"contest:{contest.slug}", contest_id=contest.id, facts=_public(contest))
    return contest


def edit_contest(uow: UnitOfWork, contest: Contest, facts: ContestFacts, *, expected_revision: int) -> None:
    """Correct a contest. Nothing happens if nothing differs.

    Raises:
        Conflict: if somebody else saved it since `expected_revision`, with both texts.
        Invalid: with every fault at once.
    """
    policy.may_edit(uow.actor, contest.id).enforce()
    values = _values(facts)
    changed = {name: value for name, value in values.items() if getattr(contest, name) != value}
    if not changed:
        return
    if contest.revision != expected_revision:
        raise Conflict(
            _("Somebody else changed this contest while you were editing it."),
            yours={str(LABELS[name]): text_of(value) for name, value in changed.items()},
            theirs={str(LABELS[name]): text_of(getattr(contest, name)) for name in changed},
        )
    if faults := list(_faults(facts)):
        raise Invalid(faults)
    for name, value in changed.items():
        setattr(contest, name, value)
    record(uow, "contest.edited", f"contest:{contest.slug}", contest_id=contest.id, facts=_public(contest))


def line_fault(place: str, text: str, wanted: str) -> Iterator[Fault]:
    """Find what is wrong with a text that must be one line; `wanted` asks for it where it is missing."""
    if not text.strip():
        yield Fault(place, wanted)
    elif any(unicodedata.category(character) == "Cc" for character in text.strip()):
        yield Fault(place, _("Write this on one line, without control characters."))
    elif len(text.strip()) > LONGEST_LINE:
        yield Fault(place, _("This may have %(most)d characters at most.", most=LONGEST_LINE))


def text_of(value: date | int | str | list[str] | None) -> str:
    """A value as a person reads it, for two texts side by side."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, date):
        return long_date(value)
    return "" if value is None else str(value)


@cache
def timezones() -> frozenset[str]:
    """Every time zone that this machine knows, by IANA name."""
    return frozenset(available_timezones())


def _values(facts: ContestFacts) -> dict[str, date | int | str | None]:
    """The columns of a contest; the texts without white space around them, an empty majority as none."""
    given = asdict(facts)
    trimmed = {name: given[name].strip() if isinstance(given[name], str) else given[name] for name in LABELS}
    return {**trimmed, "majority": trimmed["majority"] or None}


def _slug_faults(uow: UnitOfWork, slug: str) -> Iterator[Fault]:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        yield Fault("slug", _("Use lower-case letters, digits and single hyphens, such as dg-2031."))
    elif queries.by_slug(uow.session, slug):
        yield Fault("slug", _("There is a contest with this short name already. Choose another one."))


def _faults(facts: ContestFacts) -> Iterator[Fault]:
    yield from line_fault("title", facts.title, _("Give the election a title."))
    yield from line_fault("organisation", facts.organisation, _("Name the organisation."))
    yield from line_fault("post", facts.post, _("Name the post that is to be filled."))
    if facts.timezone.strip() not in timezones():
        yield Fault("timezone", _("Choose a time zone by its name, such as Europe/Zurich."))
    if facts.votes_on < facts.opens_on:
        yield Fault("votes_on", _("The vote cannot be held before the campaign opens: correct one of the two days."))
    if facts.electorate is not None and not 0 < facts.electorate <= MOST_ELECTORS:
        yield Fault("electorate", _("Give the number of electors, or leave it empty."))
    if facts.majority and facts.majority.strip():
        yield from line_fault("majority", facts.majority, "")


def _public(contest: Contest) -> dict[str, str]:
    return {"opens_on": contest.opens_on.isoformat(), "votes_on": contest.votes_on.isoformat()}
