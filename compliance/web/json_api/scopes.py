"""What a token may be used for: never more than its owner may do."""

from collections.abc import Mapping
from enum import StrEnum

from compliance.core.language import lazy

PREFIX = "/api/"


class Scope(StrEnum):
    """One use of a token."""

    CONTESTS_READ = "contests:read"
    INCIDENTS_READ = "incidents:read"
    INCIDENTS_WRITE = "incidents:write"
    SUBMISSIONS_READ = "submissions:read"
    SUBMISSIONS_WRITE = "submissions:write"
    SETTINGS_WRITE = "settings:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    REPORTS_READ = "reports:read"
    REPORTS_WRITE = "reports:write"
    LOG_READ = "log:read"


SCOPES: Mapping[Scope, str] = {
    Scope.CONTESTS_READ: lazy("Read contests, their rules, candidates, codes and which clause bound whom"),
    Scope.INCIDENTS_READ: lazy("Read incidents"),
    Scope.INCIDENTS_WRITE: lazy("File incidents and act on them"),
    Scope.SUBMISSIONS_READ: lazy("Read what reporters sent in, without who they are"),
    Scope.SUBMISSIONS_WRITE: lazy("Make cases of what reporters sent in, put it aside, and write to them"),
    Scope.SETTINGS_WRITE: lazy("Set how a contest handles its cases, and which days count"),
    Scope.PEOPLE_READ: lazy("Read who keeps out of what, and who acts in whose place"),
    Scope.PEOPLE_WRITE: lazy("Declare relations, keep out of cases, and name who acts in whose place"),
    Scope.REPORTS_READ: lazy("Read issued reports"),
    Scope.REPORTS_WRITE: lazy("Issue and release reports, and acknowledge receipt"),
    Scope.LOG_READ: lazy("Read the log, its checkpoint and its proofs"),
}
"""Each use in words, for whoever makes a token."""
