"""What stands in the cell of an organisation's name: the name, former names, and words that are not its name.

Rolls write the state, the role and the history into the name: （已注销）, 破产管理人, 债务人…, 等3户, ，原名…, 前身为….
"""

import re
from dataclasses import dataclass
from functools import cache

from disposal.eligibility.vocabulary import tables
from notices.content.name_shapes import ORGANISATION

_QUOTES = re.compile("[“”\"《》「」『』‘’']")
_NUMBERING = re.compile(
    r"^\s*(?:[(][0-9一二三四五六七八九十]{1,3}[)]|[0-9一二三四五六七八九十]{1,3}[)、.．](?![0-9])|[①-⑳])\s*"
)
_ENDS = " ,，;；、。.:：-/|"
_BRACKETED = re.compile(
    r"[(（【\[〔]([^()（）【】\[\]〔〕]*(?:[(（][^()（）]*[)）][^()（）【】\[\]〔〕]*)?)[)）】\]〕]"
)
_SEVERAL = re.compile(r"\s*等\s*[0-9一二三四五六七八九十两]+\s*[户家笔个].*$")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.,'’()（）\-\s]*[A-Za-z.)）]")
_ENGLISH_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|co|company|inc|corp|corporation|llc|llp|lp|plc|group|holdings)\b", re.I
)
_ENGLISH_FORMER = re.compile(
    r"[\s,;(（]*\b(?:formerly(?:\s+known\s+as|\s+called)?|previously(?:\s+known\s+as)?|f/?k/?a)\b[:：]?\s*",
    re.I,
)
_FROM = re.compile(r"[(（,，;；]?\s*(?:系)?由(.{4,40}?)(?:更名|变更|改名|改制|整体变更)(?:而来|设立|为)?[)）]?$")
_WHOLE = re.compile(r"[(（](?:即|全称[为是]?|全名)[:：]?\s*([^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]$")
"""The whole name behind a short one: 某某纸业（即某市某某纸业有限公司）."""
_LEAST = 4
_PLAIN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{4,40}公司")
_TELLING = re.compile("更|改|现|原|债|款|人|已|破产|第三|告|等|由|前身")


@dataclass(frozen=True, slots=True)
class Cell:
    """The names in a cell: present names, each as one script writes it, and former ones."""

    names: tuple[str, ...]
    former: tuple[str, ...] = ()


def read_cell(text: str) -> Cell:
    """Return the names in a cleaned text; a plain name comes back as it is."""
    if _PLAIN.fullmatch(text) and not _TELLING.search(text):
        return Cell((text,))
    plain = _NUMBERING.sub("", _QUOTES.sub("", text)).strip(_ENDS)
    if not _HAN.search(plain):
        now, *former = [part.strip(_ENDS + "()") for part in _ENGLISH_FORMER.split(plain)]
        return Cell((now,) if now else (), tuple(filter(None, former)))
    whole = _WHOLE.search(plain)
    if whole and _is_organisation(whole[1]):
        return read_cell(whole[1])
    label, rest = _without_label(plain)
    if label:
        inner = read_cell(rest)
        return Cell((), (*inner.names, *inner.former)) if label in _words("former") else inner
    han, english = _without_english(plain)
    names, former = _history(han)
    found = [bare for name in names if (bare := _bare(name))]
    return Cell((*found, *english) or (text,), tuple(bare for name in former if (bare := _bare(name))))


def _without_label(text: str) -> tuple[str, str]:
    """Split a label before a colon from the name behind it; a colon behind a name is kept."""
    label, colon, rest = text.replace("：", ":").partition(":")
    label = label.strip()
    known = (
        colon and rest.strip() and (label in _words("label") or label in _words("before") or label in _words("former"))
    )
    return (label, rest.strip()) if known else ("", text)


def _without_english(text: str) -> tuple[str, tuple[str, ...]]:
    """Split an English name from the Chinese one in the same cell; letters that are part of the latter stay."""
    for found in _LATIN.finditer(text):
        english = found[0].strip(_ENDS)
        if _ENGLISH_ORGANISATION.search(english) and len(english.split()) > 1:
            english = english.removesuffix(")") if english.count(")") > english.count("(") else english
            han = (text[: found.start()] + " " + text[found.end() :]).replace("( ", "").replace(" )", "")
            return re.sub(r"[(（]\s*[)）]|[(（]\s*$", "", han).strip(_ENDS), (english.strip(_ENDS),)
    return text, ()


def _history(text: str) -> tuple[list[str], list[str]]:
    """Return present and former names of a text that tells of a change of name."""
    told = _FROM.search(text)
    if told and ORGANISATION.search(told[1]):
        return [text[: told.start()]], [told[1]]
    now = re.search(
        rf"[(（,，;；、\s]*(?:{_choices('now')})[:：]?\s*([^()（）,，;；]*(?:[(（][^()（）]*[)）][^()（）,，;；]*)?)[)）]?$",
        text,
    )
    if now and now.start() >= _LEAST and _is_organisation(now[1]):
        return [now[1]], [text[: now.start()]]
    was = re.search(rf"[(（,，;；、。\s]+(?:{_choices('former')})[:：]?\s*([^,，;；]*?)[)）]?$", text)
    was = was or re.search(r"(?<=公司)(?:前身[为系是]|曾用名称?[为:]?|原名称?[为:]?)\s*([^,，;；]*?)$", text)
    if was and was.start() >= _LEAST:
        former = [name for name in re.split("[、,，;；]", _balanced(was[1])) if _is_organisation(name)]
        if former:
            return [text[: was.start()]], former
    return [text], []


def _balanced(name: str) -> str:
    return name + ")" if name.count("(") > name.count(")") else name


def _is_organisation(name: str) -> bool:
    return len(name) >= _LEAST and bool(ORGANISATION.search(re.sub(r"[(（][^()（）]*[)）]$", "", name.strip())))


def _bare(text: str) -> str:
    """Return a name without brackets, words before and words behind it that only tell its state or role."""
    name = _BRACKETED.sub(lambda found: "" if _tells_state(found[1]) else found[0], text)
    name = _SEVERAL.sub("", name).strip(_ENDS)
    for word in _words("before"):
        if name.startswith(word) and len(name) - len(word) >= _LEAST:
            name = name.removeprefix(word).strip(_ENDS)
            break
    name = _without_behind(name)
    if (
        name.startswith("原")
        and ORGANISATION.search(name)
        and len(name) > 6
        and name[1:2] not in {"平", "阳", "州", "子"}
    ):
        name = name.removeprefix("原").strip(_ENDS)
    return name


def _without_behind(name: str) -> str:
    while True:
        word = next((word for word in _words("behind") if name.endswith(word)), "")
        rest = name.removesuffix(word).strip(_ENDS)
        if not word or len(rest) < _LEAST or not ORGANISATION.search(rest):
            return name
        name = rest


def _tells_state(inner: str) -> bool:
    """Return whether the words in brackets are no part of the name; a former name in them was read before."""
    return any(word in inner for word in _words("bracket"))


@cache
def _words(place: str) -> tuple[str, ...]:
    """Return the words that stand at a place, longest first."""
    found = (word for at, *words in tables.lines("state_words") if at == place for word in words)
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _choices(place: str) -> str:
    return "|".join(_words(place))
