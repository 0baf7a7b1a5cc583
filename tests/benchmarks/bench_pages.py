"""Pages of incidents against bare pages that say the same, and at a hundred times as many incidents."""

import os
import re
import urllib.request
from pathlib import Path

from tests import engines
from tests.benchmarks import seed
from tests.benchmarks.installed import Installed, install
from tests.benchmarks.serving import Request, one_client, show
from tests.client import words

FEW = 1000
MANY = int(os.environ.get("BENCH_INCIDENTS", "100000"))
LIST = f"/contests/{seed.SLUG}/incidents/"
CASE = f"{LIST}B000500/"
TIMES = 200


def test_pages(databases: engines.Databases, tmp_path: Path) -> None:
    """The page of a case and a list of fifty, against the floor and against the same pages of a much larger contest."""
    few, many = _installed(databases, tmp_path / "few", FEW), _installed(databases, tmp_path / "many", MANY)
    with few.served() as (ours, floor), many.served() as (larger, _):
        print(f"\n{few.engine.dialect.name}")
        for what, path, bare, goal in (
            ("open one incident", CASE, "/incidents/B000500", 3),
            ("list of 50 incidents", LIST, f"/contests/{few.contest_id}/incidents", 2),
        ):
            wanted, plain = _page(few, path), Request("GET", bare, {}, 200)
            print(
                f"  words of the main part: {_length(ours, wanted)} characters, of the floor: {_length(floor, plain)}"
            )
            show(what, *one_client((ours, wanted), (floor, plain), TIMES), goal)
            times = one_client((larger, _page(many, path)), (ours, wanted), TIMES)
            show(f"the same with {MANY} incidents, against {FEW}", *times, 1.1)
        desk = _page(many, f"{LIST}?open=y&marked=y&column=candidate&column=due&column=lead&column=changed")
        times = one_client(
            (larger, desk), (floor, Request("GET", f"/contests/{few.contest_id}/incidents", {}, 200)), TIMES
        )
        show(f"the desk, narrowed, with {MANY} open cases", *times, 2)
    for bench in (few, many):
        bench.engine.dispose()
        databases.drop(bench.environment["DATABASE_URL"])


def _installed(databases: engines.Databases, folder: Path, count: int) -> Installed:
    bench = install(databases.fresh(), folder)
    seed.pages(bench.engine, bench.contest_id, count)
    return bench


def _page(bench: Installed, path: str) -> Request:
    return Request("GET", path, {"Cookie": bench.cookie}, 200)


def _length(port: int, wanted: Request) -> int:
    with urllib.request.urlopen(
        urllib.request.Request(f"http://127.0.0.1:{port}{wanted.path}", headers=wanted.headers)
    ) as answer:
        html = answer.read().decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    return len(words(main.group() if main else html.partition("</title>")[2]))
