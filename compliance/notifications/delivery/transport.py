"""The ways out: a mail server, or a folder in which mails are left as files."""

import os
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

TIMEOUT = 60
"""Seconds that a mail server may take for one answer."""


class UnreachableError(Exception):
    """The server cannot be reached, or lets nobody in: the fault of no single mail. `kind` names the first cause."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Transport(Protocol):
    """A way out."""

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand a mail over; return once it is in other hands. Raises if it is not, or if that is not known."""

    def close(self) -> None:
        """Give up what is held open."""


@dataclass(slots=True)
class Server:
    """A mail server, spoken to over one connection until something goes wrong."""

    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    name: str = "localhost"
    """What we call ourselves in the greeting."""
    _line: smtplib.SMTP | None = field(default=None, repr=False)

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand a mail over."""
        line = self._line or self._connected()
        self._line = line
        try:
            line.send_message(message, from_addr=sender, to_addrs=[recipient])
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Take leave of the server."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (OSError, smtplib.SMTPException):
                line.close()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _connected(self) -> smtplib.SMTP:
        try:
            line = self._opened()
        except (OSError, smtplib.SMTPException) as error:
            raise UnreachableError(type(error).__name__) from error
        try:
            if self.security == "starttls":
                line.starttls(context=ssl.create_default_context())
            if self.user is not None:
                line.login(self.user, self.password or "")
        except (OSError, smtplib.SMTPException) as error:
            line.close()
            raise UnreachableError(type(error).__name__) from error
        return line

    def _opened(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, self.name, timeout=self.timeout, context=context)
        return smtplib.SMTP(self.host, self.port, self.name, timeout=self.timeout)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with one file a mail, for whoever has no server: `<Message-ID>.eml`, complete or not there."""

    path: Path

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Write the mail; the same one again replaces itself."""
        del sender, recipient
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        unfinished = self.path / f".{name}.{os.getpid()}"
        unfinished.write_bytes(message.as_bytes(policy=SMTP))
        unfinished.replace(self.path / f"{name}.eml")

    def close(self) -> None:
        """Nothing is held open."""
