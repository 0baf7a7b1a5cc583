"""Candidates and acknowledgements as the data of a contest file."""

from collections.abc import Mapping
from typing import Any

from compliance.candidates.models import Candidacy, MediaAccount, StatusPeriod
from compliance.codes.models import Clause
from compliance.exchange.export.rows import People
from compliance.exchange.export.texts import line, present, prose
from compliance.pledges.models import Acknowledgement, ClauseDecision


def candidate(one: Candidacy, people: People) -> dict[str, Any]:
    """Give a candidate with status periods and media accounts."""
    return present(
        {
            "key": one.key,
            "name": line(one.name),
            "post": line(one.post),
            "nominated_by": list(dict.fromkeys(filter(None, map(line, one.nominated_by)))),
            "announced_on": one.announced_on,
            "withdrawn_on": one.withdrawn_on,
            "statuses": [_status(period) for period in people.statuses[one.id]],
            "accounts": [_account(account) for account in people.accounts[one.id]],
        }
    )


def _status(period: StatusPeriod) -> dict[str, Any]:
    return present({"status": period.status.value, "from": period.from_on, "until": period.until_on})


def _account(account: MediaAccount) -> dict[str, Any]:
    return present(
        {
            "platform": line(account.platform),
            "handle": line(account.handle),
            "capacity": account.capacity.value,
            "from": account.from_on,
            "until": account.until_on,
        }
    )


def acknowledgement(
    one: Acknowledgement,
    people: People,
    keys: Mapping[int, str],
    names: Mapping[int, tuple[str, str]],
    clauses: Mapping[int, Clause],
) -> dict[str, Any]:
    """Give an acknowledgement with every decision that was not plain acceptance.

    `keys` are those of candidacies, `names` the instrument's key and the label of versions, each by row.
    """
    instrument, version = names[one.version_id]
    decisions = {str(line(clauses[each.clause_id].number)): _decision(each) for each in people.decisions[one.id]}
    return present(
        {
            "candidate": keys[one.candidacy_id],
            "instrument": instrument,
            "version": version,
            "signed_on": one.signed_on,
            "withdrawn_on": one.withdrawn_on,
            "submitted_to": line(one.submitted_to),
            "decisions": decisions,
        }
    )


def _decision(each: ClauseDecision) -> dict[str, Any]:
    return present({"decision": each.decision.value, "statement": prose(each.statement)})
