"""Sites: requests for accounts and groups, lists of sites, settings of the district."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_requests",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receipt_hash", sa.String(64), nullable=False),
        sa.Column("building", sa.Integer(), nullable=True),
        sa.Column("site", sa.String(253), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(200), nullable=False),
        sa.Column("moderator", sa.String(200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(254), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site_requests"),
        sa.UniqueConstraint("receipt_hash", name="uq_site_requests_receipt_hash"),
    )
    op.create_index("ix_site_requests_building", "site_requests", ["building"])
    op.create_index("ix_site_requests_state", "site_requests", ["state"])
    op.create_table(
        "site_lists",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "host", name="pk_site_lists"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def downgrade() -> None:
    op.drop_table("settings")
    op.drop_table("site_lists")
    op.drop_table("site_requests")
