"""What was signed: the receipt, its file, its scan, and whether it still holds."""

import hashlib
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.pledges import policy, queries, receipt
from compliance.pledges.forms import DigestForm
from compliance.pledges.queries import Shown
from compliance.pledges.routes.blueprint import acknowledgement, blueprint, nothing
from compliance.web import files, transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, members
from compliance.web.scope import current_scope
from config import MIB

HEX = frozenset("0123456789abcdef")
LARGEST_RECEIPT = 4 * MIB


@blueprint.get("/pledges/<reference>")
@allow(members)
def show(reference: str) -> ResponseReturnValue:
    """Show a receipt; who may not read the statements sees the decisions."""
    shown = acknowledgement(reference)
    return render_template("pledges/show.html", **_around(shown))


@blueprint.get("/pledges/<reference>/check")
@allow(members)
def check(reference: str) -> ResponseReturnValue:
    """Recompute the digest of what was signed, and compare its clauses with the record of today."""
    shown = acknowledgement(reference)
    result = queries.check(transaction.session(), shown.row)
    return render_template("pledges/check.html", result=result, **_around(shown))


@blueprint.get("/pledges/<reference>.json")
@allow(members)
def text(reference: str) -> ResponseReturnValue:
    """Hand out the signed text, byte for byte, to those who may read its statements."""
    shown = acknowledgement(reference)
    _may_read_statements(shown).enforce()
    answer = Response(shown.row.signed_text.encode(), content_type="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"pledge-{shown.row.reference}.json")
    return answer


@blueprint.get("/pledges/<reference>/scan")
@allow(members)
def scan(reference: str) -> ResponseReturnValue:
    """Hand out the scan of a pledge given on paper, to those who may read its statements."""
    shown = acknowledgement(reference)
    _may_read_statements(shown).enforce()
    if shown.row.scan_sha256 is None:
        raise nothing()
    return files.hand_out(shown.row.scan_sha256, shown.row.scan_name, shown.row.scan_media_type)


@blueprint.get("/pledges/check")
@allow(members)
def ask() -> ResponseReturnValue:
    """Ask for a digest, or the file of a receipt."""
    return render_template("pledges/ask.html", form=DigestForm(), found=None, asked=None)


@blueprint.post("/pledges/check")
@allow(members)
def answer() -> ResponseReturnValue:
    """Say whose receipt has a digest, and whether it still holds."""
    form = DigestForm()
    asked = _asked_digest(form) if form.validate() else None
    if asked is None:
        return show_again("pledges/ask.html", form=form, found=None, asked=None)
    shown = queries.by_digest(transaction.session(), current_scope().id, asked)
    result = queries.check(transaction.session(), shown.row) if shown else None
    return render_template("pledges/ask.html", form=form, found=shown, asked=asked, result=result)


def _asked_digest(form: DigestForm) -> str | None:
    """The digest that is asked about, from either field; what is wrong is put on the form."""
    sent = request.files.get(form.file.name)
    if sent is not None and sent.filename:
        content = sent.stream.read(LARGEST_RECEIPT + 1)
        if len(content) <= LARGEST_RECEIPT:
            return hashlib.sha256(content).hexdigest()
        form.file.errors = [_("This file is far larger than any receipt.")]
        return None
    digest = "".join((form.digest.data or "").split()).lower()
    if len(digest) == hashlib.sha256().digest_size * 2 and set(digest) <= HEX:
        return digest
    form.digest.errors = [_("Give the 64 characters of a digest (0-9 and a-f), or the file of a receipt.")]
    return None


def _may_read_statements(shown: Shown) -> Any:
    return policy.may_read_statements(transaction.actor(), current_scope().id, shown.candidacy.id)


def _around(shown: Shown) -> dict[str, Any]:
    actor, scope = transaction.actor(), current_scope()
    return {
        "shown": shown,
        "text": receipt.read(shown.row.signed_text),
        "scope": scope,
        "may_read_statements": _may_read_statements(shown),
        "may_withdraw": policy.may_withdraw(actor, scope.id, shown.candidacy.id),
    }
