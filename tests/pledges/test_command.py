"""The command that says which clauses bound a candidate."""

import json
from datetime import date

import pytest

from compliance.cli import main
from compliance.codes.terms import BindsBy
from compliance.pledges.terms import Decision
from tests.factories import pledges
from tests.factories.world import World


def run(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """Run the command on the world's database; return exit status, standard output and standard error."""
    monkeypatch.setenv("DATABASE_URL", world.edge.engine.url.render_as_string(hide_password=False))
    with pytest.raises(SystemExit) as ended:
        main(["applicability", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def contest(world: World) -> int:
    """A contest with standards, a pledge signed late, and one candidate who declined a clause of it."""
    contest = world.contest()
    alder = world.candidacy(contest)
    pledges.version(world, pledges.instrument(world, contest, "standards", BindsBy.OFFICE))
    version = pledges.version(world, pledges.instrument(world, contest))
    pledges.acknowledged(world, alder, version, decisions={"2": Decision.DECLINED})
    return contest


@pytest.mark.usefixtures("contest")
def test_the_answer_as_json_has_just_the_keys_of_the_format(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every leaf clause of every version comes in order, each with its runs and their reasons."""
    given = ("dg-2031", "alder", "--from", "2031-02-20", "--until", "2031-02-25", "--json")
    status, out, err = run(world, monkeypatch, capsys, *given)
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert {key: value for key, value in answer.items() if key != "clauses"} == {
        "contest": "dg-2031",
        "candidate": "alder",
        "from": "2031-02-20",
        "until": "2031-02-25",
    }
    order = [(one["instrument"], one["version"], one["clause"]) for one in answer["clauses"]]
    assert order == [(key, "1", number) for key in ("standards", "pledge") for number in "123"]
    assert answer["clauses"][0]["runs"][0]["outcome"] == "binding"
    declined = answer["clauses"][4]
    assert declined["can_be_alleged"] is False
    assert [{key: run[key] for key in ("outcome", "from", "until")} for run in declined["runs"]] == [
        {"outcome": "not_yet_acknowledged", "from": "2031-02-20", "until": "2031-02-23"},
        {"outcome": "declined", "from": "2031-02-24", "until": "2031-02-25"},
    ]
    assert declined["runs"][0].keys() == {"outcome", "from", "until", "reason"}
    assert answer["clauses"][3]["can_be_alleged"] is True
    assert "24 February 2031" in declined["runs"][0]["reason"]


@pytest.mark.usefixtures("contest")
def test_one_day_is_a_period_and_the_answer_can_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --until the first day is the last one, and without --json the answer is in words."""
    status, out, _err = run(world, monkeypatch, capsys, "dg-2031", "alder", "--from", "2031-01-16", "--json")
    assert status == 0
    assert json.loads(out)["until"] == "2031-01-16"
    status, out, _err = run(world, monkeypatch, capsys, "dg-2031", "alder", "--from", "2031-01-16")
    assert status == 0
    assert out.startswith("Robin Alder, 16 January 2031\n")
    assert "  2 Press\n    Not yet acknowledged. " in out


@pytest.mark.usefixtures("contest")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("dg-2099", "alder", "--from", "2031-01-16"), "no contest 'dg-2099'"),
        (("dg-2031", "birch", "--from", "2031-01-16"), "no candidate 'birch'"),
        (("dg-2031", "alder", "--from", "2031-02-30"), "no calendar day"),
        (("dg-2031", "alder", "--from", "20310216"), "no calendar day"),
        (("dg-2031", "alder", "--from", "2031-02-16", "--until", "2031-02-15"), "cannot end before it begins"),
        (("dg-2031", "alder"), "--from"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    word: str,
) -> None:
    """The exit status is 2, the word is on standard error, and nothing is on standard output."""
    status, out, err = run(world, monkeypatch, capsys, *arguments, "--json")
    assert (status, out) == (2, "")
    assert word in err


def test_every_day_up_to_the_ends_of_the_calendar_can_be_asked(
    world: World, contest: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A period over all of time answers at once, since its length costs nothing."""
    del contest
    given = ("dg-2031", "alder", "--from", date.min.isoformat(), "--until", date.max.isoformat(), "--json")
    status, out, _err = run(world, monkeypatch, capsys, *given)
    assert status == 0
    assert json.loads(out)["clauses"][3]["runs"][-1]["until"] == "9999-12-31"
