"""The verbs of fact-finding: tasks, interviews, contested facts, referrals."""

from compliance.incidents.service.fact_finding.contested import (
    NewAssessment,
    NewClaim,
    NewFact,
    Support,
    add_claim,
    assess_fact,
    contest,
)
from compliance.incidents.service.fact_finding.interviews import InterviewRecord, amend_interview, record_interview
from compliance.incidents.service.fact_finding.referrals import NewReferral, refer
from compliance.incidents.service.fact_finding.tasks import TaskUpdate, TaskValues, change_task, give_task

__all__ = [
    "InterviewRecord",
    "NewAssessment",
    "NewClaim",
    "NewFact",
    "NewReferral",
    "Support",
    "TaskUpdate",
    "TaskValues",
    "add_claim",
    "amend_interview",
    "assess_fact",
    "change_task",
    "contest",
    "give_task",
    "record_interview",
    "refer",
]
