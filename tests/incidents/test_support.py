"""Evidence and sources."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from compliance.core.errors import Forbidden
from compliance.incidents import service
from compliance.incidents.models import Source
from compliance.incidents.terms import Credibility, Reliability, SourceKind, Stage
from compliance.transparency.models import LogEntry
from tests.factories.cases import setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason
from tests.incidents.test_reading import DISCLOSURE, EVIDENCE, SOURCE


def test_evidence_needs_a_word_on_what_it_shows(world: World) -> None:
    """A file without a description is refused."""
    made = setting(world)
    empty = replace(EVIDENCE, description=" ")
    assert places(made, made.file(), lambda uow, it: service.add_evidence(uow, it, empty)) == {"description"}


def test_a_closed_case_takes_no_evidence_and_no_source(world: World) -> None:
    """What is closed is closed for evidence, disclosure and sources."""
    made = setting(world)
    reference = made.at(Stage.CONCLUDED)
    with world.act(made.officer) as uow:
        item = service.add_evidence(uow, made.incident(uow, reference), EVIDENCE)
        service.close(uow, made.incident(uow, reference), uow.today("Europe/Zurich"), "Done.")
    assert reason(made, reference, lambda uow, it: service.add_evidence(uow, it, EVIDENCE))
    assert reason(made, reference, lambda uow, it: service.add_source(uow, it, SOURCE))
    with world.act(made.officer) as uow, pytest.raises(Forbidden):
        service.disclose(uow, item, DISCLOSURE)


def test_a_source_says_something_and_is_named_only_if_it_is_known(world: World) -> None:
    """A named source has a name; an anonymous one has neither name nor contact to be kept."""
    made = setting(world)
    reference = made.file()

    def act(command: service.NewSource) -> set[str]:
        return places(made, reference, lambda uow, it: service.add_source(uow, it, command))

    assert act(replace(SOURCE, kind=SourceKind.NAMED, name=" ", statement="")) == {"name", "statement"}
    assert act(replace(SOURCE, kind=SourceKind.ANONYMOUS, contact="by door")) == {"name", "contact"}


def test_grades_change_and_nothing_of_a_source_is_a_public_fact(world: World) -> None:
    """A source is graded anew; the leaves of the log hold neither its name, its words nor its grade."""
    made = setting(world)
    reference = made.file()
    with world.act(made.officer) as uow:
        source = service.add_source(uow, made.incident(uow, reference), SOURCE)
        service.regrade_source(uow, source, Reliability.D, Credibility.DOUBTFUL)
    with world.look() as uow:
        kept = uow.session.scalars(select(Source)).one()
        assert (kept.reliability, kept.credibility) == (Reliability.D, Credibility.DOUBTFUL)
        entries = uow.session.scalars(select(LogEntry).order_by(LogEntry.seq.desc()).limit(2)).all()
        assert [entry.act for entry in entries] == ["source.regraded", "source.added"]
        assert not any(word in entry.leaf for entry in entries for word in ("Elm", "there", kept.reference))


def test_the_candidate_adds_no_evidence_and_no_source(world: World) -> None:
    """Evidence and sources are entered by the office."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    assert reason(made, reference, lambda uow, it: service.add_evidence(uow, it, EVIDENCE), made.candidate)
    assert reason(made, reference, lambda uow, it: service.add_source(uow, it, SOURCE), made.candidate)
