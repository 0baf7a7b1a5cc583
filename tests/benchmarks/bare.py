"""The floor: a bare Flask application that writes and shows the same rows with the driver alone, and nothing else.

No sign-in, no rights, no rules, no frame around the page; the same durability.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import Flask, render_template_string, request

URL = os.environ["DATABASE_URL"]
SQLITE = URL.startswith("sqlite")
MARK = "?" if SQLITE else "%s"
_local = threading.local()
_writer = threading.Lock()

INCIDENT = (
    "INSERT INTO incident (contest_id, candidacy_id, reference, key, kind, title, occurred_from, occurred_until, "
    "reported_on, summary, details, stage, filed_at, filed_by, revision) "
    "VALUES ({0}, {0}, {0}, {0}, 'travel', {0}, '2031-01-16', '2031-01-20', '2031-02-03', {0}, {0}, 'received', "
    "'2031-04-01 09:00:00', 'Edda Quarrell', 1) RETURNING id"
)
STAGE = (
    "INSERT INTO stage_change (incident_id, stage, on_day, recorded_at, recorded_by) "
    "VALUES ({0}, 'received', '2031-02-03', '2031-04-01 09:00:00', 'Edda Quarrell')"
)
ALLEGATION = "INSERT INTO allegation (incident_id, clause_id, position, recorded_at) VALUES ({0}, {0}, {0}, '2031-04-01 09:00:00')"
ENTRY = (
    "INSERT INTO log_entry (seq, at, act, contest_id, subject, leaf, leaf_hash, opening) "
    "VALUES ({0}, '2031-04-01 09:00:00', 'incident.filed', {0}, 'incident:B1', {0}, {0}, {0})"
)
LEAF, OPENING = "l" * 700, "o" * 1800
CASE = (
    "SELECT i.reference, i.title, i.kind, i.occurred_from, i.occurred_until, i.reported_on, i.summary, i.details, i.stage, "
    "i.filed_at, i.filed_by, c.name FROM incident i JOIN candidacy c ON c.id = i.candidacy_id WHERE i.reference = {0}"
)
ALLEGED = (
    "SELECT n.title, v.label, cl.number, cl.heading, cl.text, a.override FROM allegation a "
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
CASE_PAGE = """<!doctype html><title>{{ case[1] }}</title><h1>{{ case[1] }}</h1>
<table>{% for value in case %}<tr><td>{{ value }}</td></tr>{% endfor %}</table>
{% for one in alleged %}<h2>{{ one[0] }} {{ one[1] }} {{ one[2] }}</h2><p>{{ one[3] }}</p><p>{{ one[4] }}</p>
<p>Bound from 16 January 2031 to 20 January 2031, because the candidate held office.</p>{% endfor %}
<table>{% for one in stages %}<tr>{% for value in one %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>"""
LIST_PAGE = """<!doctype html><title>Incidents</title><h1>Incidents</h1>
<table>{% for one in rows %}<tr><td><a href="/{{ one[0] }}">{{ one[0] }}</a></td>{% for value in one[1:] %}<td>{{ value }}</td>
{% endfor %}</tr>{% endfor %}</table>"""

app = Flask(__name__)


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


@app.get("/incidents/<reference>")
def show(reference: str) -> str:
    """Show one incident."""
    db = connection()
    case = db.execute(q(CASE), (reference,)).fetchone()
    alleged = db.execute(q(ALLEGED), (reference,)).fetchall()
    stages = db.execute(q(STAGES), (reference,)).fetchall()
    return render_template_string(CASE_PAGE, case=case, alleged=alleged, stages=stages)


@app.get("/contests/<int:contest>/incidents")
def index(contest: int) -> str:
    """Show the newest fifty incidents."""
    return render_template_string(LIST_PAGE, rows=connection().execute(q(LISTED), (contest,)).fetchall())
