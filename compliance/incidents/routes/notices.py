"""Notice and reply, for the office: what is put to the candidate and when, what came back, and what was tried."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.core.language import long_date, long_instant
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import notices as forms
from compliance.incidents.forms.labels import STANDARDS, WAYS
from compliance.incidents.models import Incident, PreparedNotice
from compliance.incidents.queries import notices as reading
from compliance.incidents.release import Terms
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident, the_process, trail
from compliance.incidents.routes.replies import may_propose_unreachable
from compliance.incidents.routes.tabs import case_tabs
from compliance.web.forms import Form, show_again
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, now, session, unit_of_work

BOTH = ("GET", "POST")
TEMPLATE = "incidents/notice.html"


@blueprint.route("/<reference>/notify", methods=BOTH)
@allow(OFFICE)
def notify(reference: str) -> ResponseReturnValue:
    """Prepare a notice, or write anew the one that is under way."""
    incident = the_incident(reference)
    revision = reading.revision(session(), incident.id)  # before the facts: a conflict too many rather than one too few
    case, stated = the_process(incident), reading.stated(session(), incident.id)
    under_way = None if stated is None else stated.prepared
    if request.method == "GET" and under_way is not None and under_way.is_ordered:
        return redirect(_tab(incident))
    policy.may_prepare(actor(), incident, alleged=bool(case.allegations), under_way=under_way).enforce()
    form = forms.NoticeForm(data=_proposed(case, stated) | {"revision": str(revision)})
    form.offer(reading.templates_in_force(session(), incident.contest_id), case.allegations)
    shown = {"form": form, "incident": incident, "case": case, "crumbs": trail(incident), "back": _tab(incident)}
    if request.method == "POST" and not form.alter(request.form):
        if form.carry_out(lambda: _prepare(incident, form)):
            flash(_("The notice is prepared. Read it as the candidate will, then have it released."), "good")
            return redirect(_tab(incident))
        return show_again(TEMPLATE, **shown)
    return render_template(TEMPLATE, **shown)


def _prepare(incident: Incident, form: forms.NoticeForm) -> None:
    service.prepare(unit_of_work(), incident, form.to_command(), expected_revision=form.expected_revision)


def _proposed(case: queries.Case, stated: reading.Stated | None) -> dict[str, Any]:
    """The facts as they were written, or to begin with the incident itself."""
    if stated is None:
        of = case.incident
        alleged = [one.position for one in case.allegations]
        return {"facts": forms.first_fact(of.occurred_from, of.occurred_until, of.title, alleged), "template": ""}
    positions = {one.id: one.position for one in case.allegations}
    return {
        "facts": forms.written(stated.facts, positions),
        "template": str(stated.prepared.template_id or ""),
        "longer_until": stated.prepared.longer_until,
        "longer_because": stated.prepared.longer_because,
    }


@blueprint.get("/<reference>/notices/")
@allow(OFFICE)
def notices(reference: str) -> ResponseReturnValue:
    """Show the notices of a case, the replies to them, and what was tried where there is none."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    case, stated = the_process(incident), reading.stated(session(), incident.id)
    under_way = None if stated is None else stated.prepared
    rules = reading.release_of(session(), incident)
    search = queries.search(session(), incident, rules.timing.calendar)
    return render_template(
        "incidents/notices.html",
        incident=incident,
        tabs=case_tabs(incident),
        case=case,
        under_way=under_way,
        text=service.preview(unit_of_work(), stated, case, rules) if stated else "",
        next_hour=rules.next_hour(now()),
        acts=_acts(case, under_way, rules.terms),
        attempts=search.attempts,
        proposal=search.proposal,
        of_silence=_of_silence(incident, search),
        ways=WAYS,
        labels=STANDARDS,
        file_url=partial(_file_url, incident.reference),
        timezone=current_scope().timezone,
    )


