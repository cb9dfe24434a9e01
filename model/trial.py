"""Tries an edited policy on posts whose right answer is known: what it hits, what gets worse and better, how long."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.checker import Checker
from model.dataset import CORPUS, Record, load_records
from model.finding import Verdict
from model.normalize import Views, normalize
from model.people import person_spans
from model.policy import Policy
from model.proof import only
from model.rulebook import Rulebook
from model.segment import sentences

FILES = ("validation.jsonl", "validation_ordinary.jsonl")
LISTS = ("must_warn.jsonl", "must_stay_silent.jsonl")
_SHOWN = 25  # posts of each sort that a report names


@dataclass(frozen=True, slots=True)
class TrialPost:
    """One post whose right answer is known, made ready to be read by rules."""

    id: str
    source: str
    text: str
    labels: frozenset[str]
    views: Views
    sentences: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Changed:
    """One post that gets another answer: the labels warned about before and after."""

    id: str
    source: str
    text: str
    wanted: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edit does to the posts that were read; `lists` names those of must-warn and must-stay-silent.

    `hits` are posts in which a changed rule or exception speaks; `hits_right` those that deserve the label.
    `counts` has the true number of each sort, of which the tuples name the first.
    """

    posts: int
    read: int
    hits: int
    hits_right: int
    counts: Mapping[str, int]
    new_alarms: tuple[Changed, ...]
    lost_warnings: tuple[Changed, ...]
    gone_alarms: tuple[Changed, ...]
    new_warnings: tuple[Changed, ...]
    lists: tuple[str, ...]
    severities: int
    microseconds: float
    seconds: float


def trial_posts(policy: Policy, artefacts: Path | None = None, corpus: Path = CORPUS) -> list[TrialPost]:
    """Read the must-lists (the district's own in `<artefacts>/gate/`, else the shipped) and the validation files."""
    known = (*policy.labels, *policy.notices)
    files = [corpus / name for name in FILES]
    for name in LISTS:
        own = artefacts / "gate" / name if artefacts else None
        files.insert(0, own if own and own.exists() else corpus / "gate" / name)
    return [_post(record) for file in files if file.exists() for record in load_records(file, known=known)]


def reviewed_posts(examples: Iterable[tuple[str, str, Iterable[str]]]) -> list[TrialPost]:
    """Make posts of reviewers' decisions: (id, text, labels)."""
    return [_prepared(name, "reviewed", text, labels) for name, text, labels in examples]


def try_policy(before: Checker, policy: Policy, posts: Sequence[TrialPost], *, seconds: float = 1.0) -> Trial:
    """Compare what `before` says about `posts` with what it would say under `policy`.

    Where only rules, exceptions and notices changed, every other post keeps its answer and only those that they
    touch are checked. Otherwise all are, those that deserve a changed label first and the rest evenly spread over
    the files, until `seconds` of checking are over.

    Raises
    ------
    PolicyError
        When the policy cannot be run.
    """
    started = time.perf_counter()
    after = before.under(policy)
    difference = _difference(before.policy, policy)
    looked = time.perf_counter()
    touched = {index: right for index, post in enumerate(posts) if (right := _touch(difference, post)) is not None}
    microseconds = (time.perf_counter() - looked) / max(1, len(posts)) * 1e6
    if difference.rules_only:
        order, covered = list(touched), len(posts)
    else:
        order, covered = sorted(_spread(len(posts)), key=lambda one: not posts[one].labels & difference.labels), 0
    report = _Report()
    ready = time.perf_counter()
    for done, index in enumerate(order):
        if time.perf_counter() - ready > seconds:
            covered = done
            break
        report.add(posts[index], before.check(posts[index].text), after.check(posts[index].text))
        covered = max(covered, done + 1)
    return report.trial(
        posts=len(posts),
        read=covered,
        hits=len(touched),
        hits_right=sum(touched.values()),
        microseconds=microseconds,
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Difference:
    """What differs between two policies, compiled alone; `rules_only` when the rest is equal."""

    books: tuple[Rulebook, Rulebook]
    labels: set[str]
    rules_only: bool


def _difference(before: Policy, after: Policy) -> _Difference:
    rules, exceptions = _other(before.rules, after.rules), _other(before.exceptions, after.exceptions)
    notices = {
        name for name in {*before.notices, *after.notices} if before.notices.get(name) != after.notices.get(name)
    }
    labels = _other(tuple(before.labels.values()), tuple(after.labels.values()))
    rest = (
        replace(before, version="", rules=(), exceptions=(), notices={}),
        replace(after, version="", rules=(), exceptions=(), notices={}),
    )
    books = tuple(
        Rulebook(only(policy, rules=rules, exceptions=exceptions, notices=notices)) for policy in (before, after)
    )
    return _Difference((books[0], books[1]), labels, rest[0] == rest[1])


def _other(before: Sequence[Any], after: Sequence[Any]) -> set[str]:
    ones, others = {one.id: one for one in before}, {one.id: one for one in after}
    return {name for name in {*ones, *others} if ones.get(name) != others.get(name)}


def _touch(difference: _Difference, post: TrialPost) -> bool | None:
    """Whether a changed rule speaks about this post, and rightly; None where none does."""
    labels: set[str] = set()
    silent = False
    for book in difference.books:
        findings, notices = book.find(post.text, post.views, post.sentences, person_spans)
        labels |= {one.label for one in findings}
        silent = silent or bool(notices) or book.speaks_against(post.views, post.sentences)
    if not labels and not silent:
        return None
    return bool(labels & post.labels) if labels else not post.labels


class _Report:
    def __init__(self) -> None:
        self.sorts: dict[str, list[Changed]] = {
            name: [] for name in ("new_alarms", "lost_warnings", "gone_alarms", "new_warnings")
        }
        self.lists: list[str] = []
        self.severities = 0

    def add(self, post: TrialPost, before: Verdict, after: Verdict) -> None:
        self.severities += before.severity != after.severity
        was, now = ({one.label for one in verdict.findings} for verdict in (before, after))
        right = [bool(found & post.labels) if post.labels else not found for found in (was, now)]
        if right[0] == right[1]:
            return
        worse = "lost_warnings" if post.labels else "new_alarms"
        better = "new_warnings" if post.labels else "gone_alarms"
        changed = Changed(post.id, post.source, post.text, *(tuple(sorted(ones)) for ones in (post.labels, was, now)))
        self.sorts[better if right[1] else worse].append(changed)
        if not right[1] and f"{post.source}.jsonl" in LISTS:
            self.lists.append(post.id)

    def trial(self, **figures: Any) -> Trial:
        shown: dict[str, Any] = {name: tuple(ones[:_SHOWN]) for name, ones in self.sorts.items()}
        counts = {name: len(ones) for name, ones in self.sorts.items()}
        return Trial(counts=counts, lists=tuple(self.lists), severities=self.severities, **shown, **figures)


def _spread(count: int) -> list[int]:
    """All numbers below `count`, so ordered that any first part of them is spread evenly."""
    step = next((one for one in (1009, 997, 991) if count % one), 1)
    return [(index * step) % count for index in range(count)]


def _post(record: Record) -> TrialPost:
    return _prepared(record.id, record.source, record.text, record.labels)


def _prepared(name: str, source: str, text: str, labels: Iterable[str]) -> TrialPost:
    return TrialPost(name, source, text, frozenset(labels), normalize(text), sentences(text))
