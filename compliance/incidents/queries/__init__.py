"""Reading incidents: one of them, lists, and everything that belongs to a case."""

from compliance.incidents.queries.access import Access, Officer, Outside, access, confinement, officers
from compliance.incidents.queries.case import Case, case
from compliance.incidents.queries.choices import ClauseChoice, clause_choices
from compliance.incidents.queries.deadlines import (
    ChangeView,
    DeadlineView,
    SwitchView,
    Work,
    deadline_of,
    deadlines,
    rules_of,
    setting_of,
    switches,
    timing,
    track_by_hand,
    work_due,
)
from compliance.incidents.queries.handling import AssignmentView, assigned, assignments, handlers_of
from compliance.incidents.queries.links import LinkView, link_of, links_of
from compliance.incidents.queries.lists import Filter, by_reference, listing, visible_to
from compliance.incidents.queries.parts import allegation_of, allegations, evidence_of, source_of
from compliance.incidents.queries.views import (
    AllegationView,
    EvidenceView,
    FindingView,
    NoticeView,
    ReplyView,
    SourceView,
    StageView,
)

__all__ = [
    "Access",
    "AllegationView",
    "AssignmentView",
    "Case",
    "ChangeView",
    "ClauseChoice",
    "DeadlineView",
    "EvidenceView",
    "Filter",
    "FindingView",
    "LinkView",
    "NoticeView",
    "Officer",
    "Outside",
    "ReplyView",
    "SourceView",
    "StageView",
    "SwitchView",
    "Work",
    "access",
    "allegation_of",
    "allegations",
    "assigned",
    "assignments",
    "by_reference",
    "case",
    "clause_choices",
    "confinement",
    "deadline_of",
    "deadlines",
    "evidence_of",
    "handlers_of",
    "link_of",
    "links_of",
    "listing",
    "officers",
    "rules_of",
    "setting_of",
    "source_of",
    "switches",
    "timing",
    "track_by_hand",
    "visible_to",
    "work_due",
]
