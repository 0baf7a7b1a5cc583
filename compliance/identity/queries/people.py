"""Reading users, roles, recusals, and who a browser's token belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Row, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Grant, Role
from compliance.identity.models import Assignment, Recusal, RoleGrant, SignInSession, User
from compliance.identity.sessions import digest
from compliance.transparency.queries import Deed, deeds


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, with the names of what it belongs to (None where it belongs to nothing such)."""

    grant_id: int
    user_id: int
    role: Role
    contest_slug: str | None
    contest_title: str | None
    candidate: str | None
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a contest."""

    user_id: int
    reference: str
    name: str
    is_active: bool
    role: Role
    candidate: str | None
    candidacy_id: int | None


@dataclass(frozen=True, slots=True)
class CandidateChoice:
    """A candidate, in whichever contest."""

    contest_slug: str
    contest_title: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a token belongs to."""

    actor: Actor
    reference: str
    email: str
    must_change_password: bool


# Every page asks who is signed in. Both statements are written once: to write one costs more than to run it.
_SIGNED_IN = (
    select(User.id, User.reference, User.name, User.email, User.must_change_password)
    .join(SignInSession, SignInSession.user_id == User.id)
    .where(
        *(SignInSession.token_digest == bindparam("digest"), SignInSession.expires_at > bindparam("now")),
        User.is_active,
    )
)


