"""What real life is taken to be: `base_rates.toml`, and the weights that make a file of the corpus look like it."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.dataset import CORPUS, Record
from model.errors import DatasetError

FILE = "base_rates.toml"


@dataclass(frozen=True, slots=True)
class BaseRates:
    """Shares of posts: `risky` of any label, `lookalike` of silent posts that come near a risk, `labels` by label."""

    risky: float
    lookalike: float
    labels: dict[str, float]


def load_base_rates(labels: Iterable[str], folder: Path = CORPUS) -> BaseRates:
    """Read the estimates in `folder`.

    Raises
    ------
    DatasetError
        When the file is missing or broken, or says nothing of one of the `labels`.
    """
    place = folder / FILE
    try:
        raw = tomllib.loads(place.read_text(encoding="utf-8"))
        rates = {label: float(raw["labels"][label]) for label in labels}
        return BaseRates(float(raw["any"]), float(raw["lookalike"]), rates)
    except KeyError as missing:
        raise DatasetError(f"{place} says nothing of {missing}: add its share of posts, 0.001 say.") from missing
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{place} cannot be read: restore it from the corpus.") from problem


def real_life(records: Sequence[Record], rates: BaseRates) -> list[float]:
    """Return a weight a record, so that risky, look-alike and ordinary ones have their shares of real life; sum n."""
    shares = {
        "risky": rates.risky,
        "lookalike": (1 - rates.risky) * rates.lookalike,
        "ordinary": (1 - rates.risky) * (1 - rates.lookalike),
    }
    kinds = [_class_of(record) for record in records]
    total = sum(shares[kind] for kind in set(kinds))
    each = {kind: shares[kind] / total * len(records) / kinds.count(kind) for kind in set(kinds)}
    return [each[kind] for kind in kinds]


def _class_of(record: Record) -> str:
    if record.labels:
        return "risky"
    return "ordinary" if record.kind == "ordinary" else "lookalike"
