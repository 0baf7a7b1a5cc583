"""A notice is prepared, read by a second officer, and waits for its hour."""

from datetime import date, datetime

from compliance.exchange.demo.company import Company, at, november
from compliance.exchange.demo.people import EDDA, YSOLDE
from compliance.incidents import service as incidents

FILM = "campaign-film"


def play(company: Company, now: datetime) -> None:
    """Put the origin of the money for a film to the candidate, at the next hour after `now`."""
    facts = (
        incidents.NewFact(
            "A film of ninety seconds was paid for by the Guild of Lock Builders: EUR 7,500.00.",
            date(2026, 11, 1),
            november(9),
            frozenset({0, 1}),
        ),
        incidents.NewFact(
            "The statement of 1 November 2026 does not mention it, and no letter to the Chair does.",
            date(2026, 11, 1),
            None,
            frozenset({1}),
        ),
    )
    case = company.case(FILM)
    prepared = incidents.prepare(company.lets(EDDA, at(23, 13, 15)), case, incidents.Preparation(facts))
    incidents.check(company.lets(YSOLDE, at(23, 16, 5)), case, prepared)
    incidents.order(company.lets(EDDA, now), case, prepared, incidents.Order())
