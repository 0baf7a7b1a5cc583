"""Adding an instrument, and changing what is said of it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from compliance.codes import policy, queries
from compliance.codes.models import Instrument
from compliance.codes.service.freezing import frozen_because
from compliance.codes.service.wording import key_faults, line_faults
from compliance.codes.terms import BindsBy
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record


@dataclass(frozen=True, slots=True)
class NewInstrument:
    """An instrument to add. `key` names it in addresses and files, and stays; `authority` is who issued it."""

    key: str
    title: str
    binds_by: BindsBy
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class InstrumentEdit:
    """What can be changed of an instrument."""

    title: str
    binds_by: BindsBy
    authority: str | None = None


def add_instrument(uow: UnitOfWork, contest_id: int, command: NewInstrument) -> Instrument:
    """Add an instrument after those that the contest has. Invalid if its key is taken or a text cannot be used."""
    policy.may_edit(uow.actor, contest_id).enforce()
    found = [*key_faults("key", command.key), *_faults(command.title, command.authority)]
    if queries.instrument(uow.session, contest_id, command.key):
        found.append(Fault("key", _("The contest has an instrument with this key already.")))
    if found:
        raise Invalid(found)
    last = uow.session.scalar(select(func.max(Instrument.position)).where(Instrument.contest_id == contest_id))
    instrument = Instrument(
        contest_id=contest_id,
        key=command.key,
        position=0 if last is None else last + 1,
        title=command.title,
        binds_by=command.binds_by,
        authority=command.authority,
    )
    uow.session.add(instrument)
    facts = {"instrument": instrument.key, "binds_by": instrument.binds_by.value}
    record(uow, "instrument.added", f"instrument:{instrument.key}", contest_id=contest_id, facts=facts)
    return instrument


def edit_instrument(
    uow: UnitOfWork, instrument: Instrument, command: InstrumentEdit, *, expected_revision: int
) -> None:
    """Change what is said of an instrument.

    Raises:
        Conflict: if somebody else changed it meanwhile.
        Invalid: if a text cannot be used, or if what makes it bind would change although somebody has acted on it.
    """
    policy.may_edit(uow.actor, instrument.contest_id).enforce()
    if instrument.revision != expected_revision:
        raise _conflict(instrument, command)
    found = _faults(command.title, command.authority)
    if command.binds_by is not instrument.binds_by:
        frozen = (frozen_because(uow.session, one.id) for one in queries.versions(uow.session, instrument.id))
        if reason := next(filter(None, frozen), ""):
            found.append(Fault("binds_by", _("What makes it bind can no longer change. %(reason)s", reason=reason)))
    if found:
        raise Invalid(found)
    instrument.title = command.title
    instrument.binds_by = command.binds_by
    instrument.authority = command.authority
    facts = {"instrument": instrument.key, "binds_by": instrument.binds_by.value}
    record(uow, "instrument.edited", f"instrument:{instrument.key}", contest_id=instrument.contest_id, facts=facts)


def _faults(title: str, authority: str | None) -> list[Fault]:
    return [*line_faults("title", title), *(line_faults("authority", authority) if authority is not None else ())]


def _conflict(instrument: Instrument, command: InstrumentEdit) -> Conflict:
    message = _("Somebody else changed this instrument while you were working on it.")
    return Conflict(message, yours=_texts(command), theirs=_texts(instrument))


def _texts(of: InstrumentEdit | Instrument) -> dict[str, str]:
    return {_("Title"): of.title, _("Issued by"): of.authority or "", _("Binds by"): of.binds_by.value}
