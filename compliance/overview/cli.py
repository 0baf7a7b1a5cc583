"""The worker: what is done without anybody asking."""

import os
import signal
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import click

from compliance.core.database import session_factory
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.incidents.service import release_due, remind
from compliance.notifications.delivery import LEASE, Folder, Job, Post, Server, Tally, Transport, Worker
from compliance.notifications.messages import Letterhead
from compliance.overview.recipients import recipient
from compliance.web.command_line import installation
from compliance.web.transaction import utc_now
from config import SMTP_PORTS, Config

JOBS: Mapping[str, Job] = {
    "release of notices": release_due,
    "reminders of deadlines": remind,
}
"""What else falls due, by the name that a log line gives it."""


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option(
    "--lease",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=LEASE.total_seconds(),
    show_default=True,
    help="How long a mail may be on its way before another worker takes it up.",
)
@click.option("--parent", type=int, hidden=True, help="End when this process, which began the worker, has ended.")
def worker(*, once: bool, lease: float, parent: int | None) -> None:
    """Send the mail that is due, and do what else falls due, until ended (SIGTERM or Ctrl-C).

    SMTP_HOST says where mail is handed over; without it, mails wait in the outbox. Several workers at a time share the
    work. A mail that was on its way when a worker was killed is sent again, under the same Message-ID.
    """
    found = installation()
    readers, writers = (session_factory(found.engine, writes=one) for one in (False, True))
    way = _transport(found.config)
    letterhead, held = _letterhead(found.config), timedelta(seconds=lease)
    post = None if way is None else Post(readers, writers, utc_now, recipient, way, letterhead, lease=held)
    made = Worker(writers, utc_now, JOBS, post)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: made.stop.set())
    if parent is not None:
        Thread(target=_end_with, args=(parent, made.stop), daemon=True).start()
    click.echo(_said_of(found.config))
    if once:
        _say(made.once())
        return
    for tally in made.rounds(found.config.worker_poll_seconds):
        _say(tally)
    click.echo(_("The worker has ended."))


def _end_with(parent: int, stop: Event) -> None:
    """Stop once the process that began this one has ended, even if it was killed."""
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()


def _transport(config: Config) -> Transport | None:
    """The way out that the settings name."""
    if config.smtp_host is not None:
        return Server(
            config.smtp_host,
            config.smtp_port or SMTP_PORTS[config.smtp_security],
            config.smtp_security,
            config.smtp_user,
            config.smtp_password,
            name=_letterhead(config).host,
        )
    return None if config.mail_folder is None else Folder(Path(config.mail_folder))


def _letterhead(config: Config) -> Letterhead:
    return Letterhead(config.mail_from or "", config.public_url or "")


def _said_of(config: Config) -> str:
    if config.smtp_host is not None:
        return _("Mail goes out by way of %(host)s.", host=config.smtp_host)
    if config.mail_folder is not None:
        return _("Mail is written to %(folder)s.", folder=config.mail_folder)
    return _("SMTP_HOST is not set: mail waits in the outbox until it is.")


def _say(tally: Tally) -> None:
    """Tell how many mails went out; of what failed the log tells the kind."""
    if tally.sent:
        click.echo(ngettext("%(count)s mail sent.", "%(count)s mails sent.", tally.sent))
    if tally.unreachable is not None:
        click.echo(_("The mail server cannot be used (%(why)s); the rest waits.", why=tally.unreachable), err=True)
