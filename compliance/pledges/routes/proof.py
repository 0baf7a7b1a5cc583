"""Asking for the password again. Failures count towards the same lock-out as at sign-in."""

from flask import request

from compliance.core.language import gettext as _
from compliance.identity import passwords, sessions
from compliance.identity.models import User
from compliance.web import transaction


def password_fault(password: str) -> str | None:
    """Say why a password does not prove that the person who is signed in is here; None if it does.

    The request's own session is given up first: the password is hashed while nothing is locked, and a failure is
    counted although the page then changes nothing else.
    """
    who, now = transaction.actor().user_id, transaction.now()
    transaction.close_session()
    with transaction.edge().readers() as session:
        user = session.get_one(User, who)
        subjects = [sessions.subject("account", user.email), sessions.subject("address", request.remote_addr or "")]
        if sessions.locked(session, subjects[0], subjects[1], now):
            return _("There were too many attempts. Wait a quarter of an hour and try again.")
    if passwords.matches(user.password_hash, password):
        return None
    with transaction.edge().writers.begin() as session:
        sessions.note_failure(session, subjects, now)
    return _("This is not your password.")
