"""Pages of contests."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from compliance.contests import queries
from compliance.web import transaction
from compliance.web.guards import allow, signed_in

blueprint = Blueprint("contests", __name__)


@blueprint.get("/")
@allow(signed_in)
def home() -> ResponseReturnValue:
    """Show the contests that this person has to do with."""
    contests = queries.visible_to(transaction.session(), transaction.actor())
    return render_template("contests/home.html", contests=contests)
