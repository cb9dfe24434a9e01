"""The sentence encoder: what a text means as numbers, from one ONNX file that holds its tokenizer as well.

It is trained apart (`encoder/`) and frozen: training a version learns what its numbers say about the labels.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

# The runtime reports to its maker unless it is told not to before it is loaded: nothing leaves this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
from tokenizers import Tokenizer

from model.errors import ArtefactError
from model.normalize import normalize
from model.people import person_spans

FILE = Path(__file__).parent / "weights" / "encoder.onnx"
FORMAT = 1
METADATA = "tokenizer"
NOBODY = "Sam"  # stands for every person: what is said counts, never who it is
_LONGEST_TEXT = 1_600  # code points; far more than the word pieces that are read of a text
_MASK = re.compile(r"\[([A-Z]+)(?: \d+)?\]")

Floats32 = np.ndarray[Any, np.dtype[np.float32]]


class Encoder:
    """The encoder in `file`; safe to share between threads, keeps nothing of what it reads.

    Raises
    ------
    ArtefactError
        When the file is missing, cut short, of another format or without a tokenizer that fits: at load, never later.
    """

    def __init__(self, file: Path = FILE) -> None:
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise ArtefactError(f"The encoder {file.name} cannot be read: restore it from the release.") from problem
        self.hash = hashlib.sha256(data).hexdigest()
        options = onnxruntime.SessionOptions()
        # One thread each: the service has its own, and no pool has to survive a fork.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            held = self._session.get_modelmeta().custom_metadata_map
            form, self._longest = int(held["format"]), int(held["longest"])
        except Exception as problem:  # the runtime has an exception type for each of its moods
            raise ArtefactError(f"The encoder {file.name} is damaged: restore it from the release.") from problem
        if form != FORMAT:
            raise ArtefactError(f"The encoder {file.name} was made for another release: restore this release's own.")
        try:
            self._tokenizer = Tokenizer.from_str(held[METADATA])
            self._tokenizer.enable_truncation(self._longest)
            # The last of its word pieces, on purpose: a tokenizer with more than the table has rows fails here.
            probe = np.array([[max(self._tokenizer.get_vocab().values())]], dtype=np.int64)
            self.size = int(self._run(probe).shape[1])
        except Exception as problem:
            raise ArtefactError(
                f"The tokenizer of {file.name} does not fit it: restore it from the release."
            ) from problem

    def embed(self, texts: Sequence[str]) -> Floats32:
        """Embed texts, given as `reading` returns them, shape (n_texts, size).

        One after the other: activations are scaled by the largest of a call, so that a text would otherwise depend a
        little on what it is embedded with; and one thread gains nothing from a batch.
        """
        found = np.empty((len(texts), self.size), dtype=np.float32)
        for row, text in enumerate(texts):
            pieces = self._tokenizer.encode(text).ids
            found[row] = self._run(np.array([pieces], dtype=np.int64))[0]
        return found

    def _run(self, pieces: Any) -> Floats32:
        return np.asarray(self._session.run(None, {"pieces": pieces})[0], dtype=np.float32)


@cache
def load_encoder(file: Path = FILE) -> Encoder:
    """Return the encoder of this release, loaded once a process."""
    return Encoder(file)


def reading(text: str) -> str:
    """Return `text` without disguises, with one name for all people and words for masks."""
    folded = normalize(_MASK.sub(_spoken, text[:_LONGEST_TEXT])).folded.text
    parts, at = [], 0
    for start, end in person_spans(folded):
        parts += [folded[at:start], NOBODY]
        at = end
    return "".join([*parts, folded[at:]])


def _spoken(match: re.Match[str]) -> str:
    kind = match[1].lower()
    return NOBODY if kind in {"name", "handle"} else f"the {kind}"
