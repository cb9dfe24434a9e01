"""The encoder's file is checked when it is loaded; once loaded, no text can break it."""

from pathlib import Path

import numpy as np
import pytest

from model import artefacts
from model.encoder import FILE, Encoder, load_encoder, reading
from model.errors import ArtefactError
from model.policy import load_policy
from model.predict import Classifier


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def _altered(place: Path, before: bytes, after: bytes) -> Path:
    data = FILE.read_bytes()
    assert data.count(before) == 1 and len(before) == len(after)
    place.write_bytes(data.replace(before, after))
    return place


def test_the_file_stays_small() -> None:
    assert FILE.stat().st_size <= 12_000_000


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="restore it from the release"):
        Encoder(tmp_path / "encoder.onnx")


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_a_truncated_file_is_refused_at_load(tmp_path: Path, share: float) -> None:
    file = tmp_path / "encoder.onnx"
    data = FILE.read_bytes()
    file.write_bytes(data[: int(share * len(data))])
    with pytest.raises(ArtefactError, match=r"damaged|does not fit"):
        Encoder(file)


def test_another_file_in_its_place_is_refused_at_load(tmp_path: Path) -> None:
    file = tmp_path / "encoder.onnx"
    file.write_bytes(b"not a network" * 1000)
    with pytest.raises(ArtefactError, match="damaged"):
        Encoder(file)


def test_a_newer_file_is_refused_at_load(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="another release"):
        Encoder(_altered(tmp_path / "encoder.onnx", b"format\x12\x011", b"format\x12\x019"))


def test_a_tokenizer_with_more_pieces_than_the_network_is_refused_at_load(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="does not fit"):
        Encoder(_altered(tmp_path / "encoder.onnx", b":10999", b":99999"))


def test_a_tokenizer_that_is_none_is_refused_at_load(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="does not fit"):
        Encoder(_altered(tmp_path / "encoder.onnx", b'{"version":"1.0"', b'!"version":"1.0"'))


def test_a_version_of_another_encoder_is_refused(artefacts: Path) -> None:
    version = _version(artefacts)
    manifest = {**version[1], "encoder": "0" * 64}
    with pytest.raises(ArtefactError, match="another encoder"):
        Classifier(version[0], manifest, load_policy())


def _version(folder: Path) -> tuple[Path, dict[str, object]]:
    name = artefacts.current_version(folder)
    return folder / name, artefacts.check(folder, name)


HARD = {
    "no space": "a" * 10_000,
    "emoji": "😀" * 5_000,
    "unknown script": "ⴰⵣⵓⵍ ᚠᚢᚦᚨᚱᚲ " * 50,
    "nothing": "",
    "blank": " \n\t ",
    "half a pair": "x\ud800y",
    "zero": "a\0b",
    "marks": "\u0301" * 3_000,
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_become_numbers_like_any_other(encoder: Encoder, name: str) -> None:
    found = encoder.embed([reading(HARD[name])])
    assert found.shape == (1, encoder.size) and np.isfinite(found).all()


def test_a_text_means_the_same_whatever_it_is_embedded_with(encoder: Encoder) -> None:
    text = "Our concert is on Friday at seven."
    alone = encoder.embed([text])
    among = encoder.embed(["Hi", text, "a much longer one " * 20])
    assert np.array_equal(alone[0], among[1])


def test_whoever_it_is_about_the_reading_is_the_same() -> None:
    assert reading("Marisol Vega is late again") == reading("[NAME 1] is late again")
    assert "555" not in reading("call [PHONE]")
