"""The field's terms for what comes in from reporters."""

from enum import StrEnum


class SubmissionState(StrEnum):
    """How far the office has come with a submission. What the reporter is told of it is worded elsewhere."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    LINKED = "linked"
    INADMISSIBLE = "inadmissible"
    CLOSED = "closed"


class Mode(StrEnum):
    """How much of themselves reporters give, and to whom."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Told(StrEnum):
    """How far the office has come, as far as reporters are told: nothing of what it decided, or with whom."""

    RECEIVED = "received"
    UNDER_WAY = "under_way"
    FINISHED = "finished"


TOLD = {
    SubmissionState.RECEIVED: Told.RECEIVED,
    SubmissionState.UNDER_REVIEW: Told.UNDER_WAY,
    SubmissionState.LINKED: Told.UNDER_WAY,
    SubmissionState.INADMISSIBLE: Told.FINISHED,
    SubmissionState.CLOSED: Told.FINISHED,
}


class Purpose(StrEnum):
    """What the office writes to a reporter for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    UPDATE = "update"
    FINISHED = "finished"
    OTHER = "other"
