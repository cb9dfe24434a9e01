"""Runs, who promoted what and why, overrides of the gate, and what a challenger said in the shadow.

Times are whole seconds since 1970 in UTC: the same number on every database.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base


class Run(Base):
    """One training asked for in the console. `slot` is filled while it waits or runs, so two cannot do so at once."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    slot: Mapped[str | None] = mapped_column(String(12), unique=True)
    asked_by: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[int | None] = mapped_column(BigInteger, default=None)
    ended_at: Mapped[int | None] = mapped_column(BigInteger, default=None)
    seen_at: Mapped[int | None] = mapped_column(BigInteger, default=None)
    worker: Mapped[str | None] = mapped_column(String(120), default=None)
    attempt: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    step: Mapped[str] = mapped_column(String(80), default="")
    percent: Mapped[int] = mapped_column(default=0)
    left_s: Mapped[int | None] = mapped_column(default=None)
    log: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")
    parent: Mapped[str | None] = mapped_column(String(60), default=None)
    version: Mapped[str | None] = mapped_column(String(60), default=None, index=True)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Which reviewed examples went in, by number: never their text.
    examples: Mapped[list[str]] = mapped_column(JSON, default=list, deferred=True)


class JobWorker(Base):
    """One process that takes jobs; seen lately, or gone."""

    __tablename__ = "job_workers"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    seen_at: Mapped[int] = mapped_column(BigInteger)


class Promotion(Base):
    """One change of the version in service: through the gate, past it by two directors, or back."""

    __tablename__ = "promotions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    version: Mapped[str] = mapped_column(String(60), index=True)
    replaced: Mapped[str | None] = mapped_column(String(60))
    by: Mapped[str] = mapped_column(String(254))
    second: Mapped[str | None] = mapped_column(String(254), default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)


class Override(Base):
    """A director's request to promote although the gate says no; another director confirms it or does not."""

    __tablename__ = "overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    version: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(12))
    # Filled while it waits: one request a run.
    slot: Mapped[str | None] = mapped_column(String(40), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    failures: Mapped[list[str]] = mapped_column(JSON, default=list)
    asked_by: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[int] = mapped_column(BigInteger)
    decided_by: Mapped[str | None] = mapped_column(String(254), default=None)
    decided_at: Mapped[int | None] = mapped_column(BigInteger, default=None)


class Shadow(Base):
    """A challenger that scores a share of the live checks beside the champion."""

    __tablename__ = "shadows"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    version: Mapped[str] = mapped_column(String(60))
    champion: Mapped[str] = mapped_column(String(60))
    slot: Mapped[str | None] = mapped_column(String(12), unique=True)
    share: Mapped[int] = mapped_column()
    started_by: Mapped[str] = mapped_column(String(254))
    started_at: Mapped[int] = mapped_column(BigInteger)
    ended_at: Mapped[int | None] = mapped_column(BigInteger, default=None)
    checked: Mapped[int] = mapped_column(BigInteger, default=0)
    same: Mapped[int] = mapped_column(BigInteger, default=0)


class ShadowCount(Base):
    """How often the two said a label; numbers only."""

    __tablename__ = "shadow_counts"

    shadow_id: Mapped[int] = mapped_column(ForeignKey("shadows.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True)
    both: Mapped[int] = mapped_column(BigInteger, default=0)
    champion_only: Mapped[int] = mapped_column(BigInteger, default=0)
    challenger_only: Mapped[int] = mapped_column(BigInteger, default=0)
