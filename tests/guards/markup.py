"""Templates taken apart: the text that a person would read in them outside gettext, and their attributes.

A heuristic, made to have no false alarms in ordinary templates: Jinja's own lexer separates the literal parts from the
expressions, and Python's HTML parser separates text and attributes in what is left.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jinja2 import Environment

# What stands where an expression stood: a character of private use, which is no letter.
HOLE = "\ue000"
READ_ATTRIBUTES = {"alt", "label", "placeholder", "summary", "title"}
READ_ATTRIBUTE = re.compile(r"(aria|data)-.*(label|description|text|confirm)")
BUTTONS = {"submit", "button", "reset"}
HANDLER = re.compile(r"on[a-z]+")
MACHINE_ELEMENTS = {"code", "kbd", "pre", "samp"}
TRANSLATORS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


@dataclass
class Findings:
    """What one template holds: texts that nobody translates, and what is inline."""

    texts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


def examine(source: str) -> Findings:
    """Take a template apart."""
    findings = Findings(texts=_phrases_in_expressions(source))
    _Reader(findings).read_all(_literal(source))
    return findings


def _literal(source: str) -> str:
    """Leave the text outside expressions, tags and comments, and outside `{% trans %}`."""
    parts: list[str] = []
    translated = opening = False
    for _line, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data" and not translated:
            parts.append(value)
        elif kind == "variable_begin":
            parts.append(HOLE)
        elif kind == "block_begin":
            opening = True
        elif opening and kind == "name":
            translated = value == "trans" or (translated and value != "endtrans")
            opening = False
    return re.sub(rf"<(/?){HOLE}", r"<\1any", "".join(parts))


def _phrases_in_expressions(source: str) -> list[str]:
    """Find phrases given to a macro or a filter that no translator takes: a capital, and words with a space."""
    found = []
    tokens = [(kind, value) for _, kind, value in Environment(autoescape=True).lex(source) if kind != "whitespace"]
    for place, (kind, value) in enumerate(tokens):
        phrase = kind == "string" and re.match(r"[A-Z]\w* \w", value[1:-1])
        if phrase and not _is_translated(tokens[:place]):
            found.append(value)
    return found


def _is_translated(before: list[tuple[str, str]]) -> bool:
    """Whether what comes next is an argument of a translator: look back to the bracket that is still open."""
    depth = 0
    for place in range(len(before) - 1, 0, -1):
        value = before[place][1]
        depth += (value in ")]}") - (value in "([{") if before[place][0] == "operator" else 0
        if depth < 0:
            return before[place - 1][1] in TRANSLATORS
    return False


class _Reader(HTMLParser):
    """Notes text with letters, and attributes that a strict Content-Security-Policy would not carry out."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(convert_charrefs=True)
        self._findings = findings
        self._open: list[str] = []

    def read_all(self, literal: str) -> None:
        """Read the whole and close."""
        self.feed(literal)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            on_button = name == "value" and tag == "input" and given.get("type") in BUTTONS
            is_read = on_button or name in READ_ATTRIBUTES or READ_ATTRIBUTE.fullmatch(name)
            if is_read and _has_letters(value):
                self._findings.texts.append(f"{name}={value!r}")
            if name == "style" or HANDLER.fullmatch(name):
                self._findings.inline.append(f"<{tag} {name}=…>")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self._findings.inline.append(f"<{tag}> with contents")
        if tag in MACHINE_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem not in {"script", "style"} and not self._open and _has_letters(data):
            self._findings.texts.append(" ".join(data.split()))


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
