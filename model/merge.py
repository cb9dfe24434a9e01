"""Makes one list of findings out of many: no two of them say the same thing about the same words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from model.finding import Finding


def merge(findings: Iterable[Finding], sentences: Sequence[tuple[int, int]]) -> list[Finding]:
    """Drop what another finding already says.

    Within a label, of two overlapping spans the narrower one stays (of two alike, the rule's); and the classifier
    stays silent in a sentence where a rule has already named the label. Findings of different labels all stay.

    Returns
    -------
    list of Finding
        In order of position, then label.
    """
    by_label: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_label[finding.label].append(finding)
    kept = [finding for group in by_label.values() for finding in _narrowest(group, sentences)]
    return sorted(kept, key=lambda finding: (finding.start, finding.end, finding.label))


def _narrowest(group: list[Finding], sentences: Sequence[tuple[int, int]]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(group, key=lambda one: (one.end - one.start, one.source != "rule", one.start)):
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    named = [_sentence(finding, sentences) for finding in kept if finding.source == "rule"]
    return [one for one in kept if one.source == "rule" or not _touches(one, named)]


def _sentence(finding: Finding, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    for start, end in sentences:
        if start <= finding.start < end:
            return start, max(end, finding.end)
    return finding.start, finding.end


def _touches(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    return any(finding.start < end and start < finding.end for start, end in spans)
