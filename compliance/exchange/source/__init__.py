"""The contest file as plain data with places: text in, dictionaries, lists and scalars out.

YAML is read by the YAML 1.2 core schema, with ISO dates besides; JSON is read as JSON. Nothing but plain data gets
through, and whatever the bytes, the only refusal is `Invalid`, with a place and where possible a line.
"""

import re

from compliance.core.errors import Fault, Invalid
from compliance.core.language import _
from compliance.exchange.source import from_json, from_yaml
from compliance.exchange.source.building import Builder, Source

__all__ = ["MOST_BYTES", "Source", "parse"]

MOST_BYTES = 64 * 1024 * 1024

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(data: bytes, *, name: str) -> Source:
    """Read the bytes of a contest file; `name` is its file name, which stands as the place of faults of the whole.

    Faults that leave the rest readable (a key twice, an alias, a key that is no text) come back in `Source.faults`;
    where reading cannot go on, `Invalid` is raised.
    """
    text = _text(data, name)
    if name.lower().endswith(".json"):
        return _json(text, name)
    if text.lstrip(" \t\r\n")[:1] == "{":
        try:
            return _json(text, name)
        except Invalid as refusal:
            return _flow(text, name, refusal)
    return _yaml(text, name)


def _flow(text: str, name: str, refusal: Invalid) -> Source:
    """Read YAML that begins with a brace and so was tried as JSON first; JSON's own fault is the clearer one."""
    try:
        return _yaml(text, name)
    except Invalid as second:
        raise (refusal if text.lstrip(" \t\r\n{")[:1] == '"' else second) from None


def _json(text: str, name: str) -> Source:
    builder = Builder(name)
    from_json.read(text, builder)
    return builder.finish()


def _yaml(text: str, name: str) -> Source:
    builder = Builder(name)
    from_yaml.read(text.encode(), builder)
    return builder.finish()


def _text(data: bytes, name: str) -> str:
    """Decode, or refuse what is no text of a bearable size."""
    if len(data) > MOST_BYTES:
        raise _refused(name, _("the file is larger than 64 MiB; split the contest or leave material out"))
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message = _("this is not UTF-8 text; save the file in the encoding UTF-8")
        raise _refused(name, message, data.count(b"\n", 0, error.start) + 1) from None
    if found := _CONTROL.search(data):
        code = f"U+{data[found.start()]:04X}"
        message = _("the control character %(code)s has no place in text; remove it", code=code)
        raise _refused(name, message, data.count(b"\n", 0, found.start()) + 1)
    return text


def _refused(name: str, message: str, line: int | None = None) -> Invalid:
    return Invalid([Fault(name, message, line)])
