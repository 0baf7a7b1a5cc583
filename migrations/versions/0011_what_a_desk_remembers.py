"""What an officer's desk remembers: when each case was last worked on, what was seen, what is watched, saved views.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_activity_incident_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_activity_user_id")),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_activity")),
    )
    op.execute("INSERT INTO activity (incident_id, at) SELECT id, filed_at FROM incident")
    op.execute(
        "UPDATE activity SET at = last.at FROM (SELECT incident.id, max(log_entry.at) AS at FROM incident"
        " JOIN log_entry ON log_entry.subject = 'incident:' || incident.reference GROUP BY incident.id) AS last"
        " WHERE last.id = activity.incident_id"
    )
    for table, column in (("seen", "at"), ("watch", "since")):
        op.create_table(
            table,
            sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column(column, sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f(f"fk_{table}_incident_id")),
            sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f(f"fk_{table}_user_id")),
            sa.PrimaryKeyConstraint("user_id", "incident_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_incident_id", table, ["incident_id"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_saved_view_contest_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("user_id", "contest_id", "name", name=op.f("uq_saved_view_user_id_contest_id_name")),
    )


def downgrade() -> None:
    for table in ("saved_view", "watch", "seen", "activity"):
        op.drop_table(table)
