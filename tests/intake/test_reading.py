"""Who may read what reporters send in."""

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity.models import User
from compliance.identity.service import recuse
from compliance.intake import policy, queries
from compliance.intake.models import Submission
from compliance.notifications.models import Intent
from compliance.overview.recipients import recipient
from tests.factories.world import World
from tests.intake.reporters import REPORT, Reporter

ABOUT = ("alder", "birch", "-")
People = dict[str, int]


@pytest.fixture
def people(world: World) -> People:
    """Four officers, of whom three keep out of something, and the chair; and a report on each candidate and on none."""
    contest = world.contest()
    alder, birch = world.candidacy(contest), world.candidacy(contest, "birch", "Kim Birch")
    found = {name: world.user(Role.OFFICER, contest, name=name) for name in ("all", "not alder", "not birch", "none")}
    found["chair"] = world.user(Role.CHAIR, contest, name="chair")
    with world.act() as uow:
        for name, candidacy in (("not alder", alder), ("not birch", birch), ("none", None)):
            recuse(uow, uow.session.get_one(User, found[name]), contest, "A relation", candidacy_id=candidacy)
    for about in ABOUT:
        Reporter(world).send(REPORT | {"candidate": about})
    return found


def readers(world: World, people: People, about: str) -> list[str]:
    """Who may see the report: the same by the policy, in a list, in the outbox, and when a mail is about to go."""
    with world.look() as uow:
        submission = uow.session.scalars(select(Submission).order_by(Submission.id)).all()[ABOUT.index(about)]
        subject = f"submission:{submission.reference}"
        actors = {name: world.actor(user) for name, user in people.items()}
        intended = select(User.name).join(Intent, Intent.user_id == User.id).where(Intent.subject == subject)
        told = uow.session.scalars(intended.order_by(User.id)).all()
        listed = [
            name for name, actor in actors.items() if queries.is_visible(uow.session, actor, submission.reference)
        ]
        reached = [
            name for name, user in people.items() if recipient(uow.session, user, submission.contest_id, subject)
        ]
        may = [name for name, actor in actors.items() if policy.may_see_submission(actor, submission)]
    assert may == listed == told == reached
    return may


def test_whoever_keeps_out_of_a_candidate_reads_nothing_on_them(world: World, people: People) -> None:
    """A report on a candidate is listed, shown and told to officers who do not keep out of that candidate's cases."""
    assert readers(world, people, "alder") == ["all", "not birch"]
    assert readers(world, people, "birch") == ["all", "not alder"]


def test_a_report_that_names_nobody_is_read_by_who_keeps_out_of_nothing(world: World, people: People) -> None:
    """It may be about anybody, so nobody reads it who would have to keep out of somebody."""
    assert readers(world, people, "-") == ["all"]
