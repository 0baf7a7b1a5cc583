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
from compliance.incidents.models.clarifications import (
    Circulation,
    Clarification,
    ClarificationAnswer,
)
from compliance.incidents.models.confinement import (
    Restriction,
)
from compliance.incidents.models.deadlines import (
    Deadline,
    DeadlineChange,
    DeadlineRule,
    DeadlineSetting,
    TrackChange,
)
from compliance.incidents.models.desk import (
    Activity,
    SavedView,
    Seen,
    Watch,
)
from compliance.incidents.models.fact_finding import (
    Claim,
    ClaimSupport,
    ContestedFact,
    FactAssessment,
    Interview,
    InterviewVersion,
    Referral,
    Task,
    TaskChange,
)
from compliance.incidents.models.links import (
    IncidentLink,
)
from compliance.incidents.models.measures import (
    ConclusionRules,
    Measure,
    MeasureStep,
)
from compliance.incidents.models.notes import (
    CaseMessage,
    Note,
    NoteMention,
)
from compliance.incidents.models.notices import (
    FactAllegation,
    NoticeFact,
    NoticeSettings,
    NoticeTemplate,
    NoticeTermsChange,
    PreparedNotice,
)
from compliance.incidents.models.replies import (
    ContactAttempt,
    DraftFile,
    ReplyDraft,
    ReplyFile,
    ThirdPartyStatement,
    Unreachable,
)
from compliance.incidents.models.retaliation import (
    Retaliation,
)
from compliance.incidents.models.review import (
    Review,
)
from compliance.incidents.models.two_people import (
    Publication,
    UnmaskRequest,
    UnreachableProposal,
)

__all__ = [
    "Activity",
    "Allegation",
    "CaseMessage",
    "Circulation",
    "Claim",
    "ClaimSupport",
    "Clarification",
    "ClarificationAnswer",
    "ConclusionRules",
    "ContactAttempt",
    "ContestedFact",
    "Deadline",
    "DeadlineChange",
    "DeadlineRule",
    "DeadlineSetting",
    "DraftFile",
    "EvidenceItem",
    "FactAllegation",
    "FactAssessment",
    "Finding",
    "Incident",
    "IncidentLink",
    "Interview",
    "InterviewVersion",
    "Measure",
    "MeasureStep",
    "Note",
    "NoteMention",
    "Notice",
    "NoticeFact",
    "NoticeSettings",
    "NoticeTemplate",
    "NoticeTermsChange",
    "PreparedNotice",
    "Publication",
    "Referral",
    "Reply",
    "ReplyDraft",
    "ReplyFile",
    "Restriction",
    "Retaliation",
    "Review",
    "SavedView",
    "Seen",
    "Source",
    "StageChange",
    "Task",
    "TaskChange",
    "ThirdPartyStatement",
    "TrackChange",
    "UnmaskRequest",
    "Unreachable",
    "UnreachableProposal",
    "Watch",
]
