"""Full numbers for drafts: what the source writes ("(b)" under "5") becomes "5(b)"; what it leaves out is filled in."""

from collections import Counter
from collections.abc import Iterator, Sequence

from compliance.codes.outline.nodes import child_number
from compliance.codes.outline.numerals import letters, roman
from compliance.codes.outline.placing import Draft


class Numbering:
    """Numbers by draft (`numbers`, keyed by identity) and the lines of those that had none (`filled_in`)."""

    def __init__(self, roots: Sequence[Draft]) -> None:
        self.numbers: dict[int, str] = {}
        self.filled_in: list[int] = []
        counted = list(_absolute(roots, among_groups=True))
        self._labels = set(counted)
        self._restarts = any(times > 1 for times in Counter(counted).values())
        self._number(roots, None)

    def of(self, draft: Draft) -> str:
        """The full number of a draft."""
        return self.numbers[id(draft)]

    def _number(self, siblings: Sequence[Draft], parent: Draft | None) -> None:
        prefix = self.of(parent) if parent is not None else ""
        for draft in siblings:
            if draft.marker.label:
                self.numbers[id(draft)] = self._written(draft, parent, prefix)
        self._fill_in([draft for draft in siblings if not draft.marker.label], siblings, parent, prefix)
        for draft in siblings:
            self._number(draft.children, draft)

    def _written(self, draft: Draft, parent: Draft | None, prefix: str) -> str:
        label = draft.marker.label
        if parent is None or draft.marker.family.endswith("dotted"):
            return label
        if label.startswith("("):
            return prefix + label
        return f"{prefix}.{label}" if self._restarts or not parent.is_group else label

    def _fill_in(self, missing: Sequence[Draft], siblings: Sequence[Draft], parent: Draft | None, prefix: str) -> None:
        if not missing:
            return
        self.filled_in += [draft.line for draft in missing]
        taken = {self.numbers[id(draft)] for draft in siblings if id(draft) in self.numbers}
        if parent is None and not self._restarts:
            taken |= self._labels
        candidates = self._candidates(len(missing), taken, parent, prefix, missing[0].marker.is_bullet)
        for draft, number in zip(missing, candidates, strict=False):
            self.numbers[id(draft)] = number

    def _candidates(
        self,
        count: int,
        taken: set[str],
        parent: Draft | None,
        prefix: str,
        is_bullet: bool,  # noqa: FBT001 - private
    ) -> list[str]:
        """As many free numbers in a row as are missing: 1, 2, 3; where those are taken I, II, III, or A, B, C."""
        most = count + len(taken)
        if parent is not None:
            dotted = parent.is_group and not is_bullet
            made = (f"{prefix}.{n}" if dotted else child_number(prefix, n) for n in range(1, most + 1))
            return [number for number in made if number not in taken][:count]
        for style in (str, lambda n: roman(n).upper(), lambda n: letters(n).upper()):
            run = [style(n) for n in range(1, count + 1)]
            if taken.isdisjoint(run):
                return run
        return [number for number in map(str, range(1, most + 1)) if number not in taken][:count]


def _absolute(drafts: Sequence[Draft], *, among_groups: bool) -> Iterator[str]:
    """The labels that stand for themselves: articles and groups, not letters under them."""
    for draft in drafts:
        label = draft.marker.label
        if label and among_groups and not label.startswith("("):
            yield label
        yield from _absolute(draft.children, among_groups=among_groups and draft.is_group)
