"""How notices are put: terms, wording, facts; and what comes back: kinds of reply, drafts, files, silence.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("second_check", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_notice_settings_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_settings")),
        sa.UniqueConstraint("contest_id", name="uq_notice_settings_contest_id"),
    )
    op.create_table(
        "notice_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["approver_id"], ["user_account.id"], name=op.f("fk_notice_template_approver_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_notice_template_author_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_notice_template_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_template")),
        sa.UniqueConstraint("contest_id", "key", "version", name="uq_notice_template_contest_id_key_version"),
    )
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_contact_attempt_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_contact_attempt_incident_id", ["incident_id"], unique=False)

    op.create_table(
        "prepared_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("checker_id", sa.Integer(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ordered_by", sa.String(), nullable=True),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hurry", sa.Text(), nullable=True),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "release_at IS NULL OR text IS NOT NULL", name=op.f("ck_prepared_notice_text_before_release")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_prepared_notice_author_id")),
        sa.ForeignKeyConstraint(["checker_id"], ["user_account.id"], name=op.f("fk_prepared_notice_checker_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_prepared_notice_incident_id")),
        sa.ForeignKeyConstraint(["template_id"], ["notice_template.id"], name=op.f("fk_prepared_notice_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_notice")),
        sa.UniqueConstraint("reference", name=op.f("uq_prepared_notice_reference")),
    )
    with op.batch_alter_table("prepared_notice", schema=None) as batch_op:
        batch_op.create_index("ix_prepared_notice_incident_id", ["incident_id"], unique=False)
        batch_op.create_index("ix_prepared_notice_release_at", ["release_at"], unique=False)

    op.create_table(
        "unreachable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_unreachable_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unreachable")),
    )
    with op.batch_alter_table("unreachable", schema=None) as batch_op:
        batch_op.create_index("ix_unreachable_incident_id", ["incident_id"], unique=False)

    op.create_table(
        "notice_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prepared_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on", name=op.f("ck_notice_fact_until_on_not_before_from_on")
        ),
        sa.ForeignKeyConstraint(["prepared_id"], ["prepared_notice.id"], name=op.f("fk_notice_fact_prepared_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_fact")),
    )
    with op.batch_alter_table("notice_fact", schema=None) as batch_op:
        batch_op.create_index("ix_notice_fact_prepared_id", ["prepared_id"], unique=False)

    op.create_table(
        "fact_allegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("allegation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["allegation_id"], ["allegation.id"], name=op.f("fk_fact_allegation_allegation_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["notice_fact.id"], name=op.f("fk_fact_allegation_fact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_allegation")),
        sa.UniqueConstraint("fact_id", "allegation_id", name="uq_fact_allegation_fact_id_allegation_id"),
    )
    with op.batch_alter_table("fact_allegation", schema=None) as batch_op:
        batch_op.create_index("ix_fact_allegation_allegation_id", ["allegation_id"], unique=False)

    op.create_table(
        "reply_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allegation_id", sa.Integer(), nullable=False),
        sa.Column("declines", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["allegation_id"], ["allegation.id"], name=op.f("fk_reply_draft_allegation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_draft")),
        sa.UniqueConstraint("allegation_id", name="uq_reply_draft_allegation_id"),
    )
    op.create_table(
        "third_party_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allegation_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["allegation_id"], ["allegation.id"], name=op.f("fk_third_party_statement_allegation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_third_party_statement")),
    )
    with op.batch_alter_table("third_party_statement", schema=None) as batch_op:
        batch_op.create_index("ix_third_party_statement_allegation_id", ["allegation_id"], unique=False)

    op.create_table(
        "draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["reply_draft.id"], name=op.f("fk_draft_file_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_draft_file_reference")),
    )
    with op.batch_alter_table("draft_file", schema=None) as batch_op:
        batch_op.create_index("ix_draft_file_draft_id", ["draft_id"], unique=False)

    op.create_table(
        "reply_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_reply_file_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_reply_file_reference")),
    )
    with op.batch_alter_table("reply_file", schema=None) as batch_op:
        batch_op.create_index("ix_reply_file_reply_id", ["reply_id"], unique=False)

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prepared_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_notice_prepared_id"), "prepared_notice", ["prepared_id"], ["id"])

    # Other tables refer to replies, so that SQLite cannot make the table anew: a column with its own rule needs no such
    # thing, and goes with it.
    op.execute(
        "ALTER TABLE reply ADD COLUMN kind VARCHAR(40) CONSTRAINT ck_reply_replykind "
        "CHECK (kind IN ('answered', 'declined_to_comment', 'unreachable', 'no_reply', 'third_party_statement'))"
    )


def downgrade() -> None:
    with op.batch_alter_table("reply_file", schema=None) as batch_op:
        batch_op.drop_index("ix_reply_file_reply_id")

    op.drop_table("reply_file")
    op.execute("ALTER TABLE reply DROP COLUMN kind")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_notice_prepared_id"), type_="foreignkey")
        batch_op.drop_column("prepared_id")

    with op.batch_alter_table("draft_file", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_file_draft_id")

    op.drop_table("draft_file")
    with op.batch_alter_table("third_party_statement", schema=None) as batch_op:
        batch_op.drop_index("ix_third_party_statement_allegation_id")

    op.drop_table("third_party_statement")
    op.drop_table("reply_draft")
    with op.batch_alter_table("fact_allegation", schema=None) as batch_op:
        batch_op.drop_index("ix_fact_allegation_allegation_id")

    op.drop_table("fact_allegation")
    with op.batch_alter_table("notice_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_fact_prepared_id")

    op.drop_table("notice_fact")
    with op.batch_alter_table("unreachable", schema=None) as batch_op:
        batch_op.drop_index("ix_unreachable_incident_id")

    op.drop_table("unreachable")
    with op.batch_alter_table("prepared_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_prepared_notice_release_at")
        batch_op.drop_index("ix_prepared_notice_incident_id")

    op.drop_table("prepared_notice")
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_attempt_incident_id")

    op.drop_table("contact_attempt")
    op.drop_table("notice_template")
    op.drop_table("notice_settings")
