"""Who keeps out of what and who acts in their place, and which cases are left out, from recorded rows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.identity.models import User
from compliance.identity.queries import chain
from compliance.reports.model import Recusal
from compliance.transparency.queries import Rows, rows_of

Recorded = Mapping[str, Any]


def without_confined(rows: Rows) -> Rows:
    """Leave out cases that are confined to the officers who handle them, and recusals from them.

    Every edition has readers who do not handle them. What belongs to a case is found by way of its row, so that
    nothing else of it is left.
    """
    confined = {key for key, row in rows.get("incident", {}).items() if "restricted_at" in row}
    if not confined:
        return rows
    kept = {key: row for key, row in rows["incident"].items() if key not in confined}
    recused = {key: row for key, row in rows.get("recusal", {}).items() if row.get("incident_id") not in confined}
    return {**rows, "incident": kept, "recusal": recused}


def recusals(session: Session, rows: Rows, size: int, on: date) -> tuple[Recusal, ...]:
    """Return who takes no part in what, in the order of declaration, with who acts in their place on a day."""
    recorded = sorted(rows.get("recusal", {}).values(), key=lambda row: row["id"])
    replaced = {row["id"]: _replacement(rows, row, on) for row in recorded if "ended_at" not in row}
    people = {row["user_id"] for row in recorded} | {one for one in replaced.values() if one is not None}
    names = _names(session, people, size)
    zone = ZoneInfo(next(iter(rows["contest"].values()))["timezone"])
    return tuple(
        Recusal(
            person=names[row["user_id"]],
            subject=_subject(rows, row.get("candidacy_id"), row.get("incident_id")),
            from_=_day(row["declared_at"], zone),
            until=_day(row["ended_at"], zone) if "ended_at" in row else None,
            reason=row["reason"],
            replacement=None if (other := replaced.get(row["id"])) is None else names[other],
        )
        for row in recorded
    )


def _replacement(rows: Rows, recusal: Recorded, on: date) -> int | None:
    """The first in the chain of replacements who does not keep out of the same."""
    rules: dict[int | Role, int] = {}
    for rule in sorted(rows.get("replacement", {}).values(), key=lambda row: row["id"]):
        if "ended_at" not in rule and rule["from_on"] <= on.isoformat() <= rule.get("until_on", "9999"):
            who = rule["replaced_id"] if "replaced_id" in rule else Role(rule["role"])
            rules[who] = rule["replacement_id"]
    held = {row["role"] for row in _in_force(rows, "role_grant") if row["user_id"] == recusal["user_id"]}
    role = next((Role(one) for one in sorted(held) if Role(one) in rules), Role.OFFICER)
    out = {row["user_id"] for row in _in_force(rows, "recusal") if _covers(rows, row, recusal)}
    return next((one for one in chain(rules, recusal["user_id"], role) if one not in out), None)


def _covers(rows: Rows, one: Recorded, other: Recorded) -> bool:
    """Whether whoever declared the one keeps out of what the other is about."""
    if "incident_id" in one:
        return bool(one["incident_id"] == other.get("incident_id"))
    if "candidacy_id" not in one:
        return True
    incident = rows.get("incident", {}).get(other.get("incident_id", -1), {})
    return one["candidacy_id"] in (other.get("candidacy_id"), incident.get("candidacy_id"))


def _in_force(rows: Rows, table: str) -> Iterable[Recorded]:
    return (row for row in rows.get(table, {}).values() if "ended_at" not in row and "revoked_at" not in row)


def _subject(rows: Rows, candidacy_id: int | None, incident_id: int | None) -> str:
    if incident_id is not None:
        return _("Incident %(reference)s", reference=rows["incident"][incident_id]["reference"])
    if candidacy_id is not None:
        return _("All cases of %(name)s", name=rows["candidacy"][candidacy_id]["name"])
    return _("The whole contest")


def _day(instant: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(instant).astimezone(zone).date()


def _names(session: Session, user_ids: set[int], size: int) -> dict[int, str]:
    """Names of users as they were recorded; accounts belong to no contest, so they are not among its rows."""
    if not user_ids:
        return {}
    found = session.execute(select(User.id, User.reference).where(User.id.in_(user_ids)))
    references = {row.id: row.reference for row in found}
    users = rows_of(session, [f"user:{reference}" for reference in references.values()], size).get("user_account", {})
    return {key: users[key]["name"] if key in users else reference for key, reference in references.items()}
