"""Text as files bring it, made readable: signs of web pages, and Cyrillic and Korean letters in Latin ones.

Cyrillic is written as passports do (ICAO Doc 9303, with the letters of Ukrainian), but for the ends of adjectives and
surnames (ый, ий), which are y in print. Hangul is written in Revised Romanisation (2000), syllable by syllable, the
surname first.
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
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
    "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_SURNAMES_OF_TWO = frozenset(["남궁", "황보", "제갈", "선우", "독고", "사공", "서문"])
_AS_BEARERS_WRITE = {
    "gim": "kim", "i": "lee", "bak": "park", "choe": "choi", "jeong": "jung", "gang": "kang", "jo": "cho",
    "yun": "yoon", "im": "lim", "o": "oh", "gwon": "kwon", "sin": "shin", "no": "roh", "an": "ahn",
    "u": "woo", "ryu": "yoo",
}  # fmt: skip
"""Korean surnames in Revised Romanisation → as nearly all who bear them write them."""
_IN_LATIN = str.maketrans(_LETTERS | {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LETTERS.items()})


def readable(text: str) -> str:
    """Return a text without the signs of a web page: &nbsp; and <br>; Cyrillic in Latin letters, if none is Chinese.

    A name in Hangul alone is written in Latin letters too.
    """
    if "&" in text or "<" in text:
        text = unescape(_TAG.sub(" ", text))
    if _HANGUL.match(text) and _HANGUL.fullmatch(bare := "".join(text.split())):
        return _korean(bare)
    if not _CYRILLIC.search(text) or _HAN.search(text):
        return text
    return _ADJECTIVE.sub("y", text).translate(_IN_LATIN)


def _korean(name: str) -> str:
    """Return a name in Hangul as surname and given name in Latin letters: 김수현 is kim su-hyeon."""
    at = 2 if name[:2] in _SURNAMES_OF_TWO and name[2:] else 1
    syllables = [_syllable(each) for each in name]
    surname = "".join(syllables[:at])
    return f"{_AS_BEARERS_WRITE.get(surname, surname)} {'-'.join(syllables[at:])}".strip()


def _syllable(hangul: str) -> str:
    """Return a syllable of Hangul in Latin letters, by its place in Unicode: initial, vowel, final."""
    initial, behind = divmod(ord(hangul) - 0xAC00, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(behind, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
