"""The lean scorer says what the scikit-learn pipelines say."""

import random
from pathlib import Path

import joblib
import numpy as np
import pytest

from model.artefacts import check, current_version
from model.checker import load_checker
from model.dataset import load_corpus
from model.features import tokens
from model.policy import load_policy
from model.predict import load_classifier
from model.segment import sentences

BAND = 1e-5


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Thousands of texts: the corpus, scrambled words of it, and odd strings."""
    policy = load_policy()
    corpus = [record.text for record in load_corpus(known=(*policy.labels, *policy.notices))]
    chance = random.Random(11)
    words = [word for text in corpus for word in text.split()]
    mixed = [" ".join(chance.choices(words, k=chance.randint(1, 60))) for _ in range(1500)]
    odd = [
        "",
        "   ",
        "!!!",
        "😀" * 40,
        "a" * 5000,
        "مرحبا كيف",
        "x\ud800y",
        "1 2 3 4 5",
        "[NAME 1] [PHONE]",
        "\n\n\n",
    ]
    return corpus[:2500] + mixed + odd


@pytest.mark.parametrize("head", ["sentence", "post"])
def test_margins_equal_the_pipeline_they_were_trained_as(artefacts: Path, texts: list[str], head: str) -> None:
    version = current_version(artefacts)
    classifier = load_classifier(artefacts, version, load_policy())
    pipeline = joblib.load(artefacts / version / "model.joblib")[head]
    if head == "sentence":
        texts = [text for text in texts if len(sentences(text)) <= 1]
    expected = pipeline.decision_function(texts)
    served = np.empty_like(expected)
    for row, text in enumerate(texts):
        scores = classifier.scorer.score(tokens(text))
        one = scores.sentences[0] if head == "sentence" and len(scores.sentences) else scores.post
        served[row] = one
    blank = np.array([head == "sentence" and not tokens(text) for text in texts])
    assert np.abs(served - expected)[~blank].max() < BAND


def test_what_tokens_add_sums_to_the_margin(artefacts: Path) -> None:
    version = current_version(artefacts)
    classifier = load_classifier(artefacts, version, load_policy())
    # Unknown words at both ends have no pair with the edges of the sentence: half of such a pair would be the edge's.
    (row,) = tokens("zzqwyx the new aide is zzqwyx and totally useless with the kids zzqwyx")
    margin = classifier.scorer.score([row]).sentences[0]
    intercepts = check(artefacts, version)["heads"]["sentence"]["intercept"]
    for label, intercept in enumerate(intercepts):
        added = sum(classifier.scorer.contributions(row, label))
        assert added + intercept == pytest.approx(float(margin[label]), abs=1e-4)


def test_unknown_words_are_remembered_by_number_alone(artefacts: Path) -> None:
    scorer = load_classifier(artefacts, current_version(artefacts), load_policy()).scorer
    first = scorer.score(tokens("zzqwyx at the blorptine"))
    assert np.array_equal(first.sentences, scorer.score(tokens("zzqwyx at the blorptine")).sentences)
    assert scorer._spelled and all(isinstance(key, int) for key in scorer._spelled)


@pytest.mark.parametrize(
    "piece",
    [
        "We read two books and went to the library. ",
        "The concert starts at seven in the gym and everyone is welcome. ",
        "we painted the hallway and everyone brought snacks ",
    ],
)
def test_saying_a_harmless_thing_a_thousand_times_does_not_make_it_risky(artefacts: Path, piece: str) -> None:
    assert load_checker(artefacts).check((piece * 1000)[:10_000]).findings == ()
