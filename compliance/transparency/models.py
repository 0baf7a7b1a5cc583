"""The log's tables. They hold actor and subject as values, so that the log can lie below every area."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class LogEntry(Base):
    """One act. `leaf` is what the tree hashes and anyone may read; `opening` is what its commitments commit to.

    `leaf`, canonical JSON: `{"act", "at", "commitments": [hex, …], "contest": id or null, "facts", "seq", "v": 1}`.
    `opening`, JSON: `{"actor", "rows": [[table, key, image or null], …], "salts": [hex, …], "subject"}`; an image is a
    row as canonical JSON, null stands for a deleted row (see `commitments`).
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("ix_log_entry_contest_id_seq", "contest_id", "seq"),
        Index("ix_log_entry_subject", "subject", "seq"),
        Index("ix_log_entry_at_seq", "at", "seq"),
    )
    unrecorded: ClassVar[str | None] = "it is the log"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str]
    contest_id: Mapped[int | None]
    subject: Mapped[str]
    leaf: Mapped[str] = mapped_column(Text)
    leaf_hash: Mapped[bytes]
    opening: Mapped[str] = mapped_column(Text, deferred=True)


class LogHead(Base):
    """The one row that orders writers: the tree's size, the roots of its complete subtrees, the last entry's time."""

    __tablename__ = "log_head"
    unrecorded: ClassVar[str | None] = "it is derived from the log, and verified with it"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[str] = mapped_column(Text)
    root: Mapped[str]
    at: Mapped[datetime | None]


class LogNode(Base):
    """The root of a complete subtree of 2**level entries, kept at every eighth level: proofs stay cheap."""

    __tablename__ = "log_node"
    unrecorded: ClassVar[str | None] = "it is derived from the log, and verified with it"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]
