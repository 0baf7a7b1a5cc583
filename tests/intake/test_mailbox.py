"""The mailbox: what opens it, what its pages tell, what is sent and kept."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from compliance.intake import receipts
from compliance.intake.models import MailboxFile, MailboxMessage, Submission
from compliance.intake.padding import BUCKET
from compliance.intake.service import mailbox as service
from compliance.intake.terms import SubmissionState
from compliance.transparency.models import LogEntry
from compliance.transparency.recording import record
from compliance.transparency.verification import verify
from tests.client import words
from tests.factories.world import World
from tests.intake.reporters import PICTURE, ROOT, Reporter, field, file


@pytest.fixture
def reporter(world: World) -> Reporter:
    """Somebody at the pages of a contest."""
    world.candidacy(world.contest())
    return Reporter(world)


@pytest.fixture
def code(reporter: Reporter) -> str:
    """The code of a report that they have sent."""
    return reporter.report()


def office_writes(world: World, *texts: str, state: SubmissionState | None = None) -> None:
    """Let the office write into the one mailbox, without a verb of the office."""
    with world.act() as uow:
        submission = uow.session.scalars(select(Submission)).one()
        submission.state = state or submission.state
        for text in texts:
            uow.session.add(
                MailboxMessage(
                    submission_id=submission.id, from_office=True, text=text, at=uow.now, recorded_by="Officer"
                )
            )
        record(uow, "test.written", "mailbox")


def letters(world: World) -> list[MailboxMessage]:
    """All messages."""
    with world.look() as uow:
        return list(uow.session.scalars(select(MailboxMessage).order_by(MailboxMessage.id)))


def files(world: World) -> list[MailboxFile]:
    """All files."""
    with world.look() as uow:
        return list(uow.session.scalars(select(MailboxFile).order_by(MailboxFile.id)))


def message(page: TestResponse, text: str = "", *sent: Any) -> dict[str, Any]:
    """A message from a page of the mailbox, with files."""
    return {"token": field(page, "token"), "text": text, "files": list(sent)}


@contextmanager
def derivations() -> Iterator[list[str]]:
    """The codes that are digested meanwhile."""
    digested: list[str] = []
    true = receipts.digest

    def noting(keys: receipts.Keys, code: str) -> str:
        digested.append(code)
        return true(keys, code)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receipts, "digest", noting)
        yield digested


def shape(world: World, reporter: Reporter, code: str) -> tuple[object, ...]:
    """All that can be measured of an answer to a code: status, headers, size, derivations, statements."""
    with derivations() as digested, world.statements() as sent:
        answer = reporter.unlock(code)
    return answer.status_code, sorted(answer.headers.items()), len(answer.data), len(digested), sent


def test_right_and_wrong_codes_cannot_be_told_apart(world: World, reporter: Reporter, code: str) -> None:
    """Right, with and without messages, wrong, and no code at all: one status, header, size, and the same work."""
    right = shape(world, reporter, code)
    office_writes(world, "We have a question. " * 200, "Another one. " * 300)
    filled = shape(world, reporter, code)
    wrong = shape(world, reporter, "0000 0000 0000 0000")
    nonsense = [shape(world, reporter, text) for text in ("", "12", "x" * 5000, "\0", "１２３４" * 4)]
    assert right == filled == wrong
    assert all(one == wrong for one in nonsense)
    assert right[2:4] == (BUCKET, 1)


def test_a_full_mailbox_still_fits(world: World, reporter: Reporter, code: str) -> None:
    """Whatever stands in messages, a page has one size; older ones are a step away, and none is left out."""
    texts = [f"Letter {number}. " + mark * 5_900 for number, mark in enumerate("&'\U0001f600x\"<" * 2)]
    office_writes(world, *texts, *["Short."] * 60)
    page, seen = reporter.unlock(code), ""
    for _turn in range(30):
        assert len(page.data) == BUCKET
        seen += page.text
        skip = re.search(r'name="skip" value="(\d+)"', page.text)
        if skip is None:
            break
        page = reporter.post("/mailbox/letters", {"token": field(page, "token"), "skip": skip.group(1)})
    assert all(f"Letter {number}." in seen for number in range(12))
    assert seen.count("Short.") == 60


def test_a_code_may_be_typed_in_any_groups(reporter: Reporter, code: str) -> None:
    """Spaces, hyphens and dots do not matter."""
    digits = code.replace(" ", "")
    for typed in (digits, code, code.replace(" ", "-"), f"  {digits[:8]} . {digits[8:]} "):
        assert "Messages" in reporter.unlock(typed).text


def test_a_mailbox_is_of_one_contest(world: World, reporter: Reporter, code: str) -> None:
    """A code opens nothing in another contest."""
    world.contest("dg-2035")
    answer = reporter.http.post("/contests/dg-2035/report/mailbox", data={"code": code})
    assert "No mailbox opens with this code" in words(answer.text)


@pytest.mark.parametrize("state", SubmissionState)
def test_the_state_is_told_in_words_that_reveal_nothing(
    world: World, reporter: Reporter, code: str, state: SubmissionState
) -> None:
    """Received, being looked at, finished: what the office decided stands on no page."""
    office_writes(world, state=state)
    text = words(reporter.unlock(code).text)
    assert not any(word in text for word in ("inadmissible", "linked", "Linked", "Inadmissible"))
    told = ("We have received your report", "is looking at your report", "has finished its work")
    assert sum(one in text for one in told) == 1


def test_messages_go_both_ways(world: World, reporter: Reporter, code: str) -> None:
    """The reporter reads and writes; that something was read is told to the office when the reporter says so."""
    office_writes(world, "Which hall was it?")
    page = reporter.unlock(code)
    assert "Which hall was it?" in page.text
    assert letters(world)[0].read_at is None
    page = reporter.post("/mailbox/message", message(page, "Hall 4."))
    assert "Hall 4." in page.text
    assert letters(world)[0].read_at is None
    reporter.post("/mailbox/read", {"token": field(page, "token")})
    assert letters(world)[0].read_at is not None
    assert letters(world)[1].recorded_by == "reporter"
    with world.look() as uow:
        of_submissions = select(LogEntry.act).where(LogEntry.act.like("submission.%"))
        acts = uow.session.scalars(of_submissions.order_by(LogEntry.seq)).all()
        assert verify(uow.session).differences == []
    assert acts == ["submission.received", "submission.supplemented", "submission.answer_read"]


def test_sending_a_message_twice_makes_one(world: World, reporter: Reporter, code: str) -> None:
    """A reload or a double click sends the form again; the mailbox holds it once."""
    sent = message(reporter.unlock(code), "Hall 4.")
    reporter.post("/mailbox/message", sent)
    reporter.post("/mailbox/message", sent)
    assert len(letters(world)) == 1


def test_files_come_with_the_receipt_or_later(world: World, reporter: Reporter) -> None:
    """From the receipt on, files are taken with a harmless name, and handed out as what they are."""
    receipt = reporter.send({"candidate": "-", "what": "Look.", "occurred_words": "now", "mode": "anonymous"})
    page = reporter.post(
        "/mailbox/message", message(receipt, "", file(), file(b"A note.\n", "../../etc/a\u202egnp.txt"))
    )
    assert [one.name for one in files(world)] == ["proof.png", "agnp.txt"]
    reference = field(page, "file")
    answer = reporter.post("/mailbox/file", {"token": field(page, "token"), "file": reference})
    assert answer.data == PICTURE
    assert answer.headers["Content-Disposition"] == "attachment; filename=proof.png"
    assert not {"ETag", "Last-Modified"} & {*answer.headers.keys()}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([file(b"", "empty.png")], "empty.png: The file is empty."),
        ([file(), file(b"MZ", "tool.exe")], "Files of this kind are not taken"),
        ([file(b"<html>", "page.png")], "The content of the file is not what its name says"),
        ([file(PICTURE + b"x" * (1024 * 1024), "large.png")], "larger than 1 MiB"),
        ([file() for _one in range(11)], "Send 10 files at most at a time."),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing(
    world: World, reporter: Reporter, code: str, sent: list[Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing: the text stays in the form, the fault is named, and none of the files is in the mailbox."""
    config = world.app.extensions["compliance.config"]
    monkeypatch.setitem(world.app.extensions, "compliance.config", replace(config, upload_limit_mib=1))
    fresh = [(io.BytesIO(stream.getvalue()), name) for stream, name in sent]
    page = reporter.post("/mailbox/message", message(reporter.unlock(code), "Kept text.", *fresh), expect=422)
    assert said in words(page.text)
    assert "Kept text.</textarea>" in page.text
    assert (letters(world), files(world)) == ([], [])
    reporter.post("/mailbox/message", message(page, "Kept text."))
    assert len(letters(world)) == 1


