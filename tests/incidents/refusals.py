"""Shared by the tests of incidents: what an act is refused for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from compliance.core.access import Actor
from compliance.core.errors import Forbidden, Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.models import Incident
from tests.factories.cases import Setting

Act = Callable[[UnitOfWork, Incident], object]


def places(made: Setting, reference: str, act: Act, actor: Actor | None = None) -> set[str]:
    """Do something that cannot be done as it is; return the places of what is wrong with it."""
    with made.world.act(actor or made.officer) as uow:
        incident = made.incident(uow, reference)
        with pytest.raises(Invalid) as refusal:
            act(uow, incident)
        uow.session.rollback()
    return {fault.place for fault in refusal.value.faults}


def reason(made: Setting, reference: str, act: Act, actor: Actor | None = None) -> str:
    """Do something that is not permitted now; return the reason."""
    with made.world.act(actor or made.officer) as uow:
        incident = made.incident(uow, reference)
        with pytest.raises(Forbidden) as refusal:
            act(uow, incident)
        uow.session.rollback()
    return refusal.value.message


@contextmanager
def refused_at(*expected: str) -> Iterator[None]:
    """Expect that what is done within cannot be done as it is, for faults at just these places."""
    with pytest.raises(Invalid) as refusal:
        yield
    assert {fault.place for fault in refusal.value.faults} == set(expected), str(refusal.value)
