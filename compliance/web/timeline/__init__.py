"""Where everything on a timeline stands: days, bars and marks in, coordinates out. Pure arithmetic, no drawing.

A timeline has a lane per candidate. Bars (status periods, a pledge in force, gaps) share a row with others of their
kind unless they or their words would overlap; marks (incidents, declared activities) stand below them, stacked
likewise. Lengths are in units of the SVG's view box.
"""

from compliance.web.timeline.layout import WIDTH, lay_out
from compliance.web.timeline.shapes import Band, Bar, Drawing, Flag, Lane, Mark, PlacedBar, PlacedMark, Span, Text, Tick

__all__ = [
    "WIDTH",
    "Band",
    "Bar",
    "Drawing",
    "Flag",
    "Lane",
    "Mark",
    "PlacedBar",
    "PlacedMark",
    "Span",
    "Text",
    "Tick",
    "lay_out",
]
