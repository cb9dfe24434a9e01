"""No word of a flag is known to a version unless three independent sources have it; paraphrases say it otherwise."""

from model import examples, vocabulary
from model.base_rates import load_base_rates
from model.dataset import CORPUS, Record, load_records
from model.paraphrase import paraphrase
from model.policy import load_policy


def _known(flagged: list[str]) -> tuple[set[str], set[str]]:
    policy = load_policy()
    records = load_records(CORPUS / "seed" / "ordinary.jsonl", known=(*policy.labels, *policy.notices))[:400]
    records += [Record(f"f{n}", "reviewed", "sentence", text, {}, reviewed=True) for n, text in enumerate(flagged)]
    labels = tuple(policy.labels)
    union = vocabulary.learn(examples.build(records, labels, load_base_rates(labels))[0])
    steps = dict(union.named_steps["blocks"].transformer_list)
    words, chars = (set(steps[name].steps[0][1].vocabulary_) for name in ("word", "char"))
    return words, chars


def test_a_word_of_one_or_two_flags_is_not_learnt_nor_its_spelling() -> None:
    words, chars = _known(["the zibblefrast waits by the gym", "a zibblefrast sang in the hall all morning long"])
    assert "zibblefrast" not in words and not any("zibblefrast" in gram.split() for gram in words)
    assert " zib" not in chars and "blefr" not in chars


def test_the_same_flag_three_times_is_one_source() -> None:
    words, _ = _known([f"the zibblefrast waits by the gym today{'!' * n}" for n in range(5)])
    assert "zibblefrast" not in words


def test_a_word_of_three_independent_flags_is_learnt() -> None:
    words, chars = _known(
        ["the zibblefrast waits by the gym", "a zibblefrast sang in the hall", "who ate my zibblefrast yesterday"]
    )
    assert "zibblefrast" in words and "blefr" in chars


def test_a_paraphrase_keeps_masks_and_is_the_same_each_time() -> None:
    text = "[NAME 1] is really mean to the kids, always"
    said = {paraphrase(text, seed) for seed in range(6)}
    assert len(said) >= 3 and text not in said
    assert all("[NAME 1]" in one and "children" in one for one in said)
    assert paraphrase(text, 3) == paraphrase(text, 3)
