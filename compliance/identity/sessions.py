"""Signed-in browsers, and the rate at which sign-in may fail. Tokens and addresses are kept as digests only.

Failures are counted per account and per network address. That alone would let anybody keep an officer out for ever, by
failing on their account every quarter of an hour. So a browser in which somebody signed in before is known (a signed
cookie says so, see `routes/known_browser.py`): its attempts on that account are counted apart, with a limit of their
own, and what fails elsewhere does not lock it.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from compliance.identity.models import SignInFailure, SignInSession

WINDOW = timedelta(minutes=15)
MOST_FAILURES = 8
"""Of one account, or of one known browser, within the window; then it is locked until the window has passed."""
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


def admit(session: Session, limits: Mapping[str, int], now: datetime) -> list[int] | None:
    """Let an attempt go on, counted as failed until `forget` says otherwise; None if too many have failed.

    An attempt counts before its password is looked at, so that many at once are no way around the limit. One that is
    not let in does not count: whoever waits for the window to pass gets in.

    Args:
        session: one that writes, for this only; it is committed before the password is looked at.
        limits: by subject, how many attempts may fail within the window.
        now: the instant of the attempt.
    """
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    query = (
        select(SignInFailure.subject, func.count())
        .where(SignInFailure.subject.in_(limits), SignInFailure.at > now - WINDOW)
        .group_by(SignInFailure.subject)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    if any(counts.get(one, 0) >= most for one, most in limits.items()):
        return None
    attempts = [SignInFailure(subject=one, at=now) for one in limits]
    session.add_all(attempts)
    session.flush()
    return [attempt.id for attempt in attempts]


def forget(session: Session, attempts: Collection[int]) -> None:
    """An attempt did not fail after all."""
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(attempts)))


def forget_failures(session: Session, one: str) -> None:
    """Start counting anew for a subject, after somebody signed in."""
    session.execute(delete(SignInFailure).where(SignInFailure.subject == one))
