"""Keep until when a review can be asked for with the conclusion, so that no later rule moves it.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was concluded before goes on following the rules."""
    op.add_column("stage_change", sa.Column("review_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("stage_change", "review_until")
