"""Grounds for which an incident is inadmissible, and links between incidents.

Revision: 0007, after 0006. Incidents assessed before keep their reasons, and have no ground.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

GROUNDS = ("no_clause", "did_not_bind", "not_the_candidates_act", "no_prima_facie", "duplicate", "bad_faith")
KINDS = ("duplicate_of", "split_from", "related")


def upgrade() -> None:
    # Written out, because neither database then has to copy the table, and both keep its other constraints.
    known = ", ".join(f"'{ground}'" for ground in GROUNDS)
    name = op.f("ck_stage_change_inadmissibilityground")
    op.execute(f"ALTER TABLE stage_change ADD COLUMN ground VARCHAR(40) CONSTRAINT {name} CHECK (ground IN ({known}))")
    op.create_table(
        "incident_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="linkkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by", sa.String(), nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_link_incident_id")),
        sa.ForeignKeyConstraint(["other_id"], ["incident.id"], name=op.f("fk_incident_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_link")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_link_reference")),
    )
    op.create_index("ix_incident_link_incident_id", "incident_link", ["incident_id"])
    op.create_index("ix_incident_link_other_id", "incident_link", ["other_id"])


def downgrade() -> None:
    op.drop_table("incident_link")
    op.execute("ALTER TABLE stage_change DROP COLUMN ground")
