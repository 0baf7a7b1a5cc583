"""A withdrawal: the acknowledgement stays on record, and no longer counts from that day on."""

from datetime import date

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.errors import Fault, Forbidden, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.pledges import policy
from compliance.pledges.models import Acknowledgement
from compliance.transparency.recording import record


def withdraw(uow: UnitOfWork, acknowledgement: Acknowledgement, on: date) -> None:
    """Record that the candidate withdrew an acknowledgement: it counts to the day before.

    Raises:
        Forbidden: it was withdrawn already.
        Invalid: the day lies before the signature or is to come (at `on`).
    """
    candidacy = uow.session.get_one(Candidacy, acknowledgement.candidacy_id)
    policy.may_withdraw(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    if acknowledgement.withdrawn_on is not None:
        day = long_date(acknowledgement.withdrawn_on)
        raise Forbidden(_("This acknowledgement was withdrawn on %(day)s already.", day=day))
    if on < acknowledgement.signed_on:
        day = long_date(acknowledgement.signed_on)
        raise Invalid([Fault("on", _("It was signed on %(day)s: it cannot be withdrawn before that.", day=day))])
    if on > uow.today(uow.session.get_one(Contest, candidacy.contest_id).timezone):
        raise Invalid([Fault("on", _("This day is to come: record the withdrawal when it has happened."))])
    acknowledgement.withdrawn_on = on
    record(uow, "pledge.withdrawn", f"acknowledgement:{acknowledgement.reference}", contest_id=candidacy.contest_id)
