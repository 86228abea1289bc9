"""Rules of Chinese line composition for single characters, and for parts that must stay whole.

Source: 《标点符号用法》(GB/T 15834-2011) §5, which forbids marks at the start or end of a line. The lists and
the compression of adjacent marks follow W3C "Requirements for Chinese Text Layout" §3.1.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

OPENING = frozenset("（《〈「『【〔〖｛［“‘")
CLOSING = frozenset("）》〉」』】〕〗｝］”’")
PAUSES = frozenset("，。、；：！？．")
NEVER_FIRST = CLOSING | PAUSES | frozenset(")]}>,.;:!?%‰％℃°·…—～~-–/々 \u00a0")
NEVER_LAST = OPENING | frozenset("([{<￥¥$€£№#＃\u00a0")
HALF = 500  # 1/1000 em: the empty half of a full-width mark
EASY, STIFF = 400, 250  # how much of it a mark can lose inside a line
STIFF_MARKS = frozenset("：；！？")

_UNIT = (
    "亿元|万元|元|万美元|美元|港元|欧元|平方米|公顷|亩|吨|公斤|米|个工作日|工作日|个自然日|个月|日|天|年|月|周|"
    "户|笔|宗|台|套|辆|艘|件|股|份|倍|号|楼|层|室|幢|栋|时|分|%|％|‰|㎡|℃"
)
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WHOLE = re.compile(
    r"(?P<item>(?:(?<=^)|(?<=[：；。\s]))\d{1,2}[.．、](?!\d))"  # 1.杭州…: an item number stays with its text
    rf"|{_ID}"
    r"|[0-9A-Z]+\*{2,}[0-9A-Z]*"  # a masked number: 330102********1234
    r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    r"|[(（]\d{3,4}[)）]\s?\d{7,8}(?:[-转]\d{1,6})?"
    rf"|[+-]?\d[\d,]*(?:\.\d+)?(?:-\d[\d,]*(?:\.\d+)?)*(?:{_UNIT})?"
    r"|[A-Za-z0-9À-ɏ]+(?:[.,:/@&+#_'’?=%-]+[A-Za-z0-9À-ɏ]+)*"
    r"|—+|…+"
)
_SEPARATORS = frozenset("/_.@:,&?=")
_FORCED_AFTER = _SEPARATORS | {"-"}
_IS_ID = re.compile(_ID).fullmatch
_DATE = re.compile(r"\d{4}年\d")  # may break after 年 and 月 if the line is loose otherwise
_DATE_PARTS = frozenset("年月")
LONG = 12_000  # 1/1000 em: a word with letters longer than this may break after a separator


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a line, in 1/1000 em: its width, what is cut from it, and what can still be cut."""

    text: str
    width: int
    cut_left: int = 0
    cut_right: int = 0
    spare_left: int = 0
    spare_right: int = 0
    is_whole: bool = False  # inside a number or word: no space is added
    may_break_after: bool = True
    may_break_in_need: bool = False  # inside a date: break only if the line is loose otherwise


def glyphs_of(text: str, advance: Callable[[str], int], *, measure: int) -> list[Glyph]:
    """Return the glyphs of one line of text; a part wider than ``measure`` (1/1000 em) may break inside."""
    parts = list(pieces(text))
    glyphs: list[Glyph] = []
    for index, (piece, is_item) in enumerate(parts):
        follower = parts[index + 1][0][0] if index + 1 < len(parts) else ""
        is_tied = is_item or piece[-1] in NEVER_LAST or follower in NEVER_FIRST
        if len(piece) == 1:
            before = parts[index - 1][0][-1] if index else ""
            glyphs.append(_single(piece, advance(piece), before, follower, may_break_after=not is_tied))
            continue
        widths = [advance(character) for character in piece]
        separators = _FORCED_AFTER if _IS_ID(piece) else _SEPARATORS
        is_long = sum(widths) > LONG and any("a" <= character.lower() <= "z" for character in piece)
        is_date = _DATE.match(piece) is not None
        for position, (character, width) in enumerate(zip(piece, widths, strict=True)):
            is_last = position == len(piece) - 1
            may_break = not is_tied if is_last else is_long and character in separators
            in_need = is_date and not is_last and character in _DATE_PARTS
            glyphs.append(Glyph(character, width, is_whole=True, may_break_after=may_break, may_break_in_need=in_need))
    return _breakable(glyphs, measure)


def _breakable(glyphs: list[Glyph], measure: int) -> list[Glyph]:
    """Allow a break wherever a line would otherwise overflow, after a separator if possible."""
    begin = since_break = 0
    for index, glyph in enumerate(glyphs):
        since_break += glyph.width
        if index and since_break > measure:
            end, since_break = _forced_break(glyphs, begin, index, measure)
            glyphs[end] = replace(glyphs[end], may_break_after=True)
            begin = end + 1
        if glyph.may_break_after:
            begin, since_break = index + 1, 0
    return glyphs


def _forced_break(glyphs: list[Glyph], begin: int, index: int, measure: int) -> tuple[int, int]:
    """Return the position of a break before ``index``, and the width after it up to and including ``index``."""
    width = glyphs[index].width
    for end in range(index - 1, begin - 1, -1):
        if glyphs[end].is_whole and glyphs[end].text in _FORCED_AFTER and width <= measure:
            return end, width
        width += glyphs[end].width
    return index - 1, glyphs[index].width


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield words, numbers with their units, and single characters, each with whether it is an item number."""
    position = 0
    for match in _WHOLE.finditer(text):
        yield from ((character, False) for character in text[position : match.start()])
        yield match[0], match["item"] is not None
        position = match.end()
    yield from ((character, False) for character in text[position:])


def _single(character: str, width: int, before: str, after: str, *, may_break_after: bool) -> Glyph:
    """Return a glyph for a single character; two adjacent marks lose the empty half between them."""
    if character in OPENING:
        cut = HALF if before in OPENING else 0
        return Glyph(
            character, width, cut_left=cut, spare_left=0 if cut else EASY, may_break_after=may_break_after
        )  # fmt: skip
    if (character in CLOSING or character in PAUSES) and width > HALF:
        if after in CLOSING or after in PAUSES or after in OPENING:
            return Glyph(character, width, cut_right=HALF, may_break_after=may_break_after)
        spare = STIFF if character in STIFF_MARKS else EASY
        return Glyph(character, width, spare_right=spare, may_break_after=may_break_after)
    return Glyph(character, width, may_break_after=may_break_after)
