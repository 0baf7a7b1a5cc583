"""When the wording of a version can no longer change: as soon as anybody has acted on it.

The areas that act on versions lie above this one. Each appends its question to `FROZEN_BY` when it is imported.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from compliance.core.language import gettext as _

Question = Callable[[Session, int], bool | str]
"""Takes a version's row id. Answers with a sentence why it is frozen, or True; "" or False if it is not."""

FROZEN_BY: list[Question] = []


def frozen_because(session: Session, version_id: int) -> str:
    """Say why a version's wording can no longer change; "" if it still can."""
    for question in FROZEN_BY:
        answer = question(session, version_id)
        if answer:
            return answer if isinstance(answer, str) else _("Somebody has acted on this version already.")
    return ""
