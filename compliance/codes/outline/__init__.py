"""Clause trees: what they are, how a text becomes one, how one is edited as text, and how a clause is split."""

from compliance.codes.outline.building import Outline, read_text
from compliance.codes.outline.editing import edit_text, read_edit_text
from compliance.codes.outline.lines import Dropped, Remark, Why
from compliance.codes.outline.nodes import ClauseNode, child_number, faults, leaves, renumbered, walk
from compliance.codes.outline.splitting import compound, split
from compliance.codes.outline.wording import TOPICS, guess_modality, guess_topics

__all__ = [
    "TOPICS",
    "ClauseNode",
    "Dropped",
    "Outline",
    "Remark",
    "Why",
    "child_number",
    "compound",
    "edit_text",
    "faults",
    "guess_modality",
    "guess_topics",
    "leaves",
    "read_edit_text",
    "read_text",
    "renumbered",
    "split",
    "walk",
]
