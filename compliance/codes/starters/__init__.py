"""Starting texts of codes in the project's own words, as data in the clause format of the contest file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from compliance.codes.outline import ClauseNode, faults
from compliance.codes.terms import BindsBy, Modality
from compliance.core.errors import Fault, Invalid
from compliance.core.language import _

KEYS = ("pledge", "standards", "resolution")
_CLAUSE_KEYS = {"number", "heading", "text", "topics", "modality", "applies_when", "clauses"}


@dataclass(frozen=True, slots=True)
class Starter:
    """A text to start an instrument from. `key` names its file and suits as the instrument's key."""

    key: str
    title: str
    binds_by: BindsBy
    authority: str
    nodes: tuple[ClauseNode, ...]


@cache
def starters() -> tuple[Starter, ...]:
    """All starting texts, read once. Raises Invalid with every fault if a file was spoilt."""
    return tuple(_read(key) for key in KEYS)


def starter(key: str) -> Starter | None:
    """The starting text with a key, or None."""
    return next((known for known in starters() if known.key == key), None)


def _read(key: str) -> Starter:
    source = resources.files(__name__).joinpath(f"{key}.yaml").read_text(encoding="utf-8")
    return starter_from_data(key, yaml.safe_load(source))


def starter_from_data(key: str, data: Mapping[str, object]) -> Starter:
    """Check a starting text that was read as plain data, and make it one.

    Raises:
        Invalid: with every fault, each at its path in the data.
    """
    nodes = tuple(_node(entry, place) for place, entry in _entries(data.get("clauses"), "clauses"))
    found = [
        Fault(name, _("a text is needed")) for name in ("title", "authority") if not isinstance(data.get(name), str)
    ]
    if data.get("binds_by") not in set(BindsBy):
        found.append(Fault("binds_by", _("use one of %(known)s", known=", ".join(BindsBy))))
    found += faults(nodes)
    if found:
        raise Invalid(found)
    return Starter(key, str(data["title"]), BindsBy(str(data["binds_by"])), str(data["authority"]), nodes)


def _entries(value: object, place: str) -> list[tuple[str, Mapping[str, object]]]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(one, Mapping) for one in value):
        raise Invalid([Fault(place, _("a list of clauses is needed"))])
    return [(f"{place}[{index}]", entry) for index, entry in enumerate(value)]


def _node(entry: Mapping[str, object], place: str) -> ClauseNode:
    unknown = sorted(set(entry) - _CLAUSE_KEYS)
    if unknown:
        raise Invalid([Fault(f"{place}.{name}", _("no such field")) for name in unknown])
    modality = str(entry.get("modality", Modality.MUST))
    if modality not in set(Modality):
        raise Invalid([Fault(f"{place}.modality", _("use one of %(known)s", known=", ".join(Modality)))])
    scope = _words(entry.get("applies_when"), f"{place}.applies_when")
    below = _entries(entry["clauses"], f"{place}.clauses") if "clauses" in entry else []
    return ClauseNode(
        number=_text(entry.get("number"), f"{place}.number") or "",
        heading=_text(entry.get("heading"), f"{place}.heading"),
        text=_text(entry.get("text"), f"{place}.text"),
        topics=_words(entry.get("topics"), f"{place}.topics") or (),
        modality=Modality(modality),
        applies_when=frozenset(scope) if scope is not None else None,
        children=tuple(_node(child, child_place) for child_place, child in below),
    )


def _text(value: object, place: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise Invalid([Fault(place, _("a text in quotes is needed"))])


def _words(value: object, place: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise Invalid([Fault(place, _("a list of words is needed"))])
