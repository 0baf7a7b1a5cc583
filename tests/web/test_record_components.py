"""The components that show the record itself: clauses, cases, phases, matrix, differences, faults."""

from dataclasses import dataclass
from datetime import date

import pytest

from compliance.core.errors import Conflict
from compliance.core.periods import Period
from compliance.pledges.applicability.outcomes import Run
from compliance.pledges.terms import Outcome
from tests.web.markup import render, use

DAY = date(2031, 1, 16)
RULE = {
    "instrument": "Campaign pledge",
    "version": "1",
    "number": "4(a)",
    "heading": "Travel",
    "text": "No campaign on mission.",
    "modality": "must_not",
}
REPLY = {"text": "It was a courtesy call.", "given_on": date(2031, 3, 12), "by": None}
FINDING = {"result": "inconclusive", "rationale": "Neither was shown.", "decided_on": date(2031, 4, 2), "by": "Office"}
BOUND = Run(Outcome.BINDING, Period(DAY, DAY), "It was signed before.")
UNBOUND = Run(Outcome.NOT_YET_ACKNOWLEDGED, Period(DAY, DAY), "It was signed 39 days later.")
CARD = use("allegation_card") + "{{ allegation_card(rule, runs, 'Two meetings.', override, reply, finding, due) }}"


@dataclass
class Phase:
    """A part of the way to the vote."""

    label: str
    start: date
    until: date


def card(**given: object) -> str:
    """Render a case with one allegation."""
    context: dict[str, object] = {"rule": RULE, "runs": [BOUND], "override": None, "reply": None, "finding": None}
    return render(CARD, **{"due": None, **context, **given})


def test_allegation_reply_and_finding_are_three_parts_in_that_order() -> None:
    """The three stand in one card under three headings, the reply always beside the allegation."""
    html = card(reply=REPLY, finding=FINDING)
    order = [html.index(part) for part in ("part-allegation", "part-reply", "part-finding")]
    assert order == sorted(order)
    assert "part-open" not in html
    assert "Inconclusive" in html[order[2] :]


def test_what_is_missing_is_said() -> None:
    """Without reply or finding the parts are still there and say so; nothing speaks of a breach."""
    html = card(due=date(2031, 4, 4))
    assert html.count("part-open") == 2
    assert "No reply is on record." in html
    assert '<time datetime="2031-04-04">' in html
    assert "this is an allegation" in html
    assert "breach" not in html.lower()


def test_a_clause_that_did_not_bind_carries_its_warning() -> None:
    """An allegation under a clause that did not bind shows the warning, the dates and the reason for alleging it."""
    html = card(runs=[UNBOUND], override="It was announced in public.")
    assert "This clause did not bind at that time" in html
    assert "39 days later" in html
    assert "It was announced in public." in html
    assert "did not bind" not in card(runs=[UNBOUND, BOUND])


def test_phases_tell_which_one_it_is_today() -> None:
    """Exactly the phase of today is current, and the days left are counted."""
    phases = [Phase("A", date(2031, 1, 1), date(2031, 1, 31)), Phase("B", date(2031, 2, 1), date(2031, 2, 10))]
    html = render(use("phase_bar") + "{{ phase_bar(phases, today) }}", phases=phases, today=date(2031, 2, 9))
    assert html.count('aria-current="step"') == 1
    assert "1 day left" in html
    assert html.index("phase-past") < html.index("phase-now")


def test_matrix_names_rows_and_columns() -> None:
    """Each row and column has a header, and a cell says its status in words."""
    rows = [("4(a)", "Travel", "/4a", [("outcome", Outcome.BINDING, None), None]), ("5", None, None, [None, None])]
    html = render(use("matrix") + "{{ matrix('Clauses', ['A', 'B'], [('Pledge', rows)]) }}", rows=rows)
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 2
    assert "Binding" in html


def test_differences_are_told_to_those_who_do_not_see_colours() -> None:
    """Added and removed words are elements of their own and are announced."""
    change = {"kinds": ["reworded"], "segments": [("same", "A "), ("del", "may"), ("ins", "must")]}
    html = render(use("difference") + "{{ difference(change) }}", change=change)
    assert "<ins>" in html
    assert "<del>" in html
    assert "added:" in html
    assert "removed:" in html


def test_clause_keeps_its_words() -> None:
    """A clause shows number, heading, words and what it asks for."""
    html = render(use("clause") + "{% call clause('4', 'Travel', 'Words & more', 'must') %}<p>x</p>{% endcall %}")
    assert "Words &amp; more" in html
    assert "Must" in html


@pytest.mark.parametrize("code", [400, 403, 404, 413, 429, 500])
def test_pages_of_faults_say_what_to_do(code: int) -> None:
    """Each page of a fault has one heading, needs nothing from the application and leads on."""
    html = render(f'{{% extends "errors/{code}.html" %}}')
    assert html.count("<h1>") == 1
    assert "Go to the start page" in html
    assert "Recused." in render(f'{{% extends "errors/{code}.html" %}}', message="Recused.")


def test_a_conflict_shows_both_texts() -> None:
    """Nothing that was typed is lost: both texts of each field stand side by side, to be copied."""
    conflict = Conflict("Changed at 14:05.", yours={"Title": "mine", "Note": "n"}, theirs={"Title": "theirs"})
    html = render('{% extends "errors/409.html" %}', conflict=conflict, restart_url="/again")
    assert html.count("<textarea") == 4
    assert ">mine</textarea>" in html
    assert ">theirs</textarea>" in html
    assert 'href="/again"' in html


def test_a_conflict_without_texts_does_not_claim_to_keep_them() -> None:
    """Where the two texts are not known, the page says so and how to save what was typed."""
    conflict = Conflict("Changed meanwhile.", yours={}, theirs={})
    for html in (
        render('{% extends "errors/409.html" %}', conflict=conflict),
        render('{% extends "errors/409.html" %}', conflict=None, message="Changed meanwhile."),
    ):
        assert "Changed meanwhile." in html
        assert "is not lost" not in html
        assert "Copy it" in html
