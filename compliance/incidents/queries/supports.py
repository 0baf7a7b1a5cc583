"""What an account of a contested fact can rest on, for whoever enters one."""

from collections import Counter
from dataclasses import dataclass, field
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.incidents.models import Allegation, EvidenceItem, Incident, Reply, Source
from compliance.incidents.queries.fact_finding import interviews

_WORDS = 80


@dataclass(frozen=True, slots=True)
class Supports:
    """What an account of this case can rest on: references or keys, with what names each."""

    evidence: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    interviews: list[tuple[str, str]] = field(default_factory=list)
    replies: list[tuple[str, str]] = field(default_factory=list)


def supports(session: Session, incident: Incident) -> Supports:
    """What an account of the case can rest on. A source is told by its first words: who it is may be sealed."""
    items = select(EvidenceItem.reference, EvidenceItem.name).where(EvidenceItem.incident_id == incident.id)
    sources = select(Source.reference, Source.statement).where(Source.incident_id == incident.id)
    replies = (
        select(Reply.id, Allegation.position, Reply.replied_on, Reply.text)
        .join(Allegation, Allegation.id == Reply.allegation_id)
        .where(Allegation.incident_id == incident.id)
    )
    return Supports(
        [(row.reference, row.name) for row in session.execute(items.order_by(EvidenceItem.id))],
        [
            (row.reference, shorten(row.statement, _WORDS, placeholder=" …"))
            for row in session.execute(sources.order_by(Source.id))
        ],
        [
            (
                one.reference,
                _("%(person)s on %(day)s", person=one.now.person, day=long_date(one.now.held_on)),
            )
            for one in interviews(session, incident)
        ],
        [
            (
                str(row.id),
                _(
                    "On allegation %(count)s, %(day)s: %(text)s",
                    count=row.position + 1,
                    day=long_date(row.replied_on),
                    text=shorten(row.text, _WORDS, placeholder=" …") or _("declined to comment"),
                ),
            )
            for row in session.execute(replies.order_by(Reply.id))
        ],
    )


def reply_keys(session: Session, incident: Incident) -> dict[tuple[int, int], int]:
    """The keys of the replies in a case, by the position of the allegation and the place among the replies to it.

    Both are counted from 0, in the order in which the case lists them.
    """
    query = (
        select(Allegation.position, Reply.id)
        .join(Allegation, Allegation.id == Reply.allegation_id)
        .where(Allegation.incident_id == incident.id)
    )
    found: dict[tuple[int, int], int] = {}
    places: Counter[int] = Counter()
    for position, key in session.execute(query.order_by(Reply.id)):
        found[position, places[position]] = key
        places[position] += 1
    return found
