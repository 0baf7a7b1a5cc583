"""Say why the terms of notices are changed, and let other hours hold after the next release.

Hours that were set before this hold as they are.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the changes, and to the terms the hours until then."""
    op.create_table(
        "notice_terms_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("second_check", sa.Boolean(), nullable=False),
        sa.Column("hours_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_notice_terms_change_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_terms_change")),
    )
    op.create_index("ix_notice_terms_change_contest_id", "notice_terms_change", ["contest_id"], unique=False)
    op.add_column("notice_settings", sa.Column("hours_before", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("notice_settings", sa.Column("hours_from", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("notice_settings", "hours_from")
    op.drop_column("notice_settings", "hours_before")
    op.drop_table("notice_terms_change")
