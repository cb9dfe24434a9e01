"""Runs, workers, promotions, overrides, and what a challenger said in the shadow."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("slot", sa.String(12), nullable=True),
        sa.Column("asked_by", sa.String(254), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("worker", sa.String(120), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(80), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("left_s", sa.Integer(), nullable=True),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(60), nullable=True),
        sa.Column("version", sa.String(60), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("slot", name="uq_runs_slot"),
    )
    op.create_index("ix_runs_state", "runs", ["state"])
    op.create_index("ix_runs_version", "runs", ["version"])
    op.create_table(
        "job_workers",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_job_workers"),
    )
    op.create_table(
        "promotions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("replaced", sa.String(60), nullable=True),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("second", sa.String(254), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promotions"),
    )
    op.create_index("ix_promotions_version", "promotions", ["version"])
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("slot", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(254), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(254), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_overrides_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_overrides"),
        sa.UniqueConstraint("slot", name="uq_overrides_slot"),
    )
    op.create_index("ix_overrides_run_id", "overrides", ["run_id"])
    op.create_table(
        "shadows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("champion", sa.String(60), nullable=False),
        sa.Column("slot", sa.String(12), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(254), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.BigInteger(), nullable=False),
        sa.Column("same", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_shadows_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shadows"),
        sa.UniqueConstraint("slot", name="uq_shadows_slot"),
    )
    op.create_index("ix_shadows_run_id", "shadows", ["run_id"])
    op.create_table(
        "shadow_counts",
        sa.Column("shadow_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("both", sa.BigInteger(), nullable=False),
        sa.Column("champion_only", sa.BigInteger(), nullable=False),
        sa.Column("challenger_only", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shadow_id"], ["shadows.id"], name="fk_shadow_counts_shadow_id"),
        sa.PrimaryKeyConstraint("shadow_id", "label", name="pk_shadow_counts"),
    )


def downgrade() -> None:
    for name in ("shadow_counts", "shadows", "overrides", "promotions", "job_workers", "runs"):
        op.drop_table(name)
