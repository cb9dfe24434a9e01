"""The encoder's numbers for many texts: computed once for the corpus and kept by hash; flags are never kept."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from joblib import Parallel, delayed

from model.encoder import Encoder, reading

Floats32 = np.ndarray[Any, np.dtype[np.float32]]
_CHUNK = 500  # texts between two signs of progress


def embed_all(
    encoder: Encoder, texts: Sequence[str], keep: Sequence[bool], folder: Path, step: Callable[[float], None]
) -> Floats32:
    """Embed `texts`, shape (n_texts, size).

    What is marked `keep` is taken from, and left in, `folder`, under the encoder's hash and that of the text; half
    precision is enough, and is what is returned in any case, so that a kept number equals a new one. `step` is told
    the share done.
    """
    read = [reading(text) for text in texts]
    keys = [_key(text) for text in read]
    file = folder / f"{encoder.hash[:16]}.npz"
    known = _load(file, encoder.size)
    kept = {key for key, keeps in zip(keys, keep, strict=True) if keeps}
    missing = [text for key, text in dict(zip(keys, read, strict=True)).items() if key not in known]
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    # The runtime lets go of the interpreter: threads share the encoder.
    work = Parallel(n_jobs=-1, prefer="threads", return_as="generator")(
        delayed(encoder.embed)(chunk) for chunk in chunks
    )
    for number, (chunk, found) in enumerate(zip(chunks, work, strict=True), 1):
        known |= {_key(text): row for text, row in zip(chunk, found.astype(np.float16), strict=True)}
        step(number / len(chunks))
    if missing:
        _save(file, {key: row for key, row in known.items() if key in kept})
    return np.array([known[key] for key in keys], dtype=np.float32)


def place(artefacts: Path) -> Path:
    """Return where embeddings are kept: $FORETHOUGHT_EMBEDDINGS, else a hidden folder beside the versions."""
    return Path(os.environ.get("FORETHOUGHT_EMBEDDINGS") or artefacts / ".embeddings")


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _load(file: Path, size: int) -> dict[int, Any]:
    try:
        with np.load(file, allow_pickle=False) as held:
            keys, rows = held["keys"], held["rows"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # absent or damaged: they are computed again
        return {}
    if rows.shape != (len(keys), size):
        return {}
    return dict(zip(keys.tolist(), rows, strict=True))


def _save(file: Path, known: dict[int, Any]) -> None:
    for old in file.parent.glob("*.npz"):
        old.unlink()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    with draft.open("wb") as out:
        np.savez(out, keys=np.array(list(known), dtype=np.uint64), rows=np.array(list(known.values())))
    draft.replace(file)
