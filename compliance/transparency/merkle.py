"""Merkle trees of RFC 6962, section 2.1: roots, the frontier of a growing tree, proofs and their verification.

Pure: hashes go in, hashes come out. Every hash is 32 bytes of SHA-256. A subtree is *complete* when it has 2**level
leaves; the one at (level, index) covers the leaves from index * 2**level up to the next. Complete subtrees never
change as the tree grows, so a log stores those of level 0 (the leaves), 8, 16, … and proofs read them back in tiles of
at most 256.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

HASH_SIZE = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = sha256(b"").digest()

HashesAt = Callable[[int, int, int], Sequence[bytes]]
"""(level, start, stop) -> the stored hashes of the complete subtrees start, …, stop - 1 of that level."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one entry's bytes; the prefix keeps a leaf from passing for an inner node."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the one above them."""
    return sha256(b"\x01" + left + right).digest()


def _fold(subtrees: Sequence[bytes]) -> bytes:
    """Join neighbouring complete subtrees, largest first, into the root above all of them."""
    if not subtrees:
        return EMPTY_ROOT
    joined = subtrees[-1]
    for left in subtrees[-2::-1]:
        joined = node_hash(left, joined)
    return joined


def _complete(hashes: Sequence[bytes]) -> bytes:
    """Root above a power of two of neighbouring subtrees of the same level."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


