"""Sets a new version beside the one in service, post by post on text that neither was trained on.

What is compared is kept in <artefacts>/compared, so that the page that shows it opens at once the next time. It holds
posts of our own files and of the gate's lists, never a flagged one.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model import artefacts
from model.checker import Checker
from model.dataset import CORPUS, Record, load_records
from model.errors import ArtefactError
from model.gate import Failure, served, weigh
from model.headline import Headline, direction, headline
from model.measure.judged import Judged, judge
from model.measure.slices import slices
from model.measure.totals import alarms, pairs, per_label, share
from model.mustlists import LISTS, ListResult, WrongPost, is_right, load_list, result_of
from model.policy import Policy, load_policy
from model.predict import load_classifier

FOLDER = "compared"
FORMAT = 1
FILES = ("validation", "validation_ordinary")
NAMES = ("labels", "pairs", "protected", "silent", "groups")
CURVE_POINTS = 24


@dataclass(frozen=True, slots=True)
class Comparison:
    """A new version beside the one in service (`champion`, None where there is none that can be asked).

    `figures` holds "labels", "pairs", "lists", "protected", "silent", "ratios", "calibration" and "data", each with
    what was "before" (None without a champion) and is "after"; `changed` the posts on which the two say something
    else, worst first.
    """

    challenger: str
    champion: str | None
    headline: Headline
    figures: Mapping[str, Any]
    changed: Sequence[Mapping[str, Any]]
    failures: tuple[Failure, ...]


def compare_versions(
    folder: Path, challenger: str, *, champion: str | None = None, policy: Policy | None = None, data: Path = CORPUS
) -> Comparison:
    """Compare `challenger` with `champion`, or with the version in service where none is named.

    Raises
    ------
    ArtefactError
        When the challenger, or a file of the gate, cannot be used.
    """
    policy = policy or load_policy()
    artefacts.check(folder, challenger, tuple(policy.labels))
    champion = champion or served(folder)
    if champion is not None and (champion == challenger or not _usable(folder, champion, policy)):
        champion = None
    known = (*policy.labels, *policy.notices)
    files = {name: load_records(data / f"{name}.jsonl", known=known) for name in FILES}
    files |= {name: load_list(folder, name, known) for name in LISTS}
    kept = folder / FOLDER / f"{champion or 'none'}..{challenger}.json"
    seal = _seal(policy, files)
    whole = _read(kept, seal)
    if whole is None:
        whole = {"seal": seal, **_compare(folder, challenger, champion, policy, files)}
        _keep(kept, whole)
    failures = weigh(folder, challenger, *_lists(whole["figures"]["lists"], champion), policy)
    said = _headline(whole["figures"], policy, failures, first=champion is None)
    return Comparison(challenger, champion, said, whole["figures"], whole["changed"], failures)


def _lists(lists: Mapping[str, Any], champion: str | None) -> tuple[list[ListResult], frozenset[str] | None]:
    """Return how the challenger does on the lists, and which posts the champion gets wrong."""
    results = [
        ListResult(name, one["posts"], one["shipped"], tuple(WrongPost(**post) for post in one["wrong"]))
        for name, one in ((name, lists[name]["after"]) for name in LISTS)
    ]
    if champion is None:
        return results, None
    return results, frozenset(post["id"] for name in LISTS for post in lists[name]["before"]["wrong"])


def _usable(folder: Path, version: str, policy: Policy) -> bool:
    try:
        artefacts.check(folder, version, tuple(policy.labels))
        artefacts.read_metrics(folder, version)
    except ArtefactError:
        return False
    return True


def _seal(policy: Policy, files: Mapping[str, Sequence[Record]]) -> str:
    """Hash what the comparison depends on besides the two versions, which never change."""
    texts = {name: [[one.id, one.text, sorted(one.labels)] for one in records] for name, records in files.items()}
    return hashlib.sha256(json.dumps([FORMAT, policy.version, texts]).encode()).hexdigest()


def _read(kept: Path, seal: str) -> dict[str, Any] | None:
    try:
        whole = json.loads(kept.read_text(encoding="utf-8"))
        return dict(whole) if whole["seal"] == seal else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(kept: Path, whole: Mapping[str, Any]) -> None:
    """Keep a comparison for the next time; a disk that takes nothing costs only that time."""
    draft = kept.with_name(f".{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        draft.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        draft.replace(kept)
    except OSError:
        draft.unlink(missing_ok=True)


def _compare(
    folder: Path, challenger: str, champion: str | None, policy: Policy, files: Mapping[str, Sequence[Record]]
) -> dict[str, Any]:
    after = _judged(folder, challenger, policy, files)
    before = _judged(folder, champion, policy, files) if champion else None
    figures = {"before": _figures(before, policy) if before else None, "after": _figures(after, policy)}
    table = {name: {side: one and one[name] for side, one in figures.items()} for name in NAMES}
    table["lists"] = {name: {side: one and one["lists"][name] for side, one in figures.items()} for name in LISTS}
    for name, version in (("before", champion), ("after", challenger)):
        for key, value in _told(folder, version).items():
            table.setdefault(key, {})[name] = value
    moved = _moved(before, after, policy) if before else {}
    return {"figures": {**table, "moved": moved}, "changed": _changed(before, after) if before else []}


def _judged(
    folder: Path, version: str, policy: Policy, files: Mapping[str, Sequence[Record]]
) -> dict[str, list[Judged]]:
    checker = Checker(load_classifier(folder, version, policy), policy, version)
    return {name: judge(checker, records) for name, records in files.items()}


def _figures(judged: Mapping[str, Sequence[Judged]], policy: Policy) -> dict[str, Any]:
    known = (*policy.labels, *policy.notices)
    posts = judged["validation"]
    everything = [*posts, *judged["validation_ordinary"]]
    silent = [one for one in everything if not one.risky]
    labels = per_label(posts, tuple(policy.labels))
    for label, one in labels.items():
        one["alarms"] = share(sum(label in post.found for post in silent), len(silent))
        one["curve"] = _curve(label, posts)
    cut = slices(everything)
    return {
        "labels": labels,
        "pairs": pairs(posts),
        "lists": {name: asdict(result_of(name, judged[name], known)) for name in LISTS},
        "protected": cut["protected"]["all"],
        "silent": alarms(silent),
        "groups": {name: cut[name]["groups"] for name in ("identity", "dialect")},
    }


def _curve(label: str, posts: Sequence[Judged]) -> list[list[float]]:
    """Return [recall, precision] at every so many posts, surest first; without a training library."""
    ranked = sorted(posts, key=lambda one: -one.scores[label])
    wanted = sum(label in one.record.labels for one in posts)
    points, hits = [], 0
    step = max(1, wanted // CURVE_POINTS)
    for count, one in enumerate(ranked, 1):
        hit = label in one.record.labels
        hits += hit
        if hit and hits % step == 0:
            points.append([round(hits / wanted, 4), round(hits / count, 4)])
    return points


def _told(folder: Path, version: str | None) -> dict[str, Any]:
    """Read what a version says about itself: figures on held-out posts, and what it was trained on."""
    if version is None:
        return dict.fromkeys(("held_out", "ratios", "calibration", "data", "reviewed"))
    metrics = artefacts.read_metrics(folder, version)
    held_out = {name: metrics["holdout"][name] for name in ("recall", "false_alarms", "precision", "ordinary_alarms")}
    return {
        "held_out": {**held_out, "pairs": metrics["holdout"]["pairs"]},
        "ratios": {name: metrics["holdout_ratios"][name] for name in ("identity", "dialect")},
        "calibration": metrics["calibration"],
        "data": artefacts.check(folder, version)["counts"],
        "reviewed": metrics.get("reviewed"),
    }


def _moved(
    before: Mapping[str, Sequence[Judged]], after: Mapping[str, Sequence[Judged]], policy: Policy
) -> dict[str, Any]:
    """Count, label by label, on how many posts the new version is right where the old one was wrong, and back."""
    pairs_of = [pair for name in FILES for pair in zip(before[name], after[name], strict=True)]
    table = {}
    for label in policy.labels:
        sides = [(_says(old, label), _says(new, label)) for old, new in pairs_of]
        table[label] = {"gained": sides.count((False, True)), "lost": sides.count((True, False))}
    silent = [(not old.findings, not new.findings) for old, new in pairs_of if not old.risky]
    risky = [(old.right, new.right) for old, new in pairs_of if old.risky]
    return {
        "labels": table,
        "risky": {"gained": risky.count((False, True)), "lost": risky.count((True, False))},
        "silent": {"gained": silent.count((False, True)), "lost": silent.count((True, False))},
    }


def _says(one: Judged, label: str) -> bool:
    return (label in one.found) == (label in one.record.labels)


def _changed(before: Mapping[str, Sequence[Judged]], after: Mapping[str, Sequence[Judged]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, olds in before.items():
        for old, new in zip(olds, after[name], strict=True):
            if old.found == new.found:
                continue
            was, now = is_right(name, old), is_right(name, new)
            sure = max((new.scores[label] for label in new.found ^ old.found), default=0.0)
            rows.append(
                {
                    "id": new.record.id,
                    "file": name,
                    "text": new.record.text,
                    "wanted": sorted(new.record.labels) if name != "must_stay_silent" else [],
                    "before": sorted(old.found),
                    "after": sorted(new.found),
                    "turn": "worse" if was and not now else "better" if now and not was else "other",
                    "sure": round(sure, 3),
                }
            )
    order = ("worse", "other", "better")
    rows.sort(key=lambda row: (order.index(row["turn"]), row["file"] not in LISTS, -row["sure"], row["id"]))
    return rows


def _headline(figures: Mapping[str, Any], policy: Policy, failures: Sequence[Failure], *, first: bool) -> Headline:
    if first:
        return headline((), (), refused=bool(failures), first=True)
    moved = figures["moved"]
    ways = {label: direction(**counts) for label, counts in moved["labels"].items() if label in policy.labels}
    better, worse = ([_name(policy, label) for label, way in ways.items() if way == sign] for sign in (1, -1))
    found, silence = direction(**moved["risky"]), direction(**moved["silent"])
    return headline(better, worse, found=found, silence=silence, refused=bool(failures))


def _name(policy: Policy, label: str) -> str:
    title = policy.labels[label].title
    return title[0].lower() + title[1:]
