"""Runs a policy's rules, notices and exceptions over a text: one automaton first, then only what it named."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from model.compiled import CompiledRule, FirstLook, Matcher, compile_pattern
from model.detectors import load_detectors
from model.finding import Finding, NoticeHit
from model.nearby import Nearby, Persons
from model.normalize import View, Views
from model.policy import Policy
from model.rule import ExceptionRule

Span = tuple[int, int]
# Somebody else's number stays somebody else's, whatever is said around it: no exception silences these rules.
NEVER_SILENCED = "personal_data"


class Rulebook:
    """A policy's rules, compiled once; safe to use from several threads.

    Raises
    ------
    PolicyError
        When a file has a pattern that RE2 refuses or names a detector that does not exist.
    """

    def __init__(self, policy: Policy) -> None:
        detectors = load_detectors()
        self._labels = policy.labels
        self._notices = policy.notices
        compiled = [CompiledRule(rule, detectors, f"rules/{rule.id}") for rule in policy.rules]
        compiled += [
            CompiledRule(notice.rule, detectors, notice.rule.id)
            for notice in policy.notices.values()
            if notice.rule is not None
        ]
        self._matchers: list[tuple[CompiledRule, Matcher]] = [
            (rule, matcher) for rule in compiled for matcher in rule.matchers
        ]
        self._first_look = FirstLook([matcher.gate for _, matcher in self._matchers])
        self._exceptions = _Exceptions(policy.exceptions)

    def find(
        self, text: str, views: Views, sentences: Sequence[Span], persons: Persons = ()
    ) -> tuple[list[Finding], list[NoticeHit]]:
        """Find what the rules and the text notices say.

        Parameters
        ----------
        text : str
            As typed.
        views : Views
            Its readings, from `normalize`.
        sentences : sequence of (start, end)
            Offsets into the text as typed, in order.
        persons : callable or sequence of (start, end)
            Called with the plain reading, at most once and only when a rule asks, it returns the spans of
            people's names in it; or their spans in the text as typed.

        Returns
        -------
        (findings, notices)
            Offsets into the text as typed. A finding whose words a notice replaces is left out.
        """
        if not text:
            return [], []
        nearby = Nearby(views.plain, persons)
        hits = sorted(set(self._hits(views, sentences, nearby)), key=lambda hit: (hit[1], hit[0].rule.id))
        notices = [
            NoticeHit(start, end, rule.rule.owner, rule.rule.id)
            for rule, (start, end) in hits
            if rule.rule.owner in self._notices
        ]
        findings = [
            self._finding(rule, span)
            for rule, span in hits
            if rule.rule.owner in self._labels and not self._replaced(rule.rule.owner, span, notices)
        ]
        return findings, notices

    def silenced(self, views: Views, sentences: Sequence[Span], findings: Sequence[Finding]) -> list[Finding]:
        """Leave out the findings that an exception makes harmless, of rules and classifier alike.

        Findings of personal-data rules always stay.
        """
        if not findings:
            return []
        quiet = self._exceptions.find(views.folded, sentences)
        if not quiet:
            return list(findings)
        return [finding for finding in findings if not _is_silenced(finding, quiet, sentences)]

    def speaks_against(self, views: Views, sentences: Sequence[Span]) -> bool:
        """Whether an exception applies anywhere in a text, be there something to silence or not."""
        return bool(self._exceptions.find(views.folded, sentences))

    def _hits(self, views: Views, sentences: Sequence[Span], nearby: Nearby) -> Iterator[tuple[CompiledRule, Span]]:
        same = views.folded is views.plain
        for view in (views.folded,) if same else (views.folded, views.plain):
            for index in self._first_look.named(view.text):
                rule, matcher = self._matchers[index]
                if not same and not (matcher.on_plain if view is views.plain else matcher.on_folded):
                    continue
                for span in matcher.spans(view.text):
                    original = view.original(*span)
                    sentence = _in_view(view, _around(original, sentences))
                    sentence = (min(sentence[0], span[0]), max(sentence[1], span[1]))
                    if rule.holds(view, span, sentence, nearby):
                        yield rule, original

    def _finding(self, compiled: CompiledRule, span: Span) -> Finding:
        rule = compiled.rule
        reason = rule.reason or self._labels[rule.owner].reason
        return Finding(*span, rule.owner, "rule", None, reason, rule.id, rule.severity)

    def _replaced(self, label: str, span: Span, notices: Sequence[NoticeHit]) -> bool:
        return any(
            label in self._notices[notice.notice].replaces and notice.start < span[1] and span[0] < notice.end
            for notice in notices
        )


class _Exceptions:
    def __init__(self, exceptions: Sequence[ExceptionRule]) -> None:
        self._patterns: list[tuple[ExceptionRule, Any, list[Any]]] = []
        for exception in exceptions:
            where = f"exceptions/{exception.id}"
            unless = [compile_pattern(pattern, where) for pattern in exception.unless]
            self._patterns += [(exception, compile_pattern(pattern, where), unless) for pattern in exception.patterns]
        self._first_look = FirstLook([pattern.pattern for _, pattern, _ in self._patterns])

    def find(self, view: View, sentences: Sequence[Span]) -> list[tuple[ExceptionRule, Span]]:
        """Each exception that applies, with the span of the text as typed in which it does."""
        found = []
        for index in self._first_look.named(view.text):
            exception, pattern, unless = self._patterns[index]
            for match in pattern.finditer(view.text):
                span = view.original(*match.span())
                around = _around(span, sentences)
                if any(regex.search(view.text[slice(*_in_view(view, around))]) for regex in unless):
                    continue
                if exception.scope == "post":
                    span = (0, max(span[1], sentences[-1][1] if sentences else span[1]))
                elif exception.scope == "sentence":
                    span = around
                found.append((exception, span))
        return found


def _is_silenced(finding: Finding, quiet: Sequence[tuple[ExceptionRule, Span]], sentences: Sequence[Span]) -> bool:
    if finding.source == "rule" and finding.label == NEVER_SILENCED:
        return False
    spans = [(exception.scope, span) for exception, span in quiet if finding.label in exception.silences]
    if any(scope == "overlap" and span[0] < finding.end and finding.start < span[1] for scope, span in spans):
        return True
    whole = [span for scope, span in spans if scope != "overlap"]
    touched = [one for one in sentences if one[0] < finding.end and finding.start < one[1]]
    touched = touched or [(finding.start, finding.end)]
    return all(any(span[0] <= one[0] and one[1] <= span[1] for span in whole) for one in touched)


def _around(span: Span, sentences: Sequence[Span]) -> Span:
    """The sentence of a span, or from its first to its last sentence; offsets into the text as typed."""
    at = bisect_right(sentences, span[0], key=lambda one: one[0]) - 1
    start, end = span
    while 0 <= at < len(sentences) and sentences[at][0] < span[1]:
        if sentences[at][1] > span[0]:
            start, end = min(start, sentences[at][0]), max(end, sentences[at][1])
        at += 1
    return start, end


def _in_view(view: View, span: Span) -> Span:
    if isinstance(view.starts, range):
        return span
    return bisect_left(view.starts, span[0]), bisect_left(view.starts, span[1])
