"""A track of its own for retaliation: the kind of case, and for which case it is.

Revision: 0015, after 0014.
"""

import re
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = (
    "travel",
    "social_media",
    "press",
    "staff_contact",
    "member_state_contact",
    "resources",
    "conduct",
    "funding",
    "other",
)
ADDED = "retaliation"
TABLES = ("incident", "submission")


def upgrade() -> None:
    for table in TABLES:
        allow(table, "kind", (*BEFORE, ADDED))
    op.create_table(
        "retaliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["incident.id"], name=op.f("fk_retaliation_about_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_retaliation_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retaliation")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_retaliation_incident_id")),
    )
    op.create_index("ix_retaliation_about_id", "retaliation", ["about_id"])


def downgrade() -> None:
    for table in TABLES:
        refuse_if_used(table)
        allow(table, "kind", BEFORE)
    op.drop_table("retaliation")


def allow(table: str, column: str, values: Iterable[str]) -> None:
    """Let a column hold these values and no others; on SQLite in the text of the table, as in 0005."""
    name, listed = f"ck_{table}_{column}", ", ".join(f"'{value}'" for value in values)
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")
        return
    of_table = sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :table")
    (sql,) = connection.execute(of_table, {"table": table}).one()
    altered, found = re.subn(rf"(CONSTRAINT {name} CHECK \({column} IN \()[^)]*\)", rf"\g<1>{listed})", sql)
    if found != 1:
        raise RuntimeError(f"{table} has no constraint {name}")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = :table")
    connection.execute(change, {"sql": altered, "table": table})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def refuse_if_used(table: str) -> None:
    """Raise if a row holds what the older schema cannot: what was recorded is not changed to something else."""
    rows = sa.table(table, sa.column("kind", sa.String))
    held = op.get_bind().scalar(sa.select(sa.func.count()).where(rows.c.kind == ADDED))
    if held:
        raise RuntimeError(f"{held} rows of {table} are of a kind that the older schema does not know")