def test_more_than_fits_into_a_request_is_said_in_words(reporter: Reporter, code: str) -> None:
    """A body beyond all limits is not read, and the page says how to send it in parts."""
    reporter.unlock(code)
    answer = reporter.http.post(
        f"{ROOT}/mailbox/message",
        input_stream=io.BytesIO(b""),
        environ_overrides={"CONTENT_LENGTH": f"{10**9}"},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert "Send your text first" in words(answer.text)
    assert len(answer.data) == BUCKET


def test_an_interrupted_upload_leaves_nothing(world: World, reporter: Reporter, code: str) -> None:
    """A body that breaks off, or is no form, is refused, and the same form can be sent again."""
    token = field(reporter.unlock(code), "token")
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    whole = (
        part.format("token", "").encode()
        + f"{token}\r\n".encode()
        + part.format("files", '; filename="a.png"\r\nContent-Type: image/png').encode()
        + PICTURE * 3
    )
    for length in (len(whole) + 5000, len(whole)):
        answer = reporter.http.post(
            f"{ROOT}/mailbox/message",
            input_stream=io.BytesIO(whole),
            environ_overrides={"CONTENT_LENGTH": f"{length}"},
            content_type="multipart/form-data; boundary=x",
        )
        assert answer.status_code in (400, 422)
    assert (letters(world), files(world)) == ([], [])
    assert not list(world.app.extensions["compliance.config"].evidence_folder.rglob("incoming-*"))
    reporter.post("/mailbox/message", {"token": token, "text": "Again.", "files": [file()]})
    assert len(files(world)) == 1


def test_a_mailbox_closes_after_an_hour_and_keeps_the_text(world: World, reporter: Reporter, code: str) -> None:
    """What was written while the mailbox closed is in the form once it is open again, even after a wrong code."""
    sent = message(reporter.unlock(code), "A long story.")
    world.clock.advance(minutes=61)
    page = reporter.post("/mailbox/message", sent, expect=422)
    assert letters(world) == []
    page = reporter.post("/mailbox", {"code": "1", "draft": field(page, "draft")})
    page = reporter.unlock(code, draft=field(page, "draft"))
    assert "A long story.</textarea>" in page.text
    for path in ("letters", "read", "file"):
        reporter.post(f"/mailbox/{path}", {"token": sent["token"]}, expect=422)


@pytest.mark.parametrize("token", ["", "x", "\0", "W10.x"])
def test_a_made_up_token_opens_nothing(reporter: Reporter, token: str) -> None:
    """A token that was not sealed here leads to the door."""
    for path in ("letters", "read", "file", "message"):
        assert "Open the mailbox" in reporter.post(f"/mailbox/{path}", {"token": token}, expect=422).text


def test_a_form_token_opens_no_mailbox(reporter: Reporter) -> None:
    """A token is good for what it was made for."""
    reporter.post("/mailbox/letters", {"token": field(reporter.get("/new"), "token")}, expect=422)


def test_files_of_others_are_not_found(world: World, reporter: Reporter, code: str) -> None:
    """An open mailbox hands out its own files only."""
    reporter.post("/mailbox/message", message(reporter.unlock(code), "", file()))
    other = reporter.unlock(reporter.report())
    sent = {"token": field(other, "token"), "file": files(world)[0].reference}
    assert reporter.http.post(f"{ROOT}/mailbox/file", data=sent).status_code == 404


def test_a_full_day_cannot_shut_out_whom_the_office_answered(
    world: World, reporter: Reporter, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the day's room for files is taken, text is; and files too, once the office has written."""
    monkeypatch.setattr(service, "MOST_BYTES_A_DAY", 50)
    page = reporter.post("/mailbox/message", message(reporter.unlock(code), "Text.", file()), expect=422)
    assert "Send your text now and the files tomorrow" in words(page.text)
    reporter.post("/mailbox/message", message(page, "Text."))
    office_writes(world, "Please send it.")
    reporter.post("/mailbox/message", message(reporter.unlock(code), "", file()))
    assert len(files(world)) == 1


def test_a_mailbox_has_its_limits(world: World, reporter: Reporter, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files, too long a text, and nothing at all are refused with what to do."""
    monkeypatch.setattr(service, "MOST_FILES", 1)
    page = reporter.unlock(code)
    for sent, said in (
        (message(page, "", file(), file()), "no room for more files"),
        (message(page, "x" * 6_001), "1 character too long"),
        (message(page), "Write something, or choose a file."),
    ):
        assert said in words(reporter.post("/mailbox/message", sent, expect=422).text)
    assert letters(world) == []


def test_another_text_in_a_form_that_was_sent_is_not_lost(world: World) -> None:
    """Who goes back, writes something else and sends it is asked to send it as well, and finds both in the mailbox."""
    world.contest()
    world.candidacy(1)
    reporter = Reporter(world)
    page = reporter.unlock(reporter.report())
    token = field(page, "token")
    reporter.post("/mailbox/message", {"token": token, "text": "First thought."})
    again = reporter.post("/mailbox/message", {"token": token, "text": "Second thought."}, expect=422)
    assert "sent before, with another text" in again.text
    assert "Second thought." in again.text
    assert field(again, "token") != token
    sent = reporter.post("/mailbox/message", {"token": field(again, "token"), "text": "Second thought."})
    assert "First thought." in sent.text
    assert "Second thought." in sent.text
