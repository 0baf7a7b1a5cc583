"""Acknowledging a version: by signing here, on paper, or in a contest file. What is signed is kept word for word."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.codes import queries as codes
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy
from compliance.contests.models import Contest
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.pledges import policy, queries
from compliance.pledges.models import Acknowledgement, ClauseDecision, PledgeDraft
from compliance.pledges.receipt import PLAIN, Choice, Circumstances, digest, signed_text
from compliance.pledges.service import choosing
from compliance.pledges.terms import Medium
from compliance.transparency.recording import record


@dataclass(frozen=True, slots=True)
class SignPledge:
    """A signature given here: a decision on every leaf clause by its number, and the candidate's name as typed."""

    decisions: Mapping[str, Choice]
    typed_name: str
    submitted_to: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A file in the store: its name as shown, what it was found to be, the SHA-256 of its content."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperPledge:
    """A pledge signed on paper. Every leaf clause has a decision, as on the paper."""

    decisions: Mapping[str, Choice]
    signed_on: date
    signatory: str
    submitted_to: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedPledge:
    """An acknowledgement in a contest file. A clause that `decisions` does not name is accepted."""

    signed_on: date
    withdrawn_on: date | None = None
    submitted_to: str | None = None
    decisions: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Signature:
    """What the three ways have in common."""

    medium: Medium
    signed_on: date
    choices: Mapping[str, Choice]
    signatory: str | None = None
    signed_at: datetime | None = None
    submitted_to: str | None = None
    withdrawn_on: date | None = None
    scan: Scan | None = None


def sign(uow: UnitOfWork, candidacy: Candidacy, version: InstrumentVersion, command: SignPledge) -> Acknowledgement:
    """Sign a version today, by the candidate in person. The password was asked for again before this is called.

    Signing a version once more makes a new acknowledgement; the earlier one stays as it is.

    Raises:
        Invalid: a clause is undecided or lacks its statement (at `decisions.NUMBER`), the name is not the candidate's,
            or the version is no longer in force.
    """
    policy.may_sign(uow.actor, candidacy.id).enforce()
    leaves = queries.leaf_ids(uow.session, version.id)
    today = uow.today(uow.session.get_one(Contest, candidacy.contest_id).timezone)
    faults = [
        *choosing.faults(leaves, command.decisions),
        *choosing.missing(leaves, command.decisions),
        *choosing.text_faults("submitted_to", command.submitted_to or "", kept=""),
        *_time_faults(candidacy, version, today),
    ]
    if not same_name(command.typed_name, candidacy.name):
        faults.append(Fault("typed_name", _("Type your name as it stands above: %(name)s.", name=candidacy.name)))
    signature = _Signature(
        Medium.APPLICATION,
        today,
        command.decisions,
        signatory=" ".join(command.typed_name.split()),
        signed_at=uow.now,
        submitted_to=command.submitted_to,
    )
    made = _acknowledge(uow, candidacy, version, signature, faults)
    query = select(PledgeDraft).where(PledgeDraft.candidacy_id == candidacy.id, PledgeDraft.version_id == version.id)
    for draft in uow.session.scalars(query):
        uow.session.delete(draft)
    return made


def record_paper(
    uow: UnitOfWork, candidacy: Candidacy, version: InstrumentVersion, command: PaperPledge, scan: Scan
) -> Acknowledgement:
    """Put on record a pledge that the candidate signed on paper, with its scan. Invalid with every fault at once."""
    policy.may_record_paper(uow.actor, candidacy.contest_id, candidacy.id).enforce()
    leaves = queries.leaf_ids(uow.session, version.id)
    faults = [*choosing.faults(leaves, command.decisions), *choosing.missing(leaves, command.decisions)]
    if command.signed_on > uow.today(uow.session.get_one(Contest, candidacy.contest_id).timezone):
        faults.append(Fault("signed_on", _("A pledge cannot be recorded before it is signed: this day is to come.")))
    if not command.signatory.strip():
        faults.append(Fault("signatory", _("Give the name under the signature.")))
    faults += choosing.text_faults("signatory", command.signatory, kept="")
    faults += choosing.text_faults("submitted_to", command.submitted_to or "", kept="")
    signature = _Signature(
        Medium.PAPER,
        command.signed_on,
        command.decisions,
        signatory=command.signatory.strip(),
        submitted_to=command.submitted_to,
        scan=scan,
    )
    return _acknowledge(uow, candidacy, version, signature, faults)


