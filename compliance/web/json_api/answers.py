"""What operations answer with: plain models, and pages of lists."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from compliance.web.pagination import Page


class Answer(BaseModel):
    """Something that an operation gives. It is made from our own values, so it is not checked against the world."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


Item = TypeVar("Item", bound=Answer)


class Listing(Answer, Generic[Item]):
    """A page of a list, newest first."""

    items: list[Item]
    next: str | None = Field(description="Address of the page of older items; null at the end.")
    previous: str | None = Field(description="Address of the page of newer items; null at the beginning.")


def listing(page: Page[Any], shown: Callable[[Any], Item]) -> Listing[Item]:
    """A page of rows as a page of items."""
    return Listing(items=[shown(row) for row in page.items], next=page.next_url, previous=page.previous_url)
