"""What a status is shown as."""

from dataclasses import dataclass

TONES = ("neutral", "info", "good", "warn", "bad", "quiet", "pending")
"""Every tone that the style sheet knows: `tone-neutral` and so on."""


@dataclass(frozen=True, slots=True)
class Badge:
    """How one status is shown: its words, one of `TONES`, the name of a Bootstrap icon, and what it means.

    `meaning` is a sentence for those statuses whose words alone could be misread; else it is empty.
    """

    label: str
    tone: str
    icon: str
    meaning: str = ""
