"""Chinese line composition: where lines break and how they are spaced.

WeasyPrint widens only the spaces between words, and Chinese has none. So lines are composed here and handed over
complete: justified to 1/1000 em, no forbidden mark at the start of a line, numbers unbroken, marks compressed
before characters are spread. The breaks of a paragraph are chosen together, for the least spreading over all
its lines.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from notices.typesetting.glyphs import CLOSING, HALF, OPENING, PAUSES, Glyph, glyphs_of

STEP = 25  # 1/1000 em: marks are compressed in steps, so that few style classes are needed
MOST_SPREAD = 90  # 1/1000 em between characters; at 100, PDF text extraction sees word spaces
MOST_WIDENING = 600  # 1/1000 em beside a mark or number, if the spread does not fill the line
EVEN_SPREAD = 20  # a spread of this costs about as much as two thirds of full compression
SHORTEST_LAST_LINE = 2_500
ENDING = CLOSING | PAUSES
MARKS = ENDING | OPENING
WIDOW_COST, LOOSE_COST = 8.0, 400.0
DATE_COST = 20.0  # a date broken after 年 or 月 costs as much as the largest spread


@dataclass(frozen=True, slots=True)
class SetLine:
    """One composed line. ``spread`` is added after each character outside numbers and words, in 1/1000 em.

    A negative cut widens a mark instead of compressing it.
    """

    glyphs: tuple[Glyph, ...]
    spread: int = 0

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join(glyph.text for glyph in self.glyphs)


class _Paragraph:
    """The glyphs of a paragraph with running sums, so that any part can be measured at once."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self.glyphs = glyphs
        self.breaks = [
            index + 1 for index, glyph in enumerate(glyphs) if glyph.may_break_after or glyph.may_break_in_need
        ]
        if not self.breaks or self.breaks[-1] != len(glyphs):
            self.breaks.append(len(glyphs))
        self.widths = [0, *accumulate(g.width - g.cut_left - g.cut_right for g in glyphs)]
        self.spares = [0, *accumulate(g.spare_left + g.spare_right for g in glyphs)]
        self.spreadable = [0, *accumulate(not g.is_whole for g in glyphs)]

    def width(self, start: int, end: int) -> int:
        """Return the width of a line, without the empty half of an opening mark at its start or a space at its end."""
        width = self.widths[end] - self.widths[start]
        first, last = self.glyphs[start], self.glyphs[end - 1]
        if start and first.text in OPENING and not first.cut_left:
            width -= HALF
        return width - last.width if last.text == " " else width

    def spare(self, start: int, end: int) -> int:
        """Return how much the marks of a line can lose; the last one can lose its whole empty half."""
        spare = self.spares[end] - self.spares[start]
        first, last = self.glyphs[start], self.glyphs[end - 1]
        if start and first.spare_left:
            spare -= first.spare_left
        return spare + HALF - last.spare_right if last.spare_right else spare

    def cost_at(self, end: int) -> float:
        """Return the cost of a break for its position alone."""
        return DATE_COST if self.glyphs[end - 1].may_break_in_need else 0.0

    def gaps(self, start: int, end: int) -> int:
        """Return the number of gaps in a line that can be spread."""
        return self.spreadable[end] - self.spreadable[start] - (not self.glyphs[end - 1].is_whole)


def justify(text: str, advance: Callable[[str], int], *, measure: int, indent: int = 0) -> list[SetLine]:
    """Compose ``text`` into justified lines ``measure`` wide, the first one indented; all in 1/1000 em."""
    glyphs = glyphs_of(text, advance, measure=measure - indent)
    if not glyphs:
        return []
    paragraph = _Paragraph(glyphs)
    ends = _best_breaks(paragraph, measure, indent)
    lines = []
    for start, end in zip([0, *ends], ends, strict=False):
        room = measure - (indent if start == 0 else 0) - paragraph.width(start, end)
        lines.append(_spaced(paragraph, start, end, room))
    return lines


def wrap(text: str, advance: Callable[[str], int], *, measure: int) -> list[str]:
    """Break ``text`` into lines at most ``measure`` wide, each as full as possible, not justified."""
    if sum(map(advance, text)) <= measure:
        return [text]
    glyphs = glyphs_of(text, advance, measure=measure)
    lines: list[str] = []
    start, last = 0, 0
    widths = [0, *accumulate(glyph.width for glyph in glyphs)]
    for end, glyph in enumerate(glyphs, start=1):
        trailing = HALF if glyph.text in CLOSING or glyph.text in PAUSES else glyph.width if glyph.text == " " else 0
        if last > start and widths[end] - widths[start] - trailing > measure:
            lines.append("".join(glyph.text for glyph in glyphs[start:last]).rstrip(" "))
            start = last
        if glyph.may_break_after:
            last = end
    lines.append("".join(glyph.text for glyph in glyphs[start:]))
    return lines


