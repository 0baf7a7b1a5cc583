"""Commands that bring contest files in and out."""

import sys
from pathlib import Path

import click

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.core.storage import FileStore
from compliance.exchange import demo, export, queries, service
from compliance.exchange.source import MOST_BYTES
from compliance.web.command_line import acting, installation, reading

STANDARD = "-"


@click.command("import")
@click.argument("file")
def import_file(file: str) -> None:
    """Make a contest from a contest file, YAML or JSON.

    FILE is its path, or - for standard input. A file with faults changes nothing: each fault is named on standard error
    with its line and place, and the exit status is 2.
    """
    data = _read(file)
    with acting() as uow:
        contest = service.import_data(uow, data, name="standard input" if file == STANDARD else Path(file).name)
        made = queries.made(uow.session, contest)
    counts = (
        ngettext("%(count)d instrument", "%(count)d instruments", made.instruments),
        ngettext("%(count)d candidate", "%(count)d candidates", made.candidates),
        ngettext("%(count)d acknowledgement", "%(count)d acknowledgements", made.acknowledgements),
        ngettext("%(count)d incident", "%(count)d incidents", len(made.incidents)),
    )
    click.echo(_("Imported %(slug)s: %(title)s", slug=contest.slug, title=contest.title))
    click.echo(", ".join(counts))
    for reference, key in made.incidents:
        click.echo(f"{reference}  {key}")


@click.command("export")
@click.argument("contest")
@click.option("-o", "--output", metavar="FILE", default=STANDARD, help="The file to write; standard output otherwise.")
def export_file(contest: str, output: str) -> None:
    """Write a contest as a contest file, from which it can be made again elsewhere.

    CONTEST is its short name. Sources and evidence are never exported.
    """
    with reading() as uow:
        found = queries.contest_named(uow.session, contest)
        data = export.export_text(uow.session, found.id).encode()
    if output == STANDARD:
        click.echo(data, nl=False)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise Invalid(_("%(file)s cannot be written: %(why)s.", file=output, why=error.strerror)) from None


def _read(file: str) -> bytes:
    """Read a file, or standard input; one byte more than a contest file may have is enough to refuse it."""
    if file == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Invalid(_("%(file)s: there is no such file.", file=file)) from None
    except IsADirectoryError:
        raise Invalid(_("%(file)s is a folder; name the contest file in it.", file=file)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Invalid(_("%(file)s cannot be read: %(why)s.", file=file, why=why)) from None


@click.command("demo")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to serve on; otherwise the first free one from 8000."
)
def demo_installation(port: int | None) -> None:
    """Make a throw-away installation with the demo contest in ./instance, and serve it on this machine.

    An installation that an earlier demo made is made anew; any other is left alone. The accounts are printed with their
    passwords. DATABASE_URL is not used. Ctrl-C ends the demo.
    """
    found = installation()
    door = demo.listening(port)
    folder = demo.Folder(found.config.instance_folder)
    folder.claim()
    taken = door.getsockname()[1]
    if port is None and taken != demo.FIRST_PORT:
        click.echo(_("Port %(first)s is taken; %(port)s is used.", first=demo.FIRST_PORT, port=taken))
    click.echo(_("Making the demo in %(folder)s …", folder=folder.path))
    folder.empty()
    engine = found.open_engine(folder.database_url)
    code = demo.make(engine, FileStore(folder.evidence), folder.secret())
    engine.dispose()
    click.echo()
    for account in demo.ACCOUNTS:
        click.echo(f"{account.role.value:<14} {account.email:<32} {account.password}")
    click.echo()
    address = f"http://{demo.HOST}:{taken}/"
    mailbox = f"{address}contests/{demo.CONTEST}/report/mailbox"
    click.echo(_("A reporter's receipt code, for %(mailbox)s: %(code)s", mailbox=mailbox, code=code))
    if found.config.smtp_host is None:
        click.echo(_("Mail is not sent: it is written to %(folder)s, a file each.", folder=folder.mail))
    demo.serve(folder, door, lambda: click.echo(_("Serving %(address)s (Ctrl-C ends it)", address=address)))
