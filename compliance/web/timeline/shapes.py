"""What goes into a timeline (`Span`, `Lane`, `Bar`, `Mark`) and what comes out (`Drawing` and its parts)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """The days shown, both included; the day of the vote and today are marked if they are among them."""

    start: date
    until: date
    votes_on: date
    today: date


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasted. `kind` sets row and style: "status", "pledge", "activity", "gap"; `until` None is open."""

    kind: str
    label: str
    start: date
    until: date | None
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, with the page that tells of it, if there is one."""

    day: date
    label: str
    url: str | None
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What is shown of one candidate."""

    label: str
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words and where they begin, or end if `anchor` is "end", or have their middle."""

    words: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar's rectangle (upper edge `y`) and its words, which stand beside it if it is too short for them."""

    bar: Bar
    x: float
    y: float
    width: float
    text: Text

    @property
    def holds_text(self) -> bool:
        """Whether the words stand within the bar."""
        return self.x < self.text.x < self.x + self.width


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark's centre and its words."""

    mark: Mark
    x: float
    y: float
    text: Text


@dataclass(frozen=True, slots=True)
class Band:
    """A lane's part of the drawing; `y` is its upper edge."""

    lane: Lane
    y: float
    height: float
    bars: tuple[PlacedBar, ...]
    marks: tuple[PlacedMark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month; `label` is empty where months stand too close."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that stands out over all lanes: `kind` is "today" or "vote"; `y` is the base line of its words."""

    kind: str
    x: float
    y: float
    text: Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole timeline. `axis_y` is the line under the months; flags stand below it, then the bands."""

    width: float
    height: float
    axis_y: float
    ticks: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    bands: tuple[Band, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """What was put in, for the table that says the same."""
        return tuple(band.lane for band in self.bands)
