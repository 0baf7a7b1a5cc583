"""The arithmetic of a timeline: days in, coordinates out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from compliance.core.language import _, long_date
from compliance.core.periods import ONE_DAY
from compliance.web.timeline.shapes import (
    Band,
    Bar,
    Drawing,
    Flag,
    Lane,
    Mark,
    PlacedBar,
    PlacedMark,
    Span,
    Text,
    Tick,
)

WIDTH = 1120.0
EDGE = 8.0
CHARACTER = 6.7
"""Width that one character is given, at 12 units; generous, since fonts differ between readers."""
BOLD = 1.25
"""How much more width bold letters take."""
ROW = 28.0
BAR = 22.0
RADIUS = 12.0
"""Of a mark, so that its target is 24 units in size."""
HEADING = 28.0
GAP = 12.0
FLAG_ROW = 18.0
AXIS = 24.0
LONGEST_LABEL = 40
SHORTEST_MONTH = 78.0


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to units."""

    span: Span

    @property
    def day(self) -> float:
        """The width of one day."""
        return (WIDTH - 2 * EDGE) / ((self.span.until - self.span.start).days + 1)

    def at(self, day: date) -> float:
        """Return where a day begins."""
        return round(EDGE + (day - self.span.start).days * self.day, 1)

    def middle(self, day: date) -> float:
        """Return the middle of a day."""
        return round(self.at(day) + self.day / 2, 1)

    def shows(self, day: date) -> bool:
        """Whether a day is on the timeline."""
        return self.span.start <= day <= self.span.until


