"""The registry of statuses and the icon sheet."""

import re
from enum import StrEnum

import pytest

from compliance.candidates.terms import AccountCapacity, Status
from compliance.codes.terms import BindsBy, Modality
from compliance.incidents.deadlines import DeadlineAct, Step, Track
from compliance.incidents.queries import Second
from compliance.incidents.terms import (
    FactStatus,
    InadmissibilityGround,
    Kind,
    MeasureKind,
    MeasureState,
    Result,
    Stage,
    TaskState,
)
from compliance.intake.terms import Told
from compliance.notifications.terms import State
from compliance.pledges.terms import Decision, Medium, Outcome
from compliance.web import icons, status
from tests.web.markup import ROOT, TEMPLATES, render, use


@pytest.mark.parametrize(
    ("vocabulary", "terms"),
    [
        ("stage", Stage),
        ("ground", InadmissibilityGround),
        ("outcome", Outcome),
        ("decision", Decision),
        ("candidate_status", Status),
        ("result", Result),
        ("measure", MeasureKind),
        ("measure_state", MeasureState),
        ("modality", Modality),
        ("kind", Kind),
        ("binds_by", BindsBy),
        ("account_capacity", AccountCapacity),
        ("medium", Medium),
        ("track", Track),
        ("step", Step),
        ("deadline_act", DeadlineAct),
        ("mail", State),
        ("second", Second),
        ("submission_told", Told),
        ("task", TaskState),
        ("fact", FactStatus),
    ],
)
def test_every_term_has_a_badge(vocabulary: str, terms: type[StrEnum]) -> None:
    """The registry of badges holds exactly the values of the field's terms."""
    assert set(status.VOCABULARIES[vocabulary]) == {term.value for term in terms}


def test_badges_differ_in_words_and_use_known_tones() -> None:
    """Within a vocabulary no two statuses read the same, and every tone has a style."""
    sheet = (ROOT / "compliance/web/static/app.css").read_text()
    for vocabulary in status.VOCABULARIES.values():
        assert len({str(badge.label) for badge in vocabulary.values()}) == len(vocabulary)
        assert {badge.tone for badge in vocabulary.values()} <= set(status.TONES)
    assert all(f".tone-{tone} " in sheet for tone in status.TONES)


def test_an_unknown_status_is_refused() -> None:
    """A status without words is an error, never an empty badge."""
    with pytest.raises(LookupError, match="'lost' in the vocabulary 'stage'"):
        status.badge("stage", "lost")


def test_no_open_case_looks_like_a_breach() -> None:
    """No stage of a case has the tone of a substantiated finding."""
    assert "bad" not in {badge.tone for badge in status.VOCABULARIES["stage"].values()}


def test_the_icon_sheet_holds_every_icon_that_templates_name() -> None:
    """The cut icon sheet is small and has each icon that a template or a status asks for."""
    named = {
        name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'\bicon\("([a-z0-9-]+)"', path.read_text())
    }
    sheet = icons.sheet()
    assert named <= icons.used()
    assert all(f'id="{name}"'.encode() in sheet for name in icons.used())
    assert len(sheet) < 64_000


def test_the_sheet_of_styles_uses_logical_properties_only() -> None:
    """No side is named left or right, so that a right-to-left page needs no other sheet."""
    sheet = (ROOT / "compliance/web/static/app.css").read_text()
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|\b(?:left|right):|text-align: (?:left|right)", sheet
    )
    assert "http" not in sheet


@pytest.mark.parametrize("vocabulary", list(status.VOCABULARIES))
def test_status_shows_text_tone_and_icon(vocabulary: str) -> None:
    """Every status is told in words, with a tone and an icon of its own."""
    for value, badge in status.VOCABULARIES[vocabulary].items():
        html = render(use("status") + "{{ status(vocabulary, value) }}", vocabulary=vocabulary, value=value)
        assert str(badge.label) in html
        assert f"tone-{badge.tone}" in html
        assert f"#{badge.icon}" in html
