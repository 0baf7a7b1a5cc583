"""What changed from one version of a code to the next, clause by clause and word by word."""

import difflib
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from compliance.codes.outline import ClauseNode, walk

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
_SAME_CLAUSE = 0.5
"""Share of words in common from which a clause under the same number counts as the same clause reworded."""
_MOVED_CLAUSE = 0.6
"""The same for a clause under another number, where the number does not speak for it."""
_SAME_NUMBER_BONUS = 0.15
_MOST_PAIRS = 250_000
_MOST_TOKEN_PAIRS = 4_000_000


class Change(StrEnum):
    """What happened to a clause."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    RENUMBERED_AND_REWORDED = "renumbered_and_reworded"
    SCOPE_CHANGED = "scope_changed"
    ADDED = "added"
    REMOVED = "removed"


class Op(StrEnum):
    """What happened to a run of words."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words. The equal and deleted ones in order are the old text, the equal and inserted ones the new."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause of either version. `old` is None for an added clause, `new` for a removed one.

    `heading` and `text` are the segments of each; `scope` names the fields that changed beside the words: `modality`,
    `topics`, `applies_when`. It can hold names whatever the kind; `SCOPE_CHANGED` says that nothing else changed.
    """

    kind: Change
    old: ClauseNode | None
    new: ClauseNode | None
    heading: tuple[Segment, ...] = ()
    text: tuple[Segment, ...] = ()
    scope: tuple[str, ...] = ()


def difference(old_nodes: Iterable[ClauseNode], new_nodes: Iterable[ClauseNode]) -> list[ClauseChange]:
    """Every clause of both versions once, in the order of the new one, removed clauses where they stood.

    A clause is recognised by its number and words, then by its words under another number, then by its number and
    similar words, then by similar words alone.
    """
    old = [node for _depth, node in walk(old_nodes)]
    new = [node for _depth, node in walk(new_nodes)]
    partner = _match(old, new)
    return [
        _change(old[at_old] if at_old is not None else None, new[at_new] if at_new is not None else None)
        for at_old, at_new in _in_order(len(old), len(new), partner)
    ]


def word_segments(old: str, new: str) -> tuple[Segment, ...]:
    """The difference of two texts in whole words. Texts too long to compare in bounded time are given as replaced."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if old == new:
        return (Segment(Op.EQUAL, old),) if old else ()
    if len(before) * len(after) > _MOST_TOKEN_PAIRS:
        return _merged([(Op.DELETE, old), (Op.INSERT, new)])
    runs: list[tuple[Op, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((Op.EQUAL, "".join(before[a:b])))
        else:
            runs += [(Op.DELETE, "".join(before[a:b])), (Op.INSERT, "".join(after[c:d]))]
    return _merged(runs)


def _merged(runs: Sequence[tuple[Op, str]]) -> tuple[Segment, ...]:
    """Join runs so that a space between two changed words does not cut a change in two."""
    segments: list[Segment] = []
    deleted, inserted = "", ""
    for at, (op, text) in enumerate(runs):
        if op is Op.DELETE:
            deleted += text
        elif op is Op.INSERT:
            inserted += text
        elif text.isspace() and 0 < at < len(runs) - 1:
            deleted, inserted = deleted + text, inserted + text
        else:
            segments += _changed(deleted, inserted)
            deleted, inserted = "", ""
            segments.append(Segment(op, text))
    return (*segments, *_changed(deleted, inserted))


def _changed(deleted: str, inserted: str) -> list[Segment]:
    pairs = ((Op.DELETE, deleted), (Op.INSERT, inserted))
    return [Segment(op, text) for op, text in pairs if text]


def _match(old: Sequence[ClauseNode], new: Sequence[ClauseNode]) -> dict[int, int]:
    """Index of the old clause -> index of the new one that it became."""
    partner: dict[int, int] = {}
    _match_equal(old, new, partner, with_number=True)
    _match_equal(old, new, partner, with_number=False)
    free_old = [index for index in range(len(old)) if index not in partner]
    taken = set(partner.values())
    free_new = [index for index in range(len(new)) if index not in taken]
    for _score, _distance, at_old, at_new in sorted(_similar(old, new, free_old, free_new)):
        if at_old not in partner and at_new not in taken:
            partner[at_old] = at_new
            taken.add(at_new)
    return partner


def _match_equal(
    old: Sequence[ClauseNode], new: Sequence[ClauseNode], partner: dict[int, int], *, with_number: bool
) -> None:
    """Match clauses whose words are the same; several with the same words are matched in their order."""
    taken = set(partner.values())
    waiting: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for index, node in enumerate(new):
        if index not in taken:
            waiting[_key(node, with_number=with_number)].append(index)
    for index, node in enumerate(old):
        if index in partner:
            continue
        candidates = waiting.get(_key(node, with_number=with_number))
        if candidates and (with_number or node.text or node.heading):
            partner[index] = candidates.popleft()


def _key(node: ClauseNode, *, with_number: bool) -> tuple[str, ...]:
    words = (node.heading or "", "\n", node.text or "", "leaf" if node.is_leaf else "heading")
    return (node.number, *words) if with_number else words


def _similar(
    old: Sequence[ClauseNode], new: Sequence[ClauseNode], free_old: Sequence[int], free_new: Sequence[int]
) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that could be the same clause, as (minus score, distance, old, new), so that the best sorts first.

    Words are bits of one integer, so that a pair costs two machine instructions a word; in very long codes only clauses
    near each other, or under the same number, are compared.
    """
    bits: dict[str, int] = {}
    old_words = {index: _bits(old[index], bits) for index in free_old}
    new_words = {index: _bits(new[index], bits) for index in free_new}
    by_number = {new[index].number: position for position, index in enumerate(free_new)}
    reach = max(1, _MOST_PAIRS // max(1, len(free_old)))
    for position, at_old in enumerate(free_old):
        low = max(0, min(position - reach // 2, len(free_new) - reach))
        window = set(range(low, min(len(free_new), low + reach)))
        same = by_number.get(old[at_old].number)
        for other in window if same is None else window | {same}:
            at_new = free_new[other]
            score = _score(old[at_old], new[at_new], old_words[at_old], new_words[at_new])
            if score is not None:
                yield -score, abs(at_old - at_new), at_old, at_new


def _bits(node: ClauseNode, bits: dict[str, int]) -> int:
    words = 0
    for word in _WORD.findall(f"{node.heading or ''} {node.text or ''}".casefold()):
        words |= 1 << bits.setdefault(word, len(bits))
    return words


def _score(old: ClauseNode, new: ClauseNode, old_words: int, new_words: int) -> float | None:
    """How sure it is that a clause became another; None if it did not."""
    total = old_words.bit_count() + new_words.bit_count()
    share = 2 * (old_words & new_words).bit_count() / total if total else 0.0
    if old.number == new.number:
        both_head = not old.is_leaf and not new.is_leaf
        return share + _SAME_NUMBER_BONUS if share >= _SAME_CLAUSE or both_head else None
    return share if share >= _MOVED_CLAUSE else None


def _in_order(old_count: int, new_count: int, partner: dict[int, int]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of indexes in the order of the new version, with removed clauses after the clause that they followed."""
    came_from = {at_new: at_old for at_old, at_new in partner.items()}
    removed_after: dict[int, list[int]] = defaultdict(list)
    anchor = -1
    for at_old in range(old_count):
        if at_old in partner:
            anchor = partner[at_old]
        else:
            removed_after[anchor].append(at_old)
    yield from ((at_old, None) for at_old in removed_after[-1])
    for at_new in range(new_count):
        yield came_from.get(at_new), at_new
        yield from ((at_old, None) for at_old in removed_after[at_new])


def _change(old: ClauseNode | None, new: ClauseNode | None) -> ClauseChange:
    heading = word_segments(_words(old, "heading"), _words(new, "heading"))
    text = word_segments(_words(old, "text"), _words(new, "text"))
    if old is None or new is None:
        return ClauseChange(Change.ADDED if old is None else Change.REMOVED, old, new, heading, text)
    scope = tuple(name for name in ("modality", "topics", "applies_when") if getattr(old, name) != getattr(new, name))
    reworded = (old.heading or "", old.text or "") != (new.heading or "", new.text or "")
    return ClauseChange(_kind(old, new, reworded=reworded, rescoped=bool(scope)), old, new, heading, text, scope)


def _words(node: ClauseNode | None, name: str) -> str:
    words: str | None = getattr(node, name) if node is not None else None
    return words or ""


def _kind(old: ClauseNode, new: ClauseNode, *, reworded: bool, rescoped: bool) -> Change:
    if old.number != new.number:
        return Change.RENUMBERED_AND_REWORDED if reworded else Change.RENUMBERED
    if reworded:
        return Change.REWORDED
    return Change.SCOPE_CHANGED if rescoped else Change.UNCHANGED