def _carry(subtrees: list[bytes], size: int, added: bytes) -> None:
    """Put one more unit to the right of `size` units, in place; a unit is a leaf or a complete subtree."""
    while size & 1:
        added = node_hash(subtrees.pop(), added)
        size >>= 1
    subtrees.append(added)


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes, read once; memory grows with the logarithm of their number."""
    leaves = iter(leaf_hashes)
    tiles: list[bytes] = []
    count = 0
    # Whole tiles are hashed a level at a time: a third faster than carrying leaf by leaf.
    while len(tile := list(islice(leaves, TILE_WIDTH))) == TILE_WIDTH:
        _carry(tiles, count, _complete(tile))
        count += 1
    rest: list[bytes] = []
    for size, leaf in enumerate(tile):
        _carry(rest, size, leaf)
    return _fold(tiles + rest)


@dataclass(frozen=True, slots=True)
class Frontier:
    """The compact range of a tree: its size in leaves and the roots of its complete subtrees, largest first."""

    size: int
    subtrees: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.subtrees) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves does not have {len(self.subtrees)} complete subtrees")

    @classmethod
    def empty(cls) -> "Frontier":
        """The tree without leaves."""
        return cls(0, ())

    def append(self, leaf_hash: bytes) -> tuple["Frontier", list[tuple[int, int, bytes]]]:
        """Grow by one leaf.

        Returns the new frontier and what a log has to store: (level, index, hash) of each subtree that this leaf
        completes at a level of 0, 8, 16, … The leaf itself, at level 0, is always the first.
        """
        if len(leaf_hash) != HASH_SIZE:
            raise ValueError(f"a leaf hash has {HASH_SIZE} bytes, not {len(leaf_hash)}")
        subtrees = list(self.subtrees)
        index, level, added = self.size, 0, leaf_hash
        stored = [(0, index, added)]
        while index & 1:
            added = node_hash(subtrees.pop(), added)
            index, level = index >> 1, level + 1
            if level % TILE_HEIGHT == 0:
                stored.append((level, index, added))
        return Frontier(self.size + 1, (*subtrees, added)), stored

    @property
    def root(self) -> bytes:
        """Root of the tree."""
        return _fold(self.subtrees)

    def dump(self) -> str:
        """Write the subtrees as lower-case hexadecimal, 64 digits each; the size is kept beside it."""
        return b"".join(self.subtrees).hex()

    @classmethod
    def load(cls, size: int, text: str) -> "Frontier":
        """Read back what `dump` wrote.

        Raises ValueError for any text that `dump` would not have written for a tree of this size.
        """
        packed = bytes.fromhex(text)
        if packed.hex() != text or len(packed) % HASH_SIZE:
            raise ValueError(f"a frontier is written as {2 * HASH_SIZE} lower-case hexadecimal digits a subtree")
        return cls(size, tuple(packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)))


class _Tiles:
    """Hashes of a tree of `size` leaves, read by whole tiles, each tile once."""

    def __init__(self, size: int, hashes_at: HashesAt) -> None:
        self._size = size
        self._hashes_at = hashes_at
        self._read: dict[tuple[int, int], Sequence[bytes]] = {}

    def _tile(self, level: int, number: int) -> Sequence[bytes]:
        if (level, number) not in self._read:
            start = number * TILE_WIDTH
            stop = min(start + TILE_WIDTH, self._size >> level)
            hashes = self._hashes_at(level, start, stop)
            if len(hashes) != stop - start:
                raise LookupError(f"level {level} holds {len(hashes)} of the hashes from {start} to {stop - 1}")
            self._read[level, number] = hashes
        return self._read[level, number]

    def _subtree(self, level: int, index: int) -> bytes:
        """Root of the complete subtree at (level, index); less than a tile has to be hashed."""
        height = level % TILE_HEIGHT
        number, offset = divmod(index << height, TILE_WIDTH)
        return _complete(self._tile(level - height, number)[offset : offset + (1 << height)])

    def root_of(self, start: int, stop: int) -> bytes:
        """Root over leaves start, …, stop - 1, where start is a multiple of a power of two not below their number."""
        subtrees = []
        while start < stop:
            level = (stop - start).bit_length() - 1
            subtrees.append(self._subtree(level, start >> level))
            start += 1 << level
        return _fold(subtrees)


def _split(start: int, stop: int) -> int:
    """Where RFC 6962 divides a tree of two leaves or more: after the largest power of two below their number."""
    return start + (1 << (stop - start - 1).bit_length() - 1)


def root_at(size: int, hashes_at: HashesAt) -> bytes:
    """Root that the tree had, or has, at this size. Raises LookupError if stored hashes are missing."""
    return _Tiles(size, hashes_at).root_of(0, size)


def inclusion_proof(index: int, size: int, hashes_at: HashesAt) -> list[bytes]:
    """Audit path of a leaf in the tree of this size, from the leaf up (RFC 6962, section 2.1.1).

    Raises ValueError if there is no such leaf, LookupError if stored hashes are missing.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    tiles = _Tiles(size, hashes_at)
    path = []
    start, stop = 0, size
    while stop - start > 1:
        middle = _split(start, stop)
        if index < middle:
            path.append(tiles.root_of(middle, stop))
            stop = middle
        else:
            path.append(tiles.root_of(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(old: int, size: int, hashes_at: HashesAt) -> list[bytes]:
    """Show that the tree of this size begins with the tree of the old size (RFC 6962, section 2.1.2).

    Empty when the two are the same or the old tree has no leaves. Raises ValueError if the old tree is the larger,
    LookupError if stored hashes are missing.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {size} leaves cannot begin with one of {old}")
    if old in (0, size):
        return []
    tiles = _Tiles(size, hashes_at)
    proof = []
    start, stop = 0, size
    while stop != old:
        middle = _split(start, stop)
        if old <= middle:
            proof.append(tiles.root_of(middle, stop))
            stop = middle
        else:
            proof.append(tiles.root_of(start, middle))
            start = middle
    if start:
        # Only a left-most subtree is the old tree itself, whose root the verifier already has.
        proof.append(tiles.root_of(start, stop))
    return proof[::-1]


def _are_hashes(values: Iterable[object]) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_SIZE for value in values)


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf at this index to the root of the tree of this size.

    False, never an error, for a proof that is too short, too long or not made of hashes (RFC 9162, section 2.1.3.2).
    """
    if not 0 <= index < size or not _are_hashes((leaf_hash, root, *proof)):
        return False
    node, last, joined = index, size - 1, leaf_hash
    for sibling in proof:
        if not last:
            return False
        if node & 1 or node == last:
            joined = node_hash(sibling, joined)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            joined = node_hash(joined, sibling)
        node, last = node >> 1, last >> 1
    return not last and joined == root


def verify_consistency(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of the old root is the beginning of the tree of the new one.

    False, never an error, for a proof that is too short, too long or not made of hashes (RFC 9162, section 2.1.4.2).
    From a tree without leaves any tree can grow, so there only the old root is checked.
    """
    if not 0 <= old_size <= size or not _are_hashes((old_root, root, *proof)):
        return False
    if old_size in (0, size):
        roots_hold = (old_size or old_root == EMPTY_ROOT) and (old_size != size or old_root == root)
        return not proof and bool(roots_hold)
    # A left-most complete subtree is the old tree itself, and the proof leaves its root out.
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return _consistent(steps, old_size, size) == (old_root, root)


def _consistent(steps: Sequence[bytes], old_size: int, size: int) -> tuple[bytes, bytes] | None:
    """Compute the old and the new root from a proof's steps; None if their number does not fit the sizes."""
    if not steps:
        return None
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for sibling in steps[1:]:
        if not last:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return None if last else (old, new)
