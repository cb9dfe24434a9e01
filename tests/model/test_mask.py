"""Masking hides people and identifiers, keeps everything else, and agrees with the shared vectors."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.mask import HARD_KINDS, find_unmasked, mask

VECTORS = Path(__file__).parents[1] / "vectors" / "mask.jsonl"
CASES = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()]
PIECES = [
    "Maria", "Lopez", " ", "555-0100", "(555) 010-0123", "@kid", "a@b.example", "12", "Oak", "St", ".", "4111 1111",
    "www.a.example", "[NAME 1]", "[PHONE]", "078-05-1120", "é", "👍🏽", "'s", "born", "May 4", ", ", "\n", "2014",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    masked = mask(case["text"])
    assert masked.text == case["masked"]
    assert [
        {"token": token.token, "start": token.start, "end": token.end, "kind": token.kind} for token in masked.tokens
    ] == case["tokens"]


def test_there_are_vectors_of_every_kind() -> None:
    assert len(CASES) >= 120
    kinds = {token["kind"] for case in CASES for token in case["tokens"]}
    assert kinds >= HARD_KINDS | {"NAME", "DATE", "NUMBER"}


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_identifier_can_be_read_in_a_masked_text(text: str) -> None:
    masked = mask(text)
    assert find_unmasked(masked.text) == []
    assert not any(kind in HARD_KINDS for kind in (token.kind for token in mask(masked.text).tokens))


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_between_the_tokens_is_kept(text: str) -> None:
    masked = mask(text)
    at, kept = 0, ""
    for token in masked.tokens:
        assert at <= token.start < token.end <= len(text)
        kept += text[at : token.start] + token.token
        at = token.end
    assert kept + text[at:] == masked.text


def test_unmasked_identifiers_are_named_by_kind() -> None:
    assert find_unmasked("call 555-0100 or a@b.example") == ["EMAIL", "PHONE"]
    assert find_unmasked("Maria was born on May 4, 2014 in room 204") == []


@pytest.mark.parametrize("piece", ["A", "a.", "1 ", "a@", "(", "one ", "a at ", "12 a ", "[NAME 1]", "x'", "é"])
def test_long_texts_take_no_second(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    start = time.perf_counter()
    mask(text)
    assert time.perf_counter() - start < 1
