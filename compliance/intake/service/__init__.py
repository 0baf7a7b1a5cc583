"""The verbs of what reporters send in."""

from compliance.intake.service.mailbox import NewMessage, Upload, mark_read, receive_message
from compliance.intake.service.opening import set_takes_reports
from compliance.intake.service.receive import (
    REPORTER,
    NewSubmission,
    Party,
    Received,
    Seal,
    commitment_to,
    faults_of,
    last_day,
    receive,
    reporters_work,
)

__all__ = [
    "REPORTER",
    "NewMessage",
    "NewSubmission",
    "Party",
    "Received",
    "Seal",
    "Upload",
    "commitment_to",
    "faults_of",
    "last_day",
    "mark_read",
    "receive",
    "receive_message",
    "reporters_work",
    "set_takes_reports",
]
