"""The full example of a contest file, and ways to spoil it."""

from pathlib import Path

import pytest

from compliance.core.errors import Fault, Invalid
from compliance.exchange.checks import read

FULL = (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")


def altered(*changes: tuple[str, str]) -> str:
    """Return the full example with texts replaced; each must stand in it, and its first occurrence goes."""
    text = FULL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    """Return the line, from 1, on which a part of the text first stands."""
    return text[: text.index(part)].count("\n") + 1


def faults_in(text: str | bytes, name: str = "contest.yaml") -> tuple[Fault, ...]:
    """Return the faults for which a file is refused."""
    with pytest.raises(Invalid) as refused:
        read(text.encode() if isinstance(text, str) else text, name=name)
    return refused.value.faults


def only_fault(text: str | bytes, name: str = "contest.yaml") -> Fault:
    """Return the one fault of a file."""
    faults = faults_in(text, name)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]
