"""Where a numbered line belongs in the tree: the sequence that it continues, or the new level that it opens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from compliance.codes.outline.markers import HEADING_RANK, Marker
from compliance.codes.outline.numerals import Reading

_MOST_BULLETS = 4
_SEQUENCES = ("number", "capital")


@dataclass(slots=True)
class Draft:
    """A clause while the text is being read. `paragraphs` holds lists of lines; `title` is a heading known as such."""

    marker: Marker
    reading: Reading | None
    line: int
    indent: int
    title: str | None = None
    paragraphs: list[list[str]] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether it only gathers articles (a part, a section, a heading without number), which count on through it."""
        marker = self.marker
        if marker.is_bullet:
            return False
        gathers = marker.word_rank is not None and marker.word_rank < HEADING_RANK
        return not marker.label or gathers or "capital" in marker.family

    @property
    def is_empty(self) -> bool:
        """Whether no words have been read for it yet."""
        return self.title is None and not self.paragraphs


class Fit(Enum):
    """How well a numeral follows from what came before."""

    NEXT = auto()
    FIRST = auto()
    GAP = auto()
    ODD = auto()

    @property
    def is_expected(self) -> bool:
        """Whether the numeral is one that had to come."""
        return self in (Fit.NEXT, Fit.FIRST)


@dataclass(frozen=True, slots=True)
class Place:
    """How many open levels stay open, how the numeral is read, and how well that fits."""

    depth: int
    reading: Reading | None
    fit: Fit


def find_place(marker: Marker, stack: Sequence[Draft], indent: int, following: str, last: dict[str, int]) -> Place:
    """Where a marker belongs, given the open levels.

    `following` is the label of the next marker of the same family in the text (it tells a Roman "(i)" from a letter);
    `last` maps each family to the value that it reached, closed levels included.
    """
    if marker.rank is not None:
        return _place_ranked(marker, stack)
    if marker.is_bullet:
        return Place(_bullet_depth(stack, indent), None, Fit.FIRST)
    if marker.family == "dotted":
        return _place_dotted(marker, stack)
    return (
        _continuing(marker, stack, following)
        or _opening(marker, stack)
        or _resuming(marker, stack, last)
        or _straying(marker, stack)
    )


def outer_depth(stack: Sequence[Draft]) -> int:
    """How many of the open levels are ranked headings or groups, counted from the outside."""
    inner = (depth for depth, draft in enumerate(stack) if draft.marker.rank is None and not draft.is_group)
    return next(inner, len(stack))


def _place_ranked(marker: Marker, stack: Sequence[Draft]) -> Place:
    rank = marker.rank or 0
    depth = 0
    while depth < len(stack) and (held := stack[depth].marker.rank) is not None and held < rank:
        depth += 1
    before = stack[depth] if depth < len(stack) and stack[depth].marker.family == marker.family else None
    if not marker.readings:
        return Place(depth, None, Fit.FIRST)
    if before is None or before.reading is None:
        return Place(depth, marker.readings[0], Fit.FIRST)
    following = [reading for reading in marker.readings if reading == _next(before.reading)]
    return Place(depth, following[0], Fit.NEXT) if following else Place(depth, marker.readings[0], Fit.ODD)


def _next(reading: Reading) -> Reading:
    return Reading(reading.kind, reading.value + 1)


def _bullet_depth(stack: Sequence[Draft], indent: int) -> int:
    depth = len(stack)
    while depth and stack[depth - 1].marker.is_bullet:
        above = stack[depth - 1]
        too_deep = sum(draft.marker.is_bullet for draft in stack[:depth]) >= _MOST_BULLETS
        if above.indent + 1 < indent and not too_deep:
            break
        depth -= 1
        if abs(above.indent - indent) <= 1:
            break
    return depth


def _place_dotted(marker: Marker, stack: Sequence[Draft]) -> Place:
    reading = marker.readings[0]
    prefix = marker.label.rpartition(".")[0]
    for depth in range(len(stack) - 1, -1, -1):
        draft = stack[depth]
        if draft.marker.label == prefix:
            begun = draft.children[-1].reading if draft.children else None
            reached = begun.value if begun else 0
            return Place(depth + 1, reading, Fit.NEXT if reading.value == reached + 1 else Fit.GAP)
    return Place(outer_depth(stack), reading, Fit.FIRST if reading.value == 1 else Fit.ODD)


def _continuing(marker: Marker, stack: Sequence[Draft], following: str) -> Place | None:
    for depth in range(len(stack) - 1, -1, -1):
        draft = stack[depth]
        if draft.marker.family != marker.family or draft.reading is None:
            continue
        wanted = _next(draft.reading)
        if wanted in marker.readings and not _begins_roman(marker, wanted, following):
            return Place(depth, wanted, Fit.NEXT)
    return None


def _begins_roman(marker: Marker, reading: Reading, following: str) -> bool:
    """Whether an "i" that could follow an "h" begins a list of Roman numerals, since a "ii" comes next."""
    return (
        reading.kind.endswith("letter")
        and marker.label.strip("()").lower() == "i"
        and following.strip("()").lower() == "ii"
    )


def _opening(marker: Marker, stack: Sequence[Draft]) -> Place | None:
    open_styles = {(draft.marker.family, draft.reading.kind) for draft in stack if draft.reading}
    for reading in marker.readings:
        if reading.value == 1 and (marker.family, reading.kind) not in open_styles:
            return Place(_opening_depth(reading, stack), reading, Fit.FIRST)
    return None


def _opening_depth(reading: Reading, stack: Sequence[Draft]) -> int:
    """A list of capitals stands above lettered items, and one of Roman capitals above numbers too."""
    depth = len(stack)
    if not reading.kind.startswith("capital"):
        return depth
    while depth and stack[depth - 1].marker.rank is None:
        above = stack[depth - 1].marker
        is_inner = above.is_bullet or above.label.startswith("(")
        if not is_inner and ("capital" in above.family or reading.kind == "capital letter"):
            break
        depth -= 1
    return depth


def _resuming(marker: Marker, stack: Sequence[Draft], last: dict[str, int]) -> Place | None:
    """Articles that count on through the sections above them: 3 under section II after 2 under section I."""
    reading = marker.readings[0]
    open_families = {draft.marker.family for draft in stack}
    if (
        marker.family.startswith(_SEQUENCES)
        and marker.family not in open_families
        and last.get(marker.family) == reading.value - 1
    ):
        return Place(outer_depth(stack), reading, Fit.NEXT)
    return None


def _straying(marker: Marker, stack: Sequence[Draft]) -> Place:
    """The best place for a numeral that nothing asked for: its own list, if one is open."""
    best: tuple[int, Place] | None = None
    for depth in range(len(stack) - 1, -1, -1):
        draft = stack[depth]
        for reading in marker.readings:
            if draft.marker.family == marker.family and draft.reading and draft.reading.kind == reading.kind:
                gap = reading.value - draft.reading.value
                fit = Fit.GAP if gap > 0 else Fit.ODD
                cost = gap if gap > 0 else 1000
                if best is None or cost < best[0]:
                    best = (cost, Place(depth, reading, fit))
    if best is not None:
        return best[1]
    depth = outer_depth(stack) if marker.family.startswith(_SEQUENCES) else len(stack)
    return Place(depth, marker.readings[0], Fit.ODD)
