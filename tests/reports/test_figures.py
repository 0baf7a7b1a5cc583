from dataclasses import replace

from compliance.incidents.terms import Stage
from compliance.reports.editions import edition_of
from compliance.reports.figures import five_figures, parity
from compliance.reports.model import Edition, Report
from tests.factories import reports as make


def report_of(*stages: Stage) -> Report:
    return replace(make.report(0), incidents=tuple(make.incident(n, stage) for n, stage in enumerate(stages, start=1)))


def test_five_figures_inside() -> None:
    """The chair reads how many incidents there are, how many are open, and what was alleged, answered and found."""
    report = report_of(Stage.RECEIVED, Stage.NOTIFIED, Stage.REPLIED, Stage.CONCLUDED, Stage.INADMISSIBLE)
    assert [figure.value for figure in five_figures(edition_of(report, Edition.CHAIR))] == [5, 3, 6, 4, 2]


def test_five_figures_for_the_public() -> None:
    """The public reads figures of concluded matters alone."""
    report = report_of(Stage.RECEIVED, Stage.NOTIFIED, Stage.CONCLUDED, Stage.CLOSED)
    assert [figure.value for figure in five_figures(edition_of(report, Edition.PUBLIC))] == [2, 4, 4, 1, 3]


def test_parity_sets_each_candidate_beside_the_other() -> None:
    """Each measure has one value for each candidate, and none where there is nothing to measure."""
    rows = {row.label: row.values for row in parity(report_of(Stage.NOTIFIED, Stage.CONCLUDED, Stage.RECEIVED))}
    assert rows["Incidents"] == (1, 2)
    assert rows["Allegations answered by the candidate"] == (2, 0)
    assert rows["Days from notice to reply (median)"] == (10, None)
    assert rows["Days without a signed acknowledgement: Pledge of the Candidates"] == (144, 0)
    assert rows["Days in post between first leave and vote"] == (3, None)


def test_parity_follows_a_relabelling() -> None:
    """Exchanging the candidates exchanges the two columns and changes nothing else."""
    report = report_of(Stage.NOTIFIED, Stage.CONCLUDED, Stage.CLOSED)
    exchanged = replace(report, candidates=report.candidates[::-1])
    assert [row.values[::-1] for row in parity(exchanged)] == [row.values for row in parity(report)]


def test_public_parity_keeps_silent_on_reporting() -> None:
    """The public edition has no measure that begins with the day of a report."""
    labels = [row.label for row in parity(edition_of(report_of(Stage.CONCLUDED), Edition.PUBLIC))]
    assert not any("report to notice" in label for label in labels)
