"""What all pages of codes share: their place in the site, who may open them, and what an address names."""

from flask import Blueprint, url_for

from compliance.codes import policy, queries, service
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.core.access import HIDDEN, Actor, Verdict
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.scope import ContestScope, current_scope, today

blueprint = Blueprint("codes", __name__, url_prefix="/contests/<slug>/codes")


def editors(actor: Actor, scope: ContestScope | None) -> Verdict:
    """Those who write the contest's codes."""
    return policy.may_edit(actor, scope.id) if scope else HIDDEN


def found_instrument(key: str) -> Instrument:
    """The instrument that an address names."""
    instrument = queries.instrument(transaction.session(), current_scope().id, key)
    if instrument is None:
        raise NotFound(_("There is no such page."))
    return instrument


def found_version(key: str, ordinal: int) -> tuple[Instrument, InstrumentVersion]:
    """The version that an address names, and its instrument."""
    found = queries.version(transaction.session(), current_scope().id, key, ordinal)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def may_edit() -> Verdict:
    """Whether this person may write the contest's codes."""
    return policy.may_edit(transaction.actor(), current_scope().id)


def may_edit_version(version: InstrumentVersion) -> Verdict:
    """Whether this person may change the wording of a version now."""
    frozen = service.frozen_because(transaction.session(), version.id)
    return policy.may_edit_version(transaction.actor(), current_scope().id, frozen)


def state(version: InstrumentVersion) -> str:
    """Where a version stands today: a key of the vocabulary "version"."""
    if version.in_force_from > today():
        return "later"
    return "in_force" if version.in_force_until is None or version.in_force_until >= today() else "ended"


def crumbs(instrument: Instrument | None = None, version: InstrumentVersion | None = None) -> list[tuple[str, str]]:
    """The way from the codes of a contest to a page below them, an instrument, or a version."""
    way = [(_("Codes of conduct"), url_for("codes.index"))]
    if instrument is not None:
        way.append((instrument.title, url_for("codes.instrument", key=instrument.key)))
    if instrument is not None and version is not None:
        label = _("Version %(label)s", label=version.label)
        way.append((label, url_for("codes.version", key=instrument.key, ordinal=version.ordinal)))
    return way
