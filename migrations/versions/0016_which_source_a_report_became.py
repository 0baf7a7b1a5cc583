"""Which source of a case a submission became.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("submission_link") as table:
        table.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_submission_link_source_id"), "source", ["source_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("submission_link") as table:
        table.drop_constraint(op.f("fk_submission_link_source_id"), type_="foreignkey")
        table.drop_column("source_id")
