"""That a candidate cannot be reached takes attempts by different ways, and a second person.

What was found before stays as it was found; of attempts before this nobody recorded the way, so that they do not count.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the proposals, and to attempts their way and who recorded them."""
    op.create_table(
        "unreachable_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_unreachable_proposal_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unreachable_proposal")),
    )
    op.create_index("ix_unreachable_proposal_incident_id", "unreachable_proposal", ["incident_id"], unique=False)
    op.add_column("contact_attempt", sa.Column("recorded_by_id", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE contact_attempt ADD COLUMN way VARCHAR(40) CONSTRAINT ck_contact_attempt_contactway "
        "CHECK (way IN ('letter', 'mail', 'telephone', 'in_person', 'message', 'other'))"
    )


def downgrade() -> None:
    """Take them away."""
    op.execute("ALTER TABLE contact_attempt DROP COLUMN way")
    op.drop_column("contact_attempt", "recorded_by_id")
    op.drop_table("unreachable_proposal")
