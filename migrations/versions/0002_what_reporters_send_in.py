"""What reporters send in: submissions, who sent them, mailboxes, and whether a contest takes any.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("takes_reports", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_intake_setting_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_setting")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_intake_setting_contest_id")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "named", "confidential", "anonymous", name="mode", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("candidacy_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "travel",
                "social_media",
                "press",
                "staff_contact",
                "member_state_contact",
                "resources",
                "conduct",
                "funding",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("persons", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("occurred_from", sa.Date(), nullable=True),
        sa.Column("occurred_until", sa.Date(), nullable=True),
        sa.Column("occurred_words", sa.String(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("how_known", sa.Text(), nullable=True),
        sa.Column("support", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "under_review",
                "linked",
                "inadmissible",
                name="submissionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parties_commitment", sa.String(), nullable=False),
        sa.Column("crowded", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "occurred_until IS NULL OR occurred_until >= occurred_from",
            name=op.f("ck_submission_occurred_until_not_before_occurred_from"),
        ),
        sa.ForeignKeyConstraint(["candidacy_id"], ["candidacy.id"], name=op.f("fk_submission_candidacy_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_submission_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_submission_code_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_submission_token_digest")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index("ix_submission_contest_id_id", ["contest_id", "id"], unique=False)
        batch_op.create_index("ix_submission_contest_id_received_at", ["contest_id", "received_at"], unique=False)

    op.create_table(
        "mailbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("key_digest", sa.String(), nullable=True),
        sa.Column("from_office", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_mailbox_message_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_message")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_mailbox_message_key_digest")),
    )
    with op.batch_alter_table("mailbox_message", schema=None) as batch_op:
        batch_op.create_index("ix_mailbox_message_submission_id_id", ["submission_id", "id"], unique=False)

    op.create_table(
        "submission_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_party_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_party")),
        sa.UniqueConstraint("submission_id", "position", name="uq_submission_party_submission_id_position"),
    )
    op.create_table(
        "mailbox_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("from_office", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["mailbox_message.id"], name=op.f("fk_mailbox_file_message_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_mailbox_file_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_mailbox_file_reference")),
    )
    with op.batch_alter_table("mailbox_file", schema=None) as batch_op:
        batch_op.create_index("ix_mailbox_file_message_id", ["message_id"], unique=False)
        batch_op.create_index("ix_mailbox_file_submission_id_id", ["submission_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("mailbox_file", schema=None) as batch_op:
        batch_op.drop_index("ix_mailbox_file_submission_id_id")
        batch_op.drop_index("ix_mailbox_file_message_id")

    op.drop_table("mailbox_file")
    op.drop_table("submission_party")
    with op.batch_alter_table("mailbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_mailbox_message_submission_id_id")

    op.drop_table("mailbox_message")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_contest_id_received_at")
        batch_op.drop_index("ix_submission_contest_id_id")

    op.drop_table("submission")
    op.drop_table("intake_setting")
