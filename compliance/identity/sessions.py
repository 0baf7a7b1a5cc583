"""Signed-in browsers, and the rate at which sign-in may fail. Tokens and addresses are kept as digests only."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from compliance.identity.models import SignInFailure, SignInSession

WINDOW = timedelta(minutes=15)
MOST_FAILURES = 8
"""Of one account within the window; then it is locked until the window has passed."""
MOST_FAILURES_OF_AN_ADDRESS = 60
"""Of one network address within the window: an office of many people may share one."""


def digest(token: str) -> bytes:
    """What is stored of a session's token."""
    return hashlib.sha256(token.encode()).digest()


def begin(session: Session, user_id: int, now: datetime, lifetime: timedelta) -> str:
    """Open a session for a user and return its token, which exists nowhere else. Expired ones are swept away."""
    session.execute(delete(SignInSession).where(SignInSession.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.add(SignInSession(token_digest=digest(token), user_id=user_id, created_at=now, expires_at=now + lifetime))
    return token


def end(session: Session, token: str) -> None:
    """Close one session."""
    session.execute(delete(SignInSession).where(SignInSession.token_digest == digest(token)))


def end_all(session: Session, user_id: int, *, but: str | None = None) -> None:
    """Close all of a user's sessions, perhaps but the one of a token."""
    kept = digest(but) if but is not None else b""
    session.execute(delete(SignInSession).where(SignInSession.user_id == user_id, SignInSession.token_digest != kept))


def subject(kind: str, value: str) -> str:
    """The name under which failures of an account or a network address are counted, which tells neither."""
    return hashlib.sha256(f"{kind}:{value.strip().lower()}".encode()).hexdigest()


def note_failure(session: Session, subjects: list[str], now: datetime) -> None:
    """Count a failed attempt, and forget those that count no more."""
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    session.add_all(SignInFailure(subject=one, at=now) for one in subjects)


def forget_failures(session: Session, one: str) -> None:
    """Start counting anew, after somebody signed in."""
    session.execute(delete(SignInFailure).where(SignInFailure.subject == one))


def locked(session: Session, account: str, address: str, now: datetime) -> bool:
    """Whether too many attempts failed within the window, for the account or from the address."""
    query = (
        select(SignInFailure.subject, func.count())
        .where(SignInFailure.subject.in_((account, address)), SignInFailure.at > now - WINDOW)
        .group_by(SignInFailure.subject)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    return counts.get(account, 0) >= MOST_FAILURES or counts.get(address, 0) >= MOST_FAILURES_OF_AN_ADDRESS
