"""An operation: a view that takes and gives checked data, for tokens that have its scope."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar

import orjson
from flask import Flask, Response, current_app, request
from pydantic import BaseModel, ValidationError

from compliance.core.errors import Fault, Forbidden, Invalid
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.json_api import replays
from compliance.web.json_api.answers import Answer
from compliance.web.json_api.scopes import Scope

Body = TypeVar("Body", bound=BaseModel)
View = Callable[..., Any]
JSON = "application/json"
FORM = "multipart/form-data"
PART = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
"""A part of an address as Flask declares it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What is known of an operation without calling it. `gives` None: a file of type `media_type`.

    `on` finds what the address names, by the parts of the address that it has as parameters, before anything that was
    sent is looked at: nobody is told what is wrong with a request on something that they may not see. The view is given
    what it found as its first argument. `may` refuses, given the same, whoever may not do this to it as it stands: also
    before what was sent is checked, but not where the same request, with the same key, was carried out already.
    """

    scope: Scope | None
    gives: type[Answer] | None
    takes: type[BaseModel] | None = None
    on: Callable[..., object] | None = None
    may: Callable[[Any], None] | None = None
    asks: type[BaseModel] | None = None
    sends_file: bool = False
    status: int = 200
    media_type: str = JSON


def operation(described: Operation) -> Callable[[View], View]:
    """Make a view an operation. It is called with `asked` (the query) and `body`, where it declares them.

    It gives an Answer, which is sent as JSON, or a Response. A request that changes something may carry an
    `Idempotency-Key`.
    """
    places = () if described.on is None else tuple(inspect.signature(described.on).parameters)

    def declare(view: View) -> View:
        @wraps(view)
        def run(**arguments: Any) -> Response:
            _require(described.scope)
            subject = () if described.on is None else (described.on(*(arguments.pop(one) for one in places)),)
            if described.asks is not None:
                arguments["asked"] = _checked(described.asks, request.args.to_dict())
            key = None if request.method in transaction.SAFE_METHODS else replays.key()
            if key is not None and (before := replays.kept(key)) is not None:
                return before
            if described.may is not None:
                described.may(*subject)
            if described.takes is not None:
                arguments["body"] = _checked(described.takes, _sent(described))
            given = view(*subject, **arguments)
            response = given if isinstance(given, Response) else _answer(given, described.status)
            if key is not None:
                replays.keep(key, response)
            return response

        run.__dict__["operation"] = described
        return run

    return declare


class Served(NamedTuple):
    """An operation where it stands: its address as declared, its method, and its view's own words on it."""

    rule: str
    method: str
    endpoint: str
    summary: str
    operation: Operation

    @property
    def path(self) -> str:
        """Its address with its parts in braces, as OpenAPI writes it."""
        return PART.sub(lambda part: "{" + part["name"] + "}", self.rule)


def operations(app: Flask) -> list[Served]:
    """Give every operation, by address."""
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        described: Operation | None = view.__dict__.get("operation")
        if described is not None:
            (method,) = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            found.append(Served(rule.rule, method, rule.endpoint, (view.__doc__ or "").strip(), described))
    return sorted(found, key=lambda one: (one.rule, one.method))


def _require(scope: Scope | None) -> None:
    token = replays.current_token()
    if scope is not None and (token is None or scope not in token.scopes):
        raise Forbidden(_("This token may not be used for that: it lacks the scope %(scope)s.", scope=scope.value))


def _answer(given: Answer, status: int) -> Response:
    return current_app.response_class(given.model_dump_json(by_alias=True) + "\n", status=status, mimetype=JSON)


def _sent(described: Operation) -> Mapping[str, Any]:
    """The body of this request, as it was sent."""
    if described.sends_file:
        if request.mimetype != FORM:
            raise Invalid([Fault("", _("Send a form of type multipart/form-data with the file in the field “file”."))])
        return request.form.to_dict()
    if request.mimetype != JSON:
        raise Invalid([Fault("", _("Send JSON, with the header Content-Type: application/json."))])
    try:
        sent = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise Invalid([Fault("", _("This is no JSON: %(why)s.", why=str(error)))]) from None
    if not isinstance(sent, dict):
        raise Invalid([Fault("", _("An object is expected, in braces."))])
    return sent


def _checked(model: type[Body], sent: Mapping[str, Any]) -> Body:
    if fault := next(_unusable(sent), None):
        raise Invalid([fault])
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        raise Invalid([Fault(_place(one["loc"]), _said(one)) for one in error.errors(include_url=False)]) from None


def _unusable(value: Any, place: str = "") -> Iterator[Fault]:
    """Find text with a NUL in it, which no database takes."""
    if isinstance(value, str) and "\0" in value:
        yield Fault(place, _("A text cannot hold a NUL character."))
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _unusable(str(name), place)
            yield from _unusable(one, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _unusable(one, f"{place}[{index}]")


def _place(steps: tuple[int | str, ...]) -> str:
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _said(error: Any) -> str:
    known = {
        "missing": _("This is required."),
        "extra_forbidden": _("There is no such field."),
        "date_from_datetime_parsing": _("Give a day, written as 2031-05-15."),
        "date_parsing": _("Give a day, written as 2031-05-15."),
    }
    return known.get(error["type"]) or f"{error['msg']}."


def status_text(status: int) -> str:
    """A status in words."""
    return HTTPStatus(status).phrase
