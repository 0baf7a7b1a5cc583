"""A program without a screen: it acts for one person with a token. Also a pytest plugin: the programs of a case."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from compliance.core.access import Role
from compliance.identity import service
from compliance.identity.models import User
from compliance.web.json_api import Scope
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World

V1 = "/api/v1"
CASES = "/contests/dg-2031/incidents"


class Program:
    """Asks as a program does; `scopes` all, unless some are named."""

    def __init__(self, world: World, user_id: int, *scopes: Scope, days: int = 30) -> None:
        self.http = world.app.test_client()
        command = service.NewToken("a test", [str(scope) for scope in scopes or Scope], days)
        with world.act(world.actor(user_id)) as uow:
            self.token, self.secret = service.make_token(uow, uow.session.get_one(User, user_id), command)

    def send(
        self, method: str, path: str, body: Any = None, *, expect: int = 200, key: str | None = None, **more: Any
    ) -> TestResponse:
        """Make one request; the answer must have the expected status."""
        headers = {"Authorization": f"Bearer {self.secret}"} | ({"Idempotency-Key": key} if key else {})
        sent = {"json": body} if body is not None else {}
        response = self.http.open(V1 + path, method=method, headers=headers, **sent, **more)
        assert response.status_code == expect, f"{method} {path}: {response.status_code}\n{response.text[:2000]}"
        return response

    def get(self, path: str, expect: int = 200) -> Any:
        """Read; give the JSON."""
        return self.send("GET", path, expect=expect).json

    def post(self, path: str, body: Any, expect: int = 200, key: str | None = None) -> Any:
        """Act; give the JSON."""
        return self.send("POST", path, body, expect=expect, key=key).json

    def put(self, path: str, body: Any, expect: int = 200, key: str | None = None) -> Any:
        """Replace; give the JSON."""
        return self.send("PUT", path, body, expect=expect, key=key).json


def person(made: Setting, program: Program, case: str) -> str:
    """The reference of the officer whose program it is."""
    name = made.world.actor(program.token.user_id).name
    return next(str(one["reference"]) for one in program.get(f"{case}/handlers")["officers"] if one["name"] == name)


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return cases.setting(world)


@pytest.fixture
def office(made: Setting) -> Program:
    """A program of the officer's."""
    assert made.officer.user_id is not None
    return Program(made.world, made.officer.user_id)


@pytest.fixture
def second(made: Setting) -> Program:
    """A program of another officer's."""
    return Program(made.world, made.world.user(Role.OFFICER, made.contest))


@pytest.fixture
def side(made: Setting) -> Program:
    """A program of the candidate's."""
    assert made.candidate.user_id is not None
    return Program(made.world, made.candidate.user_id)
