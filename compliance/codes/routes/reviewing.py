"""From a text to a version: where to start, the review, and saving. Nothing is stored before it is saved."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.codes import queries, review, service
from compliance.codes.forms import ReviewForm, SourceForm, written
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.outline import TOPICS
from compliance.codes.routes import frame
from compliance.codes.routes.frame import blueprint, editors
from compliance.codes.starters import starter, starters
from compliance.codes.terms import STATUSES, Modality
from compliance.core.errors import Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.forms import UNUSABLE, show_again
from compliance.web.guards import allow


@blueprint.get("/<key>/new")
@allow(editors)
def start(key: str) -> ResponseReturnValue:
    """Ask what a new version is to start from."""
    return render_template("codes/start.html", form=SourceForm(), **_beginnings(frame.found_instrument(key)))


@blueprint.post("/<key>/new")
@allow(editors)
def read(key: str) -> ResponseReturnValue:
    """Read a text that was pasted or uploaded, and show what was found in it."""
    instrument, form = frame.found_instrument(key), SourceForm()
    if form.validate():
        try:
            found = _not_too_many(review.from_source(form.text()))
            return _show(ReviewForm(formdata=None), found, instrument, None, suggest=True)
        except Invalid as refusal:
            form.hang(refusal)
    return show_again("codes/start.html", form=form, **_beginnings(instrument))


@blueprint.get("/<key>/review")
@allow(editors)
def begin(key: str) -> ResponseReturnValue:
    """Begin the review with a template, or with a version that there is."""
    instrument = frame.found_instrument(key)
    if template := starter(request.args.get("starter", "")):
        return _show(ReviewForm(), review.from_nodes(template.nodes), instrument, None, suggest=True)
    text = request.args.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 6):  # noqa: PLR2004 - no more versions than that
        raise NotFound(_("There is no such page."))
    _same, version = frame.found_version(key, int(text))
    nodes = queries.clause_nodes(transaction.session(), version.id)
    return _show(ReviewForm(), review.from_nodes(nodes), instrument, None, suggest=True)


@blueprint.post("/<key>/review")
@allow(editors)
def work(key: str) -> ResponseReturnValue:
    """Read the text again, split a clause, or save all as a new version."""
    instrument, form = frame.found_instrument(key), ReviewForm()
    found = form.reviewed()
    if form.is_save and form.validate():
        try:
            made = service.add_version(transaction.unit_of_work(), instrument, form.to_new(found.nodes))
            flash(_("Version %(label)s was saved.", label=made.label), "good")
            return redirect(url_for("codes.version", key=key, ordinal=made.ordinal))
        except Invalid as refusal:
            form.hang(Invalid(review.in_words(refusal.faults, found.nodes)))
    return _show(form, found, instrument, None)


@blueprint.get("/<key>/<int:ordinal>/edit")
@allow(editors)
def edit_version(key: str, ordinal: int) -> ResponseReturnValue:
    """Show a version that nobody has acted on, to be changed."""
    instrument, version = frame.found_version(key, ordinal)
    frame.may_edit_version(version).enforce()
    nodes = queries.clause_nodes(transaction.session(), version.id)
    return _show(ReviewForm().fill(version), review.from_nodes(nodes), instrument, version)


@blueprint.post("/<key>/<int:ordinal>/edit")
@allow(editors)
def work_on_version(key: str, ordinal: int) -> ResponseReturnValue:
    """Read the text again, split a clause, or save the version."""
    (instrument, version), form = frame.found_version(key, ordinal), ReviewForm()
    found, revision = form.reviewed(), form.expected_revision
    if form.is_save and form.validate():
        try:
            command = form.to_edit(found.nodes)
            service.edit_version(transaction.unit_of_work(), version, command, expected_revision=revision)
            flash(_("Version %(label)s was saved.", label=version.label), "good")
            return redirect(url_for("codes.version", key=key, ordinal=ordinal))
        except Invalid as refusal:
            form.hang(Invalid(review.in_words(refusal.faults, found.nodes)))
    return _show(form, found, instrument, version)


def _not_too_many(found: review.Review) -> review.Review:
    if len(found.rows) > review.MOST_CLAUSES:
        message = _(
            "The text has %(count)s clauses; one page can review %(most)s. Import it with a contest file instead.",
            count=len(found.rows),
            most=review.MOST_CLAUSES,
        )
        raise Invalid(message)
    return found


def _beginnings(instrument: Instrument) -> dict[str, object]:
    """What a new version can start from."""
    return {
        "instrument": instrument,
        "versions": queries.versions(transaction.session(), instrument.id)[::-1],
        "starters": starters(),
        "crumbs": frame.crumbs(instrument),
    }


def _show(
    form: ReviewForm,
    found: review.Review,
    instrument: Instrument,
    version: InstrumentVersion | None,
    *,
    suggest: bool = False,
) -> Response:
    """Show the review; 422 if it was to be saved and could not be."""
    versions = queries.versions(transaction.session(), instrument.id)
    if suggest:
        form.suggest(versions)
    form.text.data = found.text
    page = render_template(
        "codes/review.html",
        form=form,
        review=found,
        instrument=instrument,
        version=version,
        open_ended=next((one for one in versions if one.in_force_until is None), None),
        modalities=tuple(Modality),
        statuses=STATUSES,
        topics=TOPICS,
        written=lambda node: written(review.details(node)),
        crumbs=frame.crumbs(instrument, version),
    )
    return Response(page, UNUSABLE if request.method == "POST" and form.is_save else 200)
