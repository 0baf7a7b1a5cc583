"""A tree computed as RFC 6962 writes it down, slowly, and a log in memory."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from compliance.transparency import merkle
from compliance.transparency.merkle import Frontier

MOST = 1100
HASHES = [merkle.leaf_hash(str(number).encode()) for number in range(MOST)]


@cache
def naive_root(start: int, stop: int) -> bytes:
    """MTH as section 2.1 writes it, over HASHES."""
    if start == stop:
        return sha256(b"").digest()
    if stop - start == 1:
        return HASHES[start]
    k = 1
    while k * 2 < stop - start:
        k *= 2
    return sha256(b"\x01" + naive_root(start, start + k) + naive_root(start + k, stop)).digest()


def naive_path(index: int, start: int, stop: int) -> list[bytes]:
    """PATH as section 2.1.1 writes it."""
    if stop - start == 1:
        return []
    k = 1
    while k * 2 < stop - start:
        k *= 2
    if index < k:
        return [*naive_path(index, start, start + k), naive_root(start + k, stop)]
    return [*naive_path(index - k, start + k, stop), naive_root(start, start + k)]


def naive_subproof(m: int, start: int, stop: int, *, known: bool) -> list[bytes]:
    """SUBPROOF as section 2.1.2 writes it."""
    if m == stop - start:
        return [] if known else [naive_root(start, stop)]
    k = 1
    while k * 2 < stop - start:
        k *= 2
    if m <= k:
        return [*naive_subproof(m, start, start + k, known=known), naive_root(start + k, stop)]
    return [*naive_subproof(m - k, start + k, stop, known=False), naive_root(start, start + k)]


class Store:
    """What a log keeps of a tree: the hashes that `append` says were completed."""

    def __init__(self) -> None:
        self.levels: dict[int, list[bytes]] = {}
        self.frontier = Frontier.empty()

    def append(self, leaf: bytes) -> None:
        """Grow by one leaf, in order."""
        self.frontier, completed = self.frontier.append(leaf)
        for level, index, digest in completed:
            stored = self.levels.setdefault(level, [])
            assert index == len(stored)
            stored.append(digest)

    def hashes_at(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Read stored hashes."""
        return self.levels[level][start:stop]


@cache
def store() -> Store:
    """The log of all HASHES."""
    log = Store()
    for leaf in HASHES:
        log.append(leaf)
    return log
