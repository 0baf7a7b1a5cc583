"""The switch of the reporters' form."""

from wtforms import BooleanField

from compliance.core.language import lazy as _
from compliance.web.forms import Form


class OpeningForm(Form):
    """Whether the contest takes reports from the public."""

    takes_reports = BooleanField(
        _("Take reports from the public"),
        description=_("If not, the page says so. Mailboxes that exist stay open, so that nobody is cut off."),
    )
