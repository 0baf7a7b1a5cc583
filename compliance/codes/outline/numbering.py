"""Full numbers for drafts: what the source writes ("(b)" under "5") becomes "5(b)"; what it leaves out is filled in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from compliance.codes.outline.nodes import child_number
from compliance.codes.outline.numerals import letters, roman
from compliance.codes.outline.placing import Draft


class Numbering:
    """Numbers by draft (`numbers`, keyed by identity) and the lines of those that had none (`filled_in`)."""

    def __init__(self, roots: Sequence[Draft]) -> None:
        self.numbers: dict[int, str] = {}
        self.filled_in: list[int] = []
        labels = _labels_by_family(roots)
        self._restarting = _restarting(labels)
        self._labels = {label for family, used in labels.items() if family not in self._restarting for label in used}
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
        if parent.is_group and draft.marker.family not in self._restarting:
            return label
        in_brackets = draft.marker.family == "number )" and not parent.is_group
        return f"{prefix}({label})" if in_brackets else f"{prefix}.{label}"

    def _fill_in(self, missing: Sequence[Draft], siblings: Sequence[Draft], parent: Draft | None, prefix: str) -> None:
        if not missing:
            return
        self.filled_in += [draft.line for draft in missing]
        taken = {self.numbers[id(draft)] for draft in siblings if id(draft) in self.numbers}
        if parent is None:
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


def _labels_by_family(roots: Sequence[Draft]) -> dict[str, list[str]]:
    """The labels that could stand for themselves: of articles and groups, not of what stands under an article."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting = list(reversed(roots))
    while waiting:
        draft = waiting.pop()
        label = draft.marker.label
        if label and not label.startswith("("):
            found[draft.marker.family].append(label)
        if draft.is_group:
            waiting.extend(reversed(draft.children))
    return found


def _restarting(labels: Mapping[str, Sequence[str]]) -> set[str]:
    """The families whose numbers need those of the groups above them.

    Either they begin again in each group, or their numbers are those of a family that has a word of its own.
    """
    taken: set[str] = set()
    restarting = set()
    for family in sorted(labels, key=lambda family: (not family.startswith("word"), family)):
        used = set(labels[family])
        if len(used) < len(labels[family]) or not used.isdisjoint(taken):
            restarting.add(family)
        else:
            taken |= used
    return restarting
