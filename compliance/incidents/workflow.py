"""The stages of an incident and the legal moves between them, as data."""

from collections.abc import Mapping

from compliance.core.errors import Forbidden
from compliance.core.language import gettext as _
from compliance.incidents.terms import Stage

MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.ADMISSIBLE, Stage.INADMISSIBLE}),
    Stage.ADMISSIBLE: frozenset({Stage.NOTIFIED}),
    Stage.INADMISSIBLE: frozenset({Stage.CLOSED}),
    Stage.NOTIFIED: frozenset({Stage.REPLIED, Stage.REPLY_OVERDUE}),
    Stage.REPLIED: frozenset({Stage.CONCLUDED}),
    # A late reply is still an answer.
    Stage.REPLY_OVERDUE: frozenset({Stage.REPLIED, Stage.CONCLUDED}),
    Stage.CONCLUDED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}

BEFORE_NOTICE = frozenset({Stage.RECEIVED, Stage.ADMISSIBLE})
"""The respondent knows nothing of it yet: facts and allegations can still be put right."""

PUT_TO_RESPONDENT = frozenset({Stage.NOTIFIED, Stage.REPLIED, Stage.REPLY_OVERDUE})
"""It has been put to the respondent, who may answer."""

KNOWN_TO_RESPONDENT = PUT_TO_RESPONDENT | {Stage.CONCLUDED}
"""The stages which alone show that the respondent knows of it. A closed incident may have been inadmissible instead."""

DECIDABLE = frozenset({Stage.REPLIED, Stage.REPLY_OVERDUE})
"""The respondent has answered, or has had the time to."""

ENDED = frozenset({Stage.CONCLUDED, Stage.CLOSED})


def check_move(start: Stage, end: Stage) -> None:
    """Forbidden if an incident cannot come from one stage to the other."""
    if end not in MOVES[start]:
        raise Forbidden(_("An incident that is %(start)s cannot become %(end)s.", start=_said(start), end=_said(end)))


def _said(stage: Stage) -> str:
    return stage.value.replace("_", " ")
