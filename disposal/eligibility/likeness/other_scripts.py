"""Names in Cyrillic letters, written in Latin ones as passports do (ICAO Doc 9303, with the letters of Ukrainian)."""

import re

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_IN_LATIN = str.maketrans(_LETTERS | {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LETTERS.items()})


def in_latin_letters(text: str) -> str:
    """Return a text with Cyrillic letters written in Latin ones; a text with Chinese characters stays as it is."""
    if not _CYRILLIC.search(text) or _HAN.search(text):
        return text
    return text.translate(_IN_LATIN)
