"""Translation and the writing of dates, free of any web framework.

Every text that a person reads goes through `_` (now) or `lazy` (when shown). The catalogue in force is a context
variable: the web layer sets it for each request, a command once.
"""

import functools
from contextvars import ContextVar
from datetime import date, datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.support import LazyProxy

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue")
_NONE = NullTranslations()


def use(catalogue: NullTranslations) -> None:
    """Translate with this catalogue from now on in this context."""
    _catalogue.set(catalogue)


def current() -> NullTranslations:
    """The catalogue in force: what was written in one cannot be shown where another is."""
    return _catalogue.get(_NONE)


def gettext(message: str, /, **values: object) -> str:
    """Translate, then fill in `%(name)s` places."""
    text = _catalogue.get(_NONE).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate by number; `%(count)s` is filled in as well."""
    text = _catalogue.get(_NONE).ngettext(singular, plural, count)
    return text % {"count": count, **values}


def lazy(message: str) -> str:
    """A text translated each time it is shown: for labels that are written once, at import."""
    return LazyProxy(gettext, message, enable_cache=False)  # type: ignore[return-value]


_ = gettext


@functools.lru_cache(maxsize=4096)  # a page names the same few days hundreds of times, and writing one costs 5 µs
def long_date(day: date) -> str:
    """`2031-02-24` as "24 February 2031"."""
    return format_date(day, "d MMMM y", locale="en")


@functools.lru_cache(maxsize=4096)
def long_instant(instant: datetime, timezone: str) -> str:
    """An instant in a contest's time zone: "24 February 2031, 14:05 (CET)"; where it has no letters, "(UTC+05:45)"."""
    there = instant.astimezone(ZoneInfo(timezone))
    name = there.tzname() or ""
    zone = name if name.isalpha() else f"{there:UTC%z}"[:6] + ":" + f"{there:%z}"[3:]
    return f"{format_datetime(there, 'd MMMM y, HH:mm', locale='en')} ({zone})"
