"""The form of notifications."""

from zoneinfo import available_timezones

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from compliance.core.language import lazy as _
from compliance.notifications.models import Preference
from compliance.notifications.service import NewPreference
from compliance.notifications.terms import Wish
from compliance.web.forms import Form

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
WISHES = {
    Wish.AT_ONCE: _("At once, a message for each thing"),
    Wish.DAILY: _("Once a day, one message for everything"),
    Wish.NEVER: _("Not at all: I look here myself"),
}
HOURS: dict[str, str] = {str(hour): f"{hour:02}:00" for hour in range(24)}


def wish_choices() -> dict[str, str]:
    """When one can be told."""
    return {wish.value: str(label) for wish, label in WISHES.items()}


def timezone_choices() -> dict[str, str | dict[str, str]]:
    """Every time zone that is named after a place, by region, and before them UTC."""
    by_region: dict[str, dict[str, str]] = {region: {} for region in REGIONS}
    for name in sorted(available_timezones()):
        region, slash, _place = name.partition("/")
        if slash and region in by_region:
            by_region[region][name] = name.replace("_", " ")
    return {"UTC": "UTC", **by_region}


class PreferenceForm(Form):
    """When somebody wants to be told."""

    wish = RadioField(
        _("When do you want a message?"),
        [InputRequired(_("Choose when you want a message."))],
        choices=wish_choices,
        default=Wish.AT_ONCE.value,
    )
    hour = SelectField(_("Hour of the daily message"), choices=HOURS, coerce=int, default=8)
    timezone = SelectField(_("Time zone of that hour"), choices=timezone_choices, default="UTC")

    @classmethod
    def of(cls, preference: Preference | None) -> "PreferenceForm":
        """The form as it stands for somebody."""
        if preference is None:
            return cls()
        return cls(wish=preference.wish.value, hour=preference.hour, timezone=preference.timezone)

    def to_command(self) -> NewPreference:
        """What was chosen."""
        return NewPreference(Wish(self.wish.data), self.hour.data, self.timezone.data)
