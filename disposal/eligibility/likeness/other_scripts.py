"""Text as files bring it, made readable: signs of web pages, and Cyrillic letters in Latin ones.

Cyrillic is written as passports do (ICAO Doc 9303, with the letters of Ukrainian), but for the ends of adjectives and
surnames (ый, ий), which are y in print.
"""

import re
from html import unescape

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TAG = re.compile("</?[a-z]{1,6} ?/?>")
_ADJECTIVE = re.compile(r"[иы]й\b")
_HAN = re.compile("[\u3400-\u9fff]")
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_IN_LATIN = str.maketrans(_LETTERS | {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LETTERS.items()})


def readable(text: str) -> str:
    """Return a text without the signs of a web page: &nbsp; and <br>; Cyrillic in Latin letters, if none is Chinese."""
    if "&" in text or "<" in text:
        text = unescape(_TAG.sub(" ", text))
    if not _CYRILLIC.search(text) or _HAN.search(text):
        return text
    return _ADJECTIVE.sub("y", text).translate(_IN_LATIN)
