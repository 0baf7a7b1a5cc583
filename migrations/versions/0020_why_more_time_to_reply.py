"""Let a notice under way say until when it gives more time to reply than the rule, and why.

Notices whose release is ordered already keep the day that they have.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day and its reason."""
    with op.batch_alter_table("prepared_notice") as table:
        table.add_column(sa.Column("longer_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("longer_because", sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_prepared_notice_longer_because_of_something"),
            "longer_until IS NULL OR longer_because IS NOT NULL",
        )


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("prepared_notice") as table:
        table.drop_constraint(op.f("ck_prepared_notice_longer_because_of_something"), type_="check")
        table.drop_column("longer_because")
        table.drop_column("longer_until")
