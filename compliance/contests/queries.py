"""Reading contests, and their calendars."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import holidays
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from compliance.contests.calendar import WEEKDAYS, Holidays, WorkingCalendar
from compliance.contests.models import Contest, ContestCalendar
from compliance.core.access import Actor

_BY_SLUG = select(Contest).where(Contest.slug == bindparam("slug"))


def by_slug(session: Session, slug: str) -> Contest | None:
    """Return a contest by its slug. Every page of a contest asks this, so that the statement is written once."""
    return session.scalar(_BY_SLUG, {"slug": slug})


def visible_to(session: Session, actor: Actor) -> Sequence[Contest]:
    """Return the contests that somebody takes part in, or all for an administrator; the next vote first."""
    query = select(Contest).order_by(Contest.votes_on.desc(), Contest.id)
    if not (actor.is_administrator or actor.is_system):
        query = query.where(Contest.id.in_(actor.contests()))
    return session.scalars(query).all()


def calendar_of(session: Session, contest_id: int) -> ContestCalendar | None:
    """Return what a contest says of its working days; None if it says nothing."""
    return session.scalar(select(ContestCalendar).where(ContestCalendar.contest_id == contest_id))


def working_calendar(session: Session, contest_id: int) -> WorkingCalendar:
    """Return the days that count in a contest: without a choice of its own, all but Saturdays and Sundays."""
    kept = calendar_of(session, contest_id)
    return WorkingCalendar() if kept is None else made_of(kept)


def made_of(kept: ContestCalendar) -> WorkingCalendar:
    """Make the calendar that a row describes. The contest's own free days stand above a country's."""
    public: Holidays = {} if kept.country is None else PublicHolidays(kept.country, kept.subdivision)
    names = list(WEEKDAYS)
    return WorkingCalendar(
        frozenset(names.index(name) for name in kept.weekend),
        _Both({date.fromisoformat(day): name for day, name in kept.free_days.items()}, public),
        frozenset(date.fromisoformat(day) for day in kept.working_days),
    )


class PublicHolidays:
    """The public holidays of a country or a part of it, named in English where the library can.

    LookupError if the library does not know the country or the part.
    """

    def __init__(self, country: str, subdivision: str | None) -> None:
        self._place = country, subdivision
        _holidays_of(country, subdivision, 2000)

    def get(self, day: date, /) -> str | None:
        """The name of the holiday on a day."""
        return _holidays_of(*self._place, day.year).get(day)


@lru_cache(maxsize=256)
def _holidays_of(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    """A year's holidays. Worked out whole, because the library's own growing table is not safe among threads."""
    try:
        found = holidays.country_holidays(country, subdiv=subdivision, years=year, language=_language(country))
    except NotImplementedError:
        raise LookupError(f"no holidays are known for {country} {subdivision or ''}") from None
    return dict(found)


@lru_cache(maxsize=1)
def countries() -> dict[str, list[str]]:
    """The countries of which holidays are known, by code of two letters, with the codes of their parts."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {country: sorted(parts) for country, parts in known.items()}


def _language(country: str) -> str | None:
    known = holidays.list_localized_countries().get(country, [])
    return next((language for language in known if language.startswith("en")), None)


class _Both:
    """Own free days, and then a country's."""

    def __init__(self, own: dict[date, str], public: Holidays) -> None:
        self._own = own
        self._public = public

    def get(self, day: date, /) -> str | None:
        """The name of the free day."""
        return self._own.get(day) or self._public.get(day)
