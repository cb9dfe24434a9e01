"""The two lists of the gate: posts that every version must warn about, and posts that none may warn about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.checker import Checker
from model.dataset import CORPUS, Record, load_records
from model.measure.judged import Judged, judge

MUST_WARN, MUST_STAY_SILENT = "must_warn", "must_stay_silent"
LISTS = (MUST_WARN, MUST_STAY_SILENT)


@dataclass(frozen=True, slots=True)
class WrongPost:
    """A post of a list that a version gets wrong; `shipped` where the list came with it."""

    id: str
    text: str
    shipped: bool


@dataclass(frozen=True, slots=True)
class ListResult:
    """How a version does on one list; `shipped` of its `posts` came with the product."""

    name: str
    posts: int
    shipped: int
    wrong: tuple[WrongPost, ...]


def load_list(folder: Path, name: str, known: Iterable[str]) -> list[Record]:
    """Read the list `name` of the artefacts in `folder`: the district's own, else the shipped one.

    Raises
    ------
    DatasetError
        Names file and line of what cannot be used.
    """
    own = own_file(folder, name)
    return load_records(own if own.exists() else shipped_file(name), known=known)


def own_file(folder: Path, name: str) -> Path:
    """Return where the district's own list `name` lies, beside the artefacts in `folder`."""
    return folder / "gate" / f"{name}.jsonl"


def shipped_file(name: str) -> Path:
    """Return the file of the list `name` as shipped."""
    return CORPUS / "gate" / f"{name}.jsonl"


def try_list(checker: Checker, folder: Path, name: str) -> ListResult:
    """Let `checker` judge every post of the list `name`."""
    known = (*checker.policy.labels, *checker.policy.notices)
    return result_of(name, judge(checker, load_list(folder, name, known)), known)


def result_of(name: str, judged: Sequence[Judged], known: Iterable[str]) -> ListResult:
    """Sum up what was judged of the list `name`."""
    shipped = {(one.id, one.text) for one in load_records(shipped_file(name), known=known)}
    came = [(one.record.id, one.record.text) in shipped for one in judged]
    wrong = tuple(
        WrongPost(one.record.id, one.record.text, with_it)
        for one, with_it in zip(judged, came, strict=True)
        if not is_right(name, one)
    )
    return ListResult(name, len(judged), sum(came), wrong)


def is_right(name: str, one: Judged) -> bool:
    """Whether a post came out as the list or file `name` wants it."""
    return not one.findings if name == MUST_STAY_SILENT else one.right