def shortened(label: str) -> str:
    """Cut a label that is too long to be drawn; the title and the table have all of it."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def breadth(words: str) -> float:
    """Return a length that the words surely fit into."""
    return len(words) * CHARACTER


def pack(extents: Sequence[tuple[float, float]]) -> list[int]:
    """Give each extent (from, to) the first row in which it overlaps none before it. Rows count from 0."""
    rows: list[float] = []
    given = [0] * len(extents)
    for index in sorted(range(len(extents)), key=extents.__getitem__):
        start, end = extents[index]
        row = next((row for row, taken in enumerate(rows) if taken <= start), len(rows))
        rows[row : row + 1] = [end]
        given[index] = row
    return given


def lay_out(span: Span, lanes: Sequence[Lane]) -> Drawing:
    """Place lanes one under the other, with the months and the flags of today and the vote above them.

    Raises:
        ValueError: if the span ends before it begins.
    """
    if span.until < span.start:
        raise ValueError("a timeline cannot end before it begins")
    scale = Scale(span)
    flags, flags_height = _flags(scale)
    bands: list[Band] = []
    y = AXIS + flags_height
    for lane in lanes:
        band = _band(scale, lane, y)
        bands.append(band)
        y += band.height
    return Drawing(WIDTH, y, AXIS, _ticks(scale), flags, tuple(bands))


def _band(scale: Scale, lane: Lane, y: float) -> Band:
    bars: list[PlacedBar] = []
    below = y + HEADING
    for kind in dict.fromkeys(bar.kind for bar in lane.bars):
        placed, rows = _bars(scale, [bar for bar in lane.bars if bar.kind == kind], below)
        bars.extend(placed)
        below += rows * ROW
    marks, rows = _marks(scale, lane.marks, below)
    below += rows * ROW
    return Band(lane, y, below + GAP - y, tuple(bars), marks)


def _bars(scale: Scale, bars: Sequence[Bar], top: float) -> tuple[list[PlacedBar], int]:
    shown = [bar for bar in bars if bar.start <= scale.span.until and (bar.until or bar.start) >= scale.span.start]
    shown += [bar for bar in bars if bar.until is None and bar.start < scale.span.start]
    boxes = [_box(scale, bar) for bar in shown]
    texts = [_bar_text(bar, x, width) for bar, (x, width) in zip(shown, boxes, strict=True)]
    rows = pack([_extent(x, x + width, text) for (x, width), text in zip(boxes, texts, strict=True)])
    placed = [
        PlacedBar(bar, x, top + row * ROW, width, text)
        for bar, (x, width), text, row in zip(shown, boxes, texts, rows, strict=True)
    ]
    return placed, max(rows, default=-1) + 1


def _box(scale: Scale, bar: Bar) -> tuple[float, float]:
    start = max(bar.start, scale.span.start)
    until = min(bar.until or scale.span.until, scale.span.until)
    x = scale.at(start)
    return x, round(max(scale.at(until + ONE_DAY) - x, 2.0), 1)


def _bar_text(bar: Bar, x: float, width: float) -> Text:
    if breadth(bar.label) + 16 <= width:
        return Text(bar.label, x + 8, "start")
    words = shortened(bar.label)
    if breadth(words) + 16 <= width:
        return Text(words, x + 8, "start")
    return _beside(words, x, x + width)


def _beside(words: str, start: float, end: float) -> Text:
    if end + 6 + breadth(words) <= WIDTH:
        return Text(words, round(end + 6, 1), "start")
    return Text(words, round(start - 6, 1), "end")


def _extent(start: float, end: float, text: Text) -> tuple[float, float]:
    length = breadth(text.words) + 8
    if text.anchor == "end":
        return min(start, text.x - length), end
    return start, max(end, text.x + length)


def _marks(scale: Scale, marks: Sequence[Mark], top: float) -> tuple[tuple[PlacedMark, ...], int]:
    shown = sorted((mark for mark in marks if scale.shows(mark.day)), key=lambda mark: mark.day)
    centres = [min(max(scale.middle(mark.day), RADIUS), WIDTH - RADIUS) for mark in shown]
    texts = [_beside(shortened(mark.label), x - RADIUS, x + RADIUS) for mark, x in zip(shown, centres, strict=True)]
    rows = pack([_extent(x - RADIUS, x + RADIUS, text) for x, text in zip(centres, texts, strict=True)])
    placed = tuple(
        PlacedMark(mark, x, top + row * ROW + RADIUS, text)
        for mark, x, text, row in zip(shown, centres, texts, rows, strict=True)
    )
    return placed, max(rows, default=-1) + 1


def _ticks(scale: Scale) -> tuple[Tick, ...]:
    days: list[date] = []
    day = scale.span.start.replace(day=1)
    while day <= scale.span.until:
        if day >= scale.span.start:
            days.append(day)
        day = (day + 31 * ONE_DAY).replace(day=1)
    step = next((step for step in (1, 2, 3, 6) if step * 30 * scale.day >= SHORTEST_MONTH), 12)
    return tuple(
        Tick(scale.at(day), _month(day) if (day.month - 1) % step == 0 and _fits(scale.at(day)) else "") for day in days
    )


def _fits(x: float) -> bool:
    return x + SHORTEST_MONTH * 0.8 <= WIDTH


def _month(day: date) -> str:
    return format_date(day, "MMM y", locale="en")


def _flags(scale: Scale) -> tuple[tuple[Flag, ...], float]:
    span = scale.span
    asked = [("today", span.today, _("Today, %(day)s", day=long_date(span.today)))]
    asked.append(("vote", span.votes_on, _("Vote, %(day)s", day=long_date(span.votes_on))))
    shown = [(kind, scale.middle(day), words) for kind, day, words in asked if scale.shows(day)]
    texts = [_centred(words, x) for _kind, x, words in shown]
    rows = pack([_flag_extent(text) for text in texts])
    flags = tuple(
        Flag(kind, x, AXIS + FLAG_ROW * (row + 1) - 4, text)
        for (kind, x, _words), text, row in zip(shown, texts, rows, strict=True)
    )
    return flags, FLAG_ROW * (max(rows, default=-1) + 1)


def _centred(words: str, x: float) -> Text:
    half = breadth(words) * BOLD / 2
    return Text(words, round(min(max(x, half), WIDTH - half), 1), "middle")


def _flag_extent(text: Text) -> tuple[float, float]:
    half = breadth(text.words) * BOLD / 2
    return text.x - half, text.x + half + 8
