"""The kinds of field that the contest file is made of, with their limits, and what all of its mappings share."""

import re
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from compliance.candidates.terms import Status
from compliance.exchange.source.building import Real
from compliance.incidents.terms import Kind

FIRST_YEAR = 1800
LAST_YEAR = 2999
LONGEST_TEXT = 20_000

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """Take a date, or a date written as text, as JSON must."""
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("no_such_day", "no such day") from None
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise PydanticCustomError("distant_day", "too far away")
    return value


def _timezone(value: str) -> str:
    if value not in _timezones():
        raise PydanticCustomError("timezone", "no such time zone")
    return value


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


def recordable(value: Status) -> Status:
    """Refuse `unknown`, which is what a day without a period is."""
    if value is Status.UNKNOWN:
        raise PydanticCustomError("status_unknown", "unknown is not recorded")
    return value


def open_kind(value: Kind) -> Kind:
    """Refuse retaliation, which is filed in the installation that handles it, and stays there."""
    if value is Kind.RETALIATION:
        raise PydanticCustomError("retaliation", "not from a file")
    return value


def distinct(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list in which something stands twice."""
    if len(set(value)) != len(value):
        raise PydanticCustomError("not_distinct", "something stands here twice")
    return value


def filled(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse an empty list. A `min_length` would also count entries that are merely unreadable as absent."""
    if not value:
        raise PydanticCustomError("empty", "nothing stands here")
    return value


def _plain(value: object) -> bool | int | str:
    """Take a plain scalar; dates and fractions, which canonical JSON cannot hold, become text as written."""
    if isinstance(value, Real):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, bool | int | str):
        raise PydanticCustomError("not_plain", "no plain value")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_TEXT})
    return value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n\t]*$")]
"""One line of text: a title, a name."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S")]
"""Text in paragraphs."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^\S(?:[^\n\t]*\S)?$")]
"""A version or clause number as its document has it: free text without space around it."""
Key = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""How one part of the file names another. Neither '/' nor '@' can stand in it."""
Slug = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Timezone = Annotated[str, StringConstraints(max_length=100), AfterValidator(_timezone)]
Language = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
Day = Annotated[date, BeforeValidator(_day)]
DetailKey = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Detail = Annotated[bool | int | str, PlainValidator(_plain)]
ClauseReference = Annotated[str, StringConstraints(min_length=1, max_length=310)]
"""`instrument/clause` or `instrument@version/clause`."""

LAX = Field(strict=False)
"""Lists become tuples and words become enum members; nothing else is converted anywhere."""


class Part(BaseModel):
    """A mapping of the format. Null stands for an absent optional key."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    _optional: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls._optional = frozenset(
            field.alias or name for name, field in cls.model_fields.items() if not field.is_required()
        )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None or key not in cls._optional}
        return data
