"""Compose a document's texts into lines, for the printed page; of letters as HTML."""

from collections.abc import Callable
from functools import cache
from itertools import accumulate, groupby, pairwise
from math import inf

from markupsafe import Markup, escape

from notices.typesetting.fonts import EM, SERIF, SERIF_BOLD, Face, advances
from notices.typesetting.glyphs import HALF, Glyph, glyphs_of
from notices.typesetting.lines import MOST_SPREAD, MOST_WIDENING, STEP, SetLine, justify, wrap

# Sizes of the printed page; widths in 1/1000 em of the text's own size.
PAGE_POINTS = 444
BODY_MEASURE, BODY_INDENT = 37 * EM, 2 * EM
RAGGED_MEASURE = BODY_MEASURE - BODY_INDENT  # with a margin instead of an indent
SECTION_MEASURE = PAGE_POINTS * EM * 2 // 21  # 10.5pt
SECTION_HEADING_MEASURE = BODY_MEASURE
FACTS_MEASURE, SIGNATURE_MEASURE = 28 * EM, 27 * EM
RUNNING_MEASURE, ANNEX_RUNNING_MEASURE = 36 * EM, 60 * EM  # on portrait and on landscape pages
TITLE_SIZES = (22, 18)
MOST_TITLE_LINES = 3

_TITLE_ENDS = ("公司", "银行", "分行", "支行", "办事处", "中心", "委员会", "信用社", "（有限合伙）", "年", "日", "：")
_TITLE_STARTS = ("关于", "资产处置", "资产包", "不良", "债权", "处置", "对", "与", "公告")
_TITLE_LEADS = ("关于", "对", "与", "的")
_BAD_BREAK, _SHORT_TITLE_LINE = 2.0, 4


@cache
def width_in(face: Face) -> Callable[[str], int]:
    """Return a function that gives the width of a character; characters not in ``face`` are one em wide."""
    widths = advances(face)
    return lambda character: widths.get(character, EM)


def spacing_style() -> str:
    """Return the CSS classes of composed lines: ``s`` spreads, ``l`` and ``r`` compress or widen, in 1/1000 em."""
    spreads = (f".s{step}{{letter-spacing:{step / EM}em}}" for step in range(1, MOST_SPREAD + 1))
    cuts = [cut for cut in range(-MOST_WIDENING, HALF + 1, STEP) if cut]
    lefts = (f".l{cut}{{margin-left:{-cut / EM}em}}" for cut in cuts)
    rights = (f".r{cut}{{margin-right:{-cut / EM}em}}" for cut in cuts)
    return "".join((*spreads, *lefts, *rights))


def justified(text: str, *, measure: int = BODY_MEASURE, indent: int = BODY_INDENT) -> Markup:
    """Return a justified paragraph as HTML."""
    return Markup("\n").join(map(_set, justified_lines(text, measure=measure, indent=indent)))


def justified_lines(text: str, *, measure: int = BODY_MEASURE, indent: int = BODY_INDENT) -> list[SetLine]:
    """Return a paragraph justified to ``measure``; a line break in it starts a line without indent."""
    width = width_in(SERIF)
    lines: list[SetLine] = []
    for index, part in enumerate(text.replace("\t", " ").split("\n")):
        lines += justify(part, width, measure=measure, indent=0 if index else indent)
    return lines


def ragged(text: str, *, measure: int, face: Face = SERIF) -> Markup:
    """Return ``text`` in lines of at most ``measure``, not justified."""
    return Markup("\n").join(broken(text, measure=measure, face=face))


def broken(text: str, *, measure: int, face: Face = SERIF) -> tuple[str, ...]:
    """Return the lines of ``text``, each at most ``measure`` wide."""
    width = width_in(face)
    return tuple(line for part in text.replace("\t", " ").split("\n") for line in wrap(part, width, measure=measure))


