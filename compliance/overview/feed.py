"""Due days as a calendar (RFC 5545) that tells nothing but how much is due on which day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.core.periods import ONE_DAY

EVERY = timedelta(hours=1)


def feed(days: Iterable[date], now: datetime, sign_in: str) -> bytes:
    """Write a calendar with an all-day entry for each day, which says how many of `days` fall on it.

    Args:
        days: due days, one for each thing that is due.
        now: when it was written.
        sign_in: the address at which its owner signs in.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Code of conduct record//Due days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Due days"))
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    due = list(days)
    for day in sorted(set(due)):
        calendar.add_component(_entry(day, due.count(day), now, sign_in))
    written: bytes = calendar.to_ical()
    return written


def _entry(day: date, count: int, now: datetime, sign_in: str) -> Event:
    entry = Event()
    entry.add("uid", f"due-{day.isoformat()}@code-of-conduct-record")
    entry.add("dtstamp", now)
    entry.add("dtstart", day)
    entry.add("dtend", day + ONE_DAY)
    entry.add("summary", ngettext("Something is due", "%(count)s things are due", count))
    entry.add("description", _("Sign in to see what it is: %(url)s", url=sign_in))
    entry.add("url", sign_in)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry
