"""From the first page to the receipt."""

from flask import make_response
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.intake import crowding, queries, receipts, service
from compliance.intake.forms.public import SubmissionForm
from compliance.intake.routes.public.entrance import blueprint, is_open, keys, new_token, page, sent_token
from compliance.intake.routes.public.mailbox import message_form
from compliance.intake.service import Received, Seal, reporters_work
from compliance.intake.tokens import Token
from compliance.web import transaction
from compliance.web.forms import UNUSABLE
from compliance.web.guards import allow, nobody_in_particular
from compliance.web.scope import current_scope


@blueprint.get("/")
@allow(nobody_in_particular)
def start() -> ResponseReturnValue:
    """Say what happens to a report, who reads it, and what the three ways of reporting mean."""
    return page("start", is_open=is_open())


@blueprint.get("/new")
@allow(nobody_in_particular)
def new() -> ResponseReturnValue:
    """Ask the questions."""
    if not is_open():
        return page("start", is_open=False)
    form = _form()
    form.token.data = new_token()
    return page("form", form=form, work=_work(form))


@blueprint.post("/new")
@allow(nobody_in_particular)
def send() -> ResponseReturnValue:
    """Take a report and show its receipt; show the form again, with every word, if something is missing."""
    form = SubmissionForm()
    token = sent_token(form.token.data, mailbox=False)
    if token is None:
        return _again(form, None, _("This form could not be recognised. Your text is kept: press Send once more."))
    code = receipts.code_of(keys(), token.nonce)
    seal = _seal(token, code, form)  # slow: before anything is locked in the database
    if not _form(form).validate():
        return _again(form, token)
    work = reporters_work(transaction.session(), transaction.now())
    try:
        received = service.receive(work, current_scope().id, form.to_command(), seal)
    except Invalid as refusal:
        form.hang(refusal)
        return _again(form, token)
    return _receipt(received, receipts.grouped(code) if token.lives(transaction.now()) else None)


def _receipt(received: Received, code: str | None) -> ResponseReturnValue:
    form = message_form(received.submission.reference if code else "")
    return page("receipt", received=received, code=code, form=form)


def _seal(token: Token, code: str, form: SubmissionForm) -> Seal:
    return Seal(
        receipts.plain_digest(token.nonce),
        receipts.digest(keys(), code),
        token.age(transaction.now()),
        worked=crowding.has_worked(token.nonce, form.work.data or ""),
    )


def _form(form: SubmissionForm | None = None) -> SubmissionForm:
    """The form, with this contest's candidates to choose from."""
    found = form or SubmissionForm()
    in_contest = candidates.in_contest(transaction.session(), current_scope().id)
    last_day = service.last_day(transaction.now(), current_scope().timezone)
    found.offer(((one.key, one.name) for one in in_contest), last_day)
    return found


def _again(form: SubmissionForm, token: Token | None, fault: str | None = None) -> ResponseReturnValue:
    """The form with every word; with its own token, as long as that lives, so that it still makes one report."""
    if fault:
        _form(form).validate()
        form.form_errors.append(fault)
    if token is None or not token.lives(transaction.now()):
        form.token.data = new_token()
    form.work.data = ""
    return make_response(page("form", form=form, work=_work(form)), UNUSABLE)


def _work(form: SubmissionForm) -> str | None:
    """The nonce for which a browser may do some work while many reports come in; None at other times."""
    now = reporters_work(transaction.session(), transaction.now()).now
    if not crowding.is_crowded(queries.received_since(transaction.session(), current_scope().id, now)):
        return None
    token = sent_token(form.token.data, mailbox=False)
    return token.nonce if token else None
