"""The one mail that there is: it tells somebody that there is something for them, and nothing else.

What it is, of which contest or case, who did it, even which page it is on, is read after signing in: a mail lies in
other people's machines.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from compliance.core import language
from compliance.core.language import gettext as _

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
_TEMPLATES.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a mail goes to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on every mail: whose address it comes from, and where the record is (without a slash at the end)."""

    sender: str
    public_url: str

    @property
    def host(self) -> str:
        """The installation's host."""
        return urlsplit(self.public_url).hostname or "localhost"


def something(letterhead: Letterhead, to: Addressee, message_id: str, now: datetime) -> EmailMessage:
    """The mail, in plain text and in HTML. `message_id` is the left side of its Message-ID."""
    app_name = _("Code of conduct record")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(app_name, addr_spec=letterhead.sender)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Subject"] = _("There is something for you")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{letterhead.host}>"
    message["Auto-Submitted"] = "auto-generated"
    place = {"name": to.name, "app_name": app_name, "url": f"{letterhead.public_url}/", "host": letterhead.host}
    place["preferences_url"] = f"{letterhead.public_url}/account/mail"
    message.set_content(_TEMPLATES.get_template("mail/something.txt").render(place))
    message.add_alternative(_TEMPLATES.get_template("mail/something.html").render(place), subtype="html")
    return message
