"""One contest as it was known at an instant: all that a report can say, as values.

Nothing here reads a database or a clock. `queries.py` fills a `Report` of the ethics edition, `editions.py` makes the
others from it, and the renderings write any of them. A field whose name ends in an underscore is written without it
(`from_` as `from`). Days are calendar days in the contest's time zone, intervals inclusive at both ends, instants UTC.
"""

from compliance.reports.model.case import (
    Allegation,
    EarlierFinding,
    Evidence,
    Finding,
    Incident,
    Measure,
    MeasureStep,
    Notice,
    Reply,
    Run,
    Source,
    StageEntry,
    Statement,
    Supplement,
)
from compliance.reports.model.election import (
    Acknowledgement,
    Candidate,
    Clause,
    ClauseDecision,
    Contest,
    Instrument,
    LeaveGap,
    MatrixCell,
    MatrixRow,
    StatusPeriod,
    Version,
)
from compliance.reports.model.report import (
    LogHead,
    Recusal,
    Report,
    Totals,
    Withheld,
)
from compliance.reports.terms import Edition

__all__ = [
    "Acknowledgement",
    "Allegation",
    "Candidate",
    "Clause",
    "ClauseDecision",
    "Contest",
    "EarlierFinding",
    "Edition",
    "Evidence",
    "Finding",
    "Incident",
    "Instrument",
    "LeaveGap",
    "LogHead",
    "MatrixCell",
    "MatrixRow",
    "Measure",
    "MeasureStep",
    "Notice",
    "Recusal",
    "Reply",
    "Report",
    "Run",
    "Source",
    "StageEntry",
    "Statement",
    "StatusPeriod",
    "Supplement",
    "Totals",
    "Version",
    "Withheld",
]
