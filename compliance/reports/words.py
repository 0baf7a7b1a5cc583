"""Words of a report for values that no page shows as a status, and the way to those that `web.status` holds."""

from datetime import date
from functools import lru_cache

from compliance.core.language import _, lazy, long_date, ngettext
from compliance.incidents.terms import SourceKind, StandardOfProof
from compliance.pledges.terms import Medium
from compliance.reports.model import Edition
from compliance.web.status import badge

EDITION = {
    Edition.ETHICS: lazy("Edition for the ethics office"),
    Edition.CHAIR: lazy("Edition for the chair of the council"),
    Edition.PUBLIC: lazy("Public edition"),
}
MEDIUM = {
    Medium.APPLICATION: lazy("signed in the application"),
    Medium.PAPER: lazy("signed on paper"),
    Medium.IMPORT: lazy("entered from a contest file"),
}
STANDARD_OF_PROOF = {
    StandardOfProof.BALANCE_OF_PROBABILITIES: lazy("on the balance of probabilities"),
    StandardOfProof.CLEAR_AND_CONVINCING: lazy("by clear and convincing evidence"),
    StandardOfProof.BEYOND_REASONABLE_DOUBT: lazy("beyond reasonable doubt"),
}
SOURCE_KIND = {
    SourceKind.NAMED: lazy("named to the office"),
    SourceKind.CONFIDENTIAL: lazy("confidential"),
    SourceKind.ANONYMOUS: lazy("anonymous"),
}
WITHHELD = {
    "source_identity": lazy("Who a source is"),
    "confined": lazy("Confined cases"),
    "sources": lazy("Sources"),
    "assessment": lazy("Reasons of the office"),
    "evidence_names": lazy("Names of evidence files"),
    "recusal_reasons": lazy("Reasons for recusals"),
    "open_matters": lazy("Matters that are not concluded"),
    "internal": lazy("Internal texts"),
    "evidence": lazy("Evidence"),
    "reported_on": lazy("When a report came in"),
    "details": lazy("Details that can name somebody"),
    "measures": lazy("Other measures"),
    "statements": lazy("Statements of candidates in their pledges"),
    "third_party_statements": lazy("Statements by others"),
    "digests": lazy("Digests of signed pledges"),
    "recusals": lazy("Recusals"),
}


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """`2031-02-24` as "24 February 2031"; remembered, because a report writes few days many times."""
    return long_date(value)


def span(start: date, until: date | None) -> str:
    """Write an interval: "24 February 2031", "13 May 2031 to 15 May 2031", or "from 13 May 2031"."""
    if until is None:
        return _("from %(day)s", day=day(start))
    if until == start:
        return day(start)
    return _("%(start)s to %(until)s", start=day(start), until=day(until))


def days(count: int) -> str:
    """`1 day`, `144 days`."""
    return ngettext("%(count)s day", "%(count)s days", count)


def word(vocabulary: str, value: str) -> str:
    """Return the text under which a page shows this status."""
    return str(badge(vocabulary, value).label)


def meaning(vocabulary: str, value: str) -> str:
    """Return what a status means, where its words alone could be misread."""
    return str(badge(vocabulary, value).meaning)


def size(count: int) -> str:
    """Bytes as "48 kB"; thousands, as in the system of units."""
    return _("%(count)s kB", count=max(1, round(count / 1000)))
