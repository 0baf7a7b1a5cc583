"""Who may read, make, issue and acknowledge which edition."""

import pytest

from compliance.core.access import Actor, Grant, Role, Verdict, command_line
from compliance.reports import policy
from compliance.reports.terms import Edition

CONTEST = 7
ETHICS, CHAIR, PUBLIC = Edition.ETHICS, Edition.CHAIR, Edition.PUBLIC


def actor(role: Role, *, recused_contests: frozenset[int] = frozenset()) -> Actor:
    """Somebody with one role in the contest (an administrator: in none)."""
    contest = None if role is Role.ADMINISTRATOR else CONTEST
    candidacy = 3 if role in (Role.CANDIDATE, Role.AGENT) else None
    return Actor(1, "Somebody", frozenset({Grant(role, contest, candidacy)}), recused_contests=recused_contests)


def word(verdict: Verdict) -> str:
    """A verdict in one word."""
    return "yes" if verdict else "hidden" if verdict.hidden else "no"


def words(who: Actor, *, recused: bool = False) -> dict[str, str]:
    """What somebody may do with the three editions, ethics, chair and public, in this order."""
    return {
        act.__name__: " ".join(word(act(who, CONTEST, edition, recused_in_part=recused)) for edition in Edition)
        for act in (policy.may_read, policy.may_preview, policy.may_issue)
    }


@pytest.mark.parametrize(
    ("role", "read", "preview", "issue"),
    [
        (Role.OFFICER, "yes yes yes", "yes yes yes", "yes yes yes"),
        (Role.CHAIR, "hidden yes yes", "hidden yes yes", "hidden no no"),
        (Role.BUREAU, "hidden yes yes", "hidden yes yes", "hidden no no"),
        (Role.OBSERVER, "hidden hidden yes", "hidden hidden hidden", "hidden hidden hidden"),
        (Role.CANDIDATE, "hidden hidden yes", "hidden hidden hidden", "hidden hidden hidden"),
        (Role.AGENT, "hidden hidden yes", "hidden hidden hidden", "hidden hidden hidden"),
        (Role.ADMINISTRATOR, "hidden hidden yes", "hidden hidden hidden", "hidden hidden hidden"),
    ],
)
def test_each_role_has_its_editions(role: Role, read: str, preview: str, issue: str) -> None:
    """Officers have all three, chair and bureau two, all others the public one once it is issued."""
    assert words(actor(role)) == {"may_read": read, "may_preview": preview, "may_issue": issue}


def test_a_stranger_and_the_command_line() -> None:
    """Who has no role in the contest learns of no report; whoever has the shell may do everything."""
    assert set(words(Actor(1, "Somebody")).values()) == {"hidden hidden hidden"}
    assert set(words(command_line()).values()) == {"yes yes yes"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.BUREAU])
def test_who_is_recused_from_a_case_reads_no_edition_that_tells_it(role: Role) -> None:
    """Recused from one candidate or incident, they have the public edition alone, and are told why."""
    verdict = policy.may_read(actor(role), CONTEST, CHAIR, recused_in_part=True)
    assert not verdict.hidden
    assert "you are recused" in verdict.reason
    found = words(actor(role), recused=True)
    assert found["may_read"] == ("no no yes" if role is Role.OFFICER else "hidden no yes")
    assert found["may_preview"] == found["may_issue"] == ("no no no" if role is Role.OFFICER else "hidden no no")
    assert policy.withheld(actor(role), CONTEST, recused_in_part=True).reason == verdict.reason
    assert policy.withheld(actor(role), CONTEST, recused_in_part=False)


def test_an_officer_recused_from_the_contest_issues_nothing() -> None:
    """Recused from the whole contest, an officer reads the public edition once it is issued, and makes none."""
    found = words(actor(Role.OFFICER, recused_contests=frozenset({CONTEST})))
    assert found == {"may_read": "no no yes", "may_preview": "no no no", "may_issue": "no no no"}


def test_receipt_is_acknowledged_by_readers_and_once() -> None:
    """Whoever reads an edition may acknowledge it, not twice, and the command line is nobody who could."""

    def said(who: Actor, edition: Edition, *, acknowledged: bool = False) -> str:
        return word(policy.may_acknowledge(who, CONTEST, edition, recused_in_part=False, acknowledged=acknowledged))

    chair = actor(Role.CHAIR)
    assert [said(chair, edition) for edition in Edition] == ["hidden", "yes", "yes"]
    assert said(chair, CHAIR, acknowledged=True) == "no"
    assert said(actor(Role.OBSERVER), PUBLIC) == "yes"
    assert said(actor(Role.OBSERVER), CHAIR) == "hidden"
    assert said(command_line(), ETHICS) == "no"
