"""Deadlines and the days that count.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_RUNS = sa.text("met_on IS NULL AND cancelled_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_calendar_address_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_calendar_address_secret_digest")),
    )
    with op.batch_alter_table("calendar_address", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_address_user_id", ["user_id"], unique=False)

    op.create_table(
        "contest_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("subdivision", sa.String(), nullable=True),
        sa.Column("weekend", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("free_days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("working_days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_calendar_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_calendar")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_contest_calendar_contest_id")),
    )
    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "acknowledge",
                "assess",
                "notify",
                "reply",
                "fact_finding",
                "conclude",
                "review",
                "status_update",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "track",
            sa.Enum("standard", "expedited", name="track", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column(
            "counting",
            sa.Enum("working", "calendar", name="counting", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.CheckConstraint("days > 0", name=op.f("ck_deadline_rule_days_positive")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_deadline_rule_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint("contest_id", "step", "track", name="uq_deadline_rule_contest_id_step_track"),
    )
    op.create_table(
        "deadline_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("expedited_days", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times_set", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("expedited_days >= 0", name=op.f("ck_deadline_setting_expedited_days_not_negative")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_deadline_setting_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_setting")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_deadline_setting_contest_id")),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "acknowledge",
                "assess",
                "notify",
                "reply",
                "fact_finding",
                "conclude",
                "review",
                "status_update",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "track",
            sa.Enum("standard", "expedited", name="track", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column(
            "counting",
            sa.Enum("working", "calendar", name="counting", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("by_rule_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "by_rule_on IS NULL OR by_rule_on >= started_on", name=op.f("ck_deadline_by_rule_on_not_before_started_on")
        ),
        sa.CheckConstraint("due_on >= started_on", name=op.f("ck_deadline_due_on_not_before_started_on")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_deadline_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadline_due_on", ["due_on", "incident_id"], unique=False, sqlite_where=_RUNS, postgresql_where=_RUNS
        )
        batch_op.create_index("ix_deadline_incident_id", ["incident_id"], unique=False)
        batch_op.create_index(
            "uq_deadline_running", ["incident_id", "step"], unique=True, sqlite_where=_RUNS, postgresql_where=_RUNS
        )

    op.create_table(
        "track_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("standard", "expedited", name="track", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_track_change_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track_change")),
    )
    with op.batch_alter_table("track_change", schema=None) as batch_op:
        batch_op.create_index("ix_track_change_incident_id", ["incident_id"], unique=False)

    op.create_table(
        "deadline_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "extension_asked",
                "extension_granted",
                "extension_refused",
                "extended",
                "suspended",
                "resumed",
                "track_switched",
                "lifted",
                name="deadlineact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("waiting_for", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answers_id"], ["deadline_change.id"], name=op.f("fk_deadline_change_answers_id")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_deadline_change_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_change")),
        sa.UniqueConstraint("answers_id", name="uq_deadline_change_answers_id"),
    )
    with op.batch_alter_table("deadline_change", schema=None) as batch_op:
        batch_op.create_index("ix_deadline_change_deadline_id", ["deadline_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("deadline_change", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_change_deadline_id")

    op.drop_table("deadline_change")
    with op.batch_alter_table("track_change", schema=None) as batch_op:
        batch_op.drop_index("ix_track_change_incident_id")

    op.drop_table("track_change")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("uq_deadline_running", sqlite_where=_RUNS, postgresql_where=_RUNS)
        batch_op.drop_index("ix_deadline_incident_id")
        batch_op.drop_index("ix_deadline_due_on", sqlite_where=_RUNS, postgresql_where=_RUNS)

    op.drop_table("deadline")
    op.drop_table("deadline_setting")
    op.drop_table("deadline_rule")
    op.drop_table("contest_calendar")
    with op.batch_alter_table("calendar_address", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_address_user_id")

    op.drop_table("calendar_address")
