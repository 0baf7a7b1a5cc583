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
    op.add_column("prepared_notice", sa.Column("longer_until", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE prepared_notice ADD COLUMN longer_because TEXT "
        "CONSTRAINT ck_prepared_notice_longer_because_of_something "
        "CHECK (longer_until IS NULL OR longer_because IS NOT NULL)"
    )


def downgrade() -> None:
    """Take them away."""
    op.execute("ALTER TABLE prepared_notice DROP COLUMN longer_because")
    op.drop_column("prepared_notice", "longer_until")
