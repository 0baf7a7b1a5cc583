"""The command that writes a report."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.cli import main
from compliance.incidents.terms import Stage
from tests.factories import cases
from tests.factories.world import World
from tests.reports.test_as_json import KEYS

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def contest(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A contest with one concluded and one open matter, and the command's clock standing still with the world's."""
    made = cases.setting(world)
    made.publish(made.at(Stage.CONCLUDED))
    made.at(Stage.NOTIFIED)
    monkeypatch.setenv("DATABASE_URL", world.edge.engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr("compliance.web.command_line.utc_now", world.clock)
    return world


def run(captured: Captured, *arguments: str) -> tuple[int, bytes, str]:
    """Run the command; return exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        main(["report", *arguments])
    out, err = captured.readouterr()
    return int(ended.value.code or 0), out, err.decode()


@pytest.mark.usefixtures("contest")
@pytest.mark.parametrize("edition", ["chair", "ethics", "public"])
def test_json_has_the_keys_of_the_contract(edition: str, capsysbinary: Captured) -> None:
    """The JSON of each edition has at least the keys that the format promises, alone on standard output."""
    status, out, err = run(capsysbinary, "dg-2031", "--edition", edition, "--format", "json")
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert answer.keys() >= set(KEYS["report"])
    assert answer["edition"] == edition
    assert answer["contest"].keys() >= set(KEYS["contest"])
    assert answer["candidates"][0].keys() >= set(KEYS["candidate"])
    assert answer["incidents"][0].keys() >= set(KEYS["incident"])
    allegation = answer["incidents"][0]["allegations"][0]
    assert allegation.keys() >= set(KEYS["allegation"])
    assert allegation["runs"][0].keys() == {"outcome", "from", "until", "reason"}
    assert answer["totals"].keys() >= {"by_candidate", "by_clause", "by_finding"}
    assert answer["log"].keys() == {"size", "root"}
    assert len(answer["incidents"]) == (1 if edition == "public" else 2)


@pytest.mark.usefixtures("contest")
def test_the_same_state_gives_the_same_bytes_on_screen_and_in_a_file(capsysbinary: Captured, tmp_path: Path) -> None:
    """Each format comes to standard output as the bytes that `-o` writes, and a second time alike."""
    for kind, beginning in (("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("json", b"{\n")):
        given = ("dg-2031", "--edition", "chair", "--format", kind)
        status, out, _err = run(capsysbinary, *given)
        assert status == 0
        assert out.startswith(beginning)
        file = tmp_path / f"report.{kind}"
        assert run(capsysbinary, *given, "-o", str(file)) == (0, b"", "")
        assert file.read_bytes() == out


def test_as_of_tells_what_was_recorded_by_then(contest: World, capsysbinary: Captured) -> None:
    """An instant before the incidents were recorded knows none, although they happened weeks earlier."""
    made_at = contest.clock()
    contest.clock.advance(hours=1)
    given = ("dg-2031", "--edition", "ethics", "--format", "json", "--as-of")
    later = json.loads(run(capsysbinary, *given, made_at.isoformat())[1])
    assert len(later["incidents"]) == 2
    assert later["as_of"] == made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    status, out, err = run(capsysbinary, *given, (made_at - timedelta(seconds=1)).isoformat())
    assert (status, out) == (2, b"")
    assert "Nothing of this contest was on record by 10 February 2031, 09:29 (UTC)." in err


def test_as_of_an_instant_to_come_tells_what_is_on_record_now(contest: World, capsysbinary: Captured) -> None:
    """All that is on record was recorded by a later instant; the report says now, and standard error says why."""
    given = ("dg-2031", "--edition", "ethics", "--format", "json")
    status, out, err = run(capsysbinary, *given, "--as-of", (contest.clock() + timedelta(days=400)).isoformat())
    assert status == 0
    assert "still to come" in err
    assert out == run(capsysbinary, *given)[1]


@pytest.mark.usefixtures("contest")
def test_a_dash_as_file_is_standard_output(
    capsysbinary: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-o -` writes to standard output, as for an export, and makes no file of that name."""
    monkeypatch.chdir(tmp_path)
    given = ("dg-2031", "--edition", "public", "--format", "json")
    assert run(capsysbinary, *given, "-o", "-")[1] == run(capsysbinary, *given)[1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("contest")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("nowhere", "--edition", "chair", "--format", "json"), "There is no contest 'nowhere'."),
        (("dg-2031", "--format", "json"), "--edition"),
        (("dg-2031", "--edition", "press", "--format", "json"), "'press' is not one of"),
        (("dg-2031", "--edition", "chair", "--format", "docx"), "'docx' is not one of"),
        (("dg-2031", "--edition", "chair", "--format", "json", "--as-of", "2031-02-09T10:00"), "names no zone"),
        (("dg-2031", "--edition", "chair", "--format", "json", "--as-of", "yesterday"), "is no instant"),
        (("dg-2031", "--edition", "chair", "--format", "json", "--as-of", "0001-01-01T00:00+02:00"), "years 1 to 9999"),
        (("dg-2031", "--edition", "chair", "--format", "json", "-o", "nowhere/r.json"), "cannot be written"),
    ],
)
def test_unusable_input_is_refused_with_status_two(
    arguments: tuple[str, ...], word: str, capsysbinary: Captured
) -> None:
    """What cannot be used ends with exit status 2, a word on standard error, and nothing on standard output."""
    status, out, err = run(capsysbinary, *arguments)
    assert (status, out) == (2, b"")
    assert word in " ".join(err.split())
