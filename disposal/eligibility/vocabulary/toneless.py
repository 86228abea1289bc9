"""Latin letters without the marks above them, as people type them who have only plain ones."""

import re
import unicodedata

_PINYIN = re.compile("(?<=[nlNL])u\u0308")
_UMLAUT = re.compile("[aoAO]\u0308|(?<![nlNL])[uU]\u0308|(?<=[nlNL])u\u0308(?![ae]?(?:n|ng)?(?:[^a-z]|$))")
_UNMARKED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
})  # fmt: skip
"""Letters that have no mark to take off."""


def toneless(text: str) -> str:
    """Return a text without tone marks and accents; ü is v in pinyin (lü, nü), else u: Müller, Muller."""
    if text.isascii():
        return text
    decomposed = _PINYIN.sub("v", unicodedata.normalize("NFD", text)).translate(_UNMARKED)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def umlauts_spelt_out(text: str) -> str:
    """Return a text with its umlauts as two letters: Müller, Mueller; the ü of pinyin (lü, nüe) stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _UMLAUT.sub(lambda found: found[0][0] + "e", decomposed))
