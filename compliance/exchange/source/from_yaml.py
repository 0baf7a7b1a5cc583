"""Reads YAML, one document of plain data, from the events of the C parser.

Plain scalars are resolved by the core schema of YAML 1.2.2 (section 10.3.2), so that `NO` is a country and not a
refusal, with `2031-02-24` as a date besides. The parser's own resolver follows YAML 1.1 and is not used.
"""

import re
from datetime import date

import yaml
from yaml._yaml import CParser

from compliance.core.language import _
from compliance.exchange.source.building import Builder, Real, Scalar
from compliance.exchange.source.places import shortened

_NAMED: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_OR_DATE = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<decimal>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hexadecimal>[0-9a-fA-F]+)"
    r"|(?P<real>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<infinite>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_BASES = {"decimal": 10, "octal": 8, "hexadecimal": 16}
_MOST_DIGITS = 40
_FIRST_OF_NUMBER = frozenset("0123456789+-.")

_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    f"{_CORE}null": (type(None),),
    f"{_CORE}bool": (bool,),
    f"{_CORE}int": (int,),
    f"{_CORE}float": (Real, int),
}


def resolved(text: str) -> Scalar:
    """Resolve a plain scalar: null, boolean, integer, real, date, or else text.

    A number that no file can mean (endless or infinite) stays a `Real` and is refused where a value is checked.
    """
    if text in _NAMED:
        return _NAMED[text]
    found = _NUMBER_OR_DATE.fullmatch(text) if text[0] in _FIRST_OF_NUMBER else None
    if found is None or found.lastgroup is None:
        return text
    if found.lastgroup == "date":
        return _day(text)
    if found.lastgroup in ("real", "infinite") or len(text) > _MOST_DIGITS:
        return Real(text)
    return int(found[found.lastgroup], _BASES[found.lastgroup])


def _day(text: str) -> date | str:
    """Return the day, or the text as it stands if the calendar has no such day: the schema says so more clearly."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def read(data: bytes, builder: Builder) -> None:
    """Feed the one document of `data` (UTF-8, no byte order mark) to the builder; raise `Invalid` if it cannot be."""
    parser = CParser(data)
    try:
        _read_events(parser, builder)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(str(part) for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 1
        builder.stop(_("this is not YAML: %(problem)s", problem=problem), line)
    except yaml.YAMLError as error:
        position = int(getattr(error, "position", 0))
        line = data.count(b"\n", 0, position) + 1
        builder.stop(_("this is not YAML: %(problem)s", problem=getattr(error, "reason", error)), line)
    finally:
        parser.dispose()


def _read_events(parser: CParser, builder: Builder) -> None:
    documents = 0
    next_event = parser.get_event
    while (event := next_event()) is not None:
        if isinstance(event, yaml.ScalarEvent):
            _take_scalar(event, builder)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            _take_start(event, builder)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            builder.close()
        elif isinstance(event, yaml.AliasEvent):
            _take_alias(event, builder)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                builder.stop(_("a second document begins here; one file holds one contest"), _line(event))
    if not documents:
        builder.stop(_("the file is empty; it begins with 'format: compliance/contest/1'"), 1)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _take_scalar(event: yaml.ScalarEvent, builder: Builder) -> None:
    line = _line(event)
    value = resolved(event.value) if event.implicit[0] else event.value
    if event.tag is not None or event.anchor is not None:
        value = _checked(event, value, builder)
    if not builder.expects_key:
        builder.scalar(value, line)
        return
    builder.key(event.value, line)
    if not isinstance(value, str):
        shown = shortened(event.value)
        builder.fault(_('a key is text; write this one in quotes: "%(key)s"', key=shown), line)


def _checked(event: yaml.ScalarEvent, value: Scalar, builder: Builder) -> Scalar:
    """Check the anchor and tag of a scalar; return its value, or the text where the tag does not fit it."""
    _refuse_anchor(event, builder)
    tag = event.tag
    if tag is None or tag in ("!", f"{_CORE}str"):
        return value
    value = resolved(event.value)
    if tag not in _SCALAR_TAGS or not isinstance(value, _SCALAR_TAGS[tag]):
        _refuse_tag(tag, _line(event), builder)
    return value


def _take_start(event: yaml.MappingStartEvent | yaml.SequenceStartEvent, builder: Builder) -> None:
    line = _line(event)
    if builder.expects_key:
        builder.stop(_("a key is text; a list or mapping cannot be one"), line)
    is_mapping = type(event) is yaml.MappingStartEvent
    _refuse_anchor(event, builder)
    if event.tag not in (None, "!", f"{_CORE}map" if is_mapping else f"{_CORE}seq"):
        _refuse_tag(str(event.tag), line, builder)
    builder.open({} if is_mapping else [], line)


def _take_alias(event: yaml.AliasEvent, builder: Builder) -> None:
    message = _("the alias '*%(name)s' is refused; write out what it stands for", name=shortened(str(event.anchor)))
    if builder.expects_key:
        builder.stop(message, _line(event))
    builder.fault(message, _line(event))
    builder.scalar(None, _line(event))


def _refuse_anchor(event: yaml.NodeEvent, builder: Builder) -> None:
    if event.anchor is not None:
        message = _("the anchor '&%(name)s' is refused; write the data out", name=shortened(event.anchor))
        builder.fault(message, _line(event))


def _refuse_tag(tag: str, line: int, builder: Builder) -> None:
    builder.fault(_("the tag '%(tag)s' is refused; only plain data is read", tag=shortened(tag)), line)
