"""Serves the demo on this machine alone."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.exchange.demo.folder import Folder

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS = range(FIRST_PORT, FIRST_PORT + 20)
THREADS = 8
WORKER = "import sys; from compliance.cli import main; main(sys.argv[1:])"


def listening(port: int | None) -> socket.socket:
    """Listen on a port of this machine, or on the first free one from 8000. Invalid if there is none."""
    for each in PORTS if port is None else (port,):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, each))
            door.listen()
        except OSError as error:
            door.close()
            why = error.strerror
        else:
            return door
    if port is None:
        raise Invalid(
            _("Every port from %(first)s to %(last)s is taken: choose one with --port.", first=PORTS[0], last=PORTS[-1])
        )
    raise Invalid(_("Port %(port)s cannot be used (%(why)s): choose another one with --port.", port=port, why=why))


def serve(folder: Folder, door: socket.socket, ready: Callable[[], None]) -> None:
    """Serve the installation in a folder until somebody ends it; call `ready` once pages can be asked for."""
    os.environ.pop("SECRET_KEY", None)
    os.environ |= {
        "DATABASE_URL": folder.database_url,
        "INSTANCE_FOLDER": str(folder.path),
        "EVIDENCE_FOLDER": str(folder.evidence),
        "SECURE_COOKIES": "false",  # the demo speaks http, and only to this machine
        "TRUSTED_PROXIES": "0",
    }
    if not os.environ.get("SMTP_HOST"):
        os.environ |= {
            "MAIL_FOLDER": str(folder.mail),
            "MAIL_FROM": "record@example.org",
            "PUBLIC_URL": f"http://{HOST}:{door.getsockname()[1]}",
            "WORKER_POLL_SECONDS": "2",
        }
    _Server(door, ready).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, set up here and not by the command line's arguments or a file."""

    def __init__(self, door: socket.socket, ready: Callable[[], None]) -> None:
        self._door = door
        self._ready = ready
        self._worker: subprocess.Popen[bytes] | None = None
        super().__init__(prog="compliance demo")

    def load_config(self) -> None:
        """Set everything that differs from gunicorn's own choice."""

        def when_ready(_arbiter: object) -> None:
            # The command of production, in a process of its own, which ends when this one does, however it ends.
            command = [sys.executable, "-c", WORKER, "worker", "--parent", str(os.getpid())]
            self._worker = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
            self._ready()

        def on_exit(_arbiter: object) -> None:
            if self._worker is not None:
                self._worker.terminate()
                self._worker.wait()

        for name, value in {
            "bind": f"fd://{self._door.fileno()}",
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "loglevel": "warning",
            "graceful_timeout": 15,
            "control_socket_disable": True,
            "when_ready": when_ready,
            "on_exit": on_exit,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, made from the environment as any server makes it."""
        return import_app("wsgi:app")
