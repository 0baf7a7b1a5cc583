"""Forms of reports."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional

from compliance.core.language import gettext
from compliance.core.language import lazy as _
from compliance.reports.terms import Edition
from compliance.reports.words import EDITION
from compliance.web.forms import Form


class LocalInstantField(DateTimeLocalField):
    """A day and a time; what is none is refused in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; nothing is no instant."""
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(gettext("Give day and time, such as 2031-02-24 14:05.")) from None


class ChoiceForm(Form):
    """Which edition, as known when. Sent by GET: looking changes nothing."""

    edition = RadioField(_("Edition"), [InputRequired(_("Choose an edition."))])
    as_of = LocalInstantField(
        _("As known at"),
        [Optional()],
        description=_("Leave it empty for now. An earlier time shows what was on record by then."),
    )

    class Meta(Form.Meta):
        """Nothing is protected against forgery that changes nothing."""

        csrf = False

    def offer(self, editions: Iterable[Edition]) -> None:
        """Say which editions can be chosen."""
        self.edition.choices = [(one.value, str(EDITION[one])) for one in editions]

    def instant(self, timezone: str, now: datetime) -> datetime:
        """The instant that was chosen, on the clock of the contest's time zone; now if none was."""
        chosen: datetime | None = self.as_of.data
        return now if chosen is None else chosen.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


class IssueForm(Form):
    """What was previewed, to be issued: the edition, and the exact instant."""

    edition = HiddenField(validators=[InputRequired()])
    as_of = HiddenField(validators=[InputRequired()])

    def chosen(self) -> tuple[Edition, datetime] | None:
        """The edition and the instant; None if they were tampered with."""
        try:
            edition, instant = Edition(self.edition.data or ""), datetime.fromisoformat(self.as_of.data or "")
            return None if instant.tzinfo is None else (edition, instant.astimezone(UTC))
        except (ValueError, OverflowError):
            return None
