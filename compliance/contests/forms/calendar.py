"""Which days count in a contest, as a form."""

from datetime import date

from babel import Locale
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from compliance.contests.calendar import WEEKDAYS, WorkingCalendar
from compliance.contests.models import ContestCalendar
from compliance.contests.queries import countries
from compliance.contests.service import CalendarRules
from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.web.forms import RevisedForm, none_if_empty

EXAMPLE = _("One a line: the day, then what it is called, such as: 2031-05-01 Founders' Day")


class DaysField(TextAreaField):
    """Days with their names, one a line. Its data is text; `days` is what it says."""

    def days(self) -> dict[date, str]:
        """Read the lines; ValueError names the first that cannot be read."""
        found: dict[date, str] = {}
        for line in filter(None, (line.strip() for line in (self.data or "").splitlines())):
            written, _space, name = line.partition(" ")
            try:
                day = date.fromisoformat(written)
            except ValueError:
                raise ValueError(
                    gettext("Begin this line with a day such as 2031-05-01: %(line)s", line=line)
                ) from None
            if not name.strip():
                raise ValueError(gettext("Write after the day what it is called: %(line)s", line=line))
            if day in found:
                raise ValueError(gettext("This day stands in two lines: %(line)s", line=line))
            found[day] = name.strip()
        return found

    def pre_validate(self, form: object) -> None:
        """Check that every line can be read."""
        del form
        try:
            self.days()
        except ValueError as fault:
            raise ValidationError(str(fault)) from None


class CalendarForm(RevisedForm):
    """Which days count."""

    country = SelectField(
        _("Public holidays of"),
        [Optional()],
        filters=[none_if_empty],
        description=_("The country in which the organisation has its seat. Its holidays are then free."),
    )
    subdivision = StringField(
        _("Part of the country"),
        [Optional(), Length(max=20)],
        filters=[none_if_empty],
        description=_("Its code, where a canton, state or region has holidays of its own, such as GE for Geneva."),
    )
    weekend = SelectMultipleField(
        _("Free every week"),
        choices=[SelectChoice(name, label) for name, label in WEEKDAYS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    free_days = DaysField(_("Free days of its own"), [Optional()], description=EXAMPLE)
    working_days = DaysField(
        _("Days that are worked all the same"),
        [Optional()],
        description=_("Holidays or days of a weekend that count, written in the same way."),
    )

    def to_command(self) -> CalendarRules:
        """The days."""
        return CalendarRules(
            country=self.country.data,
            subdivision=(self.subdivision.data or "").upper() or None,
            weekend=tuple(self.weekend.data or ()),
            free_days=self.free_days.days(),
            working_days=self.working_days.days(),
        )


def calendar_form(kept: ContestCalendar | None) -> CalendarForm:
    """The form, filled in with what is kept."""
    form = CalendarForm(
        data={
            "revision": 0 if kept is None else kept.revision,
            "country": "" if kept is None else kept.country or "",
            "subdivision": None if kept is None else kept.subdivision,
            "weekend": ["saturday", "sunday"] if kept is None else kept.weekend,
            "free_days": "" if kept is None else _lines(kept.free_days),
            "working_days": "" if kept is None else _lines(kept.working_days),
        }
    )
    named = sorted(((code, country_name(code) or code) for code in countries()), key=lambda pair: pair[1])
    none = SelectChoice("", gettext("None: only the days below"))
    form.country.choices = [none, *(SelectChoice(code, name) for code, name in named)]
    return form


def country_name(code: str | None) -> str | None:
    """What a country is called in English; None for none."""
    return None if code is None else str(Locale("en").territories.get(code, code))


def weekend_of(calendar: WorkingCalendar) -> list[str]:
    """The names of the days that are free every week."""
    return [name for index, name in enumerate(WEEKDAYS) if index in calendar.weekend]


def _lines(days: dict[str, str]) -> str:
    return "\n".join(f"{day} {name}" for day, name in days.items())
