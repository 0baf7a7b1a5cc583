"""Which clauses bound a candidate over some days, as a page and as JSON."""

from datetime import date

import orjson
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from compliance.core.errors import Fault, Invalid
from compliance.core.periods import Period
from compliance.pledges import queries
from compliance.pledges.forms import PeriodForm, day
from compliance.pledges.queries import Answer
from compliance.pledges.routes.blueprint import blueprint
from compliance.web import transaction
from compliance.web.forms import UNUSABLE
from compliance.web.guards import allow, members
from compliance.web.scope import current_scope, today


@blueprint.get("/candidates/<key>/applicability")
@allow(members)
def applicability(key: str) -> ResponseReturnValue:
    """Say in words which clauses bound the candidate, today or over the period in the address."""
    form = _asked()
    usable = form.validate()
    answer = _answer(key, day(form.start), form.until.data) if usable else _answer(key, today(), None)
    status = 200 if usable else UNUSABLE
    return render_template("pledges/applicability.html", form=form, answer=answer, usable=usable), status


@blueprint.get("/candidates/<key>/applicability.json")
@allow(members)
def applicability_json(key: str) -> ResponseReturnValue:
    """The same as JSON, as the command gives it."""
    form = _asked()
    if not form.validate():
        raise Invalid([Fault(form[name].name, str(text)) for name, texts in form.errors.items() for text in texts])
    plain = _answer(key, day(form.start), form.until.data).plain()
    return Response(orjson.dumps(plain), content_type="application/json")


def _asked() -> PeriodForm:
    given = MultiDict({"from": today().isoformat(), **request.args})
    return PeriodForm(formdata=given)


def _answer(key: str, start: date, until: date | None) -> Answer:
    period = Period(start, until or start)
    return queries.applicability_of(transaction.session(), current_scope().slug, key, period)
