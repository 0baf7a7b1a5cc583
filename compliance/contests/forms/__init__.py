"""Forms of contests, and of the days that count in them."""

from compliance.contests.forms.calendar import CalendarForm, calendar_form, country_name, weekend_of
from compliance.contests.forms.contest import ContestFields, EditContestForm, NewContestForm, NumberField

__all__ = [
    "CalendarForm",
    "ContestFields",
    "EditContestForm",
    "NewContestForm",
    "NumberField",
    "calendar_form",
    "country_name",
    "weekend_of",
]
