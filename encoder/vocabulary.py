"""Cuts the word pieces of the base down to what this domain needs, so that their table stays small."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

SIZE = 11_000  # word pieces kept: what the size of the file leaves room for beside four layers
OFTEN = 2  # times that a piece has to stand in the corpus to be kept for that
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def load(file: Path) -> Tokenizer:
    """Load a tokenizer that neither pads nor cuts: the network's reader does both."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def trim(tokenizer: Tokenizer, texts: Iterable[str], size: int = SIZE) -> tuple[Tokenizer, list[int]]:
    """Keep letters, what `texts` use, and of the rest what is most frequent in general English.

    The base numbers its pieces by how often they occur, so the first ones are the most frequent. A word whose piece
    goes is spelled by shorter ones.

    Returns
    -------
    tokenizer, rows
        The trimmed tokenizer, and for each of its pieces the row of that piece in the base.
    """
    vocabulary = tokenizer.get_vocab()
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(tokenizer.encode(text).ids)
    kept = {vocabulary[piece] for piece in _SPECIAL}
    kept |= {row for piece, row in vocabulary.items() if len(piece.removeprefix("##")) == 1 and piece.isascii()}
    kept |= {row for row, count in counts.items() if count >= OFTEN}
    for row in sorted(vocabulary.values()):
        if len(kept) >= size:
            break
        if not tokenizer.id_to_token(row).startswith("[unused"):
            kept.add(row)
    rows = [vocabulary["[PAD]"], *sorted(kept - {vocabulary["[PAD]"]})]
    plan = json.loads(tokenizer.to_str())
    plan["model"]["vocab"] = {tokenizer.id_to_token(row): new for new, row in enumerate(rows)}
    place = {tokenizer.id_to_token(row): new for new, row in enumerate(rows)}
    plan["added_tokens"] = [{**one, "id": place[one["content"]]} for one in plan["added_tokens"]]
    for one in plan["post_processor"].get("special_tokens", {}).values():
        one["ids"] = [place[token] for token in one["tokens"]]
    return Tokenizer.from_str(json.dumps(plan)), rows
