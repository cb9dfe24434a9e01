"""Tokens of enrolled browsers, and flagged examples."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tokens",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_tokens"),
    )
    op.create_table(
        "flags",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receipt_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("site", sa.String(253), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("model", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        sa.UniqueConstraint("receipt_hash", name="uq_flags_receipt_hash"),
    )
    op.create_index("ix_flags_state", "flags", ["state"])


def downgrade() -> None:
    op.drop_table("flags")
    op.drop_table("tokens")
