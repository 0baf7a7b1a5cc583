"""Servers under measurement: the same gunicorn, the same workers and threads, on loopback, stopped by process id."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

STARTS_WITHIN = 60
WARM_UP = 10
ROUNDS = 5


@contextmanager
def served(target: str, environment: dict[str, str], threads: int = 8) -> Iterator[int]:
    """Serve a WSGI application, such as "wsgi:app", and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--workers", "1", "--threads", str(threads), "--keep-alive", "30", "--log-level", "error", target),
    ]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sends again and again; the answer must have the expected status."""

    method: str
    path: str
    headers: dict[str, str]
    expect: int
    body: Callable[[int], str] | None = None


Target = tuple[int, Request]
"""A port, and what is sent to it."""


class Pair(NamedTuple):
    """Seconds that requests took."""

    ours: list[float]
    floor: list[float]


def latencies(port: int, request: Request, times: int, *, first: int = 0) -> list[float]:
    """Send a request one after the other over one connection; return the seconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for number in range(first, first + times):
        body = None if request.body is None else request.body(number)
        start = time.perf_counter()
        connection.request(request.method, request.path, body, request.headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status != request.expect:
            raise AssertionError(f"{request.method} {request.path}: {answer.status}")
    connection.close()
    return taken


def one_client(ours: Target, floor: Target, times: int) -> tuple[float, float]:
    """The median seconds of one client, of ours and of the floor, asked in turn so that both meet the same machine."""
    taken = Pair([], [])
    for number in range(times + WARM_UP):
        for target, into in ((ours, taken.ours), (floor, taken.floor)):
            into.extend(latencies(*target, 1, first=number))
    return median(taken.ours[WARM_UP:]), median(taken.floor[WARM_UP:])


def many_clients(ours: Target, floor: Target, times: int, clients: int = 8) -> tuple[float, float]:
    """Seconds per request with several clients at once: the medians of rounds, ours and the floor's in turn."""
    taken = Pair([], [])
    for number in range(ROUNDS):
        for target, into in ((ours, taken.ours), (floor, taken.floor)):
            into.append(_at_once(target, times // clients, clients, 1000 + number * times))
    return median(taken.ours), median(taken.floor)


def _at_once(target: Target, share: int, clients: int, first: int) -> float:
    with ThreadPoolExecutor(clients) as pool:
        start = time.perf_counter()
        list(pool.map(lambda client: latencies(*target, share, first=first + client * share), range(clients)))
        return (time.perf_counter() - start) / (share * clients)


def show(what: str, ours: float, floor: float, goal: float | None = None) -> None:
    """Print one line: both times, their ratio, and the goal."""
    against = "" if goal is None else f"  goal {goal:g}: {'met' if ours / floor <= goal else 'MISSED'}"
    print(f"{what:<58} {ours * 1000:10.2f} ms  floor {floor * 1000:9.2f} ms  ratio {ours / floor:6.2f}{against}")