def _best_breaks(paragraph: _Paragraph, measure: int, indent: int) -> list[int]:
    """Return the line ends with the lowest total cost, by dynamic programming over the break points."""
    total = len(paragraph.glyphs)
    costs = {0: 0.0}
    came_from: dict[int, int] = {}
    for start in [0, *paragraph.breaks]:
        if start == total or start not in costs:
            continue
        for end, cost in _candidates(paragraph, start, measure - (indent if start == 0 else 0)):
            if costs[start] + cost < costs.get(end, inf):
                costs[end] = costs[start] + cost
                came_from[end] = start
    ends = [total]
    while came_from[ends[0]]:
        ends.insert(0, came_from[ends[0]])
    return ends


def _candidates(paragraph: _Paragraph, start: int, room: int) -> list[tuple[int, float]]:
    """Return the possible ends of a line from ``start`` with their costs; there is always one."""
    total = len(paragraph.glyphs)
    found: list[tuple[int, float]] = []
    first = bisect_left(paragraph.breaks, start + 1)
    reach = bisect_left(paragraph.widths, paragraph.widths[start] + room * 3 // 4)
    begin = max(first, bisect_left(paragraph.breaks, min(reach, total)) - 1)
    fullest = paragraph.breaks[begin]
    for end in paragraph.breaks[begin:]:
        slack = room - paragraph.width(start, end)
        spare = paragraph.spare(start, end)
        if slack < -spare:
            break
        fullest = end
        if slack < 0:
            found.append((end, 0.3 + (1.5 * slack / spare) ** 2 + paragraph.cost_at(end)))
        elif end == total:
            found.append((end, WIDOW_COST if room - slack < SHORTEST_LAST_LINE and start else 0.0))
        elif (gaps := paragraph.gaps(start, end)) and slack <= MOST_SPREAD * gaps:
            found.append((end, (slack / gaps / EVEN_SPREAD) ** 2 + paragraph.cost_at(end)))
    if not found:
        found.append((fullest, LOOSE_COST))
    return found


def _spaced(paragraph: _Paragraph, start: int, end: int, room: int) -> SetLine:
    """Return the line with ``room`` used up: spread between characters, or cut from its marks if negative."""
    glyphs = list(paragraph.glyphs[start:end])
    if start and glyphs[0].text in OPENING:
        glyphs[0] = replace(glyphs[0], cut_left=HALF, spare_left=0)
    if glyphs[-1].text == " ":
        glyphs.pop()
    if room < 0:
        room += _squeeze(glyphs, -room)
    gaps = paragraph.gaps(start, end)
    if not gaps or end == len(paragraph.glyphs):
        return SetLine(tuple(glyphs))
    if room > MOST_SPREAD * gaps:
        room -= _widen(glyphs, room - MOST_SPREAD * gaps)
    return SetLine(tuple(glyphs), room // gaps if room <= MOST_SPREAD * gaps else 0)


def _squeeze(glyphs: list[Glyph], needed: int) -> int:
    """Cut at least ``needed`` from the marks of a line, evenly; return how much was cut."""
    if glyphs[-1].spare_right:
        glyphs[-1] = replace(glyphs[-1], spare_right=HALF)
    whole = sum(glyph.spare_left + glyph.spare_right for glyph in glyphs)
    taken = 0
    for index, glyph in enumerate(glyphs):
        spare = glyph.spare_left + glyph.spare_right
        if not spare or taken >= needed:
            continue
        cut = min(-(-spare * needed // whole // STEP) * STEP, spare)
        taken += cut
        is_left = bool(glyph.spare_left)
        glyphs[index] = replace(
            glyph, cut_left=cut if is_left else glyph.cut_left, cut_right=glyph.cut_right if is_left else cut
        )
    return taken


def _widen(glyphs: list[Glyph], wanted: int) -> int:
    """Add at least ``wanted`` beside marks and numbers in a line, or nothing if that is too much; return the sum."""
    lefts = [index for index in range(1, len(glyphs)) if _opens(glyphs[index], glyphs[index - 1])]
    rights = [index for index in range(len(glyphs) - 1) if _closes(glyphs[index], glyphs[index + 1])]
    places = len(lefts) + len(rights)
    if wanted > places * MOST_WIDENING:
        return 0
    each = -(-wanted // places // STEP) * STEP
    for index in lefts:
        glyphs[index] = replace(glyphs[index], cut_left=glyphs[index].cut_left - each)
    for index in rights:
        glyphs[index] = replace(glyphs[index], cut_right=glyphs[index].cut_right - each)
    return each * places


def _opens(glyph: Glyph, before: Glyph) -> bool:
    """Return whether space may be added before a glyph: an opening mark, or the start of a number."""
    return glyph.text in OPENING or (glyph.is_whole and not before.is_whole and before.text not in MARKS)


def _closes(glyph: Glyph, after: Glyph) -> bool:
    """Return whether space may be added after a glyph: a closing mark or pause, or the end of a number."""
    return glyph.text in ENDING or (glyph.is_whole and not after.is_whole and after.text not in MARKS)
