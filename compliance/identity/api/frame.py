"""What the operations on people begin with: the blueprint, and whom and what a request names."""

from flask import Blueprint

from compliance.candidates import queries as candidates
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.identity import policy, queries
from compliance.identity.models import User
from compliance.identity.routes.account import RECUSABLE
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session

blueprint = Blueprint("people_api", __name__, url_prefix="/api/v1/contests/<slug>")


def the_person(reference: str | None) -> User:
    """Of whom something is put on record: the token's owner unless somebody else is named.

    Invalid at `person` if that is nobody who may have to keep out, or somebody for whom the owner does not speak.
    """
    own = session().get_one(User, actor().user_id)
    wanted = own.reference if reference is None else reference
    known = {one.reference for one in queries.members(session(), current_scope().id) if one.role in RECUSABLE}
    speaks = wanted == own.reference or policy.may_recuse_others(actor(), current_scope().id)
    found = queries.user_by_reference(session(), wanted) if wanted in known and speaks else None
    if found is None:
        message = _("Give the reference of somebody who handles or watches cases, or none for yourself.")
        raise Invalid([Fault("person", message)])
    return found


def candidacy_id(key: str) -> int:
    """The id of the candidacy with a key. Invalid at `candidate` if there is none."""
    found = candidates.by_key(session(), current_scope().id, key)
    if found is None:
        raise Invalid([Fault("candidate", _("This is no candidate of this contest."))])
    return found.id


def candidate_keys() -> dict[int, str]:
    """The keys of the contest's candidates by id."""
    return {one.id: one.key for one in candidates.in_contest(session(), current_scope().id)}
