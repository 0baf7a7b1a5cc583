"""A program without a screen: it acts for one person with a token."""

from typing import Any

from werkzeug.test import TestResponse

from compliance.identity import service
from compliance.identity.models import User
from compliance.web.json_api import Scope
from tests.factories.world import World

V1 = "/api/v1"


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
