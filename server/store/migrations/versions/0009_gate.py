"""Gate: the lists and limits that a version must pass, by version."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gates",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_gates"),
    )


def downgrade() -> None:
    op.drop_table("gates")
