"""The keys with which one's programs act, and who it is that a program acts for."""

from flask import Request, flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import queries, service
from compliance.identity.forms import TokenForm
from compliance.identity.models import User
from compliance.identity.routes.signing_in import blueprint
from compliance.web import transaction
from compliance.web.extensions import login
from compliance.web.forms import show_again
from compliance.web.guards import allow, signed_in
from compliance.web.json_api import SCOPES, Scope, Token
from compliance.web.json_api.scopes import PREFIX


class Program(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A program that acts for somebody, as Flask-Login knows it."""

    must_change_password = False

    def __init__(self, bearer: queries.Bearer) -> None:
        self.actor = bearer.who.actor
        self.reference = bearer.who.reference

    def get_id(self) -> str:
        """Nothing: a program has no session."""
        return ""


@login.request_loader  # type: ignore[untyped-decorator]
def load_program(request: Request) -> Program | None:
    """Say whose token a request carries. Tokens open nothing but the API."""
    given = request.authorization
    if not request.path.startswith(PREFIX) or given is None or given.type != "bearer" or not given.token:
        return None
    bearer = queries.by_api_token(transaction.session(), given.token, transaction.now())
    if bearer is None:
        return None
    g.api_token = Token(bearer.token_id, bearer.scopes)
    return Program(bearer)


@blueprint.get("/account/tokens")
@allow(signed_in)
def tokens() -> ResponseReturnValue:
    """List one's tokens, with a form for a new one."""
    return render_template("identity/tokens.html", form=_form(), **_around())


@blueprint.post("/account/tokens")
@allow(signed_in)
def make_token() -> ResponseReturnValue:
    """Make a token, and show it this once."""
    form, made = _form(), []
    uow, me = transaction.unit_of_work(), _me()
    if not form.carry_out(lambda: made.append(service.make_token(uow, me, form.to_command()))):
        return show_again("identity/tokens.html", form=form, **_around())
    ((token, secret),) = made
    return make_response(render_template("identity/token.html", token=token, secret=secret, scopes=_words()), 201)


@blueprint.post("/account/tokens/<reference>/revoke")
@allow(signed_in)
def revoke_token(reference: str) -> ResponseReturnValue:
    """End a token at once."""
    token = queries.api_token(transaction.session(), _me().id, reference)
    if token is None:
        raise NotFound(_("There is no such page."))
    service.revoke_token(transaction.unit_of_work(), token)
    flash(_("The token is revoked. Whatever uses it is refused from now on."), "good")
    return redirect(url_for("identity.tokens"))


def _form() -> TokenForm:
    form = TokenForm()
    form.offer([(scope.value, text) for scope, text in SCOPES.items()])
    return form


def _around() -> dict[str, object]:
    return {
        "tokens": queries.api_tokens(transaction.session(), _me().id),
        "now": transaction.now(),
        "scopes": _words(),
    }


def _words() -> dict[str, str]:
    return {scope.value: SCOPES[scope] for scope in Scope}


def _me() -> User:
    return transaction.session().get_one(User, transaction.actor().user_id)
