"""Pages of the log: its checkpoint, its entries, the proof of one entry, and verifying it now."""

import orjson
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.transparency import policy, queries
from compliance.transparency.verification import verify
from compliance.web import pagination, transaction
from compliance.web.guards import allow, members, signed_in
from compliance.web.scope import current_scope

blueprint = Blueprint("log", __name__)


@blueprint.get("/log/")
@allow(signed_in)
def checkpoint() -> ResponseReturnValue:
    """Show how far the log has come, and how to check it."""
    verdict = policy.may_verify(transaction.actor())
    return render_template("log/checkpoint.html", head=queries.head(transaction.session()), may_verify=verdict)


@blueprint.post("/log/verify")
@allow(signed_in)
def verify_now() -> ResponseReturnValue:
    """Recompute the whole log, in a session that only reads, and say what differs."""
    policy.may_verify(transaction.actor()).enforce()
    transaction.close_session()
    with transaction.edge().readers() as session:
        found = verify(session)
    return render_template("log/verified.html", found=found, now=transaction.now())


@blueprint.get("/contests/<slug>/log/")
@allow(members)
def entries() -> ResponseReturnValue:
    """List the entries of a contest, newest first."""
    scope = current_scope()
    policy.may_read_entries(transaction.actor(), scope.id).enforce()
    query, key = queries.entries(scope.id)
    page = pagination.newest_first(transaction.session(), query, key, lambda row: int(row.seq))
    return render_template("log/entries.html", page=page, scope=scope)


@blueprint.get("/contests/<slug>/log/<int:seq>/")
@allow(members)
def entry(seq: int) -> ResponseReturnValue:
    """Show one entry with the proof that it stands in the log."""
    found, proof = _proved(seq)
    return render_template("log/entry.html", entry=found, proof=proof, scope=current_scope())


@blueprint.get("/contests/<slug>/log/<int:seq>/proof.json")
@allow(members)
def proof_file(seq: int) -> ResponseReturnValue:
    """Give leaf and proof as JSON, for whoever checks it elsewhere."""
    found, proof = _proved(seq)
    body = {
        "leaf": found.leaf,
        "leaf_hash": proof.leaf_hash,
        "index": seq,
        "path": proof.path,
        "root": proof.checkpoint.root,
        "size": proof.checkpoint.size,
    }
    answer = Response(orjson.dumps(body, option=orjson.OPT_INDENT_2), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename=log-entry-{seq}.json"
    return answer


def _proved(seq: int) -> tuple[queries.Entry, queries.Proof]:
    """An entry of this contest, if the actor may read it, with its proof."""
    scope, session = current_scope(), transaction.session()
    policy.may_read_entries(transaction.actor(), scope.id).enforce()
    found, proof = queries.entry(session, scope.id, seq), queries.prove(session, seq)
    if found is None or proof is None:
        raise NotFound(_("There is no such page."))
    return found, proof
