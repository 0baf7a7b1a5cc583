"""One spelling of a JSON value, as bytes: the JSON Canonicalization Scheme, RFC 8785, without fractions.

What is hashed into the log has to be the same bytes for whoever computes it again. Fractions are left out because
their spelling is the one part of the scheme that implementations get wrong; dates and instants are written by the
caller as ISO 8601 strings.
"""

import re

import orjson

_STRICT = (
    orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_SORTED = _STRICT | orjson.OPT_SORT_KEYS
_SCALARS = frozenset({str, int, bool, type(None)})
_BEYOND_THE_BASIC_PLANE = re.compile(rb"[\xf0-\xf4]")  # the first of four bytes in UTF-8


def canonical(value: object) -> bytes:
    """Write a value of None, bool, int, str, list, tuple and dict with string keys as its one canonical spelling.

    Raises ValueError for anything else in it: floats, dates, enums, subclasses of these types; integers beyond
    2**53 - 1 either way, lone surrogates, nesting beyond 254 levels or a value that contains itself.
    """
    written = _dump(value, _SORTED)
    # After writing, because writing has shown that the value does not contain itself.
    _check(value)
    if not written.isascii() and _BEYOND_THE_BASIC_PLANE.search(written):
        # The RFC sorts keys by UTF-16 code units, orjson by code points; they differ only beyond U+FFFF.
        return _dump(_reordered(value), _STRICT)
    return written


def _dump(value: object, options: int) -> bytes:
    try:
        return orjson.dumps(value, option=options)
    except orjson.JSONEncodeError as error:
        raise ValueError(f"this value has no canonical spelling: {error}") from error


def _check(value: object) -> None:
    """Refuse the types that orjson writes but that have no place here: floats, enums, UUIDs, fragments.

    Keys need no second look: orjson writes none but plain strings.
    """
    kind = type(value)
    if kind is dict:
        members = value.values()  # type: ignore[attr-defined]
    elif kind is list or kind is tuple:
        members = value
    elif kind in _SCALARS:
        return
    else:
        raise ValueError(f"this value has no canonical spelling: it contains a {kind.__name__}")
    if not _SCALARS.issuperset(map(type, members)):
        for member in members:
            if type(member) not in _SCALARS:
                _check(member)


def _reordered(value: object) -> object:
    """Copy the value with every dict's keys in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_reordered(member) for member in value]
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
