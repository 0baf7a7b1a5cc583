"""Filing an incident over HTTP against writing the same rows bare, with the same durability."""

from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.codes.models import Clause
from tests import engines
from tests.benchmarks import seed
from tests.benchmarks.installed import Installed, install
from tests.benchmarks.serving import Request, many_clients, one_client, show

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMES = 200


def test_filing(databases: engines.Databases, tmp_path: Path) -> None:
    """One incident with three allegations, its first stage and a log entry: one client, and eight at once."""
    url = databases.fresh()
    bench = install(url, tmp_path)
    ours, floor = _requests(bench)
    bench.engine.dispose()
    copy = databases.fresh(like=url)
    with bench.served(copy) as (our_port, floor_port):
        print(f"\n{bench.engine.dialect.name}")
        one = one_client((our_port, ours), (floor_port, floor), TIMES)
        show("file an incident with three allegations, one client", *one, 3)
        many = many_clients((our_port, ours), (floor_port, floor), TIMES)
        show("the same, eight clients", *many, 3)
    bench.engine.dispose()
    databases.drop(url)
    databases.drop(copy)


def _requests(bench: Installed) -> tuple[Request, Request]:
    with bench.world.look() as uow:
        candidacy = uow.session.scalars(select(Candidacy.id).order_by(Candidacy.id)).first()
        clauses = list(uow.session.scalars(select(Clause.id).where(Clause.is_leaf)))
    facts = {
        "csrf_token": bench.csrf,
        "step": "file",
        "candidate": "alder",
        "title": "Mission used for campaign meetings",
        "occurred_from": "2022-01-16",
        "occurred_until": "2022-01-20",
        "reported_on": "2022-02-03",
        "summary": seed.SUMMARY,
        "details_destination": "Nairobi",
        "details_paid_by": "organisation",
        "clause": clauses,
    }
    signed_in = {**FORM, "Cookie": bench.cookie}
    body = urlencode(facts, doseq=True)
    ours = Request("POST", f"/contests/{seed.SLUG}/incidents/new?kind=travel", signed_in, 302, lambda _: body)
    bare = {"contest": bench.contest_id, "candidacy": candidacy, "title": facts["title"], "summary": seed.SUMMARY}
    bare["clause"] = clauses
    return ours, Request(
        "POST", "/incidents", FORM, 200, lambda number: urlencode({**bare, "reference": f"F{number}"}, doseq=True)
    )
