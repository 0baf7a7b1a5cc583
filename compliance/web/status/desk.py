"""What is new on a desk, and what is asked of a second person."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

MARK = {
    "new": Badge(lazy("New"), "info", "stars"),
    "changed": Badge(lazy("Changed"), "neutral", "arrow-repeat"),
}

SECOND = {
    "publication": Badge(lazy("Publish the case, or refuse"), "info", "globe2"),
    "unmasking": Badge(lazy("Let the officers learn who a source is, or refuse"), "info", "lock-fill"),
    "notice": Badge(lazy("Read and check the notice"), "info", "envelope-check"),
    "wording": Badge(lazy("Read and approve the wording"), "info", "pencil-square"),
    "measure": Badge(lazy("Say how far the measure is followed"), "info", "check2-square"),
    "review": Badge(lazy("Decide the review"), "info", "arrow-repeat"),
    "unreachable": Badge(lazy("Confirm that the candidate cannot be reached, or refuse"), "info", "question-circle"),
}
