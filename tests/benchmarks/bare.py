"""The floor: a bare Flask application that writes and shows the same rows with the driver alone, and nothing else.

No sign-in, no rights, no rules, no frame around the page; the same durability.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
from argon2.low_level import Type, hash_secret_raw
from flask import Flask, request

from compliance.intake.receipts import MEMORY_KIB, PASSES

URL = os.environ["DATABASE_URL"].replace("+psycopg", "")
SQLITE = URL.startswith("sqlite")
MARK = "?" if SQLITE else "%s"
_local = threading.local()
_writer = threading.Lock()

INCIDENT = (
    "INSERT INTO incident (contest_id, candidacy_id, reference, key, kind, title, occurred_from, occurred_until, "
    "reported_on, summary, details, stage, filed_at, filed_by, revision) "
    "VALUES ({0}, {0}, {0}, {0}, 'travel', {0}, '2022-01-16', '2022-01-20', '2022-02-03', {0}, {0}, 'received', "
    "'2022-04-01 09:00:00', 'Edda Quarrell', 1) RETURNING id"
)
STAGE = (
    "INSERT INTO stage_change (incident_id, stage, on_day, recorded_at, recorded_by) "
    "VALUES ({0}, 'received', '2022-02-03', '2022-04-01 09:00:00', 'Edda Quarrell')"
)
ALLEGATION = "INSERT INTO allegation (incident_id, clause_id, position, recorded_at) VALUES ({0}, {0}, {0}, '2022-04-01 09:00:00')"
ENTRY = (
    "INSERT INTO log_entry (seq, at, act, contest_id, subject, leaf, leaf_hash, opening) "
    "VALUES ({0}, '2022-04-01 09:00:00', 'incident.filed', {0}, 'incident:B1', {0}, {0}, {0})"
)
SUBMISSION = (
    "INSERT INTO submission (contest_id, reference, token_digest, code_digest, candidacy_id, what, mode, state, "
    "parties_commitment, crowded, received_at, revision) VALUES ({0}, {0}, {0}, {0}, {0}, {0}, 'anonymous', 'received', 'c', "
    "'0', '2022-04-01 09:00:00', 1)"
)
LEAF, OPENING = "l" * 700, "o" * 1800
CASE = (
    "SELECT i.reference, i.title, i.kind, i.occurred_from, i.occurred_until, i.reported_on, i.summary, i.details, i.stage, "
    "i.filed_at, i.filed_by, c.name FROM incident i JOIN candidacy c ON c.id = i.candidacy_id WHERE i.reference = {0}"
)
ALLEGED = (
    "SELECT n.title, v.label, cl.number, cl.heading, cl.text, a.override, "
    "(SELECT min(s.from_on) FROM status_period s WHERE s.candidacy_id = i.candidacy_id) FROM allegation a "
    "JOIN incident i ON i.id = a.incident_id JOIN clause cl ON cl.id = a.clause_id "
    "JOIN instrument_version v ON v.id = cl.version_id JOIN instrument n ON n.id = v.instrument_id "
    "WHERE i.reference = {0} ORDER BY a.position"
)
STAGES = (
    "SELECT s.stage, s.on_day, s.recorded_at, s.recorded_by FROM stage_change s JOIN incident i ON i.id = s.incident_id "
    "WHERE i.reference = {0} ORDER BY s.id"
)
LISTED = (
    "SELECT i.reference, i.title, c.name, i.kind, i.occurred_from, i.occurred_until, i.stage, i.reply_due_on FROM incident i "
    "JOIN candidacy c ON c.id = i.candidacy_id WHERE i.contest_id = {0} ORDER BY i.id DESC LIMIT 50"
)
LEGEND = """<form>Words in the title, summary or reference Stage All stages Received Admissible Inadmissible Put to the candidate
Reply received Reply overdue Concluded Closed Kind All kinds Travel Social media Press Contact with staff Contact with member
states Use of resources Conduct Funding Other Candidate All candidates Robin Alder Kim Birch Filter</form>"""
# Both pages hold what a person reads on ours, word for word but for that of codes and hours: `bench_pages` compares
# the lengths. What is no data is constant text here. There is no frame, no link but to the rows, no icon, no translation.
CASE_PAGE = """<!doctype html><title>{{ case[1] }}</title><h1>{{ case[1] }}</h1>
<p>What can be done now: Assess the incident. Put the allegations to the candidate. The incident has not been assessed yet.
Time to reply has passed. The incident has not been assessed yet. There is no reply to wait for. Conclude the case. The incident
has not been assessed yet. A case is concluded after the candidate's answer, or after the time for it. Close the case. The
incident has not been assessed yet. Only what is concluded, or was found inadmissible, can be closed.</p>
<h2>The incident</h2><p>Edit the facts</p><h3>Summary</h3>
<table>{% for name, value in facts %}<tr><th>{{ name }}</th><td>{{ value|day }}</td></tr>{% endfor %}</table>
<h2>{{ alleged|length }} allegations</h2><p>Add an allegation</p>
{% for one in alleged %}<h3>{{ one[2] }} {{ one[0] }} {{ one[1] }} {{ one[3] or "" }}</h3>
<p>Allegation</p><p>{{ one[4] }}</p><p>Binding</p><p>The code “{{ one[0] }}” binds holders of an office, and the candidate was in post
from {{ one[6]|day }} on.</p><p>Reply</p><p>No reply is on record.</p>
<p>Finding</p><p>No finding yet. Until there is one, this is an allegation.</p><p>Drop</p>{% endfor %}
<h2>Evidence</h2><p>No evidence yet</p><p>Add the files that support or refute the allegations. You decide for each whether the
candidate sees it.</p><p>Add evidence</p><h2>Sources</h2><p>Add a source</p><p>No source is recorded. Not to store who it was is
the best protection.</p><h2>Everything that happened, in order</h2>
<table>{% for one in stages %}<tr>{% for value in one %}<td>{{ value|day }}</td>{% endfor %}</tr>{% endfor %}</table>"""
LIST_PAGE = (
    """<!doctype html><title>Incidents</title><h1>Incidents</h1><p>File an incident</p>"""
    + LEGEND
    + """
