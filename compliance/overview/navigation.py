"""What the frame of every page shows: who is signed in, and where one can go from here."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from compliance.contests.policy import may_edit
from compliance.core.access import ALLOWED, Actor, Role, Verdict
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.identity.policy import may_see_routing
from compliance.incidents import policy as incidents
from compliance.intake.policy import may_set_intake
from compliance.transparency.policy import READERS, may_read_entries
from compliance.web.guards import asks_nobody
from compliance.web.scope import ContestScope, resolve
from compliance.web.status import badge

CASES = (Role.OFFICER, Role.CANDIDATE, Role.AGENT)
CLARIFIED = (Role.OFFICER, Role.CHAIR, Role.BUREAU, Role.CANDIDATE, Role.AGENT)
OFFICE = (Role.OFFICER,)
PEOPLE = (Role.OFFICER, Role.CHAIR, Role.BUREAU)


@dataclass(frozen=True, slots=True)
class Item:
    """One place to go."""

    label: str
    url: str
    active: bool


IN_A_CONTEST: tuple[tuple[str, str, tuple[Role, ...] | None], ...] = (
    ("overview.contest", lazy("Contest"), None),
    ("incidents.index", lazy("Incidents"), CASES),
    ("submissions.index", lazy("Reports received"), OFFICE),
    ("clarifications.index", lazy("Clarifications"), CLARIFIED),
    ("pledges.index", lazy("Pledges"), None),
    ("candidates.index", lazy("Candidates"), None),
    ("codes.index", lazy("Codes"), None),
    ("reports.index", lazy("Audit reports"), None),
    ("identity.people", lazy("People"), PEOPLE),
    ("log.entries", lazy("Log"), READERS),
)
"""Endpoint, label, and who is shown it (None: everybody in the contest); administrators are shown all but cases."""

PARTS: dict[str, tuple[str, ...]] = {
    "overview.home": ("overview.home",),
    "overview.contest": (
        *("overview.contest", "overview.settings", "contests.", "deadline_rules.", "notices.", "intake.opening"),
    ),
    "incidents.index": ("incidents.", "case_reports."),
    "identity.users": tuple(
        f"identity.{view}"
        for view in (
            *("users", "new_user", "add_user", "user", "close_user", "open_user"),
            *("reset_password", "give_role", "revoke_role"),
        )
    ),
    "notifications.outbox": ("notifications.outbox", "notifications.retry"),
    "identity.people": tuple(
        f"identity.{view}"
        for view in (
            *("people", "recusal", "recuse", "end_recusal", "relation", "end_relation", "accept_proposal"),
            *("decline_proposal", "routing", "set_head", "replacement", "end_replacement"),
        )
    ),
}
"""How the endpoints begin on whose pages a place is the active one, where that is not the whole area."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One page on which something is set for the whole contest, and what that is."""

    label: str
    url: str
    about: str


def settings_of(actor: Actor, contest_id: int) -> list[Setting]:
    """The pages of settings that somebody can open: rules for all, the rest for those who set it."""
    rows: tuple[tuple[str, Verdict, str, str], ...] = (
        ("contests.edit", may_edit(actor, contest_id), _("The contest"), _("Its title, its days, and the vote.")),
        (
            "contests.calendar",
            ALLOWED,
            _("Which days count"),
            _("Weekends, public holidays, and free days of its own."),
        ),
        ("deadline_rules.show", ALLOWED, _("Rules for deadlines"), _("How long each step may take, on both tracks.")),
        (
            "notices.index",
            incidents.may_see_terms(actor, contest_id),
            _("Notices to candidates"),
            _("The hours of release, a second check, and approved wordings."),
        ),
        (
            "incidents.concluding",
            incidents.may_set_standards(actor, contest_id),
            _("How cases are concluded"),
            _("The usual standard of proof, and the time to ask for a review."),
        ),
        (
            "identity.routing",
            may_see_routing(actor, contest_id),
            _("Routing"),
            _("Who acts in whose place, and to whom audit reports go."),
        ),
        (
            "intake.opening",
            may_set_intake(actor, contest_id),
            _("Reports from the public"),
            _("Whether anybody can report here, and at which address."),
        ),
    )
    return [Setting(label, url_for(endpoint), about) for endpoint, may, label, about in rows if may]


def frame() -> dict[str, Any]:
    """The variables of `base.html`. Pages that ask nobody who they are have a frame of their own."""
    if asks_nobody():
        return {"account": None, "navigation": []}
    if not current_user.is_authenticated:
        signing_in = request.endpoint in ("identity.sign_in", "identity.sign_in_now")
        return {"account": None, "navigation": [], "sign_in_url": None if signing_in else url_for("identity.sign_in")}
    actor: Actor = current_user.actor
    scope = resolve()
    return {
        "home_url": url_for("overview.home"),
        "organisation": scope.organisation if scope else None,
        "account": {
            "name": actor.name,
            "role": _roles(actor, scope),
            "url": url_for("identity.account"),
            "sign_out_url": url_for("identity.sign_out"),
        },
        "navigation": _elsewhere(actor) if scope is None else _in_contest(actor, scope),
        "trail": _trail(scope),
    }


def _trail(scope: ContestScope | None) -> list[tuple[str, str]]:
    """The crumbs with which those of every page below a contest begin."""
    if scope is None or request.endpoint == "overview.contest":
        return []
    return [(scope.title, url_for("overview.contest"))]


def _roles(actor: Actor, scope: ContestScope | None) -> str:
    held = actor.roles.get(None if scope is None else scope.id, frozenset()) | actor.roles.get(None, frozenset())
    return ", ".join(str(badge("role", role).label) for role in sorted(held))


def _elsewhere(actor: Actor) -> list[Item]:
    items = [_item("overview.home", _("Home"))]
    if actor.is_administrator:
        items += [_item("identity.users", _("Users")), _item("notifications.outbox", _("Mail"))]
    return [*items, _item("log.checkpoint", _("Log"))]


def _in_contest(actor: Actor, scope: ContestScope) -> list[Item]:
    def shown(roles: tuple[Role, ...] | None) -> bool:
        administers = actor.is_administrator and roles not in (CASES, CLARIFIED, OFFICE)
        return roles is None or administers or actor.has(scope.id, *roles)

    may_read_log = may_read_entries(actor, scope.id)
    return [
        _item(endpoint, label)
        for endpoint, label, roles in IN_A_CONTEST
        if shown(roles) and (may_read_log or endpoint != "log.entries")
    ]


def _item(endpoint: str, label: str) -> Item:
    here = request.endpoint or ""
    parts = PARTS.get(endpoint, (f"{endpoint.partition('.')[0]}.",))
    return Item(label, url_for(endpoint), here.startswith(parts))
