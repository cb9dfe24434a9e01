"""Guesses whether a text is in the one language that has passed its bars (English), by its commonest words."""

import re
import unicodedata

# "com" is Portuguese for "with": the parts of a link or an address are no words.
_WORD = re.compile(r"(?<![.@/\w])[^\W\d_]+")
# The commonest function words of each language; words that English shares with it are left out.
_ENGLISH = frozenset(
    "the be to of and in that have it for not on with he as you do at this but his by from they we say her she "
    "or an will my one all would there their what so up out if about who get which go when make can like time "
    "just him know take people into year your good some could them see other than then now look only come its "
    "over think also back after use two how our work first well way even new want because any these give day "
    "most us is are was were been has had did i'm don't got im dont i".split()
)
_OTHERS = {
    "es": frozenset(
        "el la los las que de y en un una es por con para su se del al lo como pero sus le ya este esta si "
        "porque cuando muy sin sobre también hasta hay donde quien desde todo nos ellos mi mis tu te está son "
        "fue ser yo él ella qué nada día hoy niños clase maestra escuela estudiante gracias".split()
    ),
    "fr": frozenset(
        "le les des et est que une dans qui pour pas sur il elle avec ce sont mais nous vous je ne au aux "
        "plus cette ses ont être fait très école".split()
    ),
    "de": frozenset(
        "der die das und ist nicht ein eine zu den mit von sie ich auf für dem sich des im auch wir aber als "
        "wie bei nach wird schule".split()
    ),
    "pt": frozenset(
        "o os as que de e em um uma não por com para do da dos das no na nos nas se mais mas como foi ele "
        "ela seu sua também escola você são está muito".split()
    ),
    "vi": frozenset("là và của có không được cho một các tôi người những với này trong đã em học".split()),
    "tl": frozenset("ang ng sa na mga ay ko mo ako siya namin natin hindi lang po kasi yung naman".split()),
}
_UNDECIDED_BELOW = 4  # words; a shorter text says too little about its language


def guess_language(text: str) -> str:
    """Guess the language of `text`.

    Returns
    -------
    str
        "en", another ISO 639-1 code whose common words clearly outnumber the English ones, or "und" when
        most letters belong to a script that English does not use. A text that says too little is "en":
        checking a short text needlessly is better than skipping it.
    """
    words = _WORD.findall(text[:2000].lower())
    if not text.isascii() and _mostly_other_script(text[:2000]):
        return "und"
    if len(words) < _UNDECIDED_BELOW:
        return "en"
    english = sum(map(_ENGLISH.__contains__, words))
    if english * 4 >= len(words):
        return "en"
    counts = {code: sum(word in common for word in words) for code, common in _OTHERS.items()}
    code, hits = max(counts.items(), key=lambda item: item[1])
    clear = hits >= 2 and hits * 5 >= len(words) and hits > 1.5 * english
    return code if clear else "en"


def _mostly_other_script(text: str) -> bool:
    letters = [char for char in text if char.isalpha() and not char.isascii()]
    total = sum(char.isalpha() for char in text)
    foreign = sum(not unicodedata.normalize("NFKC", char)[0].isascii() and not _is_latin(char) for char in letters)
    return total >= 4 and foreign * 10 > 8 * total


def _is_latin(char: str) -> bool:
    return "LATIN" in unicodedata.name(char, "") or "MATHEMATICAL" in unicodedata.name(char, "")
