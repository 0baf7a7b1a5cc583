"""Checks the incidents of a contest file: what they name, their days, and that due process was followed."""

from compliance.core.language import _
from compliance.exchange.checks.faults import Faults
from compliance.exchange.checks.references import check_candidate, find_leaf, find_version, unknown
from compliance.exchange.checks.register import Register
from compliance.exchange.schema import ContestFile, Incident
from compliance.exchange.source.places import Path, shortened
from compliance.incidents.policy import measures_open
from compliance.incidents.terms import MeasureKind, Result, Stage

_WITHOUT_BINDING = frozenset({Result.OUT_OF_SCOPE})
"""The only way to conclude an allegation of a clause that did not bind."""
_AFTER_ADMISSION = frozenset({Stage.ADMISSIBLE, Stage.NOTIFIED, Stage.REPLIED, Stage.REPLY_OVERDUE})


def check(file: ContestFile, register: Register, faults: Faults) -> None:
    """Look at every incident."""
    faults.require_unique((("incidents", i, "key"), each.key) for i, each in enumerate(file.incidents))
    for position, incident in enumerate(file.incidents):
        path = ("incidents", position)
        check_candidate(incident.candidate, path, register, faults)
        _check_days(incident, path, faults)
        unbound = _check_allegations(incident, path, register, faults)
        found = _check_references(incident, path, "finding_of", faults)
        _check_references(incident, path, "replies_of", faults)
        _check_findings(incident, path, found, unbound, faults)
        _check_replies(incident, path, faults)
        _check_stage(incident, path, found, faults)
        _check_measures(incident, path, found, faults)


def _check_days(incident: Incident, path: Path, faults: Faults) -> None:
    began, reported = incident.occurred_from, incident.reported_on
    order = faults.require_order
    order((*path, "occurred_until"), began, incident.occurred_until, _("an incident cannot end before it begins"))
    order((*path, "reported_on"), began, reported, _("an incident cannot be reported before it begins"))
    message = _("the candidate cannot be notified before the incident is reported")
    order((*path, "notified_on"), reported, incident.notified_on, message)
    if incident.reply_due_on is not None and incident.notified_on is None:
        faults.add((*path, "reply_due_on"), _("a day for replies needs notified_on, the day of the notice"))
    message = _("a reply cannot be due before the candidate is notified")
    order((*path, "reply_due_on"), incident.notified_on, incident.reply_due_on, message)
    if incident.assessment is not None:
        decided = incident.assessment.decided_on
        message = _("an incident cannot be assessed before it is reported")
        order((*path, "assessment", "decided_on"), reported, decided, message)
        message = _("the candidate cannot be notified before the incident is assessed")
        order((*path, "notified_on"), decided, incident.notified_on, message)
        if incident.assessment.admissible and incident.assessment.ground is not None:
            message = _("only what is not admissible has a ground; correct one of the two")
            faults.add((*path, "assessment", "ground"), message)


def _check_allegations(incident: Incident, path: Path, register: Register, faults: Faults) -> set[int]:
    """Check each allegation; return the positions of those whose clause did not bind on any day of the incident."""
    unbound: set[int] = set()
    seen: set[str] = set()
    for position, allegation in enumerate(incident.allegations):
        place = (*path, "allegations", position)
        if allegation.exact_reference in seen:
            faults.add(place, _("this clause is alleged twice; keep one of the two"))
        seen.add(allegation.exact_reference)
        entry = find_version(allegation.instrument, allegation.version, place, register, faults)
        clause = find_leaf(entry, allegation.clause, (*place, "clause"), faults) if entry else None
        whole = faults.recovered.is_whole(*path, "occurred_until") and faults.recovered.is_whole(*place)
        if entry is None or clause is None or not whole or allegation.held_to_bind:
            continue
        if register.binds(entry, clause, incident) is not False:
            continue
        unbound.add(position)
        if allegation.override is None:
            message = _(
                "clause '%(clause)s' did not bind the candidate on any day of the incident; "
                "to allege it all the same, give the reason as override",
                clause=shortened(allegation.clause),
            )
            faults.add((*place, "override"), message)
    return unbound


def _check_references(incident: Incident, path: Path, section: str, faults: Faults) -> dict[int, str]:
    """Check that each key names one allegation; return the key by the allegation's position."""
    named = incident.by_reference()
    keys: dict[int, str] = {}
    for key in incident.finding_of if section == "finding_of" else incident.replies_of:
        place = (*path, section, key)
        meant = named.get(key, [])
        if not meant:
            if faults.recovered.is_whole(*path, "allegations"):
                faults.add(place, unknown(_("allegation"), key, incident.references()))
        elif len({incident.allegations[each].version for each in meant}) > 1:
            exact = incident.allegations[meant[0]].exact_reference
            message = _("two versions are alleged; name the one meant, such as '%(exact)s'", exact=shortened(exact))
            faults.add(place, message)
        elif meant[0] in keys:
            faults.add(place, _("'%(key)s' names the same allegation; keep one", key=shortened(keys[meant[0]])))
        else:
            keys[meant[0]] = key
    return keys


