"""Wording of what is put to a candidate: neutral, and made of the facts of the case alone."""

from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.incidents.queries import AllegationView, Case


def notice(case: Case) -> str:
    """Propose the wording of a notice: dates, title, clauses in full, and what the candidate can do.

    It names no source and quotes nothing from the office's file; an officer completes it.
    """
    incident = case.incident
    until = incident.occurred_until
    if until is None or until == incident.occurred_from:
        days = _("on %(day)s", day=long_date(incident.occurred_from))
    else:
        start = long_date(incident.occurred_from)
        days = _("from %(start)s to %(until)s", start=start, until=long_date(until))
    opening = _(
        "On %(reported)s this office was told of the following, which is said to have happened %(days)s:\n\n%(title)s",
        reported=long_date(incident.reported_on),
        days=days,
        title=incident.title,
    )
    paragraphs = [
        _("Dear %(name)s,", name=case.candidate_name),
        opening,
        _("It is alleged under the following provisions."),
        *(_clause(number, one) for number, one in enumerate(case.allegations, start=1)),
        _(
            "These are allegations. Nothing has been found, and nothing will be before you have had the opportunity to "
            "answer. You can reply to each allegation until the day given with this notice. Your reply will stand "
            "beside the allegation wherever it is shown."
        ),
        _(
            "After that day the office may go on without a reply. A reply that comes later will still be put on "
            "record. You may be assisted by an agent, and may ask the office which evidence has been disclosed to you."
        ),
        _("The ethics office"),
    ]
    return "\n\n".join(paragraphs)


def _clause(number: int, allegation: AllegationView) -> str:
    named = _(
        "%(count)s. %(instrument)s, version %(version)s, %(clause)s",
        count=number,
        instrument=allegation.instrument_title,
        version=allegation.version_label,
        clause=" ".join(filter(None, (allegation.number, allegation.heading))),
    )
    reasons = " ".join(run.reason for run in allegation.runs)
    parts = [f"{named}:", f"“{allegation.text}”", reasons]
    if not allegation.can_be_alleged:
        why = _(
            "The clause did not bind you at that time. It is put to you all the same: %(why)s", why=allegation.override
        )
        parts.append(why)
    return "\n".join(parts)
