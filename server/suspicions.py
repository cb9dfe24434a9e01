"""Reads the labels that a training doubts, with the texts that the corpus has for them."""

from collections.abc import Iterator
from pathlib import Path

from model import ModelError, load_corpus, load_policy, read_suspects
from server.store.suspects import Suspect


def are_listed(folder: Path, version: str) -> bool:
    """Tell whether the training of a version doubted labels."""
    try:
        listed = read_suspects(folder, version)
    except ModelError:
        return False
    return bool(listed.get("reviewed") or listed.get("corpus"))


def suspicions(folder: Path, version: str) -> Iterator[Suspect]:
    """Yield the doubted labels of a version: those of reviewed examples, then those of the corpus, worst first.

    Nothing where the version lists none, or was altered.
    """
    try:
        listed = read_suspects(folder, version)
    except ModelError:
        return
    for one in listed.get("reviewed", ()):
        yield Suspect(one["id"], one["label"], given=one["given"])
    if not listed.get("corpus"):
        return
    policy = load_policy()
    texts = {record.id: record for record in load_corpus(known=(*policy.labels, *policy.notices))}
    for one in listed["corpus"]:
        record = texts.get(one["id"])
        if record is not None:  # since then it may have been removed
            yield Suspect(one["id"], one["label"], given=one["given"], labels=tuple(record.labels), text=record.text)
