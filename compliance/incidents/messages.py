"""Wording of what is put to a candidate: approved templates, filled in with the facts of the case alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.incidents.queries import AllegationView, Case

PLACEHOLDERS = {
    "candidate": lazy("the candidate's name"),
    "reported": lazy("the day on which the office was told"),
    "title": lazy("the title of the incident"),
    "days": lazy("the day or days of the incident, such as “on 3 May 2031”"),
    "facts": lazy("the facts, numbered, each with its days"),
    "clauses": lazy("the clauses, with their text and whether they bound"),
    "reply_due": lazy("the last day for a reply"),
}
"""Everything that a template can name, and what stands in its place."""

REQUIRED = ("facts", "clauses", "reply_due")
"""What no notice may lack."""

DEFAULT_TITLE = lazy("Notice of allegations")
DEFAULT_TEXT = lazy(
    "Dear {candidate},\n\n"
    "On {reported} this office was told of the following, which is said to have happened {days}:\n\n"
    "{title}\n\n"
    "These facts are put to you.\n\n"
    "{facts}\n\n"
    "It is alleged under the following provisions.\n\n"
    "{clauses}\n\n"
    "These are allegations. Nothing has been found, and nothing will be before you have had the opportunity to answer. "
    "You can reply to each allegation until {reply_due}, that day included. Your reply will stand beside the "
    "allegation wherever it is shown. You may also decline to comment; that is recorded as such, and nothing is "
    "inferred from it.\n\n"
    "After that day the office may go on without a reply. A reply that comes later will still be put on record. You "
    "may be assisted by an agent, and may ask the office which evidence has been disclosed to you.\n\n"
    "The ethics office"
)
"""The wording that is shipped. It counts as approved, so that the first notice of a contest need not wait."""

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact as a notice states it."""

    text: str
    from_on: date
    until_on: date | None


def template_faults(text: str) -> list[str]:
    """Say what is wrong with a wording: what it names that there is not, and what it lacks."""
    named = _PLACE.findall(text)
    unknown = sorted({f"{{{name}}}" for name in named if name not in PLACEHOLDERS})
    lacking = [f"{{{name}}}" for name in REQUIRED if name not in named]
    found = []
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        found.append(
            _("There is no such place as %(unknown)s. Known are %(known)s.", unknown=", ".join(unknown), known=known)
        )
    elif "{" in _PLACE.sub("", text) or "}" in _PLACE.sub("", text):
        found.append(_("A brace stands alone. Write places as in {facts}."))
    if lacking:
        found.append(_("A notice must have %(lacking)s.", lacking=", ".join(lacking)))
    return found


def notice(text: str, case: Case, facts: Sequence[StatedFact], reply_due_on: date) -> str:
    """Fill in a wording. It names no source and quotes nothing from the office's file but the facts that are put."""
    incident = case.incident
    values = {
        "candidate": case.candidate_name,
        "reported": long_date(incident.reported_on),
        "title": incident.title,
        "days": _days(incident.occurred_from, incident.occurred_until),
        "facts": "\n".join(f"{number}. {_fact(one)}" for number, one in enumerate(facts, start=1)),
        "clauses": "\n\n".join(_clause(number, one) for number, one in enumerate(case.allegations, start=1)),
        "reply_due": long_date(reply_due_on),
    }
    return _PLACE.sub(lambda place: values[place.group(1)], text)


def _days(start: date, until: date | None) -> str:
    if until is None or until == start:
        return _("on %(day)s", day=long_date(start))
    return _("from %(start)s to %(until)s", start=long_date(start), until=long_date(until))


def _fact(fact: StatedFact) -> str:
    days = _days(fact.from_on, fact.until_on)
    return f"{days[:1].upper()}{days[1:]}: {fact.text}"


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
