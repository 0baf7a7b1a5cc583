"""How people stand to candidates, what is proposed because of it, and who handles a case."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

RELATION = {
    "reports_to": Badge(lazy("Reports to"), "neutral", "person-up"),
    "appointed_by": Badge(lazy("Was appointed by"), "neutral", "person-badge"),
    "nominated_by": Badge(lazy("Was nominated by"), "neutral", "person-check"),
    "same_state": Badge(lazy("Comes from the same state as"), "neutral", "flag"),
    "rival": Badge(lazy("Is a rival of"), "neutral", "people"),
    "other": Badge(lazy("Stands in another relation to"), "neutral", "three-dots"),
}

PROPOSAL = {
    "open": Badge(lazy("Recusal proposed"), "info", "hourglass-bottom"),
    "accepted": Badge(lazy("Keeps out"), "good", "check-circle"),
    "declined": Badge(lazy("Recusal declined"), "quiet", "slash-circle"),
}

HANDLING = {
    "leads": Badge(lazy("Leads"), "info", "flag"),
    "handles": Badge(lazy("Handles"), "neutral", "person-check"),
}
