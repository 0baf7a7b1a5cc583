"""Who may sign, record, withdraw and read pledges.

Everybody in a contest sees who acknowledged what and when, and the decision on each clause: it decides what binds, and
the other side must be able to see it. The statements behind a reservation or a refusal are for the candidate, the
ethics office, the chair and the bureau: they may name people and circumstances that are nobody else's business.
"""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _


def may_read(actor: Actor, contest_id: int) -> Verdict:
    """Whoever has a role in the contest, administrators and the command line see who decided what, and when."""
    known = actor.is_system or actor.is_administrator or actor.takes_part(contest_id)
    return ALLOWED if known else HIDDEN


def may_read_statements(actor: Actor, contest_id: int, candidacy_id: int) -> Verdict:
    """The candidate and their agents read the statements, and so do officers, chair and bureau who are not recused."""
    if actor.is_system or candidacy_id in actor.candidacies():
        return ALLOWED
    if actor.has(contest_id, Role.OFFICER, Role.CHAIR, Role.BUREAU) and not _keeps_out(actor, contest_id, candidacy_id):
        return ALLOWED
    if may_read(actor, contest_id):
        return refused(_("Statements are read by the candidate, the ethics office, the chair and the bureau."))
    return HIDDEN


def may_draft(actor: Actor, candidacy_id: int) -> Verdict:
    """The candidate and their agents prepare a pledge; nobody else sees it before it is signed."""
    return ALLOWED if candidacy_id in actor.candidacies() else HIDDEN


def may_sign(actor: Actor, candidacy_id: int) -> Verdict:
    """A pledge is signed by the candidate in person."""
    if candidacy_id in actor.candidacies(Role.CANDIDATE):
        return ALLOWED
    if candidacy_id in actor.candidacies(Role.AGENT):
        return refused(_("A pledge is signed by the candidate in person. You can prepare it; it is kept as a draft."))
    return HIDDEN


def may_record_paper(actor: Actor, contest_id: int, candidacy_id: int | None = None) -> Verdict:
    """Officers who are not recused put on record what a candidate signed on paper."""
    if actor.is_system:
        return ALLOWED
    if not may_read(actor, contest_id):
        return HIDDEN
    if not actor.has(contest_id, Role.OFFICER):
        return refused(_("Only the ethics office records pledges given on paper."))
    if _keeps_out(actor, contest_id, candidacy_id):
        return refused(_("You are recused here, so somebody else must record this."))
    return ALLOWED


def may_withdraw(actor: Actor, contest_id: int, candidacy_id: int) -> Verdict:
    """Officers who are not recused record a withdrawal, which a candidate declares in writing."""
    if actor.has(contest_id, Role.OFFICER) or actor.is_system:
        return may_record_paper(actor, contest_id, candidacy_id)
    if may_read(actor, contest_id):
        return refused(_("A withdrawal is declared in writing to the ethics office, which records it with its day."))
    return HIDDEN


def may_import(actor: Actor) -> Verdict:
    """Whoever imports a contest file: administrators, and whoever has the command line."""
    return ALLOWED if actor.is_system or actor.is_administrator else HIDDEN


def _keeps_out(actor: Actor, contest_id: int, candidacy_id: int | None) -> bool:
    return contest_id in actor.recused_contests or candidacy_id in actor.recused_candidacies
