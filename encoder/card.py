"""Writes what there is to know about an encoder file beside it."""

from collections.abc import Mapping

_TEXT = """# The sentence encoder

`encoder.onnx` turns a sentence or a short post into 384 numbers that say what it means; what the numbers say about the
policy's labels is learnt by each trained version. It holds its tokenizer, uses standard operators alone, and is the one
built file of this repository. `make encoder` makes it.

| | |
|---|---|
| sha256 | `{sha256}` |
| size | {bytes} bytes, int8 weights a channel, four layers, {pieces:.0f} word pieces |
| base | {base} |
| licence | {licence}, like the base |
| data | {data} ({texts:.0f} posts and sentences) |
| seed | {seed} (torch {torch}; sums in another order make two runs differ a little) |

## What each step costs

Average precision over all labels on the validation posts, read whole, by the network's own linear layer:

| network | average precision |
|---|---|
| six layers, trained on labels and contrast pairs | {large:.3f} |
| four layers, taught by it | {small:.3f} |
| the same as served (int8) | {served:.3f} |

What it brings to the whole judgement, and to whom, stands in `docs/judgement.md`.
"""


def as_text(about: Mapping[str, str], facts: Mapping[str, float]) -> str:
    """Return the card: `about` as in the file with "sha256" and "bytes", `facts` measured while making it."""
    return _TEXT.format(**about, **facts)
