"""More ways in which a finding can end: corrected, overtaken by events, referred.

Revision: 0005, after 0004.
"""

import re
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = (
    "substantiated",
    "partially_substantiated",
    "not_substantiated",
    "inconclusive",
    "out_of_scope",
    "withdrawn",
)
ADDED = ("corrected", "overtaken_by_events", "referred")


def upgrade() -> None:
    allow("finding", "result", (*BEFORE, *ADDED))


def downgrade() -> None:
    refuse_if_used("finding", "result", ADDED)
    allow("finding", "result", BEFORE)


def allow(table: str, column: str, values: Iterable[str]) -> None:
    """Let a column hold these values and no others.

    SQLite cannot alter a constraint. To copy the table instead would drop the one to which others refer; so its text is
    changed, as https://www.sqlite.org/lang_altertable.html has it for changes that leave the rows as they are.
    """
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


def refuse_if_used(table: str, column: str, values: Iterable[str]) -> None:
    """Raise if a row holds what the older schema cannot: what was recorded is not changed to something else."""
    rows = sa.table(table, sa.column(column, sa.String))
    held = op.get_bind().scalar(sa.select(sa.func.count()).where(rows.c[column].in_(list(values))))
    if held:
        raise RuntimeError(f"{held} rows of {table} have a {column} that the older schema does not know")
