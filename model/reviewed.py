"""What reviewers decided, as training takes it: kept apart from what is measured, bounded, held, and measured itself.

Only counts leave this file: no figure quotes a flagged text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.checker import Checker
from model.dataset import Record, load_records
from model.examples import Examples
from model.mask import mask
from model.measure.totals import share
from model.mustlists import LISTS, load_list
from model.paraphrase import paraphrase
from model.policy import Policy
from model.similar import near_duplicates
from model.thresholds import odds
from model.variants import filled

Floats = np.ndarray[Any, np.dtype[np.float64]]
MEASURED = ("validation", "validation_ordinary", "holdout", "holdout_ordinary")
ALIKE = 3  # examples that say the same count as so many at most, however often it was flagged
SHARE = 0.25  # of the corpus's weight that all reviewed examples together have at most
RAISED = 1.0  # the same after the weights of those that do not hold yet were raised
PARAPHRASES = 2  # of each example
_SEED = 1000  # no seed that training fills masks with


def admit(records: Sequence[Record], policy: Policy, data: Path, folder: Path) -> tuple[list[Record], int]:
    """Leave out reviewed records that are near-duplicates of a post that figures or the gate are measured on.

    Returns the records to train on, and how many were left out.
    """
    flagged = [record for record in records if record.reviewed]
    if not flagged:
        return list(records), 0
    known = (*policy.labels, *policy.notices)
    posts = [one for name in MEASURED for one in load_records(data / f"{name}.jsonl", known=known)]
    posts += [one for name in LISTS for one in load_list(folder, name, known)]
    # A flag is masked: it is compared with the posts as they are and as they would look masked.
    texts = list(dict.fromkeys(text for one in posts for text in (one.text, mask(one.text).text)))
    close = {flagged[i].id for i, _ in near_duplicates([one.text for one in flagged], texts)}
    return [one for one in records if not (one.reviewed and one.id in close)], len(close)


def cap(part: Examples) -> None:
    """Bound what reviewed examples weigh in `part`: all of them together, and those that say the same."""
    rows = np.flatnonzero(part.reviewed)
    if not len(rows):
        return
    own = part.original & part.reviewed
    for group in np.unique(part.groups[own]):
        count = int((own & (part.groups == group)).sum())
        if count > ALIKE:
            part.weights[part.reviewed & (part.groups == group)] *= ALIKE / count
    bound(part.weights, part, SHARE)


def bound(weights: Floats, part: Examples, most: float) -> None:
    """Scale the weights of reviewed examples down, label by label, to `most` of the corpus's weight."""
    corpus, flagged = weights[~part.reviewed].sum(axis=0), weights[part.reviewed].sum(axis=0)
    weights[part.reviewed] *= np.minimum(1.0, most * corpus / np.maximum(flagged, 1e-9))


def cuts(part: Examples, shown: Floats, doubted: Floats, policy: Policy) -> Floats:
    """Return the log-odds that reviewed examples must lie beyond, shape (n_reviewed, n_labels).

    Where a pattern speaks that reviewers found wrong, the score has to fall so low that the pattern is doubted.
    """
    rows = np.flatnonzero(part.reviewed)
    table = np.repeat(np.asarray(odds(shown), dtype=float)[None, :], len(rows), axis=0)
    rules = Checker(None, policy, "")
    doubt = np.asarray(odds(doubted), dtype=float)
    labels = list(policy.labels)
    for at, row in enumerate(rows):
        if not part.original[row]:
            continue
        for finding in rules.check(part.texts[row]).findings:
            label = labels.index(finding.label)
            if finding.source == "rule" and not part.targets[row, label]:
                table[at, label] = min(table[at, label], doubt[label])
    return table


def measure(checker: Checker, records: Sequence[Record], kept_out: int) -> dict[str, Any]:
    """Count how many decisions `checker` says, and how many paraphrases of them follow.

    Returns
    -------
    dict
        "posts" learnt from, "held" and "paraphrases" as of `share`; "silent_held" and "risky_held" for the two sorts;
        "by_rules": posts that should be silent and on which a rule alone still speaks: those are for the rules' page;
        "kept_out": posts too close to what is measured.
    """
    flagged = [record for record in records if record.reviewed]
    held = [_holds(checker, one, one.text) for one in flagged]
    risky = [holds for one, holds in zip(flagged, held, strict=True) if one.labels]
    silent = [holds for one, holds in zip(flagged, held, strict=True) if not one.labels]
    again = [
        _holds(checker, one, filled(paraphrase(one.text, turn), _SEED + turn))
        for one in flagged
        for turn in range(PARAPHRASES)
    ]
    by_rules = sum(
        not holds and not one.labels and all(found.source == "rule" for found in checker.check(one.text).findings)
        for one, holds in zip(flagged, held, strict=True)
    )
    return {
        "posts": len(flagged),
        "held": share(sum(held), len(held)),
        "risky_held": share(sum(risky), len(risky)),
        "silent_held": share(sum(silent), len(silent)),
        "paraphrases": share(sum(again), len(again)),
        "by_rules": by_rules,
        "kept_out": kept_out,
    }


def _holds(checker: Checker, record: Record, text: str) -> bool:
    found = {finding.label for finding in checker.check(text).findings}
    return bool(found & set(record.labels)) if record.labels else not found
