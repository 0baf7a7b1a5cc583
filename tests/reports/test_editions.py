from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from compliance.incidents.details import FIELDS, FieldType
from compliance.incidents.terms import Kind, Result, Stage
from compliance.reports.as_json import as_json
from compliance.reports.editions import PUBLIC_DETAILS, edition_of
from compliance.reports.model import Edition, Report, StageEntry
from tests.factories import reports as make

CHAIR, ETHICS, PUBLIC = Edition.CHAIR, Edition.ETHICS, Edition.PUBLIC
stages = st.lists(st.sampled_from(Stage).filter(lambda stage: stage not in {Stage.REPLY_OVERDUE, Stage.ADMISSIBLE}))


def with_stages(given_stages: list[Stage], mark: str = "") -> Report:
    incidents = tuple(make.incident(number, stage, mark) for number, stage in enumerate(given_stages, start=1))
    return replace(make.report(0), incidents=incidents)


def text(report: Report, edition: Edition) -> str:
    return as_json(edition_of(report, edition)).decode()


@given(stages)
def test_no_text_of_a_source_in_other_editions(given_stages: list[Stage]) -> None:
    """No string of a source reaches the chair's or the public edition; the ethics office has them."""
    report = with_stages(given_stages, mark="Zqsource")
    assert text(report, ETHICS).count("Zqsource") == 2 * len(given_stages)
    assert "Zqsource" not in text(report, CHAIR)
    assert "Zqsource" not in text(report, PUBLIC)


@given(stages)
def test_no_text_of_an_open_matter_is_public(given_stages: list[Stage]) -> None:
    """Nothing of a matter without a finding reaches the public: not its reference, its texts or its evidence."""
    public = text(with_stages(given_stages), PUBLIC)
    for number, stage in enumerate(given_stages, start=1):
        shown = stage in (Stage.CONCLUDED, Stage.CLOSED)
        assert (f"DG-2031-{number:04d}" in public) == shown
        assert (f"(rationale{number})" in public) == shown
        for word in (f"(summary{number})", f"(assessment{number})", f"(notice{number})", f"{number:064x}"):
            assert word not in public


@given(stages)
def test_internal_texts_stay_with_the_office(given_stages: list[Stage]) -> None:
    """The chair reads summaries and replies, but no assessment or name of an evidence file."""
    chair = text(with_stages(given_stages), CHAIR)
    for number in range(1, len(given_stages) + 1):
        assert f"(summary{number})" in chair
        for word in (f"(assessment{number})", f"filename{number}.pdf"):
            assert word not in chair


@given(stages, st.data())
def test_sources_do_not_change_other_editions(given_stages: list[Stage], data: st.DataObject) -> None:
    """Who the sources are, and how many, does not change a byte of the chair's or the public edition."""
    report = with_stages(given_stages)
    changed = replace(
        report,
        incidents=tuple(
            replace(incident, sources=tuple(make.source(mark) for mark in data.draw(st.lists(st.text(max_size=5)))))
            for incident in report.incidents
        ),
    )
    assert text(report, CHAIR) == text(changed, CHAIR)
    assert text(report, PUBLIC) == text(changed, PUBLIC)


@given(stages, st.lists(st.sampled_from([Stage.RECEIVED, Stage.NOTIFIED, Stage.REPLIED, Stage.INADMISSIBLE])))
def test_open_matters_do_not_change_the_public_edition(given_stages: list[Stage], more: list[Stage]) -> None:
    """The public edition is the same to the byte whether or not there are matters without a finding."""
    report = with_stages(given_stages)
    added = tuple(make.incident(number, stage) for number, stage in enumerate(more, start=500))
    assert text(report, PUBLIC) == text(replace(report, incidents=added + report.incidents), PUBLIC)


def test_undecided_allegation_of_a_concluded_matter() -> None:
    """An allegation that is still open is not published with the decided ones beside it."""
    concluded = make.incident(1, Stage.CONCLUDED)
    first, second = concluded.allegations
    mixed = replace(concluded, allegations=(first, replace(second, finding=None)))
    (shown,) = edition_of(replace(make.report(0), incidents=(mixed,)), PUBLIC).incidents
    assert shown.allegations == (first,)


def public_details(details: dict[str, str | int]) -> Mapping[str, str | int]:
    travel = replace(make.incident(5, Stage.CONCLUDED), details=details)
    (shown,) = edition_of(replace(make.report(0), incidents=(travel,)), PUBLIC).incidents
    return shown.details


