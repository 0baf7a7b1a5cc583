"""What supports or refutes an allegation: files, and who says so."""

from dataclasses import dataclass

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.media import safe_name
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import EvidenceItem, Incident, Source
from compliance.incidents.service import steps, telling
from compliance.incidents.terms import Credibility, Reliability, SourceKind


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file that is in the store already: its digest and size, its type as found in its content, what it shows."""

    name: str
    media_type: str
    sha256: str
    size: int
    description: str
    disclosed: bool = False


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a file is called from now on, and what it shows, in words that the candidate reads too."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NewSource:
    """Who says so, and what; how reliable the source is and how credible what it says, graded apart."""

    kind: SourceKind
    name: str | None
    contact: str | None
    statement: str
    reliability: Reliability
    credibility: Credibility


def add_evidence(uow: UnitOfWork, incident: Incident, command: NewEvidence) -> EvidenceItem:
    """Add a file that was stored and whose content was checked. Its name is made harmless here once more."""
    policy.may_add_evidence(uow.actor, incident).enforce()
    steps.refuse(steps.missing(uow, "description", command.description, _("Say what this shows.")))
    item = EvidenceItem(
        reference=new_reference(),
        incident_id=incident.id,
        name=safe_name(command.name),
        media_type=command.media_type,
        sha256=command.sha256,
        size=command.size,
        description=command.description.strip(),
        disclosed=command.disclosed,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(item)
    steps.tell(uow, "evidence.added", incident, f"evidence:{item.reference}")
    return item


def disclose(uow: UnitOfWork, item: EvidenceItem, command: Disclosure) -> None:
    """Let the candidate see an item, from the day on which the incident is put to them. It is not taken back.

    Whoever sent it chose its name, which can tell who they are: what it was called stays in the log alone.
    """
    incident = uow.session.get_one(Incident, item.incident_id)
    policy.may_disclose(uow.actor, incident).enforce()
    if item.disclosed:
        return
    steps.refuse(
        steps.missing(uow, "name", command.name, _("Say what the file is to be called."))
        + steps.missing(uow, "description", command.description, _("Say what this shows."))
    )
    item.name, item.description = safe_name(command.name), command.description.strip()
    item.disclosed = True
    steps.tell(uow, "evidence.disclosed", incident, f"evidence:{item.reference}")
    telling.tell_respondent(uow, "evidence.disclosed", incident)


def add_source(uow: UnitOfWork, incident: Incident, command: NewSource) -> Source:
    """Record who says so. Of an anonymous source there is no name and no contact to record."""
    policy.may_add_source(uow.actor, incident).enforce()
    name, contact = _given(command.name), _given(command.contact)
    faults = steps.missing(uow, "statement", command.statement, _("Write what the source says."))
    if command.kind is SourceKind.NAMED and name is None:
        faults.append(Fault("name", _("Give the name, or choose another kind of source.")))
    if command.kind is SourceKind.ANONYMOUS:
        message = _("An anonymous source has none: leave this empty, or choose another kind of source.")
        faults += [Fault(place, message) for place, text in (("name", name), ("contact", contact)) if text]
    steps.refuse(faults)
    source = Source(
        reference=new_reference(),
        incident_id=incident.id,
        kind=command.kind,
        name=name,
        contact=contact,
        statement=command.statement.strip(),
        reliability=command.reliability,
        credibility=command.credibility,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(source)
    steps.tell(uow, "source.added", incident, f"source:{source.reference}")
    return source


def regrade_source(uow: UnitOfWork, source: Source, reliability: Reliability, credibility: Credibility) -> None:
    """Grade a source anew; the log keeps the grades that it had."""
    incident = uow.session.get_one(Incident, source.incident_id)
    policy.may_add_source(uow.actor, incident).enforce()
    source.reliability, source.credibility = reliability, credibility
    steps.tell(uow, "source.regraded", incident, f"source:{source.reference}")


def _given(text: str | None) -> str | None:
    return (text or "").strip() or None
