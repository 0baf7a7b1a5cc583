"""An act that is sent twice is done once: the answer to an `Idempotency-Key` is kept, and given again.

The key is the client's (IETF draft “The Idempotency-Key HTTP Header Field”). It holds for one token and one request:
the same key with another request is refused. Where answers are kept is not for this floor to know: the application
hands in a keeper. The answer is kept in the transaction of the act, so that there is never one without the other.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.web import transaction

HEADER = "Idempotency-Key"
LONGEST = 200
_EXTENSION = "compliance.keeper"


@dataclass(frozen=True, slots=True)
class Token:
    """The token that a request was made with."""

    id: int
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given: to which request, with what status and body."""

    request: bytes
    status: int
    body: str


class Keeper(Protocol):
    """Where answers are kept."""

    def claim(self, session: Session, token_id: int, key: bytes, request: bytes, now: datetime) -> Kept | None:
        """Return what was answered under a key; None if it is new, and nobody else can use it from now on."""

    def keep(self, session: Session, token_id: int, key: bytes, status: int, body: str) -> None:
        """Keep the answer to a request whose key was claimed in the same transaction."""


def install(app: Flask, keeper: Keeper) -> None:
    """Say where answers are kept."""
    app.extensions[_EXTENSION] = keeper


def current_token() -> Token | None:
    """The token that this request was made with; None for a browser."""
    found: Token | None = g.get("api_token")
    return found


def _keeper() -> Keeper:
    found: Keeper = current_app.extensions[_EXTENSION]
    return found


def key() -> bytes | None:
    """A digest of the key of this request; None if it has none. Invalid if it cannot be one."""
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if not 0 < len(given) <= LONGEST or not given.isprintable():
        raise Invalid([Fault(HEADER, _("Give a key of 1 to %(most)s printable characters.", most=LONGEST))])
    return hashlib.sha256(given.encode()).digest()


def kept(key: bytes) -> Response | None:
    """The answer that was given to this request before; None if it is new. Invalid if the key was used for another."""
    token = current_token()
    if token is None:
        return None
    this = _digest()
    found = _keeper().claim(transaction.session(), token.id, key, this, transaction.now())
    if found is None:
        return None
    if found.request != this:
        raise Invalid([Fault(HEADER, _("This key was used for another request: choose a new one."))])
    answer = current_app.response_class(found.body, status=found.status, mimetype="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def keep(key: bytes, response: Response) -> None:
    """Keep the answer to this request."""
    token = current_token()
    if token is not None:
        _keeper().keep(transaction.session(), token.id, key, response.status_code, response.get_data(as_text=True))


@contextmanager
def apart() -> Iterator[Session]:
    """A session for what only reads and takes long; nobody waits for it. Nothing may have been written before.

    Conflict if the same request, with the same key, was carried out meanwhile.
    """
    transaction.close_session()
    with transaction.edge().readers() as session:
        yield session
    given = key()
    if given is not None and kept(given) is not None:
        message = _("This was carried out meanwhile. Send it again, and you are given the answer.")
        raise Conflict(message, yours={}, theirs={})


def _digest() -> bytes:
    """What makes a request the same: method, address and body; of a form its fields and the bytes of its files."""
    found = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    if request.mimetype != "multipart/form-data":
        found.update(request.get_data())
        return found.digest()
    for name, value in sorted(request.form.items(multi=True)):
        found.update(f"{len(name)} {name} {len(value)} {value}\n".encode())
    for name, sent in sorted(request.files.items(multi=True)):
        found.update(f"{name} {sent.filename}\n".encode())
        found.update(hashlib.file_digest(sent.stream, "sha256").digest())  # type: ignore[arg-type]
        sent.stream.seek(0)
    return found.digest()