def test_details_that_are_published_are_fields_of_their_kind() -> None:
    """Every kind has a list of what is safe, and each entry is a field that the kind has, and no long text."""
    assert set(PUBLIC_DETAILS) == set(Kind)
    for kind, keys in PUBLIC_DETAILS.items():
        known = {field.key for field in FIELDS[kind] if field.type is not FieldType.LONG_TEXT}
        assert keys <= known


def test_details_of_unknown_kind_of_field_stay_inside() -> None:
    """Only details listed as safe for their kind are published."""
    assert public_details({"destination": "Port Azure", "colleague": "Zqname"}) == {"destination": "Port Azure"}


def test_a_choice_that_is_none_of_the_choices_stays_inside() -> None:
    """A file can write a name where one of a few answers belongs: it is not published."""
    assert public_details({"paid_by": "host", "authorisation": "refused, says Zqname"}) == {"paid_by": "host"}


def test_reasons_before_the_notice_stay_with_the_office() -> None:
    """The chair reads why a step was taken from the notice on, and no reason of a matter that was never put."""
    day = date(2031, 2, 3)
    early = (StageEntry(Stage.RECEIVED, day, "Zqearly"), StageEntry(Stage.ADMISSIBLE, day, "Zqearly"))
    late = (StageEntry(Stage.NOTIFIED, day, "Zqlate"), StageEntry(Stage.REPLY_OVERDUE, day, "Zqlate"))
    closed = (StageEntry(Stage.INADMISSIBLE, day, "Zqearly"), StageEntry(Stage.CLOSED, day, "Zqearly"))
    incidents = tuple(replace(make.incident(1), history=steps) for steps in (early + late, closed))
    shown = text(replace(make.report(0), incidents=incidents), CHAIR)
    assert "Zqearly" not in shown
    assert shown.count("Zqlate") == 2


def test_withheld_list_depends_on_the_edition_alone() -> None:
    """What an edition withholds is listed whether or not there is any of it."""
    for edition in Edition:
        full, empty = (edition_of(make.report(size), edition).withheld for size in (12, 0))
        assert full == empty != ()


def test_totals_count_what_is_shown() -> None:
    """Totals of an edition are those of the incidents in it, and agree with one another."""
    report = make.report(12)
    for edition in Edition:
        shown = edition_of(report, edition)
        totals = shown.totals
        allegations = [allegation for incident in shown.incidents for allegation in incident.allegations]
        assert sum(totals.by_candidate.values()) == sum(totals.by_stage.values()) == len(shown.incidents)
        assert sum(totals.by_clause.values()) == len(allegations)
        assert sum(totals.by_finding.values()) == sum(allegation.finding is not None for allegation in allegations)
        assert set(totals.by_finding) == {result.value for result in Result}


def test_matrix_tells_open_allegations_inside_only() -> None:
    """The matrix counts open and decided allegations for the chair, and only the decided ones for the public."""
    report = with_stages([Stage.NOTIFIED, Stage.NOTIFIED, Stage.CONCLUDED])
    chair, public = (edition_of(report, edition).matrix[0].cells for edition in (CHAIR, PUBLIC))
    assert [(cell.open_allegations, cell.decided_allegations) for cell in chair] == [(1, 0), (1, 1)]
    assert [(cell.open_allegations, cell.decided_allegations) for cell in public] == [(None, 0), (None, 1)]


def test_ethics_edition_keeps_everything() -> None:
    """The ethics edition differs from what was recorded in nothing but counts and the list of things withheld."""
    report = make.report()
    shown = edition_of(report, ETHICS)
    computed = {"matrix", "totals", "withheld"}
    assert all(getattr(shown, f.name) == getattr(report, f.name) for f in fields(Report) if f.name not in computed)


def test_editions_treat_candidates_alike() -> None:
    """Relabelling the two candidates and then making an edition is making it and then relabelling."""
    report = with_stages([Stage.CONCLUDED, Stage.NOTIFIED, Stage.CLOSED])
    for edition in Edition:
        assert _relabelled(edition_of(report, edition)) == edition_of(_relabelled(report), edition)


def _relabelled(report: Report) -> Report:
    swap = {"alder": "birch", "birch": "alder"}
    counts = report.totals.by_candidate
    return replace(
        report,
        candidates=tuple(replace(candidate, key=swap[candidate.key]) for candidate in report.candidates),
        incidents=tuple(replace(incident, candidate=swap[incident.candidate]) for incident in report.incidents),
        matrix=tuple(
            replace(row, cells=tuple(replace(cell, candidate=swap[cell.candidate]) for cell in row.cells))
            for row in report.matrix
        ),
        totals=replace(report.totals, by_candidate={swap[key]: count for key, count in counts.items()}),
    )
