"""Tables of characters that pass for others: letters of other scripts, small capitals, quotes, dashes."""

import unicodedata

from confusable_homoglyphs.confusables import confusables_data

SIGNS = {
    **dict.fromkeys("\t\u00a0\u1680\u2800\u3164\u115f\u1160\uffa0", " "),
    **dict.fromkeys("\r\u2028\u2029\u0085\x0b\x0c", "\n"),
    **dict.fromkeys("‘’‚‛′ʹʼ＇`´", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("∗⁎＊﹡✱✲", "*"),
    "\u200b": "",
}
SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
BOXED = {chr(first + n): chr(65 + n) for first in (0x1F130, 0x1F150, 0x1F170) for n in range(26)}


def _lookalikes() -> dict[str, str]:
    """Letters outside ASCII that Unicode's table of confusable characters sets beside an ASCII letter."""
    found: dict[str, str] = {}
    for letter, looks in confusables_data.items():
        if len(letter) != 1 or letter.isascii() or not letter.isalpha():
            continue
        if unicodedata.normalize("NFKC", letter) != letter:
            continue
        for look in looks:
            if len(look["c"]) == 1 and look["c"].isascii() and look["c"].isalpha():
                found[letter] = look["c"].lower() if letter.islower() else look["c"]
                break
    return found | SMALL_CAPITALS


LOOKALIKES = _lookalikes()
# Close enough to pass for ASCII only in the middle of a Latin word: alone they are plain Cyrillic or Greek.
NEAR_LOOKALIKES = LOOKALIKES | dict(zip("кКтмМвнпПиαβεηκτω", "kKtmMbhnNuabenktw", strict=True))
