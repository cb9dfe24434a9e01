"""Writes the other versions of a text that training needs: masked as a flag would be, and masks filled again."""

import random
import re

from model.mask import mask

_MASK = re.compile(r"\[([A-Z]+)(?: (\d+))?\]")
_GIVEN = (
    "Aaliyah Ben Carmen Deshawn Elena Farid Grace Hannah Ibrahim Jada Kofi Linh Mateo Nadia Omar Priya Quinn Rosa "
    "Sanjay Tyler Ursula Victor Wei Ximena Yusuf Zoe Braylon Kayla Malik Svetlana"
).split()
_FAMILY = (
    "Abbott Banerjee Castillo Dubois Eriksen Fofana Garza Hollis Ito Jimenez Kowalski Lewandowski Mbeki Nguyen "
    "Okafor Petrov Quintero Rasmussen Sandoval Tran Underhill Vasquez Whitfield Yamada Zielinski"
).split()
_STREETS = ("Alder Street", "Birch Lane", "Canyon Road", "Dogwood Court", "Elm Avenue", "Foxglove Drive")


def masked_twin(text: str) -> str | None:
    """Return `text` as it would look in a flag, or None when nothing in it would be masked."""
    masked = mask(text).text
    return masked if masked != text else None


def filled(text: str, seed: int) -> str:
    """Return `text` with every mask replaced by a made-up value; the same name number gets the same name."""
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    names: dict[str, str] = {}

    def value(match: re.Match[str]) -> str:
        kind, number = match.groups()
        if kind == "NAME":
            return names.setdefault(number or "", _name(chance))
        return _value(kind, chance) or match.group()

    return _MASK.sub(value, text)


def shortened(text: str, seed: int) -> str:
    """Return `text` with every fifth word or so left out: what a paraphrase keeps differs from one to the next."""
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    return " ".join(word for word in text.split() if word.startswith("[") or chance.random() > 0.2)


def _name(chance: random.Random) -> str:
    given = chance.choice(_GIVEN)
    return f"{given} {chance.choice(_FAMILY)}" if chance.random() < 0.4 else given


def _value(kind: str, chance: random.Random) -> str | None:
    number = chance.randrange
    values = {
        "PHONE": f"({number(200, 989)}) 555-01{number(100):02d}",
        "SSN": f"{number(100, 665)}-{number(10, 99)}-{number(1000, 9999)}",
        "EMAIL": f"{chance.choice(_GIVEN).lower()}{number(100)}@example.com",
        "URL": f"https://example.com/{number(1000)}",
        "HANDLE": f"@{chance.choice(_GIVEN).lower()}{number(100)}",
        "CARD": f"4{number(10**14):014d}0",
        "ADDRESS": f"{number(10, 999)} {chance.choice(_STREETS)}",
        "DATE": f"{number(1, 12)}/{number(1, 28)}/{number(2008, 2019)}",
        "NUMBER": str(number(100, 99999)),
    }
    return values.get(kind)
