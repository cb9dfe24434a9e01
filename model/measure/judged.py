"""Lets a checker judge records: what it warned about, and how likely it held each label to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.checker import Checker
from model.dataset import Record
from model.finding import GroupedFinding


@dataclass(frozen=True, slots=True)
class Judged:
    """One record with the verdict on it; `scores` are label -> calibrated probability, 1.0 where a rule spoke."""

    record: Record
    findings: tuple[GroupedFinding, ...]
    scores: dict[str, float]

    @property
    def found(self) -> frozenset[str]:
        """The labels that were warned about."""
        return frozenset(finding.label for finding in self.findings)

    @property
    def risky(self) -> bool:
        """Whether the record should be warned about."""
        return bool(self.record.labels)

    @property
    def right(self) -> bool:
        """Whether a risky record was warned about under one of its labels, or a silent one not at all."""
        return bool(self.found & set(self.record.labels)) if self.risky else not self.findings


def judge(checker: Checker, records: Iterable[Record]) -> list[Judged]:
    """Check every record."""
    judged = []
    for record in records:
        verdict, scores = checker.check_with_scores(record.text)
        judged.append(Judged(record, verdict.findings, scores))
    return judged


def of_kinds(judged: Sequence[Judged], kinds: Iterable[str]) -> list[Judged]:
    """Select the records of these kinds."""
    wanted = frozenset(kinds)
    return [one for one in judged if one.record.kind in wanted]
