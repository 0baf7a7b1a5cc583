"""A small icon sheet, cut from the one that Bootstrap-Flask ships.

The shipped sheet holds over two thousand icons in 1.1 MB; a page on a telephone should not wait for it. `sheet` keeps
the icons that the templates and statuses use.
"""

import re
from functools import cache
from importlib.resources import files

from compliance.web import status

_SHIPPED = "static/bootstrap5/icons/bootstrap-icons.svg"
_SYMBOL = re.compile(r'<symbol class="[^"]*" viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)

IN_TEMPLATES = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "arrow-up-right",
        "bookmark-fill",
        "box-arrow-right",
        "box-arrow-up-right",
        "calendar-event",
        "chat-left-text",
        "check-circle-fill",
        "check2",
        "chevron-down",
        "chevron-right",
        "clipboard",
        "download",
        "envelope-fill",
        "exclamation-triangle-fill",
        "file-earmark-text",
        "filter",
        "info-circle-fill",
        "journal-text",
        "list",
        "lock-fill",
        "paperclip",
        "pencil",
        "person-circle",
        "plus-lg",
        "printer",
        "search",
        "send-fill",
        "shield-lock",
        "slash-circle",
        "trash",
        "x-lg",
        "x-octagon-fill",
    }
)
"""Icons named in templates; those of statuses are added from the registry."""


def used() -> frozenset[str]:
    """Return every icon name that a page may ask for."""
    of_statuses = {badge.icon for vocabulary in status.VOCABULARIES.values() for badge in vocabulary.values()}
    return IN_TEMPLATES | of_statuses


@cache
def sheet() -> bytes:
    """Build the sheet: one SVG `<symbol>` an icon, in the order of their names.

    Raises:
        LookupError: if an icon is named that the shipped sheet does not have.
    """
    shipped = files("flask_bootstrap").joinpath(_SHIPPED).read_text("utf-8")
    symbols = {name: (box, drawing) for box, name, drawing in _SYMBOL.findall(shipped)}
    missing = used() - symbols.keys()
    if missing:
        raise LookupError(f"no such icons: {', '.join(sorted(missing))}")
    body = "".join(
        f'<symbol id="{name}" viewBox="{symbols[name][0]}">{symbols[name][1]}</symbol>' for name in sorted(used())
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()
