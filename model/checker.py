"""The whole judgement: segment, normalise, rules and classifier, exceptions, merge, clause and advice."""

from collections.abc import Collection, Sequence
from pathlib import Path

from model import artefacts
from model.features import tokens_of
from model.finding import Finding, GroupedFinding, NoticeHit, ShownNotice, Verdict
from model.language import guess_language
from model.merge import merge
from model.normalize import normalize
from model.people import person_spans
from model.policy import Policy, load_policy
from model.predict import Classifier, Text, load_classifier, read
from model.rulebook import NEVER_SILENCED, Rulebook
from model.segment import sentences

SEVERITIES = ("clear", "info", "caution", "serious")


class Checker:
    """Checks texts against one policy with one trained version; thread-safe, keeps nothing of what it reads."""

    def __init__(self, classifier: Classifier | None, policy: Policy, version: str) -> None:
        self.model_version = version
        self.policy = policy
        self._classifier = classifier
        self._rules = Rulebook(policy)
        self._refers = frozenset(policy.refers)
        self._patterns = frozenset(rule.id for rule in policy.rules if rule.kind == "pattern")

    def check(self, text: str, *, site: str = "", kind: str = "post", locale: str | None = None) -> Verdict:  # noqa: ARG002
        """Check one text; never raises, whatever the text holds.

        Parameters
        ----------
        text : str
            As typed; offsets in the verdict are code points of it.
        site, kind, locale : str
            Where it is being written; they change no verdict of a text yet.
        """
        language = guess_language(text)
        if not text.strip():
            return Verdict("clear", "full", language, (), (), self.model_version, self.policy.version)
        if language != "en":
            return Verdict("clear", "none", language, (), (), self.model_version, self.policy.version)
        views = normalize(text)
        spans = sentences(text)
        people = person_spans(views.plain.text)
        found, hits = self._rules.find(text, views, spans, lambda _: people)
        doubted: frozenset[str] = frozenset()
        if self._classifier is not None:
            # Folding changes few texts: where it did not, the names are where they were.
            rows = tokens_of(views.folded, spans, people if views.folded is views.plain else None)
            more, doubted = self._classifier.find(Text(text, spans, rows), spoken=bool(found))
            found = [*(one for one in found if not self._is_doubted(one, doubted)), *more]
        found = merge(self._rules.silenced(views, spans, found), spans)
        groups = self._grouped(found, doubted, in_scope=self._refers_to_district(views.folded.text))
        severity = max((group.severity for group in groups), key=SEVERITIES.index, default="clear")
        notices = self._notices(hits)
        return Verdict(severity, "full", language, groups, notices, self.model_version, self.policy.version)

    def _is_doubted(self, finding: Finding, doubted: Collection[str]) -> bool:
        """Whether a pattern spoke where the classifier, which reads the whole context, sees nothing of the kind.

        Words and identifiers speak for themselves; a pattern knows only its frame.
        """
        return finding.label in doubted and finding.rule_id in self._patterns and finding.label != NEVER_SILENCED

    def under(self, policy: Policy) -> "Checker":
        """Return a checker of the same trained version under another policy; PolicyError when it cannot be run."""
        return Checker(self._classifier and self._classifier.under(policy), policy, self.model_version)

    def check_with_scores(self, text: str) -> tuple[Verdict, dict[str, float]]:
        """Check one text and say how likely each label is, shown or not; 1.0 where a rule spoke. For measuring."""
        verdict = self.check(text)
        scores = dict.fromkeys(self.policy.labels, 0.0)
        if self._classifier is not None and verdict.checked != "none":
            scores |= self._classifier.probabilities(read(text))
        return verdict, scores | {one.label: 1.0 for one in verdict.findings if one.source == "rule"}

    def _refers_to_district(self, folded: str) -> bool:
        return not self._refers.isdisjoint(folded.lower().replace("'", " ").split())

    def _grouped(
        self, findings: Sequence[Finding], doubted: Collection[str], *, in_scope: bool
    ) -> tuple[GroupedFinding, ...]:
        """Join findings that say the same thing, and order by severity, then by position."""
        same: dict[tuple[str, str, str | None, str], list[Finding]] = {}
        for finding in findings:
            same.setdefault((finding.label, finding.source, finding.rule_id, finding.reason), []).append(finding)
        groups = [self._group(members, doubted, in_scope=in_scope) for members in same.values()]
        return tuple(sorted(groups, key=lambda one: (-SEVERITIES.index(one.severity), one.spans)))

    def _group(self, members: Sequence[Finding], doubted: Collection[str], *, in_scope: bool) -> GroupedFinding:
        first = members[0]
        label = self.policy.labels[first.label]
        score = max((one.score for one in members if one.score is not None), default=None)
        # Nobody is stopped at the Post button by a rule alone where the classifier sees nothing of the kind.
        likely = label.id not in doubted if score is None else self._is_likely(score)
        severity = first.severity or label.severity
        if not in_scope and label.out_of_scope_severity:
            severity = min(severity, label.out_of_scope_severity, key=SEVERITIES.index)
        if not likely:
            severity = min(severity, "caution", key=SEVERITIES.index)
        return GroupedFinding(
            label=label.id,
            family=label.family,
            clause=label.clause,
            severity=severity,
            confidence="likely" if likely else "possible",
            score=score,
            source=first.source,
            rule=first.rule_id,
            reason=first.reason,
            advice=label.advice,
            allowed=label.allowed,
            spans=tuple(sorted((one.start, one.end) for one in members)),
        )

    def _is_likely(self, score: float) -> bool:
        return self._classifier is None or score >= self._classifier.likely

    def _notices(self, hits: Sequence[NoticeHit]) -> tuple[ShownNotice, ...]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            spans.setdefault(hit.notice, []).append((hit.start, hit.end))
        known = ((self.policy.notices[name], sorted(set(places))) for name, places in spans.items())
        return tuple(ShownNotice(notice.id, notice.message, notice.link, tuple(places)) for notice, places in known)


def load_checker(folder: Path | None = None, policy: Policy | None = None) -> Checker:
    """Load the version in service.

    Raises
    ------
    ArtefactError
        When there is none, or it was altered or made for other labels.
    """
    folder = folder or artefacts.default_folder()
    policy = policy or load_policy()
    return load_version(folder, artefacts.current_version(folder), policy)


def load_version(folder: Path, version: str, policy: Policy) -> Checker:
    """Load a version, in service or not; ArtefactError when it was altered or made for other labels."""
    return Checker(load_classifier(folder, version, policy), policy, version)
