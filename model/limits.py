"""The gate's limits: what a version must reach to go into service, read from <artefacts>/gate/limits.toml.

What the file leaves out, and everything where there is no file, is as shipped.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from model.errors import GateError

FILE = "gate/limits.toml"
LARGEST_RATIO = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the gate asks of a version. All are shares from 0 to 1, but for `group_ratio`.

    Attributes
    ----------
    recall_floor
        Share of the validation posts of each label that must be found; `label_floors` sets it label by label.
    false_alarms, ordinary_alarms
        Highest share of silent held-out posts, and of ordinary ones, that may be warned about.
    protected_alarms
        The same of protected speech, validation and held out together.
    group_ratio
        How many times more often than on average posts of one identity group or dialect may be warned about.
    recall_fall, label_recall_fall, alarms_rise
        How far figures may move the wrong way against the version in service.
    shipped_wrong, newly_wrong
        Share of the shipped posts of each list that may go wrong, and that may go wrong though the version in service
        gets them right; of the district's own posts none may.
    """

    recall_floor: float = 0.25
    label_floors: Mapping[str, float] = field(default_factory=dict)
    false_alarms: float = 0.10
    ordinary_alarms: float = 0.01
    protected_alarms: float = 0.02
    group_ratio: float = 4.0
    recall_fall: float = 0.03
    label_recall_fall: float = 0.15
    alarms_rise: float = 0.03
    shipped_wrong: float = 0.10
    newly_wrong: float = 0.02

    def floor(self, label: str) -> float:
        """Return the share of the posts of `label` that must be found."""
        return self.label_floors.get(label, self.recall_floor)


def load_limits(folder: Path, labels: Iterable[str]) -> Limits:
    """Read the limits of the artefacts in `folder`; the shipped ones where there is no file.

    Raises
    ------
    GateError
        When the file cannot be read, or holds an unknown name or a number out of its range; names it.
    """
    file = folder / FILE
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Limits()
    except (OSError, ValueError) as problem:
        raise GateError(f"{FILE} cannot be read as TOML: restore an older version of it in the console.") from problem
    return parse_limits(raw, labels)


def parse_limits(raw: Mapping[str, Any], labels: Iterable[str]) -> Limits:
    """Check the names and ranges of `raw` and return them as limits.

    Raises
    ------
    GateError
        Names the entry that cannot be used, and says what it may be.
    """
    names = {one.name for one in fields(Limits)}
    for name in raw:
        if name not in names:
            raise GateError(f"{FILE}: there is no limit {name!r}; there are {', '.join(sorted(names))}.")
    floors = raw.get("label_floors", {})
    if not isinstance(floors, Mapping):
        raise GateError(f"{FILE}: label_floors is a table of labels and shares.")
    known = frozenset(labels)
    for label in floors:
        if label not in known:
            raise GateError(f"{FILE}: label_floors names {label!r}, which is not a label.")
    own = {label: _number(f"label_floors.{label}", value, 1.0) for label, value in floors.items()}
    given = {
        name: _number(name, value, LARGEST_RATIO if name == "group_ratio" else 1.0)
        for name, value in raw.items()
        if name != "label_floors"
    }
    return Limits(label_floors=own, **given)


def write_limits(limits: Limits) -> str:
    """Write `limits` as TOML."""
    table = asdict(limits)
    floors = table.pop("label_floors")
    lines = [f"{name} = {value!r}" for name, value in table.items()]
    lines += ["", "[label_floors]", *(f"{label} = {value!r}" for label, value in sorted(floors.items()))]
    return "\n".join(lines) + "\n"


def _number(name: str, value: object, highest: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= highest:
        raise GateError(f"{FILE}: {name} is a number from 0 to {highest:g}.")
    return float(value)
