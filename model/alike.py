"""Tells whether two texts say the same, and gives marks by which such texts are found among many.

The measure is that of `model.similar` (Jaccard similarity of pairs of neighbouring words), one text at a time and
with no training library, so that the service can group examples as they come in.
"""

import itertools
import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from hashlib import blake2b
from random import Random

NEAR_DUPLICATE = 0.6  # Jaccard similarity of word pairs from which two texts count as the same
WORD_OR_MARK = r"(?u)\w+|[^\w\s]"

_WORDS = re.compile(WORD_OR_MARK)
# Two texts of similarity s share at least one mark with probability 1 - (1 - s^3)^16: 0.98 at 0.6, 0.12 at 0.2.
_MARKS, _ROWS = 16, 3
_PRIME = (1 << 61) - 1


def shingles(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring words and marks of `text`, lower-cased; one word stands for itself."""
    words = _WORDS.findall(text.lower())
    if len(words) < 2:
        return frozenset(words)
    return frozenset(f"{one} {other}" for one, other in itertools.pairwise(words))


def is_near_duplicate(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Tell whether two texts, given by their shingles, say the same."""
    shared = len(one & other)
    return shared > 0 and shared >= NEAR_DUPLICATE * (len(one) + len(other) - shared)


def marks(pairs: AbstractSet[str]) -> tuple[int, ...]:
    """Return the marks of a text, given by its shingles: whole numbers below 2**52, of which alike texts share some.

    A text without a word has none.
    """
    if not pairs:
        return ()
    hashed = [int.from_bytes(blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=7).digest()) for pair in pairs]
    lowest = [min((a * value + b) % _PRIME for value in hashed) for a, b in _permutations()]
    bands = (lowest[at : at + _ROWS] for at in range(0, _MARKS * _ROWS, _ROWS))
    return tuple(
        int.from_bytes(blake2b(repr((number, band)).encode(), digest_size=8).digest()) >> 12
        for number, band in enumerate(bands)
    )


@lru_cache(maxsize=1)
def _permutations() -> tuple[tuple[int, int], ...]:
    # Fixed for good: marks are kept, and must mean the same in every release.
    dice = Random(401_13)  # noqa: S311 -- no secret
    return tuple((dice.randrange(1, _PRIME), dice.randrange(_PRIME)) for _ in range(_MARKS * _ROWS))
