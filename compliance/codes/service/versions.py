"""Adding a version of an instrument, changing it while nobody has acted on it, and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from compliance.codes import policy, queries
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode, edit_text, leaves
from compliance.codes.service.clauses import store
from compliance.codes.service.freezing import frozen_because
from compliance.codes.service.wording import LONGEST_NUMBER, clause_faults, language_faults, line_faults
from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.periods import ONE_DAY, Period
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.recording import record


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A wording of an instrument, in force from one day to another, both included.

    `end_previous`: end the version that is in force without end on the day before this one begins.
    """

    label: str
    in_force_from: date
    in_force_until: date | None
    language: str
    clauses: tuple[ClauseNode, ...]
    end_previous: bool = False


@dataclass(frozen=True, slots=True)
class VersionEdit:
    """What a version is to be; `clauses` None leaves its wording as it is."""

    label: str
    in_force_from: date
    in_force_until: date | None
    language: str
    clauses: tuple[ClauseNode, ...] | None = None


def add_version(uow: UnitOfWork, instrument: Instrument, command: NewVersion) -> InstrumentVersion:
    """Add a version. Invalid with every fault: of its clauses, its label, its days, and days shared with another."""
    policy.may_edit(uow.actor, instrument.contest_id).enforce()
    others = queries.versions(uow.session, instrument.id)
    previous = _to_be_ended(others, command.in_force_from) if command.end_previous else None
    found = [*_faults(command, others, but=previous), *clause_faults(command.clauses)]
    if found:
        raise Invalid(found)
    if previous is not None:
        _end(uow, instrument, previous, command.in_force_from - ONE_DAY)
    version = InstrumentVersion(
        instrument_id=instrument.id,
        ordinal=max((other.ordinal for other in others), default=0) + 1,
        label=command.label,
        in_force_from=command.in_force_from,
        in_force_until=command.in_force_until,
        language=command.language,
    )
    uow.session.add(version)
    uow.session.flush()
    store(uow.session, version.id, command.clauses)
    _record(uow, "version.added", instrument, version, clauses=sum(1 for _leaf in leaves(command.clauses)))
    return version


def edit_version(uow: UnitOfWork, version: InstrumentVersion, command: VersionEdit, *, expected_revision: int) -> None:
    """Change a version, and perhaps its clauses, while nobody has acted on it.

    Raises:
        Forbidden: if it is frozen.
        Conflict: if somebody else changed it meanwhile.
        Invalid: with every fault.
    """
    instrument = uow.session.get_one(Instrument, version.instrument_id)
    frozen = frozen_because(uow.session, version.id)
    policy.may_edit_version(uow.actor, instrument.contest_id, frozen).enforce()
    if version.revision != expected_revision:
        raise _conflict(uow, version, command)
    others = [one for one in queries.versions(uow.session, instrument.id) if one.id != version.id]
    found = _faults(command, others)
    if command.clauses is not None:
        found += clause_faults(command.clauses)
    if found:
        raise Invalid(found)
    version.label = command.label
    version.in_force_from = command.in_force_from
    version.in_force_until = command.in_force_until
    version.language = command.language
    flag_modified(version, "label")  # the revision counts changes of clauses too
    if command.clauses is not None:
        uow.session.flush()
        store(uow.session, version.id, command.clauses)
    _record(uow, "version.edited", instrument, version)


def replace_clauses(
    uow: UnitOfWork, version: InstrumentVersion, clauses: tuple[ClauseNode, ...], *, expected_revision: int
) -> None:
    """Give a version other clauses while nobody has acted on it. Raises what `edit_version` raises."""
    command = VersionEdit(
        version.label, version.in_force_from, version.in_force_until, version.language, clauses=clauses
    )
    edit_version(uow, version, command, expected_revision=expected_revision)


def end_version(uow: UnitOfWork, version: InstrumentVersion, on: date) -> None:
    """Set the last day on which a version is in force, frozen or not. Invalid if that leaves it no day, or too many."""
    instrument = uow.session.get_one(Instrument, version.instrument_id)
    policy.may_edit(uow.actor, instrument.contest_id).enforce()
    if on < version.in_force_from:
        message = _("It came into force on %(day)s and cannot end before.", day=long_date(version.in_force_from))
        raise Invalid([Fault("in_force_until", message)])
    others = [one for one in queries.versions(uow.session, instrument.id) if one.id != version.id]
    found = _overlap_faults("in_force_until", Period(version.in_force_from, on), others)
    if found:
        raise Invalid(found)
    _end(uow, instrument, version, on)


def _end(uow: UnitOfWork, instrument: Instrument, version: InstrumentVersion, on: date) -> None:
    version.in_force_until = on
    _record(uow, "version.ended", instrument, version)


def _to_be_ended(others: Sequence[InstrumentVersion], begins: date) -> InstrumentVersion | None:
    """The version that is in force without end when another one begins."""
    return next((one for one in others if one.in_force_until is None and one.in_force_from < begins), None)


def _faults(
    command: NewVersion | VersionEdit, others: Sequence[InstrumentVersion], but: InstrumentVersion | None = None
) -> list[Fault]:
    found = [
        *line_faults("label", command.label, LONGEST_NUMBER),
        *language_faults("language", command.language),
    ]
    if any(other.label == command.label for other in others):
        found.append(Fault("label", _("The instrument has a version with this label already.")))
    if command.in_force_until is not None and command.in_force_until < command.in_force_from:
        found.append(Fault("in_force_until", _("It cannot end before it comes into force.")))
        return found
    period = Period(command.in_force_from, command.in_force_until)
    return [*found, *_overlap_faults("in_force_from", period, [one for one in others if one is not but])]


def _overlap_faults(place: str, period: Period, others: Sequence[InstrumentVersion]) -> list[Fault]:
    return [
        Fault(place, _overlap_message(other))
        for other in others
        if period.overlaps(Period(other.in_force_from, other.in_force_until))
    ]


def _overlap_message(other: InstrumentVersion) -> str:
    start = long_date(other.in_force_from)
    if other.in_force_until is None:
        return _(
            "On one day only one version is in force: version %(label)s is from %(start)s on, without end.",
            label=other.label,
            start=start,
        )
    return _(
        "On one day only one version is in force: version %(label)s is from %(start)s to %(end)s.",
        label=other.label,
        start=start,
        end=long_date(other.in_force_until),
    )


def _conflict(uow: UnitOfWork, version: InstrumentVersion, command: VersionEdit) -> Conflict:
    message = _("Somebody else changed this version while you were working on it.")
    yours, theirs = _texts(command), _texts(version)
    if command.clauses is not None:
        yours[_("Clauses")] = edit_text(command.clauses)
        theirs[_("Clauses")] = edit_text(queries.clause_nodes(uow.session, version.id))
    return Conflict(message, yours=yours, theirs=theirs)


def _texts(of: VersionEdit | InstrumentVersion) -> dict[str, str]:
    until = _("without end") if of.in_force_until is None else long_date(of.in_force_until)
    return {
        _("Version"): of.label,
        _("In force from"): long_date(of.in_force_from),
        _("In force until"): until,
        _("Language"): of.language,
    }


def _record(uow: UnitOfWork, act: str, instrument: Instrument, version: InstrumentVersion, **facts: int) -> None:
    until = version.in_force_until
    known = {
        "instrument": instrument.key,
        "version": version.ordinal,
        "in_force_from": version.in_force_from.isoformat(),
        "in_force_until": None if until is None else until.isoformat(),
        **facts,
    }
    subject = f"version:{instrument.key}/{version.ordinal}"
    record(uow, act, subject, contest_id=instrument.contest_id, facts=known)