def _check_findings(incident: Incident, path: Path, found: dict[int, str], unbound: set[int], faults: Faults) -> None:
    for position, key in found.items():
        finding = incident.finding_of[key]
        if position in unbound and finding.finding not in _WITHOUT_BINDING:
            message = _("the clause did not bind on any day of the incident; out_of_scope is expected")
            faults.add((*path, "finding_of", key, "finding"), message)
    reported = max(incident.occurred_from, incident.reported_on)
    for key, finding in incident.finding_of.items():
        place = (*path, "finding_of", key, "decided_on")
        message = _("a finding cannot be decided before the incident is reported")
        faults.require_order(place, reported, finding.decided_on, message)
        if finding.decided_on >= reported:
            message = _("a finding cannot be decided before the candidate is notified")
            faults.require_order(place, incident.notified_on, finding.decided_on, message)


def _check_replies(incident: Incident, path: Path, faults: Faults) -> None:
    earliest = max(incident.reported_on, incident.notified_on or incident.reported_on)
    message = _("a reply cannot be given before the candidate is notified or the incident reported")
    for key, reply in incident.replies_of.items():
        place = (*path, "replies_of", key)
        faults.require_order((*place, "replied_on"), earliest, reply.replied_on, message)
        for position, supplement in enumerate(reply.supplements):
            where = (*place, "supplements", position, "replied_on")
            faults.require_order(where, earliest, supplement.replied_on, message)


def _check_stage(incident: Incident, path: Path, found: dict[int, str], faults: Faults) -> None:
    """Check that a stage written in the file agrees with the rest of the incident."""
    place = (*path, "stage")
    stage, assessment = incident.stage, incident.assessment
    if assessment is not None and assessment.admissible and stage is Stage.INADMISSIBLE:
        faults.add(place, _("the assessment says admissible; correct one of the two"))
    if assessment is not None and not assessment.admissible and stage in _AFTER_ADMISSION:
        faults.add(place, _("the assessment says that the incident is not admissible; correct one of the two"))
    went_on = incident.notified_on is not None or incident.replies_of or incident.finding_of
    if assessment is not None and not assessment.admissible and went_on and stage not in _AFTER_ADMISSION:
        message = _("what is not admissible is not put to the candidate, answered or decided; correct one of the two")
        faults.add((*path, "assessment", "admissible"), message)
    elif went_on and stage in (Stage.RECEIVED, Stage.ADMISSIBLE):
        faults.add(
            place, _("there is a notice, a reply or a finding, so that it has come further; correct one of the two")
        )
    elif stage is Stage.INADMISSIBLE and incident.finding_of:
        faults.add(place, _("an inadmissible incident has no findings; correct one of the two"))
    lacking = [position for position in range(len(incident.allegations)) if position not in found]
    if stage is Stage.CONCLUDED and lacking and faults.recovered.is_whole(*path, "finding_of"):
        missing = incident.references()[lacking[0]]
        message = _(
            "a concluded incident has a finding for each allegation; '%(key)s' has none", key=shortened(missing)
        )
        faults.add(place, message)


def _check_measures(incident: Incident, path: Path, found: dict[int, str], faults: Faults) -> None:
    """Check that each measure rests on a finding that bears it, and that its days and its amount are of a piece."""
    named, keys = incident.by_reference(), {position: incident.finding_of[key] for position, key in found.items()}
    for number, measure in enumerate(incident.measures):
        place = (*path, "measures", number)
        meant = named.get(measure.allegation, []) if measure.allegation else list(keys)
        results = [keys[position].finding for position in meant if position in keys]
        if not results:
            faults.add((*place, "allegation"), _("a measure follows from a finding; there is none here"))
        elif measure.kind not in measures_open(results):
            faults.add((*place, "kind"), _("this follows only where a breach was found; advice or referral expected"))
        message = _("a measure cannot be due before it is decided")
        faults.require_order((*place, "due_on"), measure.decided_on, measure.due_on, message)
        has_amount = measure.amount is not None and measure.currency is not None
        if faults.recovered.is_whole(*place) and (measure.kind is MeasureKind.REPAYMENT) != has_amount:
            faults.add((*place, "amount"), _("a repayment, and nothing else, has an amount and a currency"))
