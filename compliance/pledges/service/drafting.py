"""Keeping what a candidate has decided so far."""

from collections.abc import Mapping

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.codes.models import InstrumentVersion
from compliance.core.errors import Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.pledges import policy, queries
from compliance.pledges.models import PledgeDraft
from compliance.pledges.receipt import Choice
from compliance.pledges.service import choosing


def save_draft(
    uow: UnitOfWork, candidacy: Candidacy, version: InstrumentVersion, choices: Mapping[str, Choice]
) -> PledgeDraft:
    """Keep decisions on some clauses beside those kept already. Invalid at `decisions.NUMBER`.

    A draft is nobody's record: it is not in the log, and goes once the pledge is signed.
    """
    policy.may_draft(uow.actor, candidacy.id).enforce()
    leaves = queries.leaf_ids(uow.session, version.id)
    if faults := list(choosing.faults(leaves, choices)):
        raise Invalid(faults)
    query = select(PledgeDraft).where(PledgeDraft.candidacy_id == candidacy.id, PledgeDraft.version_id == version.id)
    draft = uow.session.scalar(query.with_for_update())
    if draft is None:
        draft = PledgeDraft(candidacy_id=candidacy.id, version_id=version.id, decisions={}, saved_at=uow.now)
        uow.session.add(draft)
    draft.decisions = {**draft.decisions, **_plain(choosing.settled(choices))}
    draft.saved_at = uow.now
    uow.session.flush()
    return draft


def _plain(choices: Mapping[str, Choice]) -> dict[str, dict[str, str | None]]:
    return {
        number: {"decision": choice.decision.value, "statement": choice.statement} for number, choice in choices.items()
    }
