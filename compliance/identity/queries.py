"""Reading users, roles, recusals, and who a browser's token belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.access import Actor, Grant, Role
from compliance.identity.models import Recusal, RoleGrant, SignInSession, User
from compliance.identity.sessions import digest


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a token belongs to."""

    actor: Actor
    reference: str
    email: str
    must_change_password: bool


def by_token(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Return who is signed in with a token, with roles and recusals; None if it is unknown or has expired."""
    user = session.execute(
        select(User.id, User.reference, User.name, User.email, User.must_change_password)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.token_digest == digest(token), SignInSession.expires_at > now, User.is_active)
    ).one_or_none()
    if user is None:
        return None
    return SignedIn(actor_of(session, user.id, user.name), user.reference, user.email, user.must_change_password)


def actor_of(session: Session, user_id: int, name: str) -> Actor:
    """Return a user as an actor, with the roles and recusals in force."""
    grants = session.execute(
        select(RoleGrant.role, RoleGrant.contest_id, RoleGrant.candidacy_id).where(
            RoleGrant.user_id == user_id, RoleGrant.revoked_at.is_(None)
        )
    )
    recusals = session.execute(
        select(Recusal.contest_id, Recusal.candidacy_id, Recusal.incident_id).where(
            Recusal.user_id == user_id, Recusal.ended_at.is_(None)
        )
    ).all()
    return Actor(
        user_id=user_id,
        name=name,
        grants=frozenset(Grant(*grant) for grant in grants),
        recused_candidacies=frozenset(r.candidacy_id for r in recusals if r.candidacy_id is not None),
        recused_incidents=frozenset(r.incident_id for r in recusals if r.incident_id is not None),
        recused_contests=frozenset(r.contest_id for r in recusals if r.candidacy_id is None and r.incident_id is None),
    )


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


def recusals_in_force(session: Session, contest_id: int) -> Sequence[tuple[Recusal, str]]:
    """Return the recusals now in force in a contest, each with the person's name, oldest first."""
    query = (
        select(Recusal, User.name)
        .join(User, User.id == Recusal.user_id)
        .where(Recusal.contest_id == contest_id, Recusal.ended_at.is_(None))
        .order_by(Recusal.id)
    )
    return [(recusal, name) for recusal, name in session.execute(query)]


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
