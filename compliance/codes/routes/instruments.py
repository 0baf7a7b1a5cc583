"""The list of codes; adding an instrument and changing what is said of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.codes import queries, service
from compliance.codes.forms import InstrumentForm, NewInstrumentForm
from compliance.codes.routes import frame
from compliance.codes.routes.frame import blueprint, editors
from compliance.codes.starters import starters
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, members
from compliance.web.scope import current_scope


@blueprint.get("/")
@allow(members)
def index() -> ResponseReturnValue:
    """List the contest's instruments with their versions."""
    found = queries.overview(transaction.session(), current_scope().id)
    return render_template(
        "codes/index.html",
        instruments=[
            (one.instrument, [(row, count, frame.state(row)) for row, count in one.versions]) for one in found
        ],
        may=frame.may_edit(),
        starters=starters(),
    )


@blueprint.get("/<key>/")
@allow(members)
def instrument(key: str) -> ResponseReturnValue:
    """Lead to the instrument in the list."""
    return redirect(url_for("codes.index", _anchor=f"code-{frame.found_instrument(key).key}"))


@blueprint.get("/new")
@allow(editors)
def new() -> ResponseReturnValue:
    """Ask what an instrument is."""
    form = NewInstrumentForm().prefill(request.args.get("starter"))
    return render_template("codes/new.html", form=form, crumbs=frame.crumbs())


@blueprint.post("/new")
@allow(editors)
def create() -> ResponseReturnValue:
    """Add an instrument, and go on to its text."""
    form = NewInstrumentForm()
    if form.validate():
        try:
            made = service.add_instrument(transaction.unit_of_work(), current_scope().id, form.to_new())
            flash(_("%(title)s was added. It has no text yet.", title=made.title), "good")
            if form.starter.data:
                return redirect(url_for("codes.begin", key=made.key, starter=form.starter.data))
            return redirect(url_for("codes.start", key=made.key))
        except Invalid as refusal:
            form.hang(refusal)
    return show_again("codes/new.html", form=form, crumbs=frame.crumbs())


@blueprint.get("/<key>/edit")
@allow(editors)
def edit(key: str) -> ResponseReturnValue:
    """Show what is said of an instrument, to be changed."""
    found = frame.found_instrument(key)
    form = InstrumentForm().fill(found)
    return render_template("codes/edit.html", form=form, instrument=found, crumbs=frame.crumbs(found))


@blueprint.post("/<key>/edit")
@allow(editors)
def save(key: str) -> ResponseReturnValue:
    """Change what is said of an instrument."""
    found, form = frame.found_instrument(key), InstrumentForm()
    if form.validate():
        try:
            revision = form.expected_revision
            service.edit_instrument(transaction.unit_of_work(), found, form.to_command(), expected_revision=revision)
            flash(_("%(title)s was changed.", title=found.title), "good")
            return redirect(url_for("codes.instrument", key=key))
        except Invalid as refusal:
            form.hang(refusal)
    return show_again("codes/edit.html", form=form, instrument=found, crumbs=frame.crumbs(found))
