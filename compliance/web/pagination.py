"""Keyset pages: a list is read from a key onwards, never by counting rows, so a page costs the same anywhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select
from sqlalchemy.orm import Session

SIZE = 50
DIGITS = 10
"""So many are more than a key has: neither database is asked for a number that no column holds."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page of a list, with the addresses of the pages before and after it (None at an end)."""

    items: Sequence[Row]
    previous_url: str | None = None
    next_url: str | None = None


def key(argument: str) -> int | None:
    """A key given in the address; None if there is none or it is no number."""
    text = request.args.get(argument, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else None


def newest_first(
    session: Session,
    query: Select[*tuple[Any, ...]],
    column: Any,
    key_of: Callable[[Any], int],
    size: int = SIZE,
    *,
    values: Mapping[str, Any] | None = None,
) -> Page[Any]:
    """Read the page that the address asks for (`?before=` or `?after=` a key), newest (largest key) first.

    `values` are those of parameters that the query leaves open.
    """
    after, before = key("after"), key("before")
    if after is not None:
        rows = list(session.execute(query.where(column > after).order_by(column.asc()).limit(size + 1), values))
        more, rows = len(rows) > size, rows[:size][::-1]
        newer, older = more, True
    else:
        query = query if before is None else query.where(column < before)
        rows = list(session.execute(query.order_by(column.desc()).limit(size + 1), values))
        more, rows = len(rows) > size, rows[:size]
        newer, older = before is not None, more
    if not rows:
        return Page(rows, previous_url=_here() if before or after else None)
    return Page(
        rows,
        previous_url=_here(after=key_of(rows[0])) if newer else None,
        next_url=_here(before=key_of(rows[-1])) if older else None,
    )


def _here(**keys: int) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("after", "before")]
    arguments: dict[str, Any] = {}
    for name, value in kept:
        arguments.setdefault(name, []).append(value)
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **arguments, **keys})
