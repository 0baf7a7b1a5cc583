"""The blueprint that the pages of pledges share, and what more than one of them looks up."""

from flask import Blueprint

from compliance.candidates.models import Candidacy
from compliance.codes import queries as codes
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.pledges import queries
from compliance.pledges.queries import Shown
from compliance.web import transaction
from compliance.web.guards import holding
from compliance.web.scope import current_scope

blueprint = Blueprint("pledges", __name__, url_prefix="/contests/<slug>")
SIDES = holding(Role.CANDIDATE, Role.AGENT)


def nothing() -> NotFound:
    """What there is not."""
    return NotFound(_("There is no such page."))


def own_candidacy() -> Candidacy:
    """The candidacy of this contest for which this person is the candidate or an agent."""
    contest_id = current_scope().id
    own = [grant.candidacy_id for grant in transaction.actor().grants if grant.contest_id == contest_id]
    candidacy = next((one for one in own if one is not None), None)
    if candidacy is None:
        raise nothing()
    return transaction.session().get_one(Candidacy, candidacy)


def version_of(key: str, ordinal: int) -> tuple[Instrument, InstrumentVersion]:
    """An instrument of this contest that binds by acknowledgement, and one of its versions."""
    found = codes.version(transaction.session(), current_scope().id, key, ordinal)
    if found is None or found[0].binds_by is not BindsBy.ACKNOWLEDGEMENT:
        raise nothing()
    return found


def acknowledgement(reference: str) -> Shown:
    """An acknowledgement of this contest."""
    found = queries.by_reference(transaction.session(), current_scope().id, reference)
    if found is None:
        raise nothing()
    return found
