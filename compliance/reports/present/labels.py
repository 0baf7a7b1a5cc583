"""Headings and labels of a report."""

from compliance.core.language import _
from compliance.reports.model import Edition


def labels(edition: Edition) -> dict[str, str]:
    """Return every fixed text of the report by its name in the templates."""
    return _headings(edition) | _of_candidates() | _of_incidents() | _of_the_rest()


def _headings(edition: Edition) -> dict[str, str]:
    public = edition is Edition.PUBLIC
    return {
        "as_known": _("As known at"),
        "summary": _("Summary"),
        "figures": _("In five figures"),
        "parity": _("Process side by side"),
        "parity_note": _(
            "How each candidate's matters were dealt with, by the same measures. These figures are not a score and do "
            "not rank anybody. An allegation is not a finding."
        ),
        "measure": _("Measure"),
        "contents": _("Contents"),
        "candidates": _("Candidates"),
        "matrix": _("Clauses and candidates"),
        "matrix_note": _(
            "For each clause: whether it binds on the day of the vote as recorded, on how many days of the campaign it "
            "bound, and how many allegations rest on it."
        ),
        "incidents": _("Concluded matters") if public else _("Incidents"),
        "no_incidents": _("This edition shows no matter.") if public else _("No incident is on record."),
        "totals": _("Totals"),
        "recusals": _("Recusals"),
        "withheld": _("What this edition withholds"),
        "withheld_note": _(
            "These are withheld always, whether or not there are any, so that nothing can be read from this list."
        ),
        "checks": _("How to check this report"),
        "page": _("page"),
        "of": _("of"),
    }


def _of_candidates() -> dict[str, str]:
    return {
        "pledges": _("Acknowledgements"),
        "no_pledges": _("No acknowledgement is on record."),
        "uncovered": _("Days without a signed acknowledgement"),
        "leave_gaps": _("Days in post between leave and vote"),
        "statuses": _("Status"),
        "period": _("Period"),
        "clause": _("Clause"),
        "decision": _("Decision"),
        "statement": _("Statement of the candidate"),
        "all_accepted": _("Every clause was accepted as it stands."),
    }


def _of_incidents() -> dict[str, str]:
    return {
        "reference": _("Reference"),
        "candidate": _("Candidate"),
        "title": _("Matter"),
        "stage": _("Stage"),
        "facts": _("Summary of the incident"),
        "assessment": _("Assessment by the office"),
        "allegation": _("Allegation"),
        "bound": _("Did the clause bind?"),
        "reply": _("Reply of the candidate"),
        "finding": _("Finding"),
        "no_finding": _("No finding has been made."),
        "measures": _("What follows"),
        "earlier": _("Earlier finding, replaced"),
        "override": _("Alleged although the clause did not bind, because"),
        "no_allegations": _("No allegation has been put."),
        "history": _("Course of the matter"),
        "day": _("Day"),
        "reason": _("Reason"),
        "evidence": _("Evidence"),
        "item": _("Item"),
        "file": _("File"),
        "digest": _("SHA-256"),
        "sources": _("Sources (for the ethics office alone)"),
        "notices": _("What was put to the candidate"),
    }


def _of_the_rest() -> dict[str, str]:
    return {
        "count": _("Number"),
        "person": _("Person"),
        "subject": _("Takes no part in"),
        "kind": _("What"),
        "why": _("Why"),
        "log_size": _("Entries in the log"),
        "log_root": _("Root hash of the log"),
        "command": _("Command"),
    }
