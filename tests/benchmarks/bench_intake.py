"""Reporting over HTTP against the same key derivation and insert bare; and how long right and wrong codes take."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.intake import receipts, tokens
from compliance.intake.models import MailboxMessage, Submission
from compliance.intake.tokens import Token
from compliance.transparency.recording import record
from compliance.web.transaction import utc_now
from tests import engines
from tests.benchmarks import seed
from tests.benchmarks.installed import SECRET, Installed, install
from tests.benchmarks.serving import Request, many_clients, one_client, show

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMES = 60
REPORT = f"/contests/{seed.SLUG}/report"


def test_reporting(databases: engines.Databases, tmp_path: Path) -> None:
    """One report through the reporters' page, with receipt and log entry: one client, and eight at once."""
    url = databases.fresh()
    bench = install(url, tmp_path)
    ours, floor = _requests(bench)
    bench.engine.dispose()
    copy = databases.fresh(like=url)
    with bench.served(copy) as (our_port, floor_port):
        print(f"\n{bench.engine.dialect.name}")
        one = one_client((our_port, ours), (floor_port, floor), TIMES)
        show("report through the reporters' page, one client", *one, 3)
        many = many_clients((our_port, ours), (floor_port, floor), TIMES)
        show("the same, eight clients", *many, 3)
    bench.engine.dispose()
    databases.drop(url)
    databases.drop(copy)


def test_codes(databases: engines.Databases, tmp_path: Path) -> None:
    """A right code, of a mailbox with twenty messages, and wrong ones, in turn: medians whose ratio is near 1."""
    url = databases.fresh()
    bench = install(url, tmp_path)
    keys = receipts.derive(SECRET)
    token = _token(1)
    bench.world.app.test_client().post(f"{REPORT}/new", data=_report(token))
    with bench.world.act() as uow:
        submission = uow.session.scalars(select(Submission)).one()
        for number in range(20):
            text = f"Message {number}. " * 50
            uow.session.add(
                MailboxMessage(submission_id=submission.id, from_office=True, text=text, at=uow.now, recorded_by="O")
            )
        record(uow, "bench.written", "mailbox")
    code = receipts.code_of(keys, token.nonce)
    right = Request("POST", f"{REPORT}/mailbox", FORM, 200, lambda _: urlencode({"code": code}))
    wrong = Request("POST", f"{REPORT}/mailbox", FORM, 200, lambda number: urlencode({"code": f"{number:016}"}))
    with bench.served() as (port, _floor):
        print(f"\n{bench.engine.dialect.name}")
        taken = one_client((port, right), (port, wrong), TIMES)
        show("a right code with 20 messages, against wrong ones", *taken, 1.05)
    bench.engine.dispose()
    databases.drop(url)


def _requests(bench: Installed) -> tuple[Request, Request]:
    with bench.world.look() as uow:
        candidacy = uow.session.scalars(select(Candidacy.id).order_by(Candidacy.id)).first()
    bare = {"contest": bench.contest_id, "candidacy": candidacy, "what": seed.SUMMARY}
    return (
        Request("POST", f"{REPORT}/new", FORM, 200, lambda number: urlencode(_report(_token(number)))),
        Request("POST", "/submissions", FORM, 200, lambda number: urlencode({**bare, "reference": f"F{number}"})),
    )


def _token(number: int) -> Token:
    """A token of a form that was opened three minutes ago, as in a flood it has to be."""
    return Token(seed.SLUG, f"{number:032x}", utc_now() - timedelta(minutes=3))


def _report(token: Token) -> dict[str, str]:
    return {
        "token": tokens.seal(receipts.derive(SECRET).forms, token),
        "candidate": "alder",
        "what": seed.SUMMARY,
        "occurred_from": "2022-01-16",
        "mode": "anonymous",
    }
