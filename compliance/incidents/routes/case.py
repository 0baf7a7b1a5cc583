"""The page of one case, for the office and for the candidate."""

from functools import partial
from typing import Any, NamedTuple

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Verdict
from compliance.core.language import gettext as _
from compliance.core.language import long_instant
from compliance.core.media import may_be_inline
from compliance.incidents import details, policy, queries, workflow
from compliance.incidents.forms.labels import CREDIBILITIES, RELIABILITIES, SOURCE_KINDS, STANDARDS
from compliance.incidents.models import Incident
from compliance.incidents.routes import chronicle
from compliance.incidents.routes.entrance import PARTIES, blueprint, the_case, the_incident
from compliance.incidents.routes.tabs import Tab, tabs_of
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor


class Act(NamedTuple):
    """A button: whether it can be pressed, and where it leads."""

    verdict: Verdict
    label: str
    url: str
    emphasis: str = "secondary"


@blueprint.get("/<reference>/")
@allow(PARTIES)
def show(reference: str) -> ResponseReturnValue:
    """Show everything of a case that is for the reader."""
    incident = the_incident(reference)
    shown = the_case(incident)
    timezone = current_scope().timezone
    return render_template(
        "incidents/case.html",
        case=shown,
        incident=incident,
        tabs=_tabs(shown),
        facts=details.shown(incident.kind, incident.details) if shown.for_office else [],
        may_watch=policy.may_see_file(actor(), incident),
        course=_course(shown) if shown.for_office else [],
        of_facts=_of_facts(incident),
        of_allegations={one.position: _of_allegation(shown, one) for one in shown.allegations},
        history=chronicle.of(shown, timezone),
        handled=chronicle.handled_by(shown),
        timezone=timezone,
        filed=_("%(moment)s by %(who)s", moment=long_instant(incident.filed_at, timezone), who=incident.filed_by),
        waits=incident.stage in workflow.PUT_TO_RESPONDENT and shown.unanswered > 0,
        late=incident.reply_due_on is not None and incident.reply_due_on < today(),
        may_be_inline=may_be_inline,
        file_url=partial(_file_url, incident.reference),
        labels={"standard": STANDARDS, "source": SOURCE_KINDS, "A": RELIABILITIES, "1": CREDIBILITIES},
    )


def _file_url(reference: str, file: str) -> str:
    """The address of a file that came with a reply."""
    return url_for("incidents.reply_file", reference=reference, file=file)


def _tabs(shown: queries.Case) -> list[Tab]:
    """The pages of the case; the respondent has others once something was found."""
    found = any(one.finding for one in shown.allegations)
    return tabs_of(shown.incident, office=shown.for_office) if shown.for_office or found else []


def _course(shown: queries.Case) -> list[Act]:
    """The acts that lead from one stage to the next; the first that is possible stands out."""
    who, incident = actor(), shown.incident
    reviewed = bool(incident.under_review)
    more = _("Send a further notice") if shown.notices else _("Put the allegations to the candidate")
    acts = [
        _act(policy.may_assess(who, incident), _("Assess the incident"), "assess", incident),
        _act(policy.may_notify(who, incident, alleged=bool(shown.allegations)), more, "notify", incident),
        _act(policy.may_close_replies(who, incident, today()), _("Time to reply has passed"), "replies_over", incident),
        _act(
            policy.may_conclude(who, incident, without_finding=shown.without_finding),
            _("Conclude the case"),
            "conclude",
            incident,
        ),
        _act(
            policy.may_close(who, incident, under_review=reviewed),
            _("Close the case"),
            "close",
            incident,
        ),
    ]
    first = next((act for act in acts if act.verdict and not (act.label == more and shown.notices)), None)
    return [act._replace(emphasis="primary") if act is first else act for act in acts]


def _of_facts(incident: Incident) -> dict[str, Act]:
    """The acts on other parts of the page, by their part."""
    who = actor()
    return {
        "facts": _act(policy.may_amend(who, incident), _("Edit the facts"), "amend", incident),
        "allegations": _act(policy.may_allege(who, incident), _("Add an allegation"), "allege", incident),
        "evidence": _act(policy.may_add_evidence(who, incident), _("Add evidence"), "add_evidence", incident),
        "disclose": _act(policy.may_disclose(who, incident), _("Disclose"), "add_evidence", incident),
        "sources": _act(policy.may_add_source(who, incident), _("Add a source"), "add_source", incident),
    }


def _of_allegation(shown: queries.Case, one: queries.AllegationView) -> list[Act]:
    """What can be done about one allegation."""
    who, incident = actor(), shown.incident
    at = one.position
    if not shown.for_office:
        label = _("Add to the reply") if one.replies else _("Reply")
        return [_act(policy.may_reply(who, incident), label, "reply", incident, at)._replace(emphasis="primary")]
    found = one.finding is not None
    acts = [
        _act(policy.may_reply(who, incident), _("Enter a reply from paper"), "reply", incident, at),
        _act(
            policy.may_find(who, incident, found=found, under_review=bool(incident.under_review)),
            _("Correct the finding") if found else _("Find on the allegation"),
            "find",
            incident,
            at,
        ),
        _act(policy.may_drop_allegation(who, incident), _("Drop"), "drop", incident, at),
    ]
    if not found and incident.stage in workflow.DECIDABLE:
        acts[1] = acts[1]._replace(emphasis="primary")
    return [act for act in acts if act.verdict]


def _act(verdict: Verdict, label: str, endpoint: str, incident: Incident, position: int | None = None) -> Act:
    values: dict[str, Any] = {} if position is None else {"position": position}
    return Act(verdict, label, url_for(f"incidents.{endpoint}", reference=incident.reference, **values))
