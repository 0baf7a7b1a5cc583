"""The cookie of a browser in which somebody signed in before, so that failures elsewhere do not lock it out.

It holds a random name of the browser and an HMAC over that name and the account's reference, by the application's key:
it says nothing of whose it is, is good for one account only, and gives no access. Whoever steals it may guess eight
passwords in a quarter of an hour, as anybody may.
"""

import hmac
import re
import secrets

from flask import Response, current_app, request

DAYS = 180
_FORM = re.compile(r"(?P<name>[A-Za-z0-9_-]{22})\.(?P<mac>[0-9a-f]{64})")


def known_as(reference: str) -> str | None:
    """The name of this browser if the holder of an account signed in here before; None if not."""
    found = _FORM.fullmatch(request.cookies.get(_cookie(), ""))
    if found is None or not hmac.compare_digest(found["mac"], _mac(found["name"], reference)):
        return None
    return found["name"]


def remember(response: Response, reference: str) -> None:
    """Let this browser be known from now on as one of an account's."""
    name = known_as(reference) or secrets.token_urlsafe(16)
    response.set_cookie(
        _cookie(),
        f"{name}.{_mac(name, reference)}",
        max_age=DAYS * 24 * 3600,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _cookie() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"


def _mac(name: str, reference: str) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.digest(key, f"known browser {name} of {reference}".encode(), "sha256").hex()