def _acts(case: queries.Case, under_way: PreparedNotice | None, terms: Terms) -> dict[str, Any]:
    """What can be done about the notice, by name: verdict, label and address."""
    incident = case.incident
    who, of = actor(), dict[str, Any](reference=incident.reference)
    acts = {
        "prepare": (
            policy.may_prepare(who, incident, alleged=bool(case.allegations), under_way=under_way),
            _("Change it") if under_way else _("Prepare a further notice") if case.notices else _("Prepare a notice"),
            url_for("incidents.notify", **of),
        )
    }
    if under_way is None:
        return acts
    of["notice"] = under_way.reference
    may_order = policy.may_order(who, incident, under_way, second_check=terms.second_check)
    verdicts = (
        ("check_notice", policy.may_check(who, incident, under_way), _("I have read it, and it is right")),
        ("release_notice", may_order, _("Have it released")),
        ("call_notice_back", policy.may_call_back(who, incident, under_way), _("Call it back")),
        (
            "drop_notice",
            policy.may_prepare(who, incident, alleged=True, under_way=under_way),
            _("Give it up"),
        ),
    )
    acts |= {name: (verdict, label, url_for(f"incidents.{name}", **of)) for name, verdict, label in verdicts}
    verdict, label, address = acts["check_notice"]
    acts["check_notice"] = verdict, label, f"{address}?{urlencode({'of': under_way.prepared_at.isoformat()})}"
    return acts


def _of_silence(incident: Incident, search: queries.Search) -> dict[str, Any]:
    """What can be done where the candidate does not answer, by name: verdict and address."""
    who, of = actor(), dict[str, Any](reference=incident.reference)
    return {
        "attempt": (policy.may_seek(who, incident), url_for("incidents.attempt", **of)),
        "unreachable": (
            may_propose_unreachable(incident, search),
            url_for("incidents.unreachable", **of),
        ),
        "statement": policy.may_add_statement(who, incident),
    }


def _file_url(reference: str, file: str) -> str:
    return url_for("incidents.reply_file", reference=reference, file=file)


@blueprint.post("/<reference>/notices/<notice>/check")
@allow(OFFICE)
def check_notice(reference: str, notice: str) -> ResponseReturnValue:
    """Say that a notice, which somebody else prepared, is right."""
    incident, prepared = _under_way(reference, notice)
    service.check(unit_of_work(), incident, prepared, seen=request.args.get("of"))
    flash(_("It is on record that you checked the notice."), "good")
    return redirect(_tab(incident))


@blueprint.route("/<reference>/notices/<notice>/release", methods=BOTH)
@allow(OFFICE)
def release_notice(reference: str, notice: str) -> ResponseReturnValue:
    """Have a notice released at the next fixed hour, or at once for a reason."""
    incident, prepared = _under_way(reference, notice)
    rules = reading.release_of(session(), incident)
    policy.may_order(actor(), incident, prepared, second_check=rules.terms.second_check).enforce()
    form = forms.OrderForm()
    if not rules.is_expedited(now()):
        del form.hurry
    hour = rules.next_hour(now())
    return act_page(
        incident,
        form,
        lambda: service.order(unit_of_work(), incident, prepared, form.to_command()),
        done=_("The release is ordered."),
        title=_("Release the notice"),
        lead=_(
            "It is released on %(hour)s, and replies are due by %(day)s. "
            "Until then the candidate sees nothing, and it can be called back.",
            hour=long_instant(hour, rules.timezone),
            day=long_date(service.reply_day(prepared, rules, hour)),
        ),
        submit=_("Have it released"),
        back=_tab(incident),
    )


@blueprint.post("/<reference>/notices/<notice>/call-back")
@allow(OFFICE)
def call_notice_back(reference: str, notice: str) -> ResponseReturnValue:
    """Take back the order to release a notice."""
    incident, prepared = _under_way(reference, notice)
    service.call_back(unit_of_work(), incident, prepared)
    flash(_("The notice was called back. Nothing was put to the candidate."), "good")
    return redirect(_tab(incident))


@blueprint.route("/<reference>/notices/<notice>/drop", methods=BOTH)
@allow(OFFICE)
def drop_notice(reference: str, notice: str) -> ResponseReturnValue:
    """Give up a notice under way."""
    incident, prepared = _under_way(reference, notice)
    policy.may_prepare(actor(), incident, alleged=True, under_way=prepared).enforce()
    return act_page(
        incident,
        Form(),
        lambda: service.drop(unit_of_work(), incident, prepared),
        done=_("The notice was given up."),
        title=_("Give up the notice"),
        lead=_("Nothing of it is put to the candidate. It stays in the log."),
        submit=_("Give it up"),
        emphasis="danger",
        back=_tab(incident),
    )


def _under_way(reference: str, notice: str) -> tuple[Incident, PreparedNotice]:
    """The case and its notice under way, for its officers."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    return incident, reading.prepared_of(session(), incident, notice)


def _tab(incident: Incident) -> str:
    return url_for("incidents.notices", reference=incident.reference)
