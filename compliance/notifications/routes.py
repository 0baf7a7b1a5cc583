"""Mail: when somebody wants it, and for administrators whether it goes out."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.notifications import queries, service
from compliance.notifications.forms import PreferenceForm
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import administrators, allow, signed_in
from config import Config

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/account/mail")
@allow(signed_in)
def preferences() -> ResponseReturnValue:
    """Show when one is told."""
    found = queries.preference(transaction.session(), transaction.actor().user_id or 0)
    return render_template("notifications/preferences.html", form=PreferenceForm.of(found))


@blueprint.post("/account/mail")
@allow(signed_in)
def prefer() -> ResponseReturnValue:
    """Change when one is told."""
    form = PreferenceForm()
    if not form.carry_out(lambda: service.prefer(transaction.unit_of_work(), form.to_command())):
        return show_again("notifications/preferences.html", form=form)
    flash(_("Your choice is kept."), "good")
    return redirect(url_for("identity.account"))


@blueprint.get("/mail")
@allow(administrators)
def outbox() -> ResponseReturnValue:
    """Show how many mails wait, were sent and failed, and nothing of what they are about."""
    session = transaction.session()
    config: Config = current_app.extensions["compliance.config"]
    return render_template(
        "notifications/outbox.html",
        piles=queries.piles(session),
        failures=queries.failures(session),
        config=config,
    )


@blueprint.post("/mail/retry")
@allow(administrators)
def retry() -> ResponseReturnValue:
    """Try again what failed."""
    number = service.retry(transaction.unit_of_work())
    text = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", number)
    flash(text if number else _("There is nothing to try again."), "good" if number else "info")
    return redirect(url_for("notifications.outbox"))
