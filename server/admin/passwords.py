"""Passwords as NIST SP 800-63B asks: long, not a known one, not about this service; no rules of composition."""

import re
import secrets
import unicodedata
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 15
LONGEST = 256
WORDS = Path(__file__).parent / "blocked_passwords.txt"

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(_normal(password))


def matches(password: str, kept: str | None) -> bool:
    """Tell whether this is the password; takes as long for an account that has none."""
    try:
        return _hasher.verify(kept or _decoy(), _normal(password)[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def one_time() -> str:
    """Return a random password that is easy to type: 80 bits in groups of four letters and digits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def why_not(password: str, *about: str) -> str | None:
    """Say in one sentence why a password cannot be used; None when it can.

    Parameters
    ----------
    password : str
        What was typed.
    *about : str
        Name and address of the person, and the like: a password may not be made of them.
    """
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return f"Use at least {SHORTEST} characters: four or five words are easy to remember."
    if len(plain) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if len(set(plain.lower())) < 5:
        return "This repeats very few characters: choose something with more variety."
    if _letters(plain) in _blocked() or _is_made_of(_letters(plain), {"forethought", "password", *_parts(about)}):
        return "This is easily guessed: choose words that have nothing to do with you or with this service."
    return None


def _is_made_of(letters: str, words: set[str]) -> bool:
    """Tell whether little is left of a password when these words and runs of digits are taken out."""
    rest = letters
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = re.sub(r"(\d)\1+|0?1234567890?|0?12345+6?7?8?9?0?|(19|20)\d\d", "", rest)
    return len(rest) < 6


def _parts(about: tuple[str, ...]) -> set[str]:
    return {part for text in about for part in re.split(r"[^a-z0-9]+", text.lower()) if len(part) >= 4}


def _letters(password: str) -> str:
    return re.sub(r"[^\w]|_", "", password.lower())


@lru_cache(maxsize=1)
def _blocked() -> frozenset[str]:
    return frozenset(_letters(line) for line in WORDS.read_text(encoding="utf-8").splitlines() if line)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
