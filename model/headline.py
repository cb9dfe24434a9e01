"""Says in one plain sentence what a new version is worth beside the one in service."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

CHANCE = 0.05  # how often a difference this large comes about by chance, at most, where it is called one
_NAMED = 3  # labels named one by one; more are counted

Advice = Literal["safe", "little", "look", "keep", "refused", "first"]


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence, and what it advises."""

    text: str
    advice: Advice


def direction(gained: int, lost: int) -> int:
    """Return 1 for better, -1 for worse, 0 where chance alone may have done it (sign test, one-sided)."""
    many, few = max(gained, lost), min(gained, lost)
    total = many + few
    tail = sum(comb(total, count) for count in range(many, total + 1)) / 2**total
    if total == 0 or tail > CHANCE:
        return 0
    return 1 if gained > lost else -1


def headline(
    better: Sequence[str],
    worse: Sequence[str],
    *,
    found: int = 0,
    silence: int = 0,
    refused: bool = False,
    first: bool = False,
) -> Headline:
    """Write the sentence.

    Parameters
    ----------
    better, worse
        What the version is clearly better and worse at, as people call it.
    found
        1 where it finds clearly more risks of all kinds together, -1 where fewer; said where no single kind stands out.
    silence
        1 where it warns clearly less often about posts that are fine, -1 where more often.
    refused
        Whether the gate keeps it out.
    first
        Whether there is no version in service to compare with.
    """
    if first:
        end = "the gate keeps it out" if refused else "the gate lets it in"
        return Headline(f"There is no version in service to compare with: {end}.", "refused" if refused else "first")
    good = [f"better at {_names(better)}"] if better else []
    bad = [f"worse at {_names(worse)}"] if worse else []
    if found > 0 and not better:
        good.append("better at finding risks of all kinds together")
    if found < 0 and not worse:
        bad.append("worse at finding risks of all kinds together")
    if silence:
        often = "less" if silence > 0 else "more"
        (good if silence > 0 else bad).append(f"warns {often} often about posts that are fine")
    said, advice = _weigh(good, bad)
    end = _ENDS[advice]
    if refused:
        advice, end = "refused", "the gate keeps it out"
    return Headline(f"{said[0].upper()}{said[1:]}: {end}.", advice)


_ENDS: dict[Advice, str] = {
    "safe": "safe to promote",
    "little": "promoting it changes little",
    "look": "read the posts that changed before you decide",
    "keep": "keep the version in service",
}


def _weigh(good: Sequence[str], bad: Sequence[str]) -> tuple[str, Advice]:
    if good and bad:
        return f"{' and '.join(good)}, but {' and '.join(bad)}", "look"
    if good:
        return f"{' and '.join(good)}, no worse elsewhere", "safe"
    if bad:
        return f"{' and '.join(bad)}, better nowhere", "keep"
    return "no clear difference from the version in service", "little"


def _names(names: Sequence[str]) -> str:
    shown = list(names[:_NAMED])
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        shown.append(f"{more} more kind{'s' if more > 1 else ''} of risk")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
