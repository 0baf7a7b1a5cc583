"""What follows from findings: measures and their steps, a contest's rules of concluding, and who found what.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conclusion_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column(
            "standard_of_proof",
            sa.Enum(
                "balance_of_probabilities",
                "clear_and_convincing",
                "beyond_reasonable_doubt",
                name="standardofproof",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("review_days", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("review_days > 0", name=op.f("ck_conclusion_rules_review_days_positive")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_conclusion_rules_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conclusion_rules")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_conclusion_rules_contest_id")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "advice",
                "correction_asked",
                "repayment",
                "private_warning",
                "public_warning",
                "referral",
                name="measurekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_now_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "partly",
                "overdue",
                "fulfilled",
                "waived",
                name="measurestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name=op.f("ck_measure_amount_with_currency")),
        sa.CheckConstraint(
            "due_on IS NULL OR due_on >= decided_on", name=op.f("ck_measure_due_on_not_before_decided_on")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_measure_finding_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_measure_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("reference", name=op.f("uq_measure_reference")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index("ix_measure_incident_id", ["incident_id"], unique=False)

    op.create_table(
        "measure_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "done",
                "fulfilled",
                "partly",
                "overdue",
                "extended",
                "waived",
                name="followup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_type", sa.String(), nullable=True),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_step_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_step")),
    )
    with op.batch_alter_table("measure_step", schema=None) as batch_op:
        batch_op.create_index("ix_measure_step_measure_id", ["measure_id"], unique=False)

    op.add_column("finding", sa.Column("standard_reason", sa.Text(), nullable=True))
    op.add_column("finding", sa.Column("recorded_by_id", sa.Integer(), nullable=True))
    op.add_column("stage_change", sa.Column("recorded_by_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("stage_change", "recorded_by_id")
    op.drop_column("finding", "recorded_by_id")
    op.drop_column("finding", "standard_reason")
    op.drop_table("measure_step")
    op.drop_table("measure")
    op.drop_table("conclusion_rules")
