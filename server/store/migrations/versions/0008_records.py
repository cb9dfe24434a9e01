"""Records: sealed texts, legal holds and what was purged."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("flags", sa.Column("sealed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "seals",
        sa.Column("flag_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("flag_id", name="pk_seals"),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_seals_flag_id", ondelete="CASCADE"),
    )
    op.create_table(
        "holds",
        sa.Column("flag_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("flag_id", name="pk_holds"),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_holds_flag_id", ondelete="CASCADE"),
    )
    op.create_table(
        "purges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("kept_days", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purges"),
    )


def downgrade() -> None:
    op.drop_table("purges")
    op.drop_table("holds")
    op.drop_table("seals")
    with op.batch_alter_table("flags") as flags:
        flags.drop_column("sealed")
