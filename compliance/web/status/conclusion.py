"""What was found, and what follows from it."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

_MEANINGS = {
    "substantiated": lazy("The facts are established, and they breach the clause."),
    "partially_substantiated": lazy("Part of the facts is established, and that part breaches the clause."),
    "corrected": lazy("The facts are established, and the candidate has put the matter right."),
    "not_substantiated": lazy("The facts are not established, or they do not breach the clause."),
    "inconclusive": lazy("What is known does not allow a decision either way."),
    "overtaken_by_events": lazy(
        "Events made a decision pointless before it was reached. Whether the clause was breached was not decided: "
        "this is not a finding that there was no breach."
    ),
    "referred": lazy("Another body is competent, and decides. Nothing was found here, either way."),
    "out_of_scope": lazy("The clause did not bind the candidate, or does not cover what happened."),
    "withdrawn": lazy("The allegation was taken back. Nothing was found, either way."),
}

RESULT = {
    key: Badge(label, tone, icon, _MEANINGS[key])
    for key, label, tone, icon in (
        ("substantiated", lazy("Substantiated"), "bad", "exclamation-diamond-fill"),
        ("partially_substantiated", lazy("Partially substantiated"), "warn", "exclamation-diamond"),
        ("corrected", lazy("Substantiated and corrected"), "info", "check2-circle"),
        ("not_substantiated", lazy("Not substantiated"), "good", "shield-check"),
        ("inconclusive", lazy("Inconclusive"), "neutral", "question-diamond"),
        ("overtaken_by_events", lazy("Overtaken by events: not decided"), "pending", "hourglass-split"),
        ("referred", lazy("Referred to another body"), "neutral", "box-arrow-up-right"),
        ("out_of_scope", lazy("Out of scope"), "quiet", "bounding-box"),
        ("withdrawn", lazy("Withdrawn"), "quiet", "arrow-counterclockwise"),
    )
}

_MEASURE_MEANINGS = {
    "advice": lazy("How to act in future. It does not say that anything was wrong."),
    "correction_asked": lazy("The candidate is asked to put something right by a day."),
    "repayment": lazy("The candidate is asked to pay an amount back by a day."),
    "private_warning": lazy("Told to the candidate, the office and the chair; not published."),
    "public_warning": lazy("Published with the case, in the public edition of the report."),
    "referral": lazy("Another body is asked to deal with it. It does not say what that body will find."),
}

MEASURE = {
    key: Badge(label, tone, icon, _MEASURE_MEANINGS[key])
    for key, label, tone, icon in (
        ("advice", lazy("Advice"), "neutral", "chat-square-text"),
        ("correction_asked", lazy("Correction asked"), "info", "pencil-square"),
        ("repayment", lazy("Repayment"), "info", "cash-coin"),
        ("private_warning", lazy("Private warning"), "warn", "envelope-exclamation"),
        ("public_warning", lazy("Public warning"), "warn", "megaphone"),
        ("referral", lazy("Referral to another body"), "neutral", "box-arrow-up-right"),
    )
}

MEASURE_STATE = {
    "due": Badge(lazy("Not followed yet"), "neutral", "calendar-event"),
    "partly": Badge(lazy("Followed in part"), "info", "pie-chart"),
    "overdue": Badge(lazy("Overdue"), "warn", "hourglass-bottom"),
    "fulfilled": Badge(lazy("Fulfilled"), "good", "check-circle"),
    "waived": Badge(lazy("Waived"), "quiet", "slash-circle"),
}

REVIEW = {
    "open": Badge(lazy("Under review"), "info", "arrow-repeat"),
    "upheld": Badge(lazy("Findings upheld"), "neutral", "check2-square"),
    "changed": Badge(lazy("Findings changed"), "warn", "pencil-square"),
    "remitted": Badge(lazy("To be decided anew"), "warn", "arrow-counterclockwise"),
}

PUBLICATION = {
    "held": Badge(lazy("Not published"), "quiet", "eye-slash"),
    "proposed": Badge(lazy("Waits for a second person"), "info", "people"),
    "published": Badge(lazy("Published"), "neutral", "globe2"),
}
