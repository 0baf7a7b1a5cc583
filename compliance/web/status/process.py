"""Statuses of due process: how far a case has come, a notice, and what came back."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

STAGE = {
    "received": Badge(lazy("Received"), "neutral", "inbox"),
    "admissible": Badge(lazy("Admissible"), "info", "folder-check"),
    "inadmissible": Badge(lazy("Inadmissible"), "quiet", "slash-circle"),
    "notified": Badge(lazy("Put to the candidate"), "info", "envelope-check"),
    "replied": Badge(lazy("Reply received"), "info", "chat-left-text"),
    "reply_overdue": Badge(lazy("Reply overdue"), "warn", "hourglass-bottom"),
    "concluded": Badge(lazy("Concluded"), "neutral", "check2-square"),
    "closed": Badge(lazy("Closed"), "quiet", "archive"),
}

NOTICE = {
    "prepared": Badge(lazy("Prepared"), "neutral", "pencil"),
    "checked": Badge(lazy("Checked"), "info", "check2-square"),
    "waiting": Badge(lazy("Waits for its hour"), "info", "clock"),
    "released": Badge(lazy("Put to the candidate"), "good", "envelope-check"),
}

REPLY_KIND = {
    "answered": Badge(lazy("Answered"), "info", "chat-left-text"),
    "declined_to_comment": Badge(lazy("Declined to comment"), "neutral", "dash-circle"),
    "unreachable": Badge(lazy("Could not be reached"), "warn", "question-circle"),
    "no_reply": Badge(lazy("No reply by the deadline"), "warn", "hourglass-bottom"),
    "third_party_statement": Badge(lazy("Statement by somebody else"), "quiet", "people"),
}
