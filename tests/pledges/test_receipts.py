"""Receipts, the register of pledges, and what officers put on record."""

import hashlib
import io
from dataclasses import dataclass

import pytest
from PIL import Image

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.pledges.models import Acknowledgement
from compliance.pledges.receipt import Choice
from compliance.pledges.terms import Decision
from tests.client import PageClient, words
from tests.factories import pledges
from tests.factories.world import World

CONTEST = "/contests/dg-2031"
DECLINED = Choice(Decision.DECLINED, "They are my witnesses.")


@dataclass
class Stage:
    """A contest with a signed pledge, and its people."""

    contest: int
    alder: int
    version: int
    receipt: Acknowledgement
    candidate: PageClient

    @property
    def address(self) -> str:
        """The page of the receipt."""
        return f"{CONTEST}/pledges/{self.receipt.reference}"


@pytest.fixture
def stage(world: World) -> Stage:
    """The stage of the tests here."""
    contest = world.contest()
    alder = world.candidacy(contest)
    version = pledges.version(world, pledges.instrument(world, contest))
    user = world.user(Role.CANDIDATE, contest, alder)
    signed = pledges.signed(world, user, alder, version, n3=DECLINED)
    with world.look() as uow:
        receipt = uow.session.get_one(Acknowledgement, signed)
    return Stage(contest, alder, version, receipt, world.browser(user))


def png() -> io.BytesIO:
    """A small picture, as a scan."""
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(content, "PNG")
    content.seek(0)
    return content


def test_the_downloaded_file_has_the_digest_of_the_receipt(stage: Stage) -> None:
    """The file is the signed text byte for byte, so that any tool computes the digest that the page shows."""
    page = stage.candidate.get(stage.address)
    sent = stage.candidate.get(f"{stage.address}.json")
    digest = hashlib.sha256(sent.data).hexdigest()
    assert digest in page.text
    assert f"pledge-{stage.receipt.reference}.json" in sent.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.OFFICER, True), (Role.CHAIR, True), (Role.BUREAU, True), (Role.OBSERVER, False)],
)
def test_statements_are_for_some_and_decisions_for_all(world: World, stage: Stage, role: Role, *, reads: bool) -> None:
    """Whoever may not read the statement still sees that the clause was declined."""
    browser = world.browser(world.user(role, stage.contest))
    page = browser.get(stage.address)
    assert "Declined" in page.text
    assert ("They are my witnesses." in page.text) is reads
    browser.get(f"{stage.address}.json", expect=200 if reads else 403)
    assert "They are my witnesses." not in browser.get(f"{CONTEST}/pledges").text
    browser.get(f"{stage.address}/check")


def test_other_candidates_recused_officers_and_administrators_read_no_statements(world: World, stage: Stage) -> None:
    """They see the decision; the file with the statement is refused."""
    birch = world.candidacy(stage.contest, "birch", "Kim Birch", 1)
    officer = world.user(Role.OFFICER, stage.contest)
    with world.act() as uow:
        user = uow.session.get_one(User, officer)
        identity.recuse(uow, user, stage.contest, "A former colleague.", candidacy_id=stage.alder)
    others = (world.user(Role.CANDIDATE, stage.contest, birch), officer, world.user(Role.ADMINISTRATOR))
    for browser in map(world.browser, others):
        page = browser.get(stage.address)
        assert "Declined" in page.text
        assert "They are my witnesses." not in page.text
        browser.get(f"{stage.address}.json", expect=403)


def test_outsiders_meet_no_receipt(world: World, stage: Stage) -> None:
    """Somebody without a role in the contest gets the same answer as for a receipt that there is not."""
    other = world.contest("dg-2037")
    world.browser(world.user(Role.OFFICER, other)).get(stage.address, expect=404)
    stage.candidate.get(f"{CONTEST}/pledges/AAAAAAA", expect=404)


def test_a_check_says_whether_the_receipt_holds(stage: Stage) -> None:
    """The server recomputes the digest and compares the clauses."""
    assert "The receipt holds" in words(stage.candidate.get(f"{stage.address}/check").text)


