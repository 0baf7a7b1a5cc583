"""Says in plain words what is wrong with the shape of a contest file, and what would be right."""

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from compliance.core.language import _, lazy
from compliance.exchange import schema
from compliance.exchange.schema.fields import FIRST_YEAR, LAST_YEAR, Part
from compliance.exchange.schema.measures import Measure, MeasureStep
from compliance.exchange.source.building import Real
from compliance.exchange.source.places import Path, shortened

_PARTS: dict[str, type[Part]] = {
    "contest": schema.Contest,
    "instruments": schema.Instrument,
    "versions": schema.Version,
    "clauses": schema.Clause,
    "candidates": schema.Candidate,
    "statuses": schema.StatusPeriod,
    "accounts": schema.Account,
    "acknowledgements": schema.Acknowledgement,
    "decisions": schema.ClauseDecision,
    "incidents": schema.Incident,
    "allegations": schema.Allegation,
    "finding_of": schema.Finding,
    "assessment": schema.Assessment,
    "replies_of": schema.Reply,
    "supplements": schema.Supplement,
    "measures": Measure,
    "steps": MeasureStep,
}
"""Each key that holds a part, or a list of parts, with that part's model."""
_KEYED_BY_REFERENCE = frozenset({"decisions", "finding_of", "replies_of"})
KEY_MARK = "[key]"
"""What pydantic adds to the path of a mapping's key, as against its value."""

_SENTENCES: Mapping[str, str] = {
    "empty": lazy("at least one entry is expected"),
    "string_too_short": lazy("text is expected, not only blanks"),
    "missing": lazy("this key is required here"),
    "int_type": lazy("a whole number is expected"),
    "bool_type": lazy("true or false is expected, without quotes"),
    "date_type": lazy("a date is expected, written like 2031-02-24"),
    "no_such_day": lazy("the calendar has no such day"),
    "tuple_type": lazy("a list is expected"),
    "dict_type": lazy("a mapping of keys to values is expected"),
    "model_type": lazy("a mapping of keys to values is expected"),
    "timezone": lazy("no such time zone is known; a name such as Europe/Zurich is expected"),
    "status_unknown": lazy("'unknown' is what a day without a period is; leave the period out"),
    "retaliation": lazy("a case of retaliation is filed where it is handled, and is neither exported nor imported"),
    "not_distinct": lazy("the same entry stands here twice"),
    "not_plain": lazy("a text, number, date, true or false is expected"),
}
_PATTERNS: Mapping[str, str] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": lazy("lower-case letters, digits and single hyphens between them are expected"),
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": lazy("letters, digits, '.', '_' and '-' are expected, with no space or '/'"),
    r"^[^\n\t]*$": lazy("one line of text, without tabs, is expected"),
    r"^[0-9]{1,12}(\.[0-9]{1,2})?$": lazy('an amount in figures and in quotes is expected, such as "1840.50"'),
    r"^[A-Z]{3}$": lazy("a currency's code of three capitals is expected, such as EUR"),
    r"\S": lazy("text is expected, not only blanks"),
    r"^\S(?:[^\n\t]*\S)?$": lazy("one line of text without tabs, and without blanks around it, is expected"),
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$": lazy("a language code such as en or pt-BR is expected"),
}


def shape_faults(error: ValidationError, most: int) -> list[tuple[Path, str]]:
    """Paths and messages of what a model refused, `most` of them at most: saying each takes longer than finding it."""
    return [_described(details) for details in error.errors(include_url=False)[:most]]


def _described(details: ErrorDetails) -> tuple[Path, str]:
    path = tuple(step for step in details["loc"] if step != KEY_MARK)
    kind = details["type"]
    if kind == "extra_forbidden":
        return path, _unknown_key(path)
    context = details.get("ctx", {})
    if kind in _WITH_CONTEXT:
        return path, _WITH_CONTEXT[kind](context, details["input"])
    if kind in _SENTENCES:
        return path, str(_SENTENCES[kind])
    return path, _("this is not what the format has here: %(problem)s", problem=details["msg"])


def _unknown_key(path: Path) -> str:
    """Name the key that was probably meant."""
    key = str(path[-1])
    known = _keys_of(_part_at(path[:-1]))
    close = difflib.get_close_matches(key.lower(), known, n=1) if len(key) <= max(map(len, known)) * 2 else []
    if close:
        return _("unknown key '%(key)s'; did you mean '%(known)s'?", key=shortened(key), known=close[0])
    return _("unknown key '%(key)s'; known here: %(known)s", key=shortened(key), known=", ".join(known))


def _part_at(path: Path) -> type[Part]:
    """Find the model of the mapping that stands at a path."""
    part: type[Part] = schema.ContestFile
    is_reference = False
    for step in path:
        if is_reference:
            is_reference = False
        elif isinstance(step, str) and step in _PARTS:
            part = _PARTS[step]
            is_reference = step in _KEYED_BY_REFERENCE
    return part


def _keys_of(part: type[Part]) -> list[str]:
    return [field.alias or name for name, field in part.model_fields.items()]


def _text_expected(_context: Mapping[str, Any], value: object) -> str:
    if isinstance(value, Real):
        return _('text is expected; write it in quotes: "%(value)s"', value=shortened(value.text))
    if isinstance(value, int | date):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return _('text is expected; write it in quotes: "%(value)s"', value=shown)
    return _("text is expected")


def _one_of(context: Mapping[str, Any], _value: object) -> str:
    return _("one of these is expected: %(expected)s", expected=_known(str(context["expected"])))


def _known(expected: str) -> str:
    """What can be written here; a kind that no file can have is not offered."""
    return expected.replace("'", "").replace(", retaliation or ", " or ")


def _too_long(context: Mapping[str, Any], _value: object) -> str:
    return _("at most %(most)s characters are expected", most=context["max_length"])


def _out_of_pattern(context: Mapping[str, Any], _value: object) -> str:
    return str(_PATTERNS[context["pattern"]])


def _too_small(context: Mapping[str, Any], _value: object) -> str:
    return _("a number of at least %(least)s is expected", least=context["ge"])


def _too_large(context: Mapping[str, Any], _value: object) -> str:
    return _("a number of at most %(most)s is expected", most=context["le"])


def _too_distant(_context: Mapping[str, Any], _value: object) -> str:
    years = {"first": FIRST_YEAR, "last": LAST_YEAR}
    return _("a year from %(first)s to %(last)s is expected; leave an open end out", **years)


_WITH_CONTEXT: dict[str, Callable[[Mapping[str, Any], object], str]] = {
    "string_type": _text_expected,
    "enum": _one_of,
    "literal_error": _one_of,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _out_of_pattern,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "distant_day": _too_distant,
}
