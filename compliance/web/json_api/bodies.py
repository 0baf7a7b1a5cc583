"""What operations take begins here."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

LONG = 100_000
"""Characters of a text that somebody writes."""


def _in_utc(given: datetime) -> datetime:
    try:
        return given.astimezone(UTC)
    except OverflowError:
        raise ValueError("this instant lies outside of what a calendar can hold") from None


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An instant that was sent with its offset, in UTC."""


class Body(BaseModel):
    """Something that is sent. A field that is not known is refused, so that nothing is lost in silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ReasonBody(Body):
    """Why."""

    reason: str = Field(max_length=LONG)