def test_a_digest_or_a_file_is_looked_up(stage: Stage) -> None:
    """Both lead to the receipt; one character that differs finds nothing, and nonsense is refused."""
    ask = f"{CONTEST}/pledges/check"
    stage.candidate.get(ask)
    digest = stage.receipt.signed_digest
    spaced = f" {digest[:20].upper()} {digest[20:]}"
    assert "The receipt holds" in words(stage.candidate.post(ask, {"digest": spaced}, expect=200).text)
    content = stage.receipt.signed_text.encode()
    sent = stage.candidate.post(ask, {"file": (io.BytesIO(content), "x.json")}, expect=200)
    assert stage.receipt.reference in sent.text
    altered = io.BytesIO(content.replace(b"declined", b"accepted"))
    assert "No receipt of this contest" in words(
        stage.candidate.post(ask, {"file": (altered, "x.json")}, expect=200).text
    )
    for nonsense in ({"digest": "abc"}, {}):
        stage.candidate.post(ask, nonsense, expect=422)


def test_an_officer_records_a_paper_pledge_with_its_scan(world: World, stage: Stage) -> None:
    """The scan can be fetched again, unaltered; a file that is no picture or PDF is refused."""
    birch = world.candidacy(stage.contest, "birch", "Kim Birch", 1)
    officer = world.browser(world.user(Role.OFFICER, stage.contest))
    officer.get(f"{CONTEST}/pledges/paper")
    form = f"{CONTEST}/pledges/paper/birch/pledge/1"
    officer.get(form)
    given: dict[str, object] = {"signed_on": "2031-01-05", "signatory": "Kim Birch"}
    for index in range(3):
        given |= {f"clauses-{index}-number": str(index + 1), f"clauses-{index}-decision": "accepted"}
    officer.post(form, {**given, "file": (io.BytesIO(b"plain words"), "scan.txt")}, expect=422)
    officer.post(form, given, expect=422)
    undecided = {**given, "clauses-1-decision": "declined", "file": (png(), "scan.png")}
    assert "Say why you decline" in words(officer.post(form, undecided, expect=422).text)
    declined = {**undecided, "clauses-1-statement": "As before.", "file": (png(), "../my scan.png")}
    receipt = officer.post(form, declined).location
    page = officer.get(receipt)
    assert "my scan.png" in page.text
    assert "As before." in page.text
    sent = officer.get(f"{receipt}/scan")
    assert sent.data == png().getvalue()
    sent.close()
    assert birch
    stage.candidate.get(form, expect=404)
    stage.candidate.get(f"{receipt}/scan", expect=403)


def test_an_officer_records_a_withdrawal_and_a_recused_one_does_not(world: World, stage: Stage) -> None:
    """The day is checked, and the receipt says until when it counted."""
    officer = world.user(Role.OFFICER, stage.contest)
    browser = world.browser(officer)
    form = f"{stage.address}/withdraw"
    browser.get(form)
    browser.post(form, {"on": "2031-02-09"}, expect=422)
    assert "Withdrawn on 10 February 2031" in words(browser.follow(form, {"on": "2031-02-10"}).text)
    browser.post(form, {"on": "2031-02-10"}, expect=403)
    with world.act() as uow:
        user = uow.session.get_one(User, officer)
        identity.recuse(uow, user, stage.contest, "A former colleague.", candidacy_id=stage.alder)
    browser.get(form, expect=403)
    browser.get(f"{CONTEST}/pledges/paper/alder/pledge/1", expect=403)
    browser.get(f"{CONTEST}/pledges/paper")


def test_the_register_costs_the_same_for_few_and_for_many(world: World, stage: Stage) -> None:
    """At most twelve statements, whatever the number of candidates."""
    from tests.pledges.test_rulebook import statements  # noqa: PLC0415

    observer = world.browser(world.user(Role.OBSERVER, stage.contest))
    with statements(world) as few:
        observer.get(f"{CONTEST}/pledges")
    for position in range(1, 6):
        candidacy = world.candidacy(stage.contest, f"one{position}", f"Some One {position}", position)
        pledges.acknowledged(world, candidacy, stage.version)
    with statements(world) as many:
        observer.get(f"{CONTEST}/pledges")
    assert len(few) == len(many) <= 12
