"""Commands of accounts and roles."""

import sys

import click

from compliance.candidates import queries as candidates
from compliance.contests import queries as contests
from compliance.core.access import Role
from compliance.core.errors import Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import passwords, queries, service
from compliance.identity.models import RoleGrant, User
from compliance.web.command_line import acting


@click.group()
def user() -> None:
    """Make accounts and give roles."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as it is to stand in the record.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Take the password from the first line of standard input. It need not be changed at the first sign-in.",
)
def add(email: str, name: str, *, password_stdin: bool) -> None:
    """Make an account for the person with the address EMAIL.

    Without --password-stdin a first password is made and printed, this once; it must be changed at the first sign-in.
    """
    given = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    if given == "":
        raise click.UsageError("Standard input holds no password.")
    password = passwords.generate() if given is None else given
    with acting() as uow:
        made = service.add_user(uow, service.NewUser(email, name, password, must_change_password=given is None))
    click.echo(f"{made.email} has an account.")
    if given is None:
        click.echo(f"First password, to be changed at the first sign-in: {password}")


@user.command("set-role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--contest", "slug", help="The contest's slug; every role but administrator needs it.")
@click.option("--candidate", "key", help="The candidate's key in the contest; for candidate and agent.")
@click.option("--revoke", is_flag=True, help="Take the role back instead.")
def set_role(email: str, role: str, slug: str | None, key: str | None, *, revoke: bool) -> None:
    """Give the person with the address EMAIL a ROLE."""
    if key is not None and slug is None:
        raise click.UsageError("Give the contest of the candidate: --contest.")
    with acting() as uow:
        who = _user(uow, email)
        contest_id, candidacy_id = _place(uow, slug, key)
        if revoke:
            service.revoke_role(uow, _held(uow, who, Role(role), contest_id, candidacy_id))
        else:
            service.give_role(uow, who, Role(role), contest_id=contest_id, candidacy_id=candidacy_id)
    where = "" if slug is None else f" in {slug}" if key is None else f" of {key} in {slug}"
    click.echo(f"{who.email} is {'no longer ' if revoke else ''}{role}{where}.")


def _user(uow: UnitOfWork, email: str) -> User:
    found = queries.user_by_email(uow.session, email)
    if found is None:
        raise NotFound(f"There is no account with the address {email}.")
    return found


def _place(uow: UnitOfWork, slug: str | None, key: str | None) -> tuple[int | None, int | None]:
    """The contest and the candidacy that a slug and a key name; NotFound with what there is instead."""
    if slug is None:
        return None, None
    contest = contests.by_slug(uow.session, slug)
    if contest is None:
        known = ", ".join(one.slug for one in contests.visible_to(uow.session, uow.actor)) or "none yet"
        raise NotFound(f"There is no contest {slug}. Contests: {known}.")
    if key is None:
        return contest.id, None
    candidacy = candidates.by_key(uow.session, contest.id, key)
    if candidacy is None:
        known = ", ".join(one.key for one in candidates.in_contest(uow.session, contest.id)) or "none yet"
        raise NotFound(f"There is no candidate {key} in {slug}. Candidates: {known}.")
    return contest.id, candidacy.id


def _held(uow: UnitOfWork, who: User, role: Role, contest_id: int | None, candidacy_id: int | None) -> RoleGrant:
    for grant in queries.grants_in_force(uow.session, user_id=who.id):
        if (grant.role, grant.contest_id, grant.candidacy_id) == (role, contest_id, candidacy_id):
            return grant
    raise Invalid(f"{who.email} does not have this role.")
