"""Says a text again in slightly other words, as colleagues would: to measure whether a decision carries over.

Never used for training: what is measured here must be new to the classifier.
"""

import random
import re

_SWAPS = {
    "i'm": "I am", "i am": "I'm", "it's": "it is", "it is": "it's", "that's": "that is", "he's": "he is",
    "she's": "she is", "they're": "they are", "we're": "we are", "you're": "you are", "don't": "do not",
    "doesn't": "does not", "didn't": "did not", "can't": "cannot", "won't": "will not", "isn't": "is not",
    "wasn't": "was not", "i've": "I have", "really": "truly", "very": "really", "always": "all the time",
    "kids": "children", "kid": "child", "mom": "mother", "dad": "father", "guy": "man", "gonna": "going to",
    "wanna": "want to", "because": "since", "maybe": "perhaps", "also": "too", "everybody": "everyone",
    "everyone": "everybody", "somebody": "someone", "nobody": "no one", "again": "once more", "today": "this morning",
    "yesterday": "the other day", "big": "large", "little": "small", "happy": "glad", "got": "received",
}  # fmt: skip
_LEADS = ("So, ", "Well, ", "Okay, ", "Ugh, ", "Honestly, ", "Just saying, ", "Not going to lie, ")
_TAILS = (" That's all.", " Just saying.", " Anyway.", " There, I said it.", " lol", "...")
_SWAPPED = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _SWAPS), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def paraphrase(text: str, seed: int) -> str:
    """Return `text` with some words swapped for others of the same meaning, and a word before or behind it."""
    chance = random.Random(f"{seed} {len(text)}")  # noqa: S311 - variety, not secrecy
    said = _SWAPPED.sub(lambda match: _SWAPS[match[1].lower()], text)
    said = chance.choice(_LEADS) + said if chance.random() < 0.5 else said.rstrip(" .!") + chance.choice(_TAILS)
    return said if chance.random() < 0.7 else said.replace(",", "")
