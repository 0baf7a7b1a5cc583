"""The four refusals, and what else can go wrong, as pages; as problems (RFC 9457) for whoever asks for JSON."""

import logging

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, Unauthorized

from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.guards import asks_nobody
from compliance.web.json_api.scopes import PREFIX

STATUS: dict[type[Refusal], int] = {NotFound: 404, Forbidden: 403, Invalid: 422, Conflict: 409}
SIGNING_IN = "identity.sign_in_now"
MIB = 1024 * 1024
PAGES = frozenset({400, 403, 404, 409, 413, 429, 500})
log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer for every refusal and fault."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def wants_json() -> bool:
    """Whether the client asks for JSON rather than a page."""
    if request.path.startswith(PREFIX):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _answer(
    status: int, message: str, refusal: Refusal | None = None, *, signed_out: bool = False
) -> ResponseReturnValue:
    transaction.close_session()
    conflict = refusal if isinstance(refusal, Conflict) else None
    if wants_json():
        problem = jsonify({"type": "about:blank", "title": message, "status": status, **_more(refusal)})
        problem.content_type = "application/problem+json"
        return problem, status
    page = status if status in PAGES else 400 if status < 500 else 500  # noqa: PLR2004
    return render_template(
        f"errors/{page}.html",
        message=message,
        conflict=conflict,
        restart_url=_restart_url() if status == STATUS[Conflict] else None,
        back=_back(),
        typed=_typed() if status == STATUS[Forbidden] else [],
        signed_out=signed_out,
        status=status,
    ), status


def _more(refusal: Refusal | None) -> dict[str, object]:
    """What a problem says besides: every fault with its place, or both texts."""
    if isinstance(refusal, Invalid):
        faults = [{"place": fault.place, "message": fault.message} for fault in refusal.faults]
        return {"title": _("The request cannot be used."), "detail": refusal.message, "errors": faults}
    return {"yours": refusal.yours, "theirs": refusal.theirs} if isinstance(refusal, Conflict) else {}


def _back() -> tuple[str, str] | None:
    """Name and address of what a page belongs to, such as a case: the part of the address up to its reference."""
    reference = (request.view_args or {}).get("reference")
    before, found, after = request.path.partition(f"/{reference}/")
    if not isinstance(reference, str) or not found or not after:
        return None
    address = f"{before}/{reference}/"
    try:
        current_app.create_url_adapter(request).match(address, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    return reference, address


def _typed() -> list[str]:
    """The texts of a form that was refused, to be copied: what has several words, and so is no choice and no secret."""
    if request.method != "POST" or asks_nobody():
        return []
    sent = ((name, text) for name in request.form for text in request.form.getlist(name))
    return [text for name, text in sent if " " in text.strip() and "password" not in name and name != "csrf_token"]


def _restart_url() -> str | None:
    """Where the form that met a conflict can be opened afresh; None if its address only takes forms."""
    try:
        current_app.create_url_adapter(request).match(method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    return request.path


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    return _answer(status, refusal.message, refusal)


def _stale(_error: StaleDataError) -> ResponseReturnValue:
    message = _("Somebody else changed this while you were working on it. Open it again to see how it stands now.")
    return _answer(409, message, Conflict(message, yours={}, theirs={}))


def _forged(_error: CSRFError) -> ResponseReturnValue:
    if current_user.is_authenticated or asks_nobody() or request.endpoint == SIGNING_IN:
        message = _("This form is too old, or did not come from our page. Go back, reload the page and try again.")
        return _answer(400, message)
    return _answer(400, _("You are not signed in any more: it was too long ago, or you signed out."), signed_out=True)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400 and error.response is not None:  # noqa: PLR2004
        return current_app.make_response(error.response)
    messages = {
        401: _("Send a token that is in force: Authorization: Bearer …"),
        404: _("There is no such page."),
        405: _("This address cannot be used in this way."),
        413: _too_large(),
        429: _("There were too many attempts. Wait a quarter of an hour and try again."),
    }
    status = error.code or 500
    message = messages.get(status, _("The request could not be understood. Go back and try again."))
    answer = current_app.make_response(_answer(status, message))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if isinstance(error, Unauthorized) and error.www_authenticate:
        answer.headers["WWW-Authenticate"] = ", ".join(one.to_header() for one in error.www_authenticate)
    return answer


def _too_large() -> str:
    most = current_app.config["MAX_CONTENT_LENGTH"] // MIB - 1
    return _("What was sent is too large: a file can have up to %(most)s MiB.", most=most)


def _broken(error: Exception) -> ResponseReturnValue:
    # The message of an exception can hold what somebody wrote; only its kind and place are logged.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else "an unknown place"
    log.error("%s in %s at %s", type(error).__name__, request.endpoint, where)
    if current_app.testing:
        raise error
    return _answer(500, _("Something went wrong on our side. Nothing that you sent was saved."))
