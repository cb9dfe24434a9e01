"""How much of what is found stays found when the telling words are disguised."""

from collections.abc import Sequence
from typing import Any

from model.checker import Checker
from model.measure.judged import Judged
from model.measure.obfuscate import DISGUISES, disguised
from model.measure.totals import share

# Facts about people are not disguised; insults, curses and slurs are.
LABELS = frozenset({"insult", "threat", "hate", "sexual_harassment", "profanity", "sexual_content", "alcohol_drugs"})


def robustness(checker: Checker, judged: Sequence[Judged], *, most: int = 150) -> dict[str, Any]:
    """Disguise the evidence of plain risky records that are found as they stand, and count what is still found.

    Returns the share that stays found for each of the nine disguises and for "all" of them, as of `share`.
    """
    known = [one for one in judged if one.record.kind == "plain" and one.right and LABELS & set(one.record.labels)]
    known = known[:most]
    table = {}
    for how in DISGUISES:
        texts = [(one.record, disguised(one.record, how)) for one in known]
        # A word without a letter that this disguise knows stays as it was: that it is found says nothing.
        kept = [set(record.labels) & _found(checker, text) for record, text in texts if text != record.text]
        table[how] = share(sum(map(bool, kept)), len(kept))
    table["all"] = share(sum(one["part"] for one in table.values()), sum(one["whole"] for one in table.values()))
    return table


def _found(checker: Checker, text: str) -> set[str]:
    return {finding.label for finding in checker.check(text).findings}
