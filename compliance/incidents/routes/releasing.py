"""Notices are released when their hour has come, even where no worker runs.

Before a page is made for the side of a candidate, and before anybody's act, what is due is released in a transaction of
its own, exactly as the worker would release it. The request itself has not begun to read by then: its page shows what
is on record, and a page that is only looked at writes nothing.
"""

from flask import Flask, request

from compliance.core.access import command_line
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import service
from compliance.incidents.queries import notices as reading
from compliance.web import transaction
from compliance.web.guards import is_for_anybody


def install(app: Flask) -> None:
    """Look before each request, once the guard has let it pass."""
    app.before_request(_release)


def _release() -> None:
    if is_for_anybody() or transaction.actor().user_id is None:
        return
    own = transaction.actor().candidacies()
    acts = request.method not in transaction.SAFE_METHODS
    if not (own or acts) or not reading.due(transaction.session(), transaction.now(), None if acts else own):
        return
    transaction.close_session()
    with transaction.edge().writers() as opened:
        service.release_due(UnitOfWork(opened, command_line(), transaction.now()))
        opened.commit()
