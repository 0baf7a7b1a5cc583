"""Makes a contest from a contest file, through the verbs of the areas, in the transaction of whoever asks.

Everything that happened is dated by the file; that it was recorded is dated now.
"""

from compliance.contests.models import Contest
from compliance.contests.service import NewContest, create_contest
from compliance.core.errors import Fault, Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.schema import ContestFile
from compliance.exchange.service.incidents import add_incidents
from compliance.exchange.service.parties import add_acknowledgements, add_candidates, add_instruments
from compliance.exchange.service.placing import at
from compliance.exchange.source import parse
from compliance.exchange.source.places import path_of

__all__ = ["import_contest", "import_data"]


def import_data(uow: UnitOfWork, data: bytes, *, name: str) -> Contest:
    """Read the bytes of a contest file and make the contest. Invalid with every fault, each with line and path."""
    file = read(data, name=name)
    try:
        return import_contest(uow, file)
    except Invalid as refusal:
        raise Invalid(_with_lines(refusal, data, name)) from None


def import_contest(uow: UnitOfWork, file: ContestFile) -> Contest:
    """Make the contest that a file holds, and everything in it.

    Raises:
        Invalid: at the path within the file, such as `contest.slug` if there is a contest of that name. What was done
            until then must be rolled back by whoever began the transaction.
    """
    given = file.contest
    with at("contest"):
        contest = create_contest(
            uow,
            NewContest(
                slug=given.slug,
                title=given.title,
                organisation=given.organisation,
                post=given.post,
                timezone=given.timezone,
                opens_on=given.opens_on,
                votes_on=given.votes_on,
                electorate=given.electorate,
                majority=given.majority,
            ),
        )
    versions = add_instruments(uow, contest, file)
    candidacies = add_candidates(uow, contest, file)
    add_acknowledgements(uow, candidacies, versions, file)
    add_incidents(uow, contest, candidacies, versions, file)
    return contest


def _with_lines(refusal: Invalid, data: bytes, name: str) -> list[Fault]:
    """Look up the lines of faults that only the database could show; reading again costs less than keeping all."""
    source = parse(data, name=name)
    paths = {fault: path_of(fault.place) for fault in refusal.faults}
    lines = source.lines_of(paths.values())
    return [Fault(fault.place, fault.message, lines[path]) for fault, path in paths.items()]
