"""Extract the names that one written name may contain: split by script, with and without remarks and titles.

Additions must not hide a name: a remark in brackets, a title after it, a stray letter, the spelling in another script.
All forms are compared; a match of any form counts.
"""

import re
import unicodedata
from collections.abc import Iterator

from disposal.eligibility.likeness.slips import undoubled
from disposal.eligibility.matching.characters import MASK, REPEATING, fold, has_han, is_han, is_mask
from disposal.eligibility.matching.person_name import TITLES
from disposal.eligibility.vocabulary.latin_systems import are_two_surnames, syllables
from disposal.eligibility.vocabulary.pinyin import first_reading, loosen, usual_reading
from disposal.eligibility.vocabulary.split_characters import with_parts_joined
from disposal.eligibility.vocabulary.surnames import is_surname, surname_length
from notices.content.name_shapes import is_persons_name
from notices.written.surnames import COMPOUND_SURNAME, SURNAMES

MOST_FORMS = 8
"""The maximum number of forms of one written name."""

_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LATIN_RUN = re.compile(f"[{_LETTERS}]+")
_NOT_LATIN = re.compile(rf"[^{_LETTERS}',.\s-]+")
_BRACKETED = re.compile(r"[(\[{【〔〖《〈「『<]([^()\[\]{}【】〔〕〖〗《》〈〉「」『』<>]*)(?:[)\]}】〕〗》〉」』>]|$)")
_BRACKETS = re.compile(r"[()\[\]{}【】〔〕〖〗《》〈〉「」『』<>]")
_SEVERAL = re.compile(r"[、,;/|\\]")
_TITLE_BEHIND = re.compile(
    r"(?:\s+[男女]|\s*(?:先生|女士|小姐|太太|夫人|同志|老师|律师|博士|教授|医生|总?经理|董事长|本人))$"
)
_PINYIN_INSIDE = re.compile("([\u4e00-\u9fff]{1,3})([A-Za-z]{2,6})([\u4e00-\u9fff]{0,2})")
_ROUND = re.compile("[●○◯]")
_NO_PART = " 0123456789.。·-"
_LEAST_BESIDE_A_MASK = 3
_MARRIED = 4
_LEAST_BESIDE_AN_X = 2


def written_forms(text: str) -> tuple[str, ...]:
    """Return the names that a cleaned text may contain, most likely first; for a plain name only the text itself."""
    if (text.isascii() and text.isalpha()) or (all(map(is_han, text)) and not _TITLE_BEHIND.search(text)):
        return (text, *_other_readings(text))
    outside = _BRACKETED.sub(" ", text).strip()
    insides = _BRACKETED.findall(text) if outside != text else []
    joined = _BRACKETS.sub("", text)
    if not has_han(text):
        found = [piece for piece in (outside, joined) if _latin(piece)]
        found += filter(None, [_without_husbands_surname(outside)])
    else:
        is_named = is_persons_name("".join(outside.split()))
        pieces = (outside,) if is_named else (outside, joined, *(() if has_han(outside) else insides))
        found = [form for piece in pieces for form in _han_forms(piece)]
        found += filter(None, (_half_latin(outside) or _latin(outside), *map(_latin, insides)))
    found += [other for form in found if all(map(is_han, form)) for other in _other_readings(form)]
    named = [form for form in dict.fromkeys(found) if _size(form) > 1]
    return tuple(named[:MOST_FORMS]) or (text,)


def _other_readings(text: str) -> tuple[str, ...]:
    """Return what a name of Han characters may stand for beside itself.

    A character may be typed as its parts; a married woman may bear her husband's surname before her own: 陈李美玉.
    """
    if len(text) < _LEAST_BESIDE_A_MASK or not is_han(text[0]):
        return ()
    joined = with_parts_joined(text)
    if len(text) != _MARRIED:
        return joined
    if len(undoubled(text)) < len(text) and not COMPOUND_SURNAME.match(text):
        joined = (*joined, undoubled(text))
    is_married = text[0] in SURNAMES and text[1] in SURNAMES
    return (*joined, text[1:]) if is_married and not COMPOUND_SURNAME.match(text) else joined


def _han_forms(piece: str) -> Iterator[str]:
    """Yield the Han parts of a piece: as written, each of several names, and without additions."""
    if not has_han(piece):
        return
    runs = [run for run in _LATIN_RUN.findall(piece) if run.strip("xX")]
    han = _LATIN_RUN.sub(lambda run: " " if run[0].strip("xX") else run[0], piece) if runs else piece
    for part in dict.fromkeys((han, *_SEVERAL.split(han))):
        bare = part.strip(_NO_PART)
        yield bare
        for without in (_TITLE_BEHIND.sub("", bare), _in_han(bare), _unmasked(bare)):
            if without != bare and _size(without) > 1:
                yield without
    if runs and (_size(han) < 2 or max(map(len, runs)) == 1):
        yield piece


def _in_han(part: str) -> str:
    """Return a name without letters of other scripts and private-use characters, which not all computers show."""
    foreign = {each for each in part if (each.isalpha() and not is_han(each)) or unicodedata.category(each) == "Co"}
    return "".join(each for each in part if each not in foreign or is_mask(each) or each == REPEATING)


def _unmasked(part: str) -> str:
    """Return a name without a mask at its start or end if it seems complete, or without a separating round mask."""
    halves = _ROUND.split(part)
    if len(halves) > 1 and all(sum(map(is_han, half)) > 1 for half in halves):
        return "".join(halves)
    masks = [at for at, character in enumerate(part) if is_mask(character)]
    if len(masks) != 1 or masks[0] not in (0, len(part) - 1):
        return part
    least = _LEAST_BESIDE_AN_X if part[masks[0]] in "xX" else _LEAST_BESIDE_A_MASK
    return part if sum(map(is_han, part)) < least else part[: masks[0]] + part[masks[0] + 1 :]


def _latin(piece: str) -> str:
    """Return the Latin part of a piece, without titles and without words of x, which are masks."""
    words = [word for word in _NOT_LATIN.sub(" ", piece).split() if loosen(word) not in TITLES]
    return " ".join(word for word in words if loosen(word).strip("x")).strip(" ,.'-")


def _without_husbands_surname(piece: str) -> str:
    """Return the name of a married woman without the surname before her own, as in Hong Kong: Chow Leung Mei Kuen."""
    words = _latin(piece).replace("-", " ").split()
    return " ".join(words[1:]) if len(words) == _MARRIED and are_two_surnames(*map(loosen, words[:2])) else ""


def _half_latin(piece: str) -> str:
    """Return the spelling of a name partly in Latin letters: behind a surname, or for one character (裘WEI东)."""
    inside = _PINYIN_INSIDE.fullmatch("".join(piece.split()))
    if inside and inside[2].casefold() in syllables():
        head, tail = fold(inside[1]), fold(inside[3])
        length = surname_length(head + "一")
        spelt = "".join(usual_reading(head[:length], at) for at in range(length))
        given = "".join([*map(first_reading, head[length:]), inside[2].casefold(), *map(first_reading, tail)])
        return f"{spelt} {given}"
    surname, latin = fold("".join(filter(is_han, piece))), _latin(piece)
    if not latin or not is_surname(surname):
        return ""
    return f"{''.join(usual_reading(surname, at) for at in range(len(surname)))} {latin}"


def _size(form: str) -> int:
    """Return how many letters and masks a form has; in Latin script, masks count only if there are no letters."""
    if not has_han(form):
        return len(loosen(form)) or form.count(MASK)
    return sum(character.isalpha() or is_mask(character) for character in form)
