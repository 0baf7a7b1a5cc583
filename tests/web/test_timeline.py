"""The layout of timelines."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.web.timeline import WIDTH, Bar, Drawing, Lane, Mark, PlacedBar, PlacedMark, Span, lay_out
from tests.web.markup import render, use

FIRST, LAST = date(2030, 10, 1), date(2031, 5, 31)
SPAN = Span(FIRST, LAST, votes_on=date(2031, 5, 15), today=date(2031, 3, 20))
days = st.dates(FIRST - timedelta(60), LAST + timedelta(60))
labels = st.text("abc de", min_size=1, max_size=60)
marks = st.builds(Mark, days, labels, st.just("/x"), st.just("neutral"), st.just("at"))


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """Draw a bar that may begin before the span, end after it, or stay open."""
    start = draw(days)
    until = draw(st.none() | st.integers(0, 300).map(lambda length: start + timedelta(length)))
    return Bar(draw(st.sampled_from(["status", "gap"])), draw(labels), start, until, "info")


def extent(placed: PlacedBar | PlacedMark) -> tuple[float, float]:
    """Return from where to where something reaches with its words, at five units a character."""
    length = len(placed.text.words) * 5
    start, end = (
        (placed.x, placed.x + placed.width) if isinstance(placed, PlacedBar) else (placed.x - 12, placed.x + 12)
    )
    at = placed.text.x
    return (min(start, at - length), end) if placed.text.anchor == "end" else (start, max(end, at + length))


def assert_apart(drawing: Drawing) -> None:
    """Fail if two things in one row overlap, or one reaches out of its band."""
    for band in drawing.bands:
        kinds: tuple[Sequence[PlacedBar | PlacedMark], ...] = (band.bars, band.marks)
        for kind in kinds:
            for one, other in itertools.combinations(kind, 2):
                if one.y == other.y:
                    (_start, end), (start, _end) = sorted((extent(one), extent(other)))
                    assert end <= start + 0.2, (one, other)
            assert all(band.y < placed.y < band.y + band.height for placed in kind)


@given(st.lists(st.builds(Lane, labels, st.lists(bars(), max_size=6), st.lists(marks, max_size=8)), max_size=3))
def test_nothing_overlaps_and_nothing_leaves_the_drawing(lanes: list[Lane]) -> None:
    """However many bars and marks a lane has, no two in a row overlap, words included, and all stay inside."""
    drawing = lay_out(SPAN, lanes)
    assert_apart(drawing)
    assert drawing.lanes == tuple(lanes)
    for band in drawing.bands:
        assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.width > 0 for bar in band.bars)
        assert all(12 <= mark.x <= WIDTH - 12 for mark in band.marks)


def test_lengths_are_in_proportion_to_days() -> None:
    """A bar of twenty days is twice as long as one of ten, and both ends are included."""
    ten = Bar("status", "a", date(2031, 1, 1), date(2031, 1, 10), "info")
    twenty = Bar("status", "b", date(2031, 2, 1), date(2031, 2, 20), "info")
    first, second = lay_out(SPAN, [Lane("x", [ten, twenty])]).bands[0].bars
    assert second.width == pytest.approx(2 * first.width, abs=0.2)


def test_what_lies_outside_the_span_is_cut_or_left_out() -> None:
    """Only days of the span are drawn; what is left out stays in the lanes, for the table."""
    before = Bar("status", "before", date(2029, 1, 1), date(2029, 2, 1), "info")
    across = Bar("status", "across", date(2029, 1, 1), None, "info")
    late = Mark(date(2032, 1, 1), "late", None, "info", "at")
    drawing = lay_out(SPAN, [Lane("x", [before, across], [late])])
    assert [placed.bar.label for placed in drawing.bands[0].bars] == ["across"]
    assert drawing.bands[0].marks == ()
    assert list(drawing.lanes[0].marks) == [late]


def test_the_flags_of_today_and_the_vote_never_cover_each_other() -> None:
    """On the eve of the vote the two flags stand one above the other; a day outside the span has none."""
    eve = Span(FIRST, LAST, votes_on=date(2031, 5, 15), today=date(2031, 5, 14))
    today, vote = lay_out(eve, []).flags
    assert today.y != vote.y
    assert all(8 * len(flag.text.words) / 2 - 3 <= WIDTH - flag.text.x for flag in (today, vote))
    after = Span(FIRST, LAST, votes_on=date(2031, 5, 15), today=date(2033, 1, 1))
    assert [flag.kind for flag in lay_out(after, []).flags] == ["vote"]


@pytest.mark.parametrize("length", [0, 5, 40, 400, 4000])
def test_months_are_named_without_crowding(length: int) -> None:
    """Over any span the months that are named stand apart."""
    drawing = lay_out(Span(FIRST, FIRST + timedelta(length), votes_on=LAST, today=LAST), [])
    named = [tick.x for tick in drawing.ticks if tick.label]
    assert all(later - earlier >= 70 for earlier, later in itertools.pairwise(named))


def test_a_timeline_cannot_end_before_it_begins() -> None:
    """A span in the wrong order is refused."""
    with pytest.raises(ValueError, match="before it begins"):
        lay_out(Span(LAST, FIRST, votes_on=LAST, today=LAST), [])


def test_relabelled_candidates_are_drawn_alike() -> None:
    """Two candidates with the same history get the same drawing, but for the height at which it stands."""
    lane = [Bar("status", "In post", FIRST, date(2031, 3, 14), "info")]
    one, two = lay_out(SPAN, [Lane("A", lane), Lane("B", lane)]).bands
    assert one.height == two.height
    assert [(bar.x, bar.width) for bar in one.bars] == [(bar.x, bar.width) for bar in two.bars]


def test_the_table_says_what_the_drawing_shows() -> None:
    """Every bar and mark is in the table, with its days, and marks with a page are links in both."""
    bar = Bar("gap", "Not pledged", FIRST, None, "warn")
    mark = Mark(date(2031, 1, 16), "INC-1", "/inc-1", "neutral", "airplane")
    drawing = lay_out(SPAN, [Lane("Robin Alder", [bar], [mark])])
    html = render(use("timeline") + "{{ timeline('Over time', drawing) }}", drawing=drawing)
    drawn, table = html.split("<table")
    assert drawn.count('href="/inc-1"') == table.count('href="/inc-1"') == 1
    assert "Not pledged" in table
    assert '<time datetime="2031-01-16">16 January 2031</time>' in table
    assert "url(#timeline-hatch)" in drawn