def by_token(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Return who is signed in with a token, with roles and recusals; None if it is unknown or has expired."""
    user = session.execute(_SIGNED_IN, {"digest": digest(token), "now": now}).one_or_none()
    if user is None:
        return None
    return SignedIn(actor_of(session, user.id, user.name), user.reference, user.email, user.must_change_password)


def _held_by() -> CompoundSelect[*tuple[Any, ...]]:
    """The roles, recusals and assignments of a user in force, in one statement; the parameter is `user_id`."""
    user_id: BindParameter[int] = bindparam("user_id")
    nothing = literal(None, Recusal.incident_id.type)
    grants = select(
        *(literal("grant").label("what"), RoleGrant.role, RoleGrant.contest_id, RoleGrant.candidacy_id),
        nothing.label("incident_id"),
    ).where(RoleGrant.user_id == user_id, RoleGrant.revoked_at.is_(None))
    recusals = select(
        *(literal("recusal"), literal(None, RoleGrant.role.type), Recusal.contest_id, Recusal.candidacy_id),
        Recusal.incident_id,
    ).where(Recusal.user_id == user_id, Recusal.ended_at.is_(None))
    assignments = select(
        *(literal("assignment"), literal(None, RoleGrant.role.type), nothing, nothing, Assignment.incident_id)
    ).where(Assignment.user_id == user_id, Assignment.ended_at.is_(None))
    return union_all(grants, recusals, assignments)


_HELD_BY = _held_by()


def actor_of(session: Session, user_id: int, name: str) -> Actor:
    """Return a user as an actor, with the roles, recusals and assignments in force."""
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(_HELD_BY, {"user_id": user_id}).all()
    recused = [row for row in rows if row.what == "recusal"]
    return Actor(
        user_id=user_id,
        name=name,
        grants=frozenset(Grant(row.role, row.contest_id, row.candidacy_id) for row in rows if row.what == "grant"),
        recused_candidacies=frozenset(r.candidacy_id for r in recused if r.candidacy_id is not None),
        recused_incidents=frozenset(r.incident_id for r in recused if r.incident_id is not None),
        recused_contests=frozenset(r.contest_id for r in recused if r.candidacy_id is None and r.incident_id is None),
        assigned_incidents=frozenset(row.incident_id for row in rows if row.what == "assignment"),
    )


def resets(session: Session, reference: str) -> list[Deed]:
    """Return who set the password of a user other than the user, and when; newest first."""
    return deeds(session, "user.password_reset", f"user:{reference}")


def user_by_email(session: Session, email: str) -> User | None:
    """Return the user with an address, in whatever case it is written."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def user_by_reference(session: Session, reference: str) -> User | None:
    """Return a user by the reference in addresses."""
    return session.scalar(select(User).where(User.reference == reference))


def users(session: Session) -> Sequence[User]:
    """Return all users by name. An installation has dozens."""
    return session.scalars(select(User).order_by(User.name, User.id)).all()


def grants_in_force(
    session: Session, *, user_id: int | None = None, contest_id: int | None = None
) -> Sequence[RoleGrant]:
    """Return roles now held, of one user or in one contest, oldest first."""
    query = select(RoleGrant).where(RoleGrant.revoked_at.is_(None)).order_by(RoleGrant.id)
    if user_id is not None:
        query = query.where(RoleGrant.user_id == user_id)
    if contest_id is not None:
        query = query.where(RoleGrant.contest_id == contest_id)
    return session.scalars(query).all()


def has_role(session: Session, user_id: int, role: Role, contest_id: int | None, candidacy_id: int | None) -> bool:
    """Whether a user now holds just this role."""
    query = select(RoleGrant.id).where(
        RoleGrant.user_id == user_id,
        RoleGrant.role == role,
        RoleGrant.contest_id.is_(None) if contest_id is None else RoleGrant.contest_id == contest_id,
        RoleGrant.candidacy_id.is_(None) if candidacy_id is None else RoleGrant.candidacy_id == candidacy_id,
        RoleGrant.revoked_at.is_(None),
    )
    return session.scalar(query) is not None


def lock(session: Session, user_id: int) -> None:
    """Let nobody else change what a user is until this transaction ends (SQLite has one writer at a time anyway)."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())


def is_only_administrator(session: Session, user_id: int) -> bool:
    """Whether nobody but this user could still set up the installation; locks the roles that this depends on."""
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None), User.is_active)
        .order_by(RoleGrant.id)
        .with_for_update()
    )
    return set(session.scalars(query)) == {user_id}


def held(session: Session, *, user_id: int | None = None) -> list[Held]:
    """Return the roles now held, of one user or of all, oldest first."""
    query = (
        select(
            RoleGrant.id,
            RoleGrant.user_id,
            RoleGrant.role,
            Contest.slug,
            Contest.title,
            Candidacy.name,
            RoleGrant.granted_at,
        )
        .outerjoin(Contest, Contest.id == RoleGrant.contest_id)
        .outerjoin(Candidacy, Candidacy.id == RoleGrant.candidacy_id)
        .where(RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
    )
    if user_id is not None:
        query = query.where(RoleGrant.user_id == user_id)
    return [Held(*row) for row in session.execute(query)]


def grant_of(session: Session, user_id: int, grant_id: int) -> RoleGrant | None:
    """Return a role that a user now holds."""
    query = select(RoleGrant).where(
        RoleGrant.id == grant_id, RoleGrant.user_id == user_id, RoleGrant.revoked_at.is_(None)
    )
    return session.scalar(query)


_MEMBERS = (
    select(User.id, User.reference, User.name, User.is_active, RoleGrant.role, Candidacy.name, RoleGrant.candidacy_id)
    .join(RoleGrant, RoleGrant.user_id == User.id)
    .outerjoin(Candidacy, Candidacy.id == RoleGrant.candidacy_id)
    .where(RoleGrant.contest_id == bindparam("contest_id"), RoleGrant.revoked_at.is_(None))
    .order_by(User.name, User.id, RoleGrant.id)
)
"""Written once, since lists and cases ask it."""


def members(session: Session, contest_id: int) -> list[Member]:
    """Return who holds which role in a contest, by name; somebody with two roles comes twice."""
    return [Member(*row) for row in session.execute(_MEMBERS, {"contest_id": contest_id})]


def candidate_choices(session: Session) -> list[CandidateChoice]:
    """Return the candidates of all contests, the next vote first: whom an administrator may give an account."""
    query = (
        select(Contest.slug, Contest.title, Candidacy.key, Candidacy.name)
        .join(Candidacy, Candidacy.contest_id == Contest.id)
        .order_by(Contest.votes_on.desc(), Contest.id, Candidacy.position, Candidacy.id)
    )
    return [CandidateChoice(*row) for row in session.execute(query)]
