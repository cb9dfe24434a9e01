"""What a check finds: one span under one label, from a rule or from the classifier, in the same type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of a text under one label.

    `start` and `end` are code-point offsets into the text as typed, half-open. `source` is "rule" or
    "classifier"; `score` is the calibrated probability of a classifier's finding and None for a rule's.
    `severity` is a rule's own severity; None means the label's.
    """

    start: int
    end: int
    label: str
    source: str
    score: float | None
    reason: str
    rule_id: str | None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeHit:
    """One span that calls for a quiet notice, in code-point offsets of the text as typed, half-open."""

    start: int
    end: int
    notice: str
    rule_id: str | None


@dataclass(frozen=True, slots=True)
class GroupedFinding:
    """What a person is shown: one label with one reason, on one or more spans of the text."""

    label: str
    family: str
    clause: str
    severity: str
    confidence: str
    score: float | None
    source: str
    rule: str | None
    reason: str
    advice: str
    allowed: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A quiet notice about the text, with the spans that called for it."""

    id: str
    message: str
    link: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one check.

    `severity` is the highest of the findings ("clear", "info", "caution", "serious"); `checked` is "full",
    "partial" or "none"; `language` an ISO 639-1 code or "und"; `model` and `policy` are version strings.
    """

    severity: str
    checked: str
    language: str
    findings: tuple[GroupedFinding, ...]
    notices: tuple[ShownNotice, ...]
    model: str
    policy: str