def acknowledge_from_import(
    uow: UnitOfWork, candidacy: Candidacy, version: InstrumentVersion, command: ImportedPledge
) -> Acknowledgement:
    """Put on record what a contest file says was acknowledged. It needs no statements; Invalid with every fault."""
    policy.may_import(uow.actor).enforce()
    leaves = queries.leaf_ids(uow.session, version.id)
    faults = [
        Fault(choosing.place(number), _("There is no clause %(number)s to decide on.", number=number))
        for number in command.decisions
        if number not in leaves
    ]
    if command.withdrawn_on is not None and command.withdrawn_on < command.signed_on:
        faults.append(Fault("withdrawn_on", _("A pledge cannot be withdrawn before it is signed.")))
    signature = _Signature(
        Medium.IMPORT,
        command.signed_on,
        command.decisions,
        submitted_to=command.submitted_to,
        withdrawn_on=command.withdrawn_on,
    )
    return _acknowledge(uow, candidacy, version, signature, faults)


def same_name(typed: str, name: str) -> bool:
    """Whether two spellings are one name, apart from case, spacing and diacritics."""
    return bool(_bare(typed)) and _bare(typed) == _bare(name)


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign) and not sign.isspace()).casefold()


def _time_faults(candidacy: Candidacy, version: InstrumentVersion, today: date) -> Iterator[Fault]:
    if version.in_force_until is not None and version.in_force_until < today:
        yield Fault("version", _("This version is no longer in force, so it can no longer be signed."))
    if candidacy.withdrawn_on is not None and candidacy.withdrawn_on < today:
        yield Fault("candidate", _("The candidacy was withdrawn, so there is nothing to sign."))


def _acknowledge(
    uow: UnitOfWork, candidacy: Candidacy, version: InstrumentVersion, signature: _Signature, faults: list[Fault]
) -> Acknowledgement:
    """Raise the faults, if there are any; else write text and rows, and record them."""
    contest = uow.session.get_one(Contest, candidacy.contest_id)
    instrument = uow.session.get_one(Instrument, version.instrument_id)
    if instrument.contest_id != candidacy.contest_id:
        faults.append(Fault("version", _("This code belongs to another contest.")))
    if instrument.binds_by is not BindsBy.ACKNOWLEDGEMENT:
        faults.append(Fault("version", _("This code does not bind by acknowledgement, so there is nothing to sign.")))
    if faults:
        raise Invalid(faults)
    reference, choices = new_reference(), choosing.settled(signature.choices)
    text = signed_text(
        _circumstances(reference, signature, contest, candidacy, instrument, version),
        codes.clause_nodes(uow.session, version.id),
        choices,
    )
    made = _row(uow, candidacy, version, signature, reference, text)
    uow.session.add(made)
    uow.session.flush()
    _decide(uow, made, choices)
    facts = {"instrument": instrument.key, "version": version.label, "medium": signature.medium.value}
    record(uow, "pledge.acknowledged", f"acknowledgement:{reference}", contest_id=contest.id, facts=facts)
    return made


def _row(
    uow: UnitOfWork,
    candidacy: Candidacy,
    version: InstrumentVersion,
    signature: _Signature,
    reference: str,
    text: str,
) -> Acknowledgement:
    scan = signature.scan
    return Acknowledgement(
        reference=reference,
        candidacy_id=candidacy.id,
        version_id=version.id,
        medium=signature.medium,
        signed_on=signature.signed_on,
        withdrawn_on=signature.withdrawn_on,
        submitted_to=signature.submitted_to,
        signatory=signature.signatory,
        signed_text=text,
        signed_digest=digest(text),
        scan_name=scan and scan.name,
        scan_media_type=scan and scan.media_type,
        scan_sha256=scan and scan.sha256,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )


def _decide(uow: UnitOfWork, made: Acknowledgement, choices: Mapping[str, Choice]) -> None:
    leaves = queries.leaf_ids(uow.session, made.version_id)
    uow.session.add_all(
        ClauseDecision(
            acknowledgement_id=made.id,
            clause_id=leaves[number],
            decision=choice.decision,
            statement=choice.statement,
        )
        for number, choice in choices.items()
        if choice != PLAIN
    )


def _circumstances(
    reference: str,
    signature: _Signature,
    contest: Contest,
    candidacy: Candidacy,
    instrument: Instrument,
    version: InstrumentVersion,
) -> Circumstances:
    scan = signature.scan
    return Circumstances(
        reference=reference,
        medium=signature.medium,
        contest={"slug": contest.slug, "title": contest.title, "organisation": contest.organisation},
        candidate={"key": candidacy.key, "name": candidacy.name},
        instrument={"key": instrument.key, "title": instrument.title, "authority": instrument.authority},
        version={
            "label": version.label,
            "language": version.language,
            "in_force_from": version.in_force_from.isoformat(),
        },
        signatory=signature.signatory,
        submitted_to=signature.submitted_to,
        signed_on=signature.signed_on,
        signed_at=signature.signed_at,
        scan=None if scan is None else {"name": scan.name, "media_type": scan.media_type, "sha256": scan.sha256},
    )
