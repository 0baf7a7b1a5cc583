"""What people outside are told of the state of a thing."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

SUBMISSION_TOLD = {
    "received": Badge(lazy("We have received your report"), "neutral", "inbox"),
    "under_way": Badge(lazy("The office is looking at your report"), "info", "hourglass-split"),
    "finished": Badge(
        lazy("The office has finished its work on your report. It may not be able to tell you more"), "quiet", "archive"
    ),
}
