"""RFC 6962 trees, against known vectors and a naive reading of the RFC."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.transparency import merkle
from compliance.transparency.merkle import Frontier
from tests.transparency.reference_tree import HASHES, MOST, Store, naive_path, naive_root, naive_subproof, store

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.one_of(st.integers(0, 40), st.integers(0, MOST))


def flipped(value: bytes, bit: int) -> bytes:
    """The same hash with one bit changed."""
    at = bit % (8 * len(value))
    changed = bytearray(value)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


@st.composite
def leaf_and_size(draw: st.DrawFn) -> tuple[int, int]:
    """A size and the index of a leaf in it."""
    size = max(1, draw(SIZES))
    return draw(st.integers(0, size - 1)), size


@st.composite
def two_sizes(draw: st.DrawFn) -> tuple[int, int]:
    """A size and one not above it."""
    size = draw(SIZES)
    return draw(st.integers(0, size)), size


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    """The trees of the published test leaves have the published roots, however they are computed."""
    hashes = [merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]
    log = Store()
    for leaf in hashes:
        log.append(leaf)
    assert merkle.root(hashes).hex() == ROOTS[size]
    assert log.frontier.root.hex() == ROOTS[size]
    assert merkle.root_at(size, log.hashes_at).hex() == ROOTS[size]


def test_a_known_audit_path() -> None:
    """The path of the first of eight published leaves is the published one."""
    log = Store()
    for leaf in LEAVES:
        log.append(merkle.leaf_hash(leaf))
    assert [step.hex() for step in merkle.inclusion_proof(0, 8, log.hashes_at)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_a_leaf_is_never_a_node() -> None:
    """The bytes of two hashes recorded as an entry do not hash to the node above them."""
    left, right = HASHES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@given(SIZES)
def test_roots_follow_the_rfc(size: int) -> None:
    """Streamed, grown and stored roots equal the recursive definition at every size."""
    expected = naive_root(0, size)
    assert merkle.root(iter(HASHES[:size])) == expected
    assert merkle.root_at(size, store().hashes_at) == expected


def test_the_frontier_has_the_root_of_every_size() -> None:
    """Growing leaf by leaf passes through the right root at each size, and survives being written and read."""
    frontier = Frontier.empty()
    for size in range(600):
        assert frontier.root == naive_root(0, size)
        assert Frontier.load(size, frontier.dump()) == frontier
        frontier, _ = frontier.append(HASHES[size])


def test_append_tells_what_to_store() -> None:
    """A leaf stores itself, and every 256th the hash of the tile that it completes."""
    log = store()
    assert log.levels[0] == HASHES
    assert log.levels[8] == [naive_root(start, start + 256) for start in range(0, 1024, 256)]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "00" * 32),
        (1, ""),
        (1, "00" * 31),
        (1, "0A" * 32),
        (1, " " + "00" * 32),
        (1, "zz" * 32),
        (2, "00" * 64),
        (3, "00" * 32),
        (-1, "00" * 32),
    ],
)
def test_a_frontier_is_read_strictly(size: int, text: str) -> None:
    """A text that was not written for a tree of this size is refused."""
    with pytest.raises(ValueError, match=r".+"):
        Frontier.load(size, text)


def test_only_hashes_are_appended() -> None:
    """An entry's bytes in place of its hash are refused."""
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier.empty().append(b"entry")


def test_every_proof_of_small_trees() -> None:
    """For all trees up to 20 leaves, every proof is the RFC's own and verifies."""
    hashes_at = store().hashes_at
    for size in range(1, 21):
        for index in range(size):
            path = merkle.inclusion_proof(index, size, hashes_at)
            assert path == naive_path(index, 0, size)
            assert merkle.verify_inclusion(HASHES[index], index, size, path, naive_root(0, size))
        for old in range(1, size + 1):
            proof = merkle.consistency_proof(old, size, hashes_at)
            assert proof == naive_subproof(old, 0, size, known=True)
            assert merkle.verify_consistency(old, naive_root(0, old), size, naive_root(0, size), proof)


