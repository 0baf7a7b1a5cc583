"""Every file stands in a room of the house, and no room is too large to take in at a glance."""

from pathlib import Path

import pytest

from tests.guards import tree

# The same names in every area. A room that outgrows its file becomes a package of the same name.
ROOMS = {"models", "workflow", "policy", "queries", "messages", "service", "forms", "routes", "api", "cli", "terms"}

# What an area has of its own: the modules of its domain. A new one is a decision, and is made here.
OWN_ROOMS = {
    "core": {
        "access",
        "database",
        "errors",
        "language",
        "media",
        "periods",
        "references",
        "storage",
        "two_people",
        "unit_of_work",
    },
    "web": {
        "addresses",
        "command_line",
        "components",
        "errors",
        "extensions",
        "files",
        "guards",
        "headers",
        "icons",
        "json_api",
        "pagination",
        "scope",
        "status",
        "templating",
        "timeline",
        "transaction",
    },
    "transparency": {"canonical", "commitments", "merkle", "recording", "verification"},
    "overview": {"feed", "navigation", "pictures", "recipients", "tasks"},
    "notifications": {"delivery", "outbox"},
    "codes": {"difference", "outline", "review", "starters"},
    "candidates": {"calendar"},
    "contests": {"calendar"},
    "identity": {"passwords", "replays", "sessions"},
    "incidents": {"deadlines", "details", "release"},
    "intake": {"crowding", "padding", "receipts", "tokens"},
    "pledges": {"applicability", "receipt"},
    "reports": {
        "as_html",
        "as_json",
        "editions",
        "figures",
        "glyphs",
        "model",
        "naming",
        "present",
        "press",
        "typeset",
        "words",
    },
    "exchange": {"checks", "demo", "export", "schema", "source"},
}
TOP = {"__init__", "app", "cli", "schema"}
REFUSED = {"utils", "helpers", "common", "misc", "manager"}

MOST_LINES = 300
MOST_LINES_OF_A_TEST = 400
MOST_LINES_OF_A_TEMPLATE = 150
MOST_LINES_OF_A_FUNCTION = 40


def fault_of_place(path: Path) -> str | None:
    """Say why a module of the application stands in no room; None if it does."""
    names = [part.removesuffix(".py") for part in path.parts[1:]]
    if refused := REFUSED.intersection(form for name in names for form in (name, f"{name}s", name.rstrip("s"))):
        return f"{path}: {', '.join(sorted(refused))} says nothing of what is inside"
    if len(names) == 1:
        return None if names[0] in TOP else f"{path}: only {', '.join(sorted(TOP))} stand above the areas"
    area, room = names[:2]
    if room == "__init__" or room in ROOMS or room in OWN_ROOMS.get(area, ()):
        return None
    return f"{path}: {area} has no room {room}; name it in {Path(__file__).name} if its domain has such a thing"


def long_functions(path: Path, most: int = MOST_LINES_OF_A_FUNCTION) -> list[str]:
    """Name the functions that are longer than `most` lines, from `def` to the end."""
    sized = (
        (function, (function.end_lineno or 0) - function.lineno + 1) for function in tree.functions(tree.parsed(path))
    )
    return [f"{path}:{function.lineno} {function.name}: {lines} lines" for function, lines in sized if lines > most]


def test_every_module_stands_in_a_room() -> None:
    """A file name that the house does not know is refused, so that each thing has one place."""
    faults = [fault for path in tree.python_files("compliance") if (fault := fault_of_place(path))]
    assert faults == []


def test_no_file_is_named_for_nothing() -> None:
    """No file or folder anywhere is called utils, helpers, common, misc or manager."""
    assert [path for path in tree.files() if {part.split(".")[0] for part in path.parts} & REFUSED] == []


def _written_by_hand() -> list[Path]:
    """Every Python file but the migrations, which Alembic writes: lists of tables."""
    return [path for path in tree.python_files() if path.parts[0] != "migrations"]


def test_no_file_is_too_long() -> None:
    """A file can be read in one sitting: 300 lines, a test's 400."""
    faults = []
    for path in _written_by_hand():
        lines = len(tree.read(path).splitlines())
        if lines > (MOST_LINES_OF_A_TEST if path.parts[0] == "tests" else MOST_LINES):
            faults.append(f"{path}: {lines} lines")
    assert faults == []


def test_no_template_is_too_long() -> None:
    """A template can be taken in at a glance: 150 lines."""
    sized = [(path, len(tree.read(path).splitlines())) for path in tree.files() if path.suffix == ".html"]
    assert [f"{path}: {lines} lines" for path, lines in sized if lines > MOST_LINES_OF_A_TEMPLATE] == []


def test_no_function_is_too_long() -> None:
    """A function fits on a screen."""
    assert [fault for path in _written_by_hand() for fault in long_functions(path)] == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("compliance/incidents/models.py", True),
        ("compliance/incidents/service/receive.py", True),
        ("compliance/pledges/applicability.py", True),
        ("compliance/incidents/applicability.py", False),
        ("compliance/incidents/utils.py", False),
        ("compliance/incidents/service/helper.py", False),
        ("compliance/core/managers.py", False),
        ("compliance/settings.py", False),
    ],
)
def test_the_guard_of_rooms_tells_right_from_wrong(path: str, *, place: bool) -> None:
    """The rule itself lets in what belongs and refuses what does not."""
    assert (fault_of_place(Path(path)) is None) is place


def test_the_guard_of_length_sees_a_long_function() -> None:
    """The rule itself finds this very function when the limit is below its length."""
    here = Path(__file__).relative_to(tree.ROOT)
    assert len(long_functions(here, most=1)) == len(list(tree.functions(tree.parsed(here))))
