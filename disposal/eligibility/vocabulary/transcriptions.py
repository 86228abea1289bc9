"""How names that are no Chinese ones are transcribed: the classes of their consonants, and the vowel they begin with.

Two consonants that the transcription does not tell apart are in one class (译音表 of 新华社 in outline); names whose
usual transcription does not follow their sound are listed.
"""

import re
from collections.abc import Iterator
from functools import cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.pinyin import dictionary
from disposal.eligibility.vocabulary.toneless import toneless
from disposal.eligibility.vocabulary.transliteration import DOT

_LEAST_CLASSES = 2
_LEAST_PARTS = 2
_CLASSES = (
    ("tsch|tch|sch|sh|zh|ch|ts|tz|ds", "s"), ("ph", "w"), ("kh", "h"), ("ck", "k"), ("x", "ks"),
    ("[cjz](?=[eiy])", "s"),
    ("[gqc]", "k"), ("[zj]", "s"), ("d", "t"), ("b", "p"), ("[fv]", "w"), ("r", "l"), ("ng", "n"), ("m(?=[pbw])", "n"),
)  # fmt: skip
_INITIALS = (
    ("^(?:zh|ch|sh|z|c|s|x|q)", "s"), ("^j(?=ia$|i$)", "k"), ("^j", "s"), ("^[gk]", "k"), ("^[dt]", "t"),
    ("^[bp]", "p"),
    ("^(?:f|hu(?=[aei]))", "w"), ("^[lr]", "l"),
)  # fmt: skip
_AT_START = (("^(?:yi|yin|ying)$", "i"), ("^(?:ye|e|ei|en)$", "e"), ("^(?:wu|yu|you|yun)$", "u"),
             ("^(?:ou|o|ao)$", "o"), ("^(?:a|ai|an|ang|ya|yan|yang)$", "a"))  # fmt: skip
_R_BEHIND_A_VOWEL = re.compile("(?<=[aeiouy])r(?=[^aeiouy])")

_HEARD_OTHERWISE = (
    (re.compile("(?<=a)l(?=k)|(?<=n)[td]$|gh(?=es|s|t|$)"), ""),
    (re.compile("m(?=[^aeiouym]|$)"), "n"),
    (re.compile("c(?=t)"), ""),
    (re.compile("h(?=[iy])|^hu(?=g)"), "s"),
)
"""Letters that a transcription leaves out (Walker, 沃克), or hears as another: Adam, 亚当; Hill, 希尔."""
_OF_E = frozenset("艾埃爱")
"""Characters with the sound of ai, with which names that begin with e or i are transcribed too: 艾米丽, Emily."""


@cache
def latin_ways(word: str) -> frozenset[str]:
    """Return the codes by which a Latin word meets a transcription: by its classes, and by a listed one."""
    spelt = [word.replace("th", sound) for sound in ("s", "t")] if "th" in word else [word]
    spelt += [_R_BEHIND_A_VOWEL.sub("", each) for each in spelt]
    for pattern, other in _HEARD_OTHERWISE:
        spelt += [found for each in spelt if (found := pattern.sub(other, each)) != each]
    return frozenset([*map(_classes, spelt), *listed(word)])


def _classes(word: str) -> str:
    """Return the classes of the consonants of a Latin word, with the vowel that it begins with."""
    spelt = re.sub("^y(?=[aeu])", "", word)
    for pattern, class_ in _CLASSES:
        spelt = re.sub(pattern, class_, spelt)
    first = spelt[:1].replace("y", "i") if spelt[:1] in "aeiouy" else ""
    return _without_last_l(first + "".join(_merged([each for each in spelt if each not in "aeiouy"])))


