"""Relabel the two candidates through a whole history: whatever anybody is shown, sent or given a time for is the same.

Two contests are played: in the second the names of the candidates are exchanged, and with them everything that is done.
The acts fall on whoever was registered first or second alike, so nothing may differ but the names.
"""

import os
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from compliance.identity.models import User
from compliance.incidents.models import Deadline, Incident
from compliance.incidents.routes.tabs import TABS
from compliance.notifications.models import Intent
from compliance.reports import service as reports
from compliance.reports.terms import Edition
from tests import engines
from tests.conftest import standing
from tests.factories.world import World
from tests.proofs.acts import history, table
from tests.proofs.table import START, Table

HISTORIES = int(os.environ.get("HISTORIES", "3"))
"""How many; `make fairness` tries a thousand."""
LENGTH = 30
WORDS = (("Robin Alder", "Kim Birch"), ("alder", "birch"))
RANDOM = (
    (re.compile(r'(name="csrf_token" value=|data-token=)"[^"]*"'), r'\1""'),
    (re.compile(r"<code>[0-9a-f]{12}</code>"), "<code></code>"),
    (re.compile(r'"root": ?"[0-9a-f]{64}"'), '"root":""'),
)
"""What is drawn by lot in any case: tokens against forgery, and roots of the log, into which salts go."""


def exchanged(text: str) -> str:
    """A text with the two candidates relabelled."""
    for first, second in WORDS:
        text = text.replace(first, "\0").replace(second, first).replace("\0", second)
    return text


def without_lots(text: str) -> str:
    """A text without what is drawn by lot."""
    for pattern, instead in RANDOM:
        text = pattern.sub(instead, text)
    return text


def shown(made: Table) -> Iterator[tuple[str, str]]:
    """Everything that comes of a history: acts, pages, deadlines, mails, reports."""
    yield "acts", "\n".join(made.told)
    world, place = made.world, f"/contests/{made.slug}"
    urls = world.app.url_map.bind("localhost")
    for user_id in (made.officers[1], *(made.sides[made.which(side)] for side in (0, 1)), made.chair):
        browser = world.browser(user_id)
        paths = ["/", f"{place}/", f"{place}/incidents/", f"{place}/candidates/", f"{place}/people"]
        tabs = [tab for tab, _label in TABS] if user_id in made.officers else ["incidents.show"]
        paths += [urls.build(tab, {"slug": made.slug, "reference": case}) for case in made.cases for tab in tabs]
        for path in paths:
            answer = browser.http.get(path)
            yield f"{path} for {user_id}", f"{answer.status_code}\n{without_lots(answer.text)}"
    with world.look() as uow:
        ours = select(Incident.id).where(Incident.contest_id == made.contest)
        rows = uow.session.scalars(select(Deadline).where(Deadline.incident_id.in_(ours)).order_by(Deadline.id))
        yield "deadlines", "\n".join(f"{one.step} {one.started_on} {one.due_on} {one.met_on}" for one in rows)
        told = select(Intent.event, Intent.path, Intent.required, User.email, Intent.created_at).join(User)
        mails = uow.session.execute(told.where(Intent.contest_id == made.contest).order_by(Intent.id))
        yield "mails", "\n".join(str(tuple(row)) for row in mails)
        for edition in Edition:
            written = reports.rendered(reports.preview(uow, made.contest, edition, uow.now), "json")
            yield f"report {edition}", without_lots(written.decode())


def played(world: World, number: int, *, swapped: bool) -> dict[str, str]:
    """Play a history and gather what comes of it."""
    order = (1, 0) if swapped else (0, 1)
    start = START + timedelta(days=120 * number)  # the log of an installation only ever goes on
    made = table(world, slug=f"dg-{number}", start=start, order=order, exchanged=swapped)
    for name, dice in history(number, LENGTH):
        made.play(name, dice)
    return dict(shown(made))


def test_nothing_depends_on_who_the_candidates_are(
    databases: engines.Databases, migrated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page, mail, deadline and report of a history is that of the same history with the candidates relabelled."""
    with standing(databases, migrated, tmp_path / "a") as plain, standing(databases, migrated, tmp_path / "b") as other:
        lots = [random.Random(0), random.Random(0)]  # noqa: S311 - dice, not secrets
        for number in range(HISTORIES):
            monkeypatch.setattr("secrets.choice", lots[0].choice)
            first = played(plain, number, swapped=False)
            monkeypatch.setattr("secrets.choice", lots[1].choice)
            second = played(other, number, swapped=True)
            assert first.keys() == second.keys()
            for what, text in first.items():
                assert text == exchanged(second[what]), f"history {number}: {what}"
            assert any(text != second[what] for what, text in first.items())
            assert any("200" in text and WORDS[0][0] in text for what, text in first.items() if "/incidents/" in what)
