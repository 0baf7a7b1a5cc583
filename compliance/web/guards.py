"""Every route declares who may. One that does not is refused when the application is made.

A guard answers for the whole page; policies answer for objects and acts on it. What somebody may not see is a 404,
for a visitor who is not signed in a way to sign in.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response as Answer

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict
from compliance.web import transaction
from compliance.web.json_api.scopes import PREFIX
from compliance.web.scope import ContestScope, resolve

Guard = Callable[[Actor, ContestScope | None], Verdict]
View = TypeVar("View", bound=Callable[..., object])
SIGN_IN = "identity.sign_in"
EXEMPT = frozenset({"static", "bootstrap.static", "components.icon_sheet"})


def allow(guard: Guard) -> Callable[[View], View]:
    """Declare who may use a view: `@allow(members)`, below the route's decorator."""

    def declare(view: View) -> View:
        view.__dict__["guard"] = guard
        return view

    return declare


def everyone(_actor: Actor, _scope: ContestScope | None) -> Verdict:
    """Anybody, signed in or not."""
    return ALLOWED


def nobody_in_particular(_actor: Actor, _scope: ContestScope | None) -> Verdict:
    """Anybody, and nobody asks who: such a view is never told who is signed in, and touches no session."""
    return ALLOWED


def asks_nobody() -> bool:
    """Whether this request's view is for nobody in particular."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "guard", None) is nobody_in_particular


class Sessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, but none on pages that ask nobody who they are."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie, if it changed."""
        if not asks_nobody():
            super().save_session(app, session, response)


def signed_in(actor: Actor, _scope: ContestScope | None) -> Verdict:
    """Whoever has an account."""
    return ALLOWED if actor.user_id is not None else HIDDEN


def administrators(actor: Actor, _scope: ContestScope | None) -> Verdict:
    """Those who set up the installation."""
    return ALLOWED if actor.is_administrator else HIDDEN


def members(actor: Actor, scope: ContestScope | None) -> Verdict:
    """Whoever has a role in the contest, and administrators."""
    return ALLOWED if scope and (actor.takes_part(scope.id) or actor.is_administrator) else HIDDEN


def holding(*roles: Role) -> Guard:
    """Those who hold one of the roles: administrators everywhere, others in the contest."""

    def guard(actor: Actor, scope: ContestScope | None) -> Verdict:
        if Role.ADMINISTRATOR in roles and actor.is_administrator:
            return ALLOWED
        return ALLOWED if scope and actor.has(scope.id, *roles) else HIDDEN

    return guard


def install(app: Flask) -> None:
    """Ask the guard before each view."""
    app.session_interface = Sessions()
    app.before_request(_check)


def require_guards(app: Flask) -> None:
    """Raise if a route does not say who may use it."""
    unguarded = [name for name, view in app.view_functions.items() if name not in EXEMPT and not hasattr(view, "guard")]
    if unguarded:
        raise RuntimeError(f"these routes do not declare who may use them: {', '.join(sorted(unguarded))}")


def is_for_anybody() -> bool:
    """Whether this request is for a view that is open to anybody, so that nothing may ask who makes it.

    Signing in relies on that: it checks passwords outside of the request's transaction, which must not be open then.
    """
    if request.endpoint is None or request.endpoint in EXEMPT:
        return True
    return current_app.view_functions[request.endpoint].__dict__["guard"] in (everyone, nobody_in_particular)


def _check() -> Answer | None:
    if request.endpoint is None or is_for_anybody():
        return None
    guard: Guard = current_app.view_functions[request.endpoint].__dict__["guard"]
    actor = transaction.actor()
    if actor.user_id is None and request.path.startswith(PREFIX):
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "compliance"}))
    if actor.user_id is None:
        return redirect(url_for(SIGN_IN, next=request.full_path.rstrip("?") if request.method == "GET" else None))
    guard(actor, resolve()).enforce()
    return None
