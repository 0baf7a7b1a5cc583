"""Says where in the file something stands that a verb refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from compliance.core.errors import Fault, Invalid
from compliance.exchange.source.places import written


@contextmanager
def at(*path: str | int) -> Iterator[None]:
    """Put the path of a part of the file before the places of faults that are raised within."""
    try:
        yield
    except Invalid as refusal:
        part = written(path, root="")
        raise Invalid(
            [Fault(".".join(filter(None, (part, fault.place))), fault.message) for fault in refusal.faults]
        ) from None
