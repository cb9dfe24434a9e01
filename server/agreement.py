"""How far two readers agree, label by label: Cohen's kappa, and what it means in words. No storage."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

FEWEST = 10
_WORDS = (
    (0.81, "almost the same: the guide is clear"),
    (0.61, "mostly the same"),
    (0.41, "half the way: talk about the examples that differ"),
    (0.21, "little more than chance: the guide needs clearer words"),
    (-1.0, "no more than chance: decide together what this label means"),
)

Pair = tuple[Collection[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on one label: how many examples both read, how many got the label from one or both, and kappa.

    `kappa` is None where too few were read, or where the label was never given.
    """

    label: str
    read: int
    both: int
    one: int
    kappa: float | None

    @property
    def words(self) -> str:
        """Say what the figure means."""
        if self.kappa is None:
            if self.read < FEWEST:
                return f"too few to say: {self.read} of {FEWEST} read twice"
            return "nobody has given this label yet"
        return next(words for least, words in _WORDS if self.kappa >= least)


def agreement(pairs: Sequence[Pair], labels: Iterable[str]) -> list[Agreement]:
    """Compare what two readers said about the same examples, label by label.

    Kappa is the share of examples on which they agree, less what chance alone would give, on a scale where 1 is
    always and 0 is chance.
    """
    return [_of(label, pairs) for label in labels]


def _of(label: str, pairs: Sequence[Pair]) -> Agreement:
    read = len(pairs)
    both = sum(label in first and label in second for first, second in pairs)
    one = sum((label in first) != (label in second) for first, second in pairs)
    kappa = None
    if read >= FEWEST and (both or one):
        first, second = (sum(label in pair[at] for pair in pairs) / read for at in (0, 1))
        chance = first * second + (1 - first) * (1 - second)
        kappa = 1.0 if chance == 1 else ((read - one) / read - chance) / (1 - chance)
    return Agreement(label, read, both, one, kappa)