@given(leaf_and_size(), st.integers(0), st.integers(0))
def test_inclusion(place: tuple[int, int], which: int, bit: int) -> None:
    """A leaf's path verifies; with one bit of anything changed, or a step more or less, it does not."""
    index, size = place
    leaf, root = HASHES[index], naive_root(0, size)
    path = merkle.inclusion_proof(index, size, store().hashes_at)
    assert path == naive_path(index, 0, size)
    assert merkle.verify_inclusion(leaf, index, size, path, root)
    assert not merkle.verify_inclusion(flipped(leaf, bit), index, size, path, root)
    assert not merkle.verify_inclusion(leaf, index, size, path, flipped(root, bit))
    assert not merkle.verify_inclusion(leaf, index ^ (1 << bit % 12), size, path, root)
    assert not merkle.verify_inclusion(leaf, index, size, [*path, HASHES[0]], root)
    if path:
        at = which % len(path)
        changed = [*path[:at], flipped(path[at], bit), *path[at + 1 :]]
        assert not merkle.verify_inclusion(leaf, index, size, changed, root)
        assert not merkle.verify_inclusion(leaf, index, size, path[:at] + path[at + 1 :], root)


@given(two_sizes(), st.integers(0), st.integers(0))
def test_consistency(sizes: tuple[int, int], which: int, bit: int) -> None:
    """A proof between two sizes verifies; with one bit of anything changed, or a step more or less, it does not."""
    old, size = sizes
    before, root = naive_root(0, old), naive_root(0, size)
    proof = merkle.consistency_proof(old, size, store().hashes_at)
    assert proof == (naive_subproof(old, 0, size, known=True) if old else [])
    assert merkle.verify_consistency(old, before, size, root, proof)
    assert not merkle.verify_consistency(old, flipped(before, bit), size, root, proof)
    assert not merkle.verify_consistency(old, before, size, root, [*proof, HASHES[0]])
    assert not merkle.verify_consistency(size + 1, before, size, root, proof)
    if old:
        assert not merkle.verify_consistency(old, before, size, flipped(root, bit), proof)
    if proof:
        at = which % len(proof)
        changed = [*proof[:at], flipped(proof[at], bit), *proof[at + 1 :]]
        assert not merkle.verify_consistency(old, before, size, root, changed)
        assert not merkle.verify_consistency(old, before, size, root, proof[:at] + proof[at + 1 :])


@given(
    st.integers(-2, 2**70),
    st.integers(-2, 2**70),
    st.lists(st.binary(max_size=40) | st.sampled_from(HASHES[:4]), max_size=80),
    st.binary(max_size=40) | st.sampled_from(HASHES[:4]),
)
def test_rubbish_is_refused_calmly(one: int, other: int, proof: list[bytes], start: bytes) -> None:
    """Sizes and steps that no tree has are answered with False, not with an error."""
    unrelated = sha256(b"a root of nothing").digest()
    assert not merkle.verify_inclusion(start, one, other, proof, unrelated)
    assert not merkle.verify_consistency(one, start, other, unrelated, [*proof, b"short"])


def test_two_trees_of_one_size_must_be_the_same() -> None:
    """An empty proof shows two equal roots, and nothing else."""
    one, other = naive_root(0, 5), naive_root(1, 6)
    assert merkle.verify_consistency(5, one, 5, one, [])
    assert not merkle.verify_consistency(5, one, 5, other, [])
    assert merkle.verify_consistency(0, merkle.EMPTY_ROOT, 0, merkle.EMPTY_ROOT, [])
    assert not merkle.verify_consistency(0, merkle.EMPTY_ROOT, 0, one, [])
    assert not merkle.verify_consistency(0, one, 5, one, [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_path_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    """Asking for the path of a leaf outside the tree is an error."""
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, store().hashes_at)


@pytest.mark.parametrize(("old", "size"), [(6, 5), (-1, 5)])
def test_no_proof_that_a_tree_shrank(old: int, size: int) -> None:
    """Asking for consistency with a larger tree is an error."""
    with pytest.raises(ValueError, match="cannot begin"):
        merkle.consistency_proof(old, size, store().hashes_at)


def test_missing_hashes_are_noticed() -> None:
    """A log that lost stored hashes gives no root and no proof."""
    with pytest.raises(LookupError, match="level 0"):
        merkle.inclusion_proof(3, MOST, lambda _level, _start, _stop: HASHES[:5])


def test_a_proof_reads_little_of_a_large_tree() -> None:
    """In a tree of 1,000,000 leaves a proof reads at most two tiles of 256 hashes a level."""
    read: dict[int, int] = {}

    def hashes_at(level: int, start: int, stop: int) -> Sequence[bytes]:
        assert stop <= 1_000_000 >> level
        read[level] = read.get(level, 0) + stop - start
        return [b"\x00" * 32] * (stop - start)

    for index in (0, 255, 500_000, 524_288, 999_999):
        for proof in (merkle.inclusion_proof, merkle.consistency_proof):
            read.clear()
            proof(index, 1_000_000, hashes_at)
            assert max(read.values(), default=0) <= 2 * merkle.TILE_WIDTH
