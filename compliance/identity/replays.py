"""Where the answers to requests with an idempotency key are kept, beside the tokens that they were made with."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from compliance.core.errors import Conflict
from compliance.core.language import gettext as _
from compliance.identity.models import ApiAnswer
from compliance.web.json_api.replays import Kept

DAYS = timedelta(days=7)
"""For so long the same key is answered alike."""


def claim(session: Session, token_id: int, key: bytes, request: bytes, now: datetime) -> Kept | None:
    """Return what was answered under a key; None if it is new, and nobody else can use it from now on.

    Of two requests at once the second waits for the first, and is then given its answer.
    """
    session.execute(delete(ApiAnswer).where(ApiAnswer.at < now - DAYS))
    row = {"token_id": token_id, "key_digest": key, "request_digest": request, "at": now}
    inserting = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claiming = inserting(ApiAnswer).values(row).on_conflict_do_nothing().returning(ApiAnswer.token_id)
    if session.connection().execute(claiming).first() is not None:
        return None
    found = session.get(ApiAnswer, (token_id, key), populate_existing=True)
    if found is None or found.status is None or found.body is None:
        message = _("The first request with this key is still being carried out. Ask again in a moment.")
        raise Conflict(message, yours={}, theirs={})
    return Kept(found.request_digest, found.status, found.body)


def keep(session: Session, token_id: int, key: bytes, status: int, body: str) -> None:
    """Keep the answer to a request whose key was claimed in the same transaction."""
    found = session.get_one(ApiAnswer, (token_id, key))
    found.status, found.body = status, body
