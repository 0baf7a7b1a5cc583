"""Users, their roles and recusals, and what sign-in needs."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.access import Role
from compliance.core.database import Base, enum_by_value


class User(Base):
    """Somebody with an account. `password_hash` is Argon2id's own text, or None until a password is set."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    is_active: Mapped[bool]
    must_change_password: Mapped[bool]
    created_at: Mapped[datetime]


class RoleGrant(Base):
    """A role held from one instant to another. Administrators hold theirs without a contest."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_user_id", "user_id"), Index("ix_role_grant_contest_id", "contest_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(enum_by_value(Role))
    contest_id: Mapped[int | None] = mapped_column(ForeignKey("contest.id"))
    candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"))
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Recusal(Base):
    """Somebody keeps out: of a whole contest, of one candidate's cases, or of one incident (held as a value)."""

    __tablename__ = "recusal"
    __table_args__ = (Index("ix_recusal_user_id", "user_id"), Index("ix_recusal_contest_id", "contest_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    reason: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInSession(Base):
    """One signed-in browser. Only a digest of its token is kept."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_user_id", "user_id"),)
    unrecorded: ClassVar[str | None] = "it says who is signed in now, which is nobody's record"

    token_digest: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInFailure(Base):
    """A failed attempt to sign in, kept for as long as it counts towards a lock-out."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_subject_at", "subject", "at"),)
    unrecorded: ClassVar[str | None] = "it counts attempts for a quarter of an hour and is then deleted"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    at: Mapped[datetime]


class CalendarAddress(Base):
    """The secret address at which a calendar reads somebody's due days. Only a digest of the secret is kept."""

    __tablename__ = "calendar_address"
    __table_args__ = (Index("ix_calendar_address_user_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    secret_digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
