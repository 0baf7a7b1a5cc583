"""How the tasks and contested facts of a case are shown."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

TASK = {
    "open": Badge(lazy("Open"), "info", "circle"),
    "done": Badge(lazy("Done"), "good", "check-circle"),
    "dropped": Badge(lazy("Dropped"), "quiet", "dash-circle"),
}

FACT = {
    "undisputed": Badge(lazy("Undisputed"), "good", "check2"),
    "contested": Badge(lazy("Contested"), "warn", "arrow-left-right"),
    "resolved": Badge(lazy("Resolved"), "info", "check2-square"),
}
