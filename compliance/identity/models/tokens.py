"""Keys with which programs act for people."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class ApiToken(Base):
    """A key with which a program acts for a user, within its scopes, until a day. Only a digest of it is kept."""

    __tablename__ = "api_token"
    __table_args__ = (Index("ix_api_token_user_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    token_digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ApiAnswer(Base):
    """What was answered to a request with an idempotency key; without a status while it is being carried out."""

    __tablename__ = "api_answer"
    unrecorded: ClassVar[str | None] = "it repeats what was answered, for some days, and decides nothing"

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"), primary_key=True)
    key_digest: Mapped[bytes] = mapped_column(primary_key=True)
    request_digest: Mapped[bytes]
    status: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
