"""The log as JSON: how far it has come, and the proof of an entry."""

from datetime import datetime

from flask import Blueprint

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.transparency import policy, queries
from compliance.web import transaction
from compliance.web.guards import allow, members, signed_in
from compliance.web.json_api import Answer, Operation, Scope, operation
from compliance.web.scope import current_scope

blueprint = Blueprint("log_api", __name__, url_prefix="/api/v1")


class CheckpointAnswer(Answer):
    """How many entries the log has, and the root of its tree (RFC 6962) in hexadecimal."""

    size: int
    root: str
    at: datetime | None


class ProofAnswer(Answer):
    """An entry's leaf, and the path from it to a checkpoint's root."""

    index: int
    leaf: str
    leaf_hash: str
    path: list[str]
    size: int
    root: str


@blueprint.get("/log/checkpoint")
@allow(signed_in)
@operation(Operation(Scope.LOG_READ, CheckpointAnswer))
def checkpoint() -> CheckpointAnswer:
    """Give the newest checkpoint."""
    return CheckpointAnswer.model_validate(queries.head(transaction.session()))


@blueprint.get("/contests/<slug>/log/<int:seq>")
@allow(members)
@operation(Operation(Scope.LOG_READ, ProofAnswer))
def entry(seq: int) -> ProofAnswer:
    """Give one entry of a contest, with the proof that it stands in the log."""
    scope, session = current_scope(), transaction.session()
    policy.may_read_entries(transaction.actor(), scope.id).enforce()
    found, proof = queries.entry(session, scope.id, seq), queries.prove(session, seq)
    if found is None or proof is None:
        raise NotFound(_("There is no such entry in the log of this contest."))
    return ProofAnswer(
        index=seq,
        leaf=found.leaf,
        leaf_hash=proof.leaf_hash,
        path=list(proof.path),
        size=proof.checkpoint.size,
        root=proof.checkpoint.root,
    )
