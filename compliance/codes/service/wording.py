"""What labels, keys and clauses may hold: whatever is saved here can be written to a contest file and read again."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from compliance.codes import outline
from compliance.codes.outline import ClauseNode
from compliance.codes.terms import STATUSES
from compliance.core.errors import Fault
from compliance.core.language import gettext as _

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
LONGEST_KEY = 100
LONGEST_NUMBER = 100
LONGEST_LINE = 300
LONGEST_TEXT = 20_000


def line_faults(place: str, text: str, longest: int = LONGEST_LINE) -> list[Fault]:
    """Check a required text of one line."""
    if not text.strip():
        return [Fault(place, _("Give a text."))]
    if len(text) > longest:
        return [Fault(place, _("At most %(count)s characters.", count=longest))]
    return [Fault(place, _("Use one line, without control characters."))] if _has_controls(text) else []


def key_faults(place: str, key: str) -> list[Fault]:
    """Check an instrument's key, which stands in addresses and files."""
    if KEY.fullmatch(key) and len(key) <= LONGEST_KEY:
        return []
    return [Fault(place, _("Use letters without accents, digits, dots and hyphens, such as pledge or standards-2014."))]


def language_faults(place: str, language: str) -> list[Fault]:
    """Check a language tag."""
    if LANGUAGE.fullmatch(language):
        return []
    return [Fault(place, _("Give the language by its tag, such as en, fr or es-419."))]


def clause_faults(clauses: Sequence[ClauseNode]) -> list[Fault]:
    """Check a version's clauses; places are paths such as `clauses[0].clauses[2].text`."""
    return [*outline.faults(clauses, statuses=STATUSES), *_length_faults(clauses, "clauses")]


def _length_faults(clauses: Sequence[ClauseNode], place: str) -> Iterator[Fault]:
    for index, node in enumerate(clauses):
        path = f"{place}[{index}]"
        for name, text, longest in (
            ("number", node.number, LONGEST_NUMBER),
            ("heading", node.heading or "", LONGEST_LINE),
            ("text", node.text or "", LONGEST_TEXT),
            *(("topics", topic, LONGEST_LINE) for topic in node.topics),
        ):
            if len(text) > longest:
                yield Fault(f"{path}.{name}", _("at most %(count)s characters", count=longest))
            elif _has_controls(text, allowed="\n\t" if name == "text" else ""):
                yield Fault(f"{path}.{name}", _("this holds characters that cannot be printed"))
        yield from _length_faults(node.children, f"{path}.clauses")


def _has_controls(text: str, allowed: str = "") -> bool:
    return any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text)