def running_title(title: str, *, measure: int = RUNNING_MEASURE) -> str:
    """Return the title for the page header: one line, cut with an ellipsis if it is too long."""
    line = " ".join(title.split())
    lines = wrap(line, width_in(SERIF), measure=measure)
    return line if len(lines) == 1 else f"{lines[0]}…"


def title_lines(title: str) -> tuple[tuple[str, ...], int]:
    """Return the title's lines and its size in points. Breaks avoid split phrases and very short lines."""
    width = width_in(SERIF_BOLD)
    settings = []
    for size in TITLE_SIZES:
        lines = [line for part in title.split("\n") for line in _balanced(part, width, PAGE_POINTS * EM // size)]
        settings.append((tuple(lines), size))
    return min(settings, key=lambda setting: (len(setting[0]) > MOST_TITLE_LINES, _torn(setting[0])))


def _torn(lines: tuple[str, ...]) -> int:
    """Return how many breaks split a name or a phrase."""
    return sum(not _is_sensible(before, after) for before, after in pairwise(lines))


def _is_sensible(before: str, after: str) -> bool:
    """Return whether a title may break between these parts without splitting a name or a phrase."""
    return not before.endswith(_TITLE_LEADS) and (before.endswith(_TITLE_ENDS) or after.startswith(_TITLE_STARTS))


def _balanced(text: str, width: Callable[[str], int], measure: int) -> list[str]:
    """Return the fewest lines that ``text`` needs, with the best breaks, by dynamic programming."""
    count = len(wrap(text, width, measure=measure))
    glyphs = glyphs_of(text, width, measure=measure)
    ends = [index + 1 for index, glyph in enumerate(glyphs[:-1]) if glyph.may_break_after]
    widths = [0, *accumulate(glyph.width for glyph in glyphs)]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for number in range(count):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in best.items():
            for end in ends if number < count - 1 else [len(glyphs)]:
                if end <= start or widths[end] - widths[start] > measure:
                    continue
                line = cost + _cost(text, start, end) + abs(widths[end] - widths[start] - widths[-1] / count) / EM * 0.1
                if line < following.get(end, (inf,))[0]:
                    following[end] = line, [*path, end]
        best = following
    if len(glyphs) not in best:
        return wrap(text, width, measure=measure)
    return [text[start:end] for start, end in pairwise(best[len(glyphs)][1])]


def _cost(text: str, start: int, end: int) -> float:
    """Return the cost of a title line from ``start`` to ``end``: too short, or broken inside a phrase."""
    cost = _BAD_BREAK * 2 if end - start < _SHORT_TITLE_LINE < len(text) else 0.0
    if end < len(text) and not _is_sensible(text[:end], text[end:]):
        cost += _BAD_BREAK
    return cost


def _set(line: SetLine) -> Markup:
    """Return a composed line as HTML: numbers keep their own spacing, compressed marks have a class."""
    parts = [_run(list(run), is_spread=line.spread > 0) for _, run in groupby(line.glyphs, key=_style)]
    text = Markup("").join(parts)
    return Markup('<span class="s{}">{}</span>').format(line.spread, text) if line.spread else text


def _style(glyph: Glyph) -> tuple[bool, int, int]:
    return glyph.is_whole, glyph.cut_left, glyph.cut_right


def _run(glyphs: list[Glyph], *, is_spread: bool) -> Markup:
    """Return glyphs of one style as HTML; each compressed mark has its own element."""
    first = glyphs[0]
    text = "".join(glyph.text for glyph in glyphs)
    names = [f"l{first.cut_left}"] if first.cut_left else []
    names += [f"r{first.cut_right}"] if first.cut_right else []
    if names:
        names += ["whole"] if first.is_whole else []
        mark = Markup('<span class="{}">{}</span>')
        return Markup("").join(mark.format(" ".join(names), glyph.text) for glyph in glyphs)
    if first.is_whole and is_spread:
        return Markup('<span class="whole">{}</span>').format(text)
    return escape(text)
