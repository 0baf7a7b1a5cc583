"""Proving a password, at sign-in and again before acts that need it, such as a signature."""

from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.identity import passwords, sessions
from compliance.identity.models import User
from compliance.web import transaction

TOO_MANY = lazy("There were too many attempts. Wait a quarter of an hour and try again.")


def proves_password(user: User | None, password: str, limits: dict[str, int]) -> bool | None:
    """Whether a password is a user's (of nobody: never, at the same cost); None if too many attempts failed.

    The password is hashed while nothing is locked: it takes as long as a hundred writes.
    """
    with transaction.edge().writers.begin() as session:
        attempts = sessions.admit(session, limits, transaction.now())
    if attempts is None:
        return None
    matches = passwords.matches(user.password_hash if user else None, password)
    if user is None or not user.is_active or not matches:
        return False
    with transaction.edge().writers.begin() as session:
        sessions.forget(session, attempts)
    return True


def password_fault(password: str) -> str | None:
    """Say why a password does not prove that the person who is signed in is here; None if it does.

    Failures are counted, so that an unattended browser is no place to guess, and apart from those at sign-in, so that
    nobody from outside can keep a candidate from signing. The request's own session is given up first.
    """
    user = transaction.session().get_one(User, transaction.actor().user_id)
    transaction.close_session()
    proved = proves_password(user, password, {sessions.subject("again", user.reference): sessions.MOST_FAILURES})
    if proved is None:
        return str(TOO_MANY)
    return None if proved else _("This is not your password.")
