"""Makes one list of findings out of many: no two of them say the same thing about the same words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from model.finding import Finding

Span = tuple[int, int]


def merge(findings: Iterable[Finding], sentences: Sequence[Span]) -> list[Finding]:
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


def _narrowest(group: list[Finding], sentences: Sequence[Span]) -> list[Finding]:
    kept: list[Finding] = []
    taken: list[Span] = []  # in order, never overlapping: one look at a neighbour tells
    for finding in sorted(group, key=lambda one: (one.end - one.start, one.source != "rule", one.start)):
        at = bisect_left(taken, (finding.end, 0))
        if at == 0 or taken[at - 1][1] <= finding.start:
            taken.insert(at, (finding.start, finding.end))
            kept.append(finding)
    named = sorted(_sentence(finding, sentences) for finding in kept if finding.source == "rule")
    reach = list(accumulate((end for _, end in named), max))

    def touched(finding: Finding) -> bool:
        before = bisect_left(named, (finding.end, 0))
        return before > 0 and reach[before - 1] > finding.start

    return [one for one in kept if one.source == "rule" or not touched(one)]


def _sentence(finding: Finding, sentences: Sequence[Span]) -> Span:
    at = bisect_right(sentences, finding.start, key=lambda one: one[0]) - 1
    if at >= 0 and finding.start < sentences[at][1]:
        return sentences[at][0], max(sentences[at][1], finding.end)
    return finding.start, finding.end
