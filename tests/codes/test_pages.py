"""Pages of codes: entering a text, reviewing it, saving, reading and comparing it."""

import io
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event, select

from compliance.codes import queries, service
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode, leaves
from compliance.codes.starters import starter
from compliance.codes.terms import BindsBy, Modality
from compliance.core.access import Role
from tests.client import PageClient, words
from tests.factories.codes import CLAUSES, add_instrument, new_version
from tests.factories.world import World
from tests.web.markup import Page

CODES = "/contests/dg-2031/codes/"
DATES = {"label": "1", "language": "en", "in_force_from": "2031-01-01", "in_force_until": ""}
PASTED = """Code of Conduct

1. Resources
(a) Staff shall not use funds for a campaign.
(b) Staff shall declare gifts and shall return them.
2. Candidates shall treat each other with respect.
"""


def sent_by(html: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send for the review form of a page, without a button."""
    fields: dict[str, Any] = {}
    for control in Page(html).controls:
        if control.get("type") == "checkbox" and "checked" not in control:
            continue
        if control.get("name") and control.get("type") != "file":
            fields.setdefault(str(control["name"]), []).append(control.get("value") or "")
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        if name != "csrf_token":
            fields.setdefault(name, []).append(unescape(value))
    revision = re.search(r'name="revision" type="hidden" value="([^"]*)"', html)
    fields["revision"] = revision.group(1) if revision else ""
    for name, options in re.findall(r'<select[^>]*name="(asks-\d+)">(.*?)</select>', html, re.DOTALL):
        fields[name] = re.findall(r'value="([^"]+)" selected', options)
    area = re.search(r'<textarea[^>]*name="text"[^>]*>\r?\n?(.*?)</textarea>', html, re.DOTALL)
    assert area, "no text"
    return {**fields, "text": unescape(area.group(1)), **changes}


def _officer(world: World, contest: int) -> PageClient:
    return world.browser(world.user(Role.OFFICER, contest))


def _nodes(world: World, key: str = "pledge", ordinal: int = 1) -> tuple[ClauseNode, ...]:
    with world.look() as uow:
        found = uow.session.scalars(
            select(InstrumentVersion)
            .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
            .where(Instrument.key == key, InstrumentVersion.ordinal == ordinal)
        ).one()
        return queries.clause_nodes(uow.session, found.id)


def test_a_code_is_entered_from_a_template(world: World) -> None:
    """From the empty list to a saved version, with nothing typed but the day from which it is in force."""
    browser = _officer(world, world.contest())
    assert "No codes yet" in browser.get(CODES).text
    browser.get(f"{CODES}new?starter=pledge")
    about = {"key": "pledge", "title": "Pledge", "binds_by": "acknowledgement", "authority": "", "starter": "pledge"}
    page = browser.follow(f"{CODES}new", about)
    browser.follow(f"{CODES}pledge/review", sent_by(page.text, **DATES, save="1"))
    template = starter("pledge")
    assert template is not None
    assert _nodes(world) == template.nodes


def test_a_pasted_text_is_reviewed_split_and_changed_before_it_is_saved(world: World) -> None:
    """Notes stay in sight, a compound clause is split, details are changed, and all of it is saved at once."""
    contest = world.contest()
    with world.act() as uow:
        service.add_instrument(uow, contest, service.NewInstrument("pledge", "Pledge", BindsBy.ACKNOWLEDGEMENT))
    browser = _officer(world, contest)
    page = browser.post(f"{CODES}pledge/new", {"source": PASTED}, expect=200)
    assert "These words stand before the first clause" in words(page.text)
    page = browser.post(f"{CODES}pledge/review", sent_by(page.text, split="1(b)"), expect=200)
    assert "These words stand before the first clause" in words(page.text)
    sent = sent_by(page.text, **DATES, save="1")
    index = next(name.partition("-")[2] for name, value in sent.items() if value == ["1(a)"])
    sent |= {f"asks-{index}": "endeavour", f"topics-{index}": "funding, gifts", f"when-{index}": ["in_post"]}
    browser.follow(f"{CODES}pledge/review", sent)
    saved = {leaf.number: leaf for leaf in leaves(_nodes(world))}
    assert list(saved) == ["1(a)", "1(b)(i)", "1(b)(ii)", "2"]
    changed = saved["1(a)"]
    assert (changed.modality, changed.topics) == (Modality.ENDEAVOUR, ("funding", "gifts"))
    assert changed.applies_when == frozenset({"in_post"})
    assert saved["1(b)(i)"].modality is Modality.DISCLOSE


def test_nothing_is_stored_before_it_is_saved(world: World) -> None:
    """Reading, changing and splitting leave the contest as it was."""
    contest = world.contest()
    with world.act() as uow:
        service.add_instrument(uow, contest, service.NewInstrument("pledge", "Pledge", BindsBy.ACKNOWLEDGEMENT))
    browser = _officer(world, contest)
    page = browser.post(f"{CODES}pledge/new", {"source": PASTED}, expect=200)
    browser.post(f"{CODES}pledge/review", sent_by(page.text, read="1"), expect=200)
    with world.look() as uow:
        assert uow.session.scalars(select(InstrumentVersion)).all() == []


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("code.pdf", b"%PDF-1.7", "This is no text file"),
        ("code.txt", "1. Où".encode("latin-1"), "not text in UTF-8"),
        ("code.txt", "1. Text".encode("utf-16"), "not text in UTF-8"),
        ("code.md", b"1. " + b"x" * (1 << 20), "larger than 1 MiB"),
        ("code.md", b" \n", "The file is empty"),
    ],
)
def test_an_unusable_file_is_refused_with_its_reason(world: World, name: str, content: bytes, fault: str) -> None:
    """What is no text in UTF-8, or too large, is named at the field."""
    contest = world.contest()
    add_instrument(world, contest)
    sent = {"source": "", "file": (io.BytesIO(content), name)}
    page = _officer(world, contest).post(f"{CODES}pledge/new", sent, expect=422)
    page.request.environ["wsgi.input"].close()  # the client keeps what it sent in a file
    assert fault in words(page.text)


def test_a_file_beside_a_pasted_text_loses_neither(world: World) -> None:
    """Two texts at once are refused, and the pasted one is still there."""
    contest = world.contest()
    add_instrument(world, contest)
    sent = {"source": PASTED, "file": (io.BytesIO(b"1. Other."), "code.txt")}
    page = _officer(world, contest).post(f"{CODES}pledge/new", sent, expect=422)
    assert "not both" in page.text
    assert "Staff shall declare gifts" in page.text


def test_an_uploaded_file_is_read(world: World) -> None:
    """A text file in UTF-8, with or without a byte order mark, leads to the review."""
    contest = world.contest()
    add_instrument(world, contest)
    sent = {"file": (io.BytesIO(PASTED.encode("utf-8-sig")), "Code.MD")}
    page = _officer(world, contest).post(f"{CODES}pledge/new", sent, expect=200)
    assert "Review the text of Pledge" in page.text


def test_a_version_that_cannot_be_saved_is_shown_again_with_everything(world: World) -> None:
    """Faults of dates and of clauses come together, by clause number, and the text is kept."""
    contest = world.contest()
    add_instrument(world, contest)
    browser = _officer(world, contest)
    page = browser.get(f"{CODES}pledge/review?version=1")
    wrong = sent_by(page.text, **DATES, save="1", text="[1]\nText.\n@ must\n[1] Twice\n")
    shown = words(browser.post(f"{CODES}pledge/review", wrong, expect=422).text)
    assert "has a version with this label already" in shown
    assert "1 January 2031 on, without end" in shown
    assert "1: a clause without clauses under it needs a text" in shown
    assert "1: another clause has the number 1 already" in shown
    assert "[1] Twice" in shown


def test_a_new_version_starts_from_the_one_before_and_ends_it(world: World) -> None:
    """The review begins with the earlier text; saving ends that version on the day before."""
    contest = world.contest()
    _instrument, first = add_instrument(world, contest)
    browser = _officer(world, contest)
    page = browser.get(f"{CODES}pledge/review?version=1")
    sent = sent_by(page.text, save="1", in_force_from="2031-03-01", in_force_until="", end_previous="y")
    browser.follow(f"{CODES}pledge/review", sent)
    assert _nodes(world, ordinal=2) == CLAUSES
    with world.look() as uow:
        assert uow.session.get_one(InstrumentVersion, first).in_force_until == date(2031, 2, 28)


def test_an_unfrozen_version_is_edited_and_a_stale_edit_meets_both_texts(world: World) -> None:
    """The second of two edits from one page is a conflict that shows what each wrote."""
    contest = world.contest()
    add_instrument(world, contest)
    browser = _officer(world, contest)
    page = browser.get(f"{CODES}pledge/1/edit")
    sent = sent_by(page.text, save="1")
    browser.follow(f"{CODES}pledge/1/edit", {**sent, "label": "1 bis"})
    conflict = browser.post(f"{CODES}pledge/1/edit", {**sent, "label": "Mine"}, expect=409)
    assert "1 bis" in conflict.text
    assert "Mine" in conflict.text


def test_a_frozen_version_says_why_and_how_to_go_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page names the reason and leads to a new version; the address of the edit is refused."""
    contest = world.contest()
    add_instrument(world, contest)
    question = "compliance.codes.service.freezing.FROZEN_BY"
    monkeypatch.setattr(question, [lambda _session, _version: "It has been signed."])
    browser = _officer(world, contest)
    page = browser.get(f"{CODES}pledge/1/")
    assert "It has been signed." in page.text
    assert f"{CODES}pledge/review?version=1" in page.text
    browser.get(f"{CODES}pledge/1/edit", expect=403)


def test_a_version_is_read_with_anchors_and_marks(world: World) -> None:
    """Every clause has an address of its own, and says what it asks for and in which statuses."""
    contest = world.contest()
    add_instrument(world, contest)
    page = world.browser(world.user(Role.OBSERVER, contest)).get(f"{CODES}pledge/1/")
    for anchor in ("clause-1", "clause-1-a", "clause-1-b-i", "clause-2"):
        assert f'id="{anchor}"' in page.text
    assert "Must not only: in post, paid leave" in words(page.text)
    assert "Edit this version" not in page.text


def test_two_versions_are_compared_clause_by_clause(world: World) -> None:
    """Changed words, obligations and scopes are marked; unchanged clauses are shown on request."""
    contest = world.contest()
    instrument, _first = add_instrument(world, contest, until=date(2031, 2, 28))
    changed = (
        CLAUSES[0],
        ClauseNode("2", None, "I shall treat every opponent\nwith respect.", topics=("respect",)),
        ClauseNode("3", None, "I shall disclose donations.", modality=Modality.DISCLOSE),
    )
    with world.act() as uow:
        second = new_version("2", date(2031, 3, 1), clauses=changed)
        service.add_version(uow, uow.session.get_one(Instrument, instrument), second)
    browser = world.browser(world.user(Role.CHAIR, contest))
    page = browser.get(f"{CODES}pledge/2/difference")
    assert "[added: every opponent ]" in words(page.text)
    assert "Added" in page.text
    assert "1(a)" not in page.text
    assert "1(a)" in browser.get(f"{CODES}pledge/2/difference?all=1").text
    assert "This is the first version" in browser.get(f"{CODES}pledge/1/difference").text


def test_the_last_day_is_set(world: World) -> None:
    """A version ends on a day that is not before its first."""
    contest = world.contest()
    _instrument, version = add_instrument(world, contest)
    browser = _officer(world, contest)
    browser.get(f"{CODES}pledge/1/end")
    browser.post(f"{CODES}pledge/1/end", {"in_force_until": "2030-12-31"}, expect=422)
    browser.follow(f"{CODES}pledge/1/end", {"in_force_until": "2031-04-30"})
    with world.look() as uow:
        assert uow.session.get_one(InstrumentVersion, version).in_force_until == date(2031, 4, 30)


def test_what_is_said_of_an_instrument_is_changed(world: World) -> None:
    """Title, authority and binding can be corrected, an empty title cannot."""
    contest = world.contest()
    instrument, _version = add_instrument(world, contest)
    browser = _officer(world, contest)
    page = browser.get(f"{CODES}pledge/edit")
    revision = re.findall(r'name="revision"[^>]*value="(\d+)"', page.text)[0]
    sent = {"title": "Solemn pledge", "binds_by": "candidacy", "authority": "", "revision": revision}
    browser.post(f"{CODES}pledge/edit", {**sent, "title": " "}, expect=422)
    browser.post(f"{CODES}pledge/edit", sent)
    with world.look() as uow:
        changed = uow.session.get_one(Instrument, instrument)
    assert (changed.title, changed.authority) == ("Solemn pledge", None)
    browser.post(f"{CODES}pledge/edit", {**sent, "title": "Late"}, expect=409)


def test_who_may_only_read_is_told_so_and_strangers_find_nothing(world: World) -> None:
    """The chair sees the list and no way to change it; somebody without a role sees no page."""
    contest = world.contest()
    add_instrument(world, contest)
    chair = world.browser(world.user(Role.CHAIR, contest))
    assert "New version" not in chair.get(CODES).text
    for path in ("new", "pledge/edit", "pledge/new", "pledge/review?version=1", "pledge/1/edit", "pledge/1/end"):
        chair.get(CODES + path, expect=403)
    stranger = world.browser(world.user())
    for path in ("", "pledge/1/", "pledge/1/difference", "new"):
        stranger.get(CODES + path, expect=404)
    _officer(world, contest).get(f"{CODES}nothing/1/", expect=404)


def test_pages_cost_the_same_however_much_there_is(world: World) -> None:
    """The list and a version take at most twelve statements, with few instruments and clauses or with many."""
    contest = world.contest()
    add_instrument(world, contest)
    many = tuple(ClauseNode(str(number), None, "I shall be fair.") for number in range(1, 200))
    browser = _officer(world, contest)
    statements: list[str] = []
    event.listen(world.edge.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    def cost(path: str) -> int:
        statements.clear()
        browser.get(CODES + path)
        return len(statements)

    few = cost("")
    for key in "abcdef":
        add_instrument(world, contest, many, key=key)
    assert cost("") == few <= 12
    assert cost("pledge/1/") == cost("a/1/") <= 12


def _long_code(articles: int) -> str:
    """A code of articles with ten clauses each."""
    below = "".join(f"({letter}) Candidates shall be fair in matter {letter}.\n" for letter in "abcdefghij")
    return "".join(f"{number}. Matter {number}\n{below}" for number in range(1, articles + 1))


def test_a_thousand_clauses_pass_through_the_review(world: World) -> None:
    """A code of a thousand clauses is reviewed and saved in one form, and a longer one is refused at once."""
    contest = world.contest()
    add_instrument(world, contest, until=date(2031, 1, 31))
    browser = _officer(world, contest)
    page = browser.post(f"{CODES}pledge/new", {"source": _long_code(100)}, expect=200)
    assert len(page.data) < 3 << 20
    sent = sent_by(page.text, label="2", in_force_from="2031-02-01", language="en", save="1")
    browser.post(f"{CODES}pledge/review", sent)
    assert len(list(leaves(_nodes(world, ordinal=2)))) == 1000
    refused = browser.post(f"{CODES}pledge/new", {"source": _long_code(150)}, expect=422)
    assert "can review" in refused.text
