"""The tables of incidents: the case itself, and what due process adds to it."""

from compliance.incidents.models.cases import (
    Allegation,
    EvidenceItem,
    Finding,
    Incident,
    Notice,
    Reply,
    Source,
    StageChange,
)
from compliance.incidents.models.confinement import Restriction
from compliance.incidents.models.deadlines import (
    Deadline,
    DeadlineChange,
    DeadlineRule,
    DeadlineSetting,
    TrackChange,
)
from compliance.incidents.models.links import IncidentLink

__all__ = [
    "Allegation",
    "Deadline",
    "DeadlineChange",
    "DeadlineRule",
    "DeadlineSetting",
    "EvidenceItem",
    "Finding",
    "Incident",
    "IncidentLink",
    "Notice",
    "Reply",
    "Restriction",
    "Source",
    "StageChange",
    "TrackChange",
]
