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

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        lazy("The case"),
        ("incidents.show", "case_reports.of_case", "incidents.links", "incidents.retaliation"),
    ),
    (
        lazy("The process"),
        (
            *("incidents.notices", "incidents.fact_finding", "incidents.measures", "incidents.review"),
            *("incidents.publication", "incidents.deadlines"),
        ),
    ),
    (
        lazy("The record"),
        ("incidents.messages", "incidents.notes", "incidents.access", "incidents.history"),
    ),
)
"""What the case is and whence it came; what is done in it, step by step; what was written, who may see it, and who did
what. What is not named here comes last."""
ORDER = tuple(endpoint for _group, endpoints in GROUPS for endpoint in endpoints)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a case, and the group in which it stands."""

    label: str
    url: str
    active: bool
    group: str


def case_tabs(incident: Incident) -> list[Tab]:
    """The pages of a case, with the one that is shown now marked."""
    return [
        Tab(str(label), url_for(endpoint, reference=incident.reference), request.endpoint == endpoint, _group(endpoint))
        for endpoint, label in in_order()
    ]


def _group(endpoint: str) -> str:
    return str(next((group for group, endpoints in GROUPS if endpoint in endpoints), GROUPS[-1][0]))


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
