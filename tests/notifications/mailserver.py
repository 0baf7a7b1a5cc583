"""A real mail server on this machine, which keeps what it takes, and can be slow or unwilling."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 Taken"


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class MailServer:
    """What was taken, in order; `answer` says what is answered after DATA, once the mail is taken."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answer: Callable[[], str] = lambda: OK
        self.seconds: Callable[[], float] = lambda: 0.0
        self.begun = Event()
        self.port = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail if the answer begins with 2, and then take `seconds` to say so."""
        content = envelope.content
        answer = self.answer()
        if answer.startswith("2"):
            self.taken.append(message_from_bytes(content if isinstance(content, bytes) else b"", policy=default))
            self.recipients.extend(envelope.rcpt_tos)
        self.begun.set()
        if seconds := self.seconds():
            await asyncio.sleep(seconds)
        return answer

    def ids(self) -> list[str]:
        """The Message-ID of each mail."""
        return [str(one["Message-ID"]) for one in self.taken]


@contextmanager
def serving(**options: Any) -> Iterator[MailServer]:
    """Serve on a free port of this machine. `options` are aiosmtpd's, such as `ssl_context`, `tls_context`."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()
