"""A report as JSON: the same report always gives the same bytes."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import orjson

from compliance.reports.model import Report

_KEYS: dict[type, tuple[tuple[str, str], ...]] = {}
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def as_json(report: Report) -> bytes:
    """Return UTF-8 JSON in the model's order, indented by two, with a newline at the end.

    Days are `2031-04-02`, instants `2031-04-02T10:00:00Z`.
    """
    return orjson.dumps(plain(report), option=_OPTIONS)


def plain(value: object) -> Any:
    """Return a value of the model as dicts, lists, strings, numbers and None."""
    if value is None or isinstance(value, str | int):
        return value.value if isinstance(value, StrEnum) else value
    if is_dataclass(value):
        return {key: plain(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a report does not hold values of {type(value).__name__}")


def _keys(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return (attribute, key) for each field of a dataclass; a trailing underscore is not written."""
    if kind not in _KEYS:
        _KEYS[kind] = tuple((field.name, field.name.rstrip("_")) for field in fields(kind))
    return _KEYS[kind]
