"""How the office sees what reporters sent in."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

SUBMISSION = {
    "received": Badge(lazy("New"), "info", "inbox"),
    "under_review": Badge(lazy("Under review"), "neutral", "hourglass-split"),
    "linked": Badge(lazy("Part of a case"), "neutral", "folder-check"),
    "inadmissible": Badge(lazy("Inadmissible"), "quiet", "slash-circle"),
    "closed": Badge(lazy("Finished"), "quiet", "archive"),
}

SUBMISSION_MODE = {
    "named": Badge(lazy("Named"), "neutral", "person"),
    "confidential": Badge(lazy("Confidential"), "neutral", "lock"),
    "anonymous": Badge(lazy("Anonymous"), "neutral", "question-circle"),
}