<table><tr><th>Reference</th><th>Title</th><th>Candidate</th><th>Kind</th><th>Occurred</th><th>Stage</th><th>Reply due</th></tr>
{% for one in rows %}<tr><td>{{ one[0] }}</td><td><a href="/{{ one[0] }}">{{ one[1] }}</a></td>{% for value in one[2:] %}
<td>{{ value|day or "–" }}</td>{% endfor %}</tr>{% endfor %}</table>"""
)
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
NAMES = (
    "Reference",
    "Title",
    "Kind",
    "Occurred from",
    "Until",
    "Reported",
    "Summary",
    "Details",
    "Stage",
    "Filed",
    "By",
    "Candidate",
)

app = Flask(__name__)


def day(value: Any) -> str:
    """A day as a person reads it; anything else as it is."""
    try:
        read = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        return value  # type: ignore[no-any-return]
    return f"{read.day} {MONTHS[read.month - 1]} {read.year}"


app.jinja_env.filters["day"] = day
SHOW, INDEX = app.jinja_env.from_string(CASE_PAGE), app.jinja_env.from_string(LIST_PAGE)


def connection() -> Any:
    """This thread's connection."""
    if not hasattr(_local, "connection"):
        if SQLITE:
            _local.connection = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, timeout=60)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                _local.connection.execute(f"PRAGMA {pragma}").fetchall()
        else:
            _local.connection = psycopg.connect(URL, autocommit=True)
    return _local.connection


@contextmanager
def transaction() -> Iterator[Any]:
    """A transaction that writes."""
    if not SQLITE:
        with connection().transaction():
            yield connection()
        return
    with _writer:
        connection().execute("BEGIN IMMEDIATE")
        yield connection()
        connection().execute("COMMIT")


def q(statement: str) -> str:
    """A statement in the driver's own marks."""
    return statement.format(MARK)


@app.post("/incidents")
def file() -> str:
    """Write an incident with three allegations, its first stage and an entry in the log."""
    form = request.form
    given = (form["contest"], form["candidacy"], form["reference"], form["reference"], form["title"], form["summary"])
    with transaction() as db:
        (size,) = db.execute("SELECT size FROM log_head" + ("" if SQLITE else " FOR UPDATE")).fetchone()
        (incident,) = db.execute(q(INCIDENT), (*given, '{"destination": "Nairobi"}')).fetchone()
        db.execute(q(STAGE), (incident,))
        for position, clause in enumerate(form.getlist("clause")):
            db.execute(q(ALLEGATION), (incident, clause, position))
        db.execute(q(ENTRY), (size, form["contest"], LEAF, b"h" * 32, OPENING))
        db.execute("UPDATE log_head SET size = size + 1")
    return "filed"


@app.post("/submissions")
def receive() -> str:
    """Derive a code's digest, and write a submission and an entry in the log."""
    form = request.form
    derived = hash_secret_raw(form["reference"].encode(), b"s" * 32, PASSES, MEMORY_KIB, 1, 32, Type.ID).hex()
    given = (form["contest"], form["reference"], form["reference"], derived, form["candidacy"], form["what"])
    with transaction() as db:
        (size,) = db.execute("SELECT size FROM log_head" + ("" if SQLITE else " FOR UPDATE")).fetchone()
        db.execute(q(SUBMISSION), given)
        db.execute(q(ENTRY), (size, form["contest"], LEAF, b"h" * 32, OPENING))
        db.execute("UPDATE log_head SET size = size + 1")
    return "received"


@app.get("/incidents/<reference>")
def show(reference: str) -> str:
    """Show one incident."""
    db = connection()
    case = db.execute(q(CASE), (reference,)).fetchone()
    alleged = db.execute(q(ALLEGED), (reference,)).fetchall()
    stages = db.execute(q(STAGES), (reference,)).fetchall()
    return SHOW.render(case=case, facts=list(zip(NAMES, case, strict=True)), alleged=alleged, stages=stages)


@app.get("/contests/<int:contest>/incidents")
def index(contest: int) -> str:
    """Show the newest fifty incidents."""
    return INDEX.render(rows=connection().execute(q(LISTED), (contest,)).fetchall())
