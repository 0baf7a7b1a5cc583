"""The public edition of a report is issued by one person and released by another.

What was issued before is released: it was read already.

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the releases, and whether a report waits for one."""
    op.create_table(
        "report_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["issued_report.id"], name=op.f("fk_report_release_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_release")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_release_report_id")),
    )
    op.add_column("issued_report", sa.Column("held", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Take them away; what is held would be read by everybody, and goes too."""
    op.execute("DELETE FROM report_release")
    op.execute("DELETE FROM report_receipt WHERE report_id IN (SELECT id FROM issued_report WHERE held)")
    op.execute("DELETE FROM issued_report WHERE held")
    op.drop_column("issued_report", "held")
    op.drop_table("report_release")
