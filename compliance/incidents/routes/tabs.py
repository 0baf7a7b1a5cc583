"""The pages that make up one case for the office. An area above that has one adds its endpoint here."""

from dataclasses import dataclass

from flask import request, url_for

from compliance.core.language import lazy
from compliance.incidents.models import Incident

TABS: list[tuple[str, str]] = [
    ("incidents.show", lazy("Case")),
    ("incidents.deadlines", lazy("Deadlines")),
    ("incidents.notices", lazy("Notice and reply")),
    ("incidents.fact_finding", lazy("Fact-finding")),
    ("incidents.notes", lazy("Notes")),
    ("incidents.messages", lazy("Messages")),
    ("incidents.links", lazy("Links")),
    ("incidents.access", lazy("Access")),
    ("incidents.history", lazy("History")),
]
"""Endpoint, which takes a `reference`, and label."""

ORDER = (
    *("incidents.show", "incidents.notices", "incidents.fact_finding", "incidents.measures", "incidents.review"),
    *("incidents.publication", "incidents.deadlines", "incidents.messages", "incidents.notes"),
    *("case_reports.of_case", "incidents.links", "incidents.retaliation", "incidents.access", "incidents.history"),
)
"""First the case and what is done in it, step by step; then what goes along with all steps; whence it came and who may
see it; what is not named here comes last."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a case."""

    label: str
    url: str
    active: bool


def case_tabs(incident: Incident) -> list[Tab]:
    """The pages of a case, with the one that is shown now marked."""
    return [
        Tab(str(label), url_for(endpoint, reference=incident.reference), request.endpoint == endpoint)
        for endpoint, label in in_order()
    ]


def in_order() -> list[tuple[str, str]]:
    """The tabs as they are shown."""
    return sorted(TABS, key=lambda tab: ORDER.index(tab[0]) if tab[0] in ORDER else len(ORDER))


OF_RESPONDENT = ("incidents.show", "incidents.measures", "incidents.review")
"""The pages of a case that its respondent has as well, once something was found."""


def tabs_of(incident: Incident, *, office: bool) -> list[Tab]:
    """The pages of a case for an officer, or for the respondent."""
    return [
        tab
        for tab, (endpoint, _label) in zip(case_tabs(incident), in_order(), strict=True)
        if office or endpoint in OF_RESPONDENT
    ]
