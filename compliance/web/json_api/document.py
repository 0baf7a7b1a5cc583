"""The description of all operations, as OpenAPI 3.1 (which takes JSON Schema 2020-12, as pydantic gives it)."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from compliance.core.language import gettext as _
from compliance.web.json_api.operations import FORM, JSON, PART, Operation, Served, operations, status_text
from compliance.web.json_api.replays import HEADER
from compliance.web.json_api.scopes import SCOPES
from compliance.web.transaction import SAFE_METHODS

PROBLEM = "application/problem+json"
_PLACES = {
    "slug": "The short name of the contest.",
    "reference": "The reference, as pages show it.",
    "position": "Its place among the allegations of the incident, from 0.",
    "clarification": "The reference of the request.",
    "drafted": "The reference of the file.",
    "fact": "The reference of the contested fact.",
    "file": "The reference of the file.",
    "interview": "The reference of the interview.",
    "item": "The reference of the item of evidence.",
    "key": "The key of the wording.",
    "kind": "The format of the file: html, pdf or json.",
    "link": "The reference of the link.",
    "measure": "The reference of the measure.",
    "note": "The reference of the note.",
    "notice": "The reference of the notice under way.",
    "number": "Its place among the answers, from 1.",
    "proposal": "The number of the proposal to keep out, as the list of relations gives it.",
    "person": "The reference of the officer.",
    "recusal": "The number of the recusal, as their list gives it.",
    "relation": "The number of the relation, as their list gives it.",
    "rule": "The number of the replacement, as routing gives it.",
    "step": "The step whose time runs, such as reply or assess.",
    "sent": "The reference of the file.",
    "taken": "The number of the step.",
    "task": "The reference of the task.",
    "version": "The number of its version, from 1.",
    "view": "The id of the view.",
}


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    place: str
    message: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] = []


def openapi(app: Flask, title: str, version: str) -> dict[str, Any]:
    """Describe every operation of the application."""
    known = operations(app)
    models: set[type[BaseModel]] = {Problem}
    for one in known:
        models |= {model for model in (one.operation.takes, one.operation.gives) if model is not None}
    ordered = sorted(models, key=lambda model: model.__name__)
    modes: Any = [(model, "validation" if _is_sent(model, known) else "serialization") for model in ordered]
    named, schemas = models_json_schema(modes, ref_template="#/components/schemas/{model}")
    names: dict[Any, str] = {model: schema["$ref"] for (model, _mode), schema in named.items()}
    paths: dict[str, dict[str, Any]] = {}
    for one in known:
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": _about()},
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _scopes()}},
        },
    }


def _is_sent(model: type[BaseModel], known: list[Served]) -> bool:
    return any(one.operation.takes is model for one in known)


def _described(one: Served, names: Mapping[type[BaseModel], str]) -> dict[str, Any]:
    described = one.operation
    found: dict[str, Any] = {
        "operationId": one.endpoint.replace(".", "_"),
        "summary": one.summary,
        "parameters": [*_in_path(one.rule), *_in_query(described), *_in_header(one.method)],
        "responses": _responses(one.method, described, names),
        "security": [{"token": []}] if described.scope else [],
    }
    if described.scope:
        found["description"] = _("Needs the scope `%(scope)s`.", scope=described.scope.value)
    if described.takes is not None:
        found["requestBody"] = {"required": True, "content": _content(described, names)}
    return found


def _content(described: Operation, names: Mapping[type[BaseModel], str]) -> dict[str, Any]:
    if described.takes is None:
        return {}
    if not described.sends_file:
        return {JSON: {"schema": {"$ref": names[described.takes]}}}
    fields = described.takes.model_json_schema()
    properties = {"file": {"type": "string", "format": "binary"}, **fields["properties"]}
    return {FORM: {"schema": {**fields, "properties": properties, "required": ["file", *fields.get("required", [])]}}}


def _responses(method: str, described: Operation, names: Mapping[type[BaseModel], str]) -> dict[str, Any]:
    given: dict[str, Any] = {"schema": {"$ref": names[described.gives]}} if described.gives else {}
    wrong = {400, 404, 405, 422} if described.scope is None else {400, 401, 403, 404, 405, 422}
    if method not in SAFE_METHODS:
        wrong |= {409, 413}
    refused = {"content": {PROBLEM: {"schema": {"$ref": names[Problem]}}}}
    return {
        str(described.status): {
            "description": status_text(described.status),
            "content": {described.media_type: given},
        },
        **{str(status): {"description": status_text(status), **refused} for status in sorted(wrong)},
    }


def _in_path(rule: str) -> list[dict[str, Any]]:
    return [
        {
            "name": part["name"],
            "in": "path",
            "required": True,
            "description": _PLACES.get(part["name"], ""),
            "schema": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
            if part["kind"] == "int"
            else {"type": "string", "pattern": r"^[^/\x00-\x1f\x7f]+$"},
        }
        for part in PART.finditer(rule)
    ]


def _in_query(described: Operation) -> list[dict[str, Any]]:
    if described.asks is None:
        return []
    schema = described.asks.model_json_schema()
    defined = schema.get("$defs", {})
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _inlined(one, defined)}
        for name, one in schema["properties"].items()
    ]


def _inlined(schema: Any, defined: Mapping[str, Any]) -> Any:
    """A schema with what it refers to in its place; what a query takes is never nested deeply."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(defined[schema["$ref"].rpartition("/")[2]], defined)
        kept = {name: _inlined(one, defined) for name, one in schema.items()}
        if "anyOf" in kept:  # an absent parameter is absent, never the word null
            kept["anyOf"] = [one for one in kept["anyOf"] if one != {"type": "null"}]
            kept.pop("default", None) if kept.get("default") is None else None
        return kept
    return [_inlined(one, defined) for one in schema] if isinstance(schema, list) else schema


def _in_header(method: str) -> list[dict[str, Any]]:
    if method in SAFE_METHODS:
        return []
    text = _("A key of your choice. The same request with the same key is carried out once, and answered alike.")
    schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    return [{"name": HEADER, "in": "header", "required": False, "description": text, "schema": schema}]


def _about() -> str:
    return _(
        "The same acts as on the pages, with the same rights and rules. Days are calendar days in the contest's time "
        "zone, instants are in UTC. What you may not see is answered with 404. Every refusal is a problem (RFC 9457)."
    )


def _scopes() -> str:
    lines = [f"- `{scope.value}`: {text}" for scope, text in SCOPES.items()]
    return "\n".join([_("A token that you make on the page of your account, with the scopes that it needs:"), *lines])
