"""What may stand in a part of an address: text without control characters, and numbers that a column can hold.

Anything else names nothing that there is, so it is a 404 like every other wrong address, before any database is asked:
PostgreSQL takes no NUL in a text, and neither database a number of any size.
"""

import re

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

LARGEST = 2**31 - 1
CONTROLS = re.compile("[\x00-\x1f\x7f]")


class TextPart(UnicodeConverter):
    """Text of one line."""

    def to_python(self, value: str) -> str:
        """Take what was sent, unless it holds a control character."""
        if CONTROLS.search(value):
            raise ValidationError
        return value


class NumberPart(IntegerConverter):
    """A number of at most 31 bits."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's name
        super().__init__(map, max=LARGEST)


def install(app: Flask) -> None:
    """Use these for every address that is declared from now on."""
    app.url_map.converters.update({"default": TextPart, "string": TextPart, "int": NumberPart})
