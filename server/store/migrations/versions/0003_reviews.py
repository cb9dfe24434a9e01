"""Reviews: what reviewers decided about flagged examples, and which examples say the same."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DEFAULTS = {
    "revision": sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
    "held": sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False),
    "withdraw_asked": sa.Column("withdraw_asked", sa.Boolean(), server_default=sa.false(), nullable=False),
    "wants_second": sa.Column("wants_second", sa.Boolean(), server_default=sa.false(), nullable=False),
    "disputed": sa.Column("disputed", sa.Boolean(), server_default=sa.false(), nullable=False),
    "final_labels": sa.Column("final_labels", sa.JSON(), nullable=True),
    "final_notices": sa.Column("final_notices", sa.JSON(), nullable=True),
    "decided_on": sa.Column("decided_on", sa.Date(), nullable=True),
    "reply": sa.Column("reply", sa.String(300), server_default="", nullable=False),
    "suspected": sa.Column("suspected", sa.JSON(), nullable=True),
    "upheld": sa.Column("upheld", sa.Boolean(), server_default=sa.false(), nullable=False),
    "doubt": sa.Column("doubt", sa.Double(), server_default="0.5", nullable=False),
    "doubted_by": sa.Column("doubted_by", sa.String(60), nullable=True),
    "named": sa.Column("named", sa.String(1300), server_default="", nullable=False),
    "cluster": sa.Column("cluster", sa.BigInteger(), server_default="0", nullable=False),
    "leads": sa.Column("leads", sa.Boolean(), server_default=sa.true(), nullable=False),
    "rank": sa.Column("rank", sa.Double(), server_default="0", nullable=False),
}

_INDEXES = (
    "ix_flags_leads_rank",
    "ix_flags_state_kind_leads_day",
    "ix_flags_state_decided_on",
    "ix_flags_cluster_state_leads",
    "ix_flags_filter",
)


def upgrade() -> None:
    for column in _DEFAULTS.values():
        op.add_column("flags", column)
    # Examples of an earlier release stand each for itself, the oldest first; only what comes in now is grouped.
    names = ("id", "cluster", "rank", "named")
    more = (sa.column("day", sa.Date), sa.column("labels", sa.JSON), sa.column("findings", sa.JSON))
    flags = sa.table("flags", *map(sa.column, names), *more)
    connection = op.get_bind()
    kept = connection.execute(sa.select(flags.c.id, flags.c.day, flags.c.labels, flags.c.findings)).all()
    for number, day, labels, findings in kept:
        named = labels or list(dict.fromkeys(one["label"] for one in findings))
        change = flags.update().where(flags.c.id == number)
        joined = f"|{'|'.join(named)}|" if named else ""
        connection.execute(change.values(cluster=number, rank=-1.0 - day.toordinal() / 30, named=joined))
    op.create_index("ix_flags_leads_rank", "flags", ["leads", "rank"])
    op.create_index("ix_flags_state_kind_leads_day", "flags", ["state", "kind", "leads", "day"])
    op.create_index("ix_flags_state_decided_on", "flags", ["state", "decided_on"])
    op.create_index("ix_flags_cluster_state_leads", "flags", ["cluster", "state", "leads"])
    op.create_index("ix_flags_filter", "flags", ["state", "leads", "kind", "site", "rank", "named", "id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("flag_id", sa.BigInteger(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("reply", sa.String(300), nullable=False),
        sa.Column("act", sa.String(22), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_decisions_flag_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_flag_id_reader_id", "decisions", ["flag_id", "reader_id"], unique=True)
    op.create_index("ix_decisions_act", "decisions", ["act"])
    op.create_table(
        "likenesses",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cluster", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "mark", "cluster", name="pk_likenesses"),
    )
    op.create_index("ix_likenesses_cluster", "likenesses", ["cluster"])


def downgrade() -> None:
    op.drop_table("likenesses")
    op.drop_table("decisions")
    for name in _INDEXES:
        op.drop_index(name, "flags")
    with op.batch_alter_table("flags") as batch:
        for name in _DEFAULTS:
            batch.drop_column(name)
