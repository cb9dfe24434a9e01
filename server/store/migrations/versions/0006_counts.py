"""Counts: what was shown, edited and posted, as sums of a week."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("site", sa.String(253), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("clause", sa.String(60), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("week", "site", "label", "clause", "event", name="pk_counts"),
    )


def downgrade() -> None:
    op.drop_table("counts")
