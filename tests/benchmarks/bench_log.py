"""Verifying a log against hashing and parsing it bare."""

import time

import orjson
from sqlalchemy import select

from compliance import schema
from compliance.core.database import create_engine, session_factory
from compliance.transparency.merkle import leaf_hash, root
from compliance.transparency.models import LogEntry
from compliance.transparency.verification import verify
from tests import engines
from tests.benchmarks import seed
from tests.benchmarks.serving import show

ENTRIES = 100_000


def test_verifying_a_log(databases: engines.Databases) -> None:
    """A log of 100,000 entries: every entry, opening and row, against reading, hashing and parsing the entries alone."""
    url = databases.fresh()
    engine = create_engine(url)
    schema.upgrade(engine)
    contest_id = seed.contest(engine)
    seed.incidents(engine, contest_id, ENTRIES)
    readers = session_factory(engine, writes=False)
    with readers() as session:
        start = time.perf_counter()
        found = verify(session)
        ours = time.perf_counter() - start
    assert found.holds, found.differences[:5]
    with readers() as session:
        start = time.perf_counter()
        hashes = []
        query = select(LogEntry.leaf, LogEntry.opening).order_by(LogEntry.seq).execution_options(yield_per=1000)
        for leaf, opening in session.execute(query):
            hashes.append(leaf_hash(leaf.encode()))
            orjson.loads(leaf)
            orjson.loads(opening)
        assert root(hashes).hex() == found.root
        floor = time.perf_counter() - start
    print(f"\n{engine.dialect.name}: {found.size} entries, {found.rows} rows")
    show("verify the log and the facts against reading, hashing, parsing", ours, floor, 3)
    engine.dispose()
    databases.drop(url)
