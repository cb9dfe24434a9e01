"""Says which words of a sentence made a finding: the run that weighed most."""

from collections.abc import Callable, Sequence

from model.features import NAME, Row

LONGEST_SPAN = 10  # tokens; a longer underline names nothing
MOST_PIECES = 24  # pieces of a sentence that are left out in turn; a longer one is cut into larger pieces
_MARKS = frozenset("!?.,;:")


def heaviest(row: Row, weights: Sequence[float], longest: int = LONGEST_SPAN) -> tuple[int, int]:
    """Return the run of tokens, half-open, that weighed most.

    The run with the largest sum of weights above their mean (Kadane, 1984), at most `longest` tokens long, without
    punctuation at its ends; with a name at its edge the name is kept only if it weighs.
    """
    texts = row.texts
    floor = max(0.0, sum(weights) / len(weights))
    lifted = [weight - floor for weight in weights]
    best, best_run = float("-inf"), (0, 1)
    for begin in range(len(row)):
        total = 0.0
        for finish in range(begin, min(begin + longest, len(row))):
            total += lifted[finish]
            if total > best:
                best, best_run = total, (begin, finish + 1)
    begin, finish = best_run
    while finish - begin > 1 and (texts[finish - 1][0] in _MARKS or texts[finish - 1] == NAME):
        finish -= 1
    while finish - begin > 1 and texts[begin][0] in _MARKS:
        begin += 1
    return begin, finish


def pieces_of(row: Row) -> list[tuple[int, int]]:
    """Cut a sentence into at most `MOST_PIECES` runs of tokens, to be left out in turn."""
    size = -(-len(row) // MOST_PIECES)
    return [(begin, min(begin + size, len(row))) for begin in range(0, len(row), size)]


def decisive(
    row: Row, weights: Sequence[float], flips: Callable[[Sequence[tuple[int, int]]], Sequence[bool]]
) -> tuple[int, int]:
    """Return the shortest of the heaviest runs without which the finding would not be: what to underline.

    `flips` tells of runs of tokens whether leaving one out takes the finding away. When no run of up to twice the
    usual length does, the whole sentence is what it takes.
    """
    runs = [heaviest(row, weights, longest) for longest in (LONGEST_SPAN // 2, LONGEST_SPAN, 2 * LONGEST_SPAN)]
    distinct = list(dict.fromkeys(runs))
    for run, flipped in zip(distinct, flips(distinct), strict=True):
        if flipped:
            return run
    return 0, len(row)
