"""The verbs of contests: setting one up, correcting it, and saying which days count in it."""

from compliance.contests.service.calendar import CalendarRules, set_calendar
from compliance.contests.service.setting_up import (
    LABELS,
    LONGEST_LINE,
    LONGEST_SLUG,
    ContestFacts,
    NewContest,
    create_contest,
    edit_contest,
    line_fault,
    text_of,
    timezones,
)

__all__ = [
    "LABELS",
    "LONGEST_LINE",
    "LONGEST_SLUG",
    "CalendarRules",
    "ContestFacts",
    "NewContest",
    "create_contest",
    "edit_contest",
    "line_fault",
    "set_calendar",
    "text_of",
    "timezones",
]
