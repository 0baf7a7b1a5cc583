"""The mailbox: opened by a code, kept open by a token in each form, and by nothing in the browser."""

from flask import make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.intake import queries, receipts, service
from compliance.intake.forms.public import LARGE_FILES_AT_ONCE, DoorForm, MessageForm, OpenForm
from compliance.intake.models import Submission
from compliance.intake.routes.public.entrance import blueprint, config, keys, new_token, page, sent_token
from compliance.intake.service import reporters_work
from compliance.intake.service.mailbox import MOST_FILES_AT_ONCE
from compliance.intake.tokens import Token
from compliance.web import files, transaction
from compliance.web.forms import UNUSABLE
from compliance.web.guards import allow, nobody_in_particular
from compliance.web.scope import current_scope
from config import MIB


@blueprint.get("/mailbox")
@allow(nobody_in_particular)
def door() -> ResponseReturnValue:
    """Ask for the code."""
    return page("door", form=DoorForm(formdata=None), fault=None)


@blueprint.post("/mailbox")
@allow(nobody_in_particular)
def unlock() -> ResponseReturnValue:
    """Open a mailbox. A wrong code costs the same, and is answered with the same status and a page of the same size."""
    form = DoorForm()
    digest = receipts.digest(keys(), receipts.typed(form.code.data or ""))
    transaction.only_read()
    submission = queries.by_code(transaction.session(), current_scope().id, digest)
    found = queries.mailbox(transaction.session(), submission, current_scope().timezone)
    if submission is None:
        return page("door", form=form, fault=_("No mailbox opens with this code. Look whether a digit is wrong."))
    letter = message_form(submission.reference)
    letter.text.data = form.draft.data
    return page("mailbox", mailbox=found, form=letter, notice=None)


@blueprint.post("/mailbox/letters")
@allow(nobody_in_particular)
def letters() -> ResponseReturnValue:
    """Show older letters, or the newest once more."""
    form = OpenForm()
    transaction.only_read()
    submission = _opened(form.token.data)[0]
    return _closed() if submission is None else _shown(submission, skip=form.left_out)


@blueprint.post("/mailbox/message")
@allow(nobody_in_particular)
def write() -> ResponseReturnValue:
    """Send a message with files. What cannot be taken leaves nothing behind, and the text on the page."""
    request.max_content_length = (config().upload_limit_mib * LARGE_FILES_AT_ONCE + 1) * MIB
    form = MessageForm()
    form.limit(MOST_FILES_AT_ONCE, config().upload_limit_mib)
    submission, token = _opened(form.token.data)
    if submission is None or token is None:
        return _closed(form.text.data or "")
    work = reporters_work(transaction.session(), transaction.now())
    command = form.to_command(receipts.plain_digest(token.nonce))
    try:
        limit = config().upload_limit_mib * MIB
        message = service.receive_message(work, submission, command, files.store(), limit=limit)
    except Invalid as refusal:
        form.hang(refusal)
        return _kept_open(submission, form)
    if message.text != command.text.strip():
        return _sent_before(submission, form)
    return _shown(submission, notice=_("Your message is in the mailbox."))


@blueprint.post("/mailbox/read")
@allow(nobody_in_particular)
def read() -> ResponseReturnValue:
    """Tell the office that what it wrote was read."""
    submission = _opened(OpenForm().token.data)[0]
    if submission is None:
        return _closed()
    service.mark_read(reporters_work(transaction.session(), transaction.now()), submission)
    return _shown(submission, notice=_("The office now sees that you have read its messages."))


@blueprint.post("/mailbox/file")
@allow(nobody_in_particular)
def take_file() -> ResponseReturnValue:
    """Hand out a file of the mailbox, to be saved."""
    form = OpenForm()
    transaction.only_read()
    submission = _opened(form.token.data)[0]
    if submission is None:
        return _closed()
    file = queries.file_of(transaction.session(), submission, form.file.data or "")
    return files.hand_out(file.sha256, file.name, file.media_type)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say that nothing was read, and how to send it in parts."""
    return page("too_large", largest=config().upload_limit_mib), RequestEntityTooLarge.code


def message_form(reference: str) -> MessageForm:
    """An empty message to the office about a submission."""
    form = MessageForm(formdata=None)
    form.limit(MOST_FILES_AT_ONCE, config().upload_limit_mib)
    form.token.data = new_token(reference)
    return form


def _opened(text: str | None) -> tuple[Submission | None, Token | None]:
    """The submission whose mailbox a form comes from, and its token; None once the mailbox has closed."""
    token = sent_token(text, mailbox=True)
    if token is None or not token.lives(transaction.now()):
        return None, None
    return queries.of_mailbox(transaction.session(), current_scope().id, token.mailbox), token


def _shown(submission: Submission, *, skip: int = 0, notice: str | None = None) -> ResponseReturnValue:
    found = queries.mailbox(transaction.session(), submission, current_scope().timezone, skip)
    return page("mailbox", mailbox=found, form=message_form(submission.reference), notice=notice)


def _kept_open(submission: Submission, form: MessageForm) -> ResponseReturnValue:
    found = queries.mailbox(transaction.session(), submission, current_scope().timezone)
    return make_response(page("mailbox", mailbox=found, form=form, notice=None), UNUSABLE)


def _sent_before(submission: Submission, form: MessageForm) -> ResponseReturnValue:
    """Somebody went back and wrote something else in a form that was sent: nothing of it is lost, or sent unasked."""
    form.token.data = new_token(submission.reference)
    form.form_errors.append(
        _("This form was sent before, with another text, which is in the mailbox. To send this one too, press Send.")
    )
    return _kept_open(submission, form)


def _closed(draft: str = "") -> ResponseReturnValue:
    """The door again: a mailbox closes after an hour. What was written waits behind it."""
    form = DoorForm(formdata=None)
    form.draft.data = draft
    fault = _("The mailbox has closed, as it does after an hour. Open it again with your code.")
    if draft:
        fault += " " + _("Your text is kept; choose files once more.")
    return make_response(page("door", form=form, fault=fault), UNUSABLE)
