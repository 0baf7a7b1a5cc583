"""Security headers on every answer."""

from flask import Flask, request
from werkzeug.wrappers import Response

SOURCES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",  # Bootstrap's sheet carries its small icons as data
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in SOURCES.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STATIC = ("static", "bootstrap.static")
KEPT = ("components.icon_sheet",)
"""Views that hold nothing of anybody's and say themselves for how long they may be kept."""
A_YEAR = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Set the headers after every request."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    cached = request.endpoint in STATIC and response.status_code == 200  # noqa: PLR2004
    if cached:
        response.headers["Cache-Control"] = A_YEAR
    elif request.endpoint not in KEPT and "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "no-store"
    return response
