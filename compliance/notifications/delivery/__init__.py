"""Sending what is in the outbox: over SMTP or into a folder, by one worker or several."""

from compliance.notifications.delivery.rounds import LEASE, Addressee, Lookup, Post, Tally, retry_at
from compliance.notifications.delivery.transport import Folder, Server, Transport, UnreachableError
from compliance.notifications.delivery.working import Job, Worker

__all__ = [
    "LEASE",
    "Addressee",
    "Folder",
    "Job",
    "Lookup",
    "Post",
    "Server",
    "Tally",
    "Transport",
    "UnreachableError",
    "Worker",
    "retry_at",
]
