"""What the office makes of a submission: how it came to its state, the cases that it is part of, and that it ended.

Revision: 0014, after 0013.
"""

import re
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = ("received", "under_review", "linked", "inadmissible")
ADDED = ("closed",)
GROUNDS = ("no_clause", "did_not_bind", "not_the_candidates_act", "no_prima_facie", "duplicate", "bad_faith")


def upgrade() -> None:
    allow((*BEFORE, *ADDED))
    op.create_table(
        "submission_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*BEFORE, *ADDED, name="submissionstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(*GROUNDS, name="inadmissibilityground", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_change_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_change")),
    )
    op.create_index("ix_submission_change_submission_id", "submission_change", ["submission_id"])
    op.create_table(
        "submission_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_link_submission_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_submission_link_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_link")),
        sa.UniqueConstraint("submission_id", "incident_id", name=op.f("uq_submission_link_submission_id_incident_id")),
    )
    op.create_index("ix_submission_link_incident_id", "submission_link", ["incident_id"])


def downgrade() -> None:
    states = sa.table("submission", sa.column("state", sa.String))
    held = op.get_bind().scalar(sa.select(sa.func.count()).where(states.c.state.in_(ADDED)))
    if held:
        raise RuntimeError(f"{held} submissions are in a state that the older schema does not know")
    op.drop_table("submission_link")
    op.drop_table("submission_change")
    allow(BEFORE)


def allow(values: Iterable[str]) -> None:
    """Let a submission be in these states and no others.

    SQLite cannot alter a constraint. To copy the table instead would drop the one to which others refer; so its text is
    changed, as https://www.sqlite.org/lang_altertable.html has it for changes that leave the rows as they are.
    """
    name, listed = "ck_submission_submissionstate", ", ".join(f"'{value}'" for value in values)
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(name), "submission", type_="check")
        op.create_check_constraint(op.f(name), "submission", f"state IN ({listed})")
        return
    of_table = sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'submission'")
    (sql,) = connection.execute(of_table).one()
    altered, found = re.subn(rf"(CONSTRAINT {name} CHECK \(state IN \()[^)]*\)", rf"\g<1>{listed})", sql)
    if found != 1:
        raise RuntimeError(f"submission has no constraint {name}")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = 'submission'")
    connection.execute(change, {"sql": altered})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