def are_heard_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two words have a code in common; two that are listed must be listed as one: Paul is not 皮埃尔."""
    listed_as = [{each for each in ways if each[0] == "="} for ways in (one, other)]
    return not listed_as[0].isdisjoint(listed_as[1]) if all(listed_as) else not one.isdisjoint(other)


@cache
def listed(word: str) -> tuple[str, ...]:
    """Return the mark of a name whose transcription is listed; none for another word."""
    number = _transcribed().get(word)
    return () if number is None else (f"={number}",)


@cache
def _transcribed() -> dict[str, int]:
    rows = enumerate(tables.lines("transcribed_names"))
    return {word: number for number, row in rows for word in row if word != "|"}


@cache
def _syllable(character: str, *, is_first: bool) -> str:
    """Return the classes of the consonants of a Chinese syllable, or the vowel that it begins a word with."""
    reading = toneless(dictionary().get(ord(character), "").split(",")[0])
    if reading == "er":
        return "l"
    if not re.match("[^aeiouyw]|w(?!u)", reading):
        start = next((vowel for pattern, vowel in _AT_START if re.match(pattern, reading)), "") if is_first else ""
        return start + ("n" if reading.endswith(("n", "ng")) else "")
    for pattern, class_ in _INITIALS:
        reading, count = re.subn(pattern, class_, reading, count=1)
        if count:
            break
    return reading[:1] + ("n" if reading.endswith(("n", "ng")) else "")


def _without_last_l(classes: str) -> str:
    """Return classes without an l at the end: 维克多 leaves the r of Viktor out, 亚历山大 that of Alexander."""
    return classes.removesuffix("l") if len(classes) > _LEAST_CLASSES else classes


def _merged(classes: list[str]) -> Iterator[str]:
    """Yield classes one by one, equal neighbours once."""
    last = ""
    for each in "".join(classes):
        if each != last:
            yield each
        last = each


def han_ways(part: str) -> frozenset[str]:
    """Return the codes of a transcribed word in Chinese characters: by its classes, and by a listed one."""
    sounds = [_syllable(each, is_first=not at) for at, each in enumerate(part)]
    soft = ["t" + sound[1:] if _is_j(each) else sound for sound, each in zip(sounds, part, strict=True)]
    hard = ["s" + sound[1:] if _is_j(each) else sound for sound, each in zip(sounds, part, strict=True)]
    ways = [sounds, soft, hard]
    if part[0] in _OF_E:
        ways += [[vowel + way[0][1:], *way[1:]] for way in (sounds, soft, hard) for vowel in "ei"]
    heard = [_without_last_l("".join(_merged(way))) for way in ways]
    return frozenset(filter(None, [*heard, *listed(part)]))


def are_one_transcription(one: str, other: str) -> bool:
    """Return whether two names in Chinese characters, with dots between their parts, are one transcribed in two ways.

    Each part has as many characters, sounds alike to an ear of another language, and has at least half of its
    characters in common: 洛佩斯, 洛佩兹; not 努尔兰, 努尔逊.
    """
    parts = [[part for part in DOT.split(name) if part] for name in (one, other)]
    if len(parts[0]) != len(parts[1]) or len(parts[0]) < _LEAST_PARTS:
        return False
    return all(_is_one_part(a, b) for a, b in zip(*parts, strict=True))


def _is_one_part(a: str, b: str) -> bool:
    if a == b or (listed(a) and listed(a) == listed(b)):
        return True
    if len(a) != len(b) or not han_ways(a) & han_ways(b):
        return False
    differing = [pair for pair in zip(a, b, strict=True) if pair[0] != pair[1]]
    return len(differing) * 2 <= len(a) and all(_vowels(x) & _vowels(y) for x, y in differing)


@cache
def _vowels(character: str) -> frozenset[str]:
    """Return the broad vowels of a character; before n, e and u are one: 森 and 逊 both stand for the end of Wilson."""
    reading = toneless(dictionary().get(ord(character), "").split(",")[0])
    if character in _OF_E:
        return frozenset("ae")
    vowel = "a" if "a" in reading else "u" if re.search("[ouv]", reading) else "e"
    return frozenset("eu") if vowel != "a" and reading.endswith("n") else frozenset(vowel)


def _is_j(character: str) -> bool:
    """Return whether a syllable begins with j, which stands for the soft d of Russian too: 列别杰夫, Lebedev."""
    return toneless(dictionary().get(ord(character), "").split(",")[0]).startswith("j")
