"""What a flood meets: everything is taken, but beyond a number an hour each form must show that it took a while.

Either it was open for two minutes, which whoever writes a report needs anyway, or the browser did some work for it.
Neither asks who somebody is, and an honest reporter always gets through.
"""

import hashlib
from datetime import timedelta

SUBMISSIONS_AN_HOUR = 30
LEAST_AGE = timedelta(minutes=2)
WORK_BITS = 16
"""65,000 digests of a short text: a second or two in a browser."""
MOST_WORK_LETTERS = 20


def is_crowded(recent: int) -> bool:
    """Whether so many submissions within an hour are a flood."""
    return recent >= SUBMISSIONS_AN_HOUR


def seconds_to_wait(recent: int, age: timedelta, *, worked: bool) -> int:
    """For how many seconds a form has to be sent again later; 0 if it is taken now."""
    if not is_crowded(recent) or worked or age >= LEAST_AGE:
        return 0
    return int((LEAST_AGE - age).total_seconds()) + 1


def has_worked(nonce: str, work: str) -> bool:
    """Whether SHA-256 of the nonce and what was found begins with enough zero bits."""
    if not work or len(work) > MOST_WORK_LETTERS:
        return False
    digest = hashlib.sha256(f"{nonce}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - WORK_BITS) == 0
