"""The paths of a finding as an SVG diagram: no scripts, no external files. Equal paths give equal bytes."""

from collections.abc import Sequence
from decimal import Decimal
from math import hypot
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from disposal.eligibility.findings.finding import Path
from disposal.eligibility.paths.layout import BOX_WIDTH, LINE, MARGIN, PADDING, Arrow, Box, Layout, lay_out
from disposal.eligibility.paths.pathway import path_words, total_words

Language = Literal["zh", "en"]

_INK, _TOP, _PAPER = "#1f2933", "#9b1c1c", "#ffffff"
_FONTS = "'Noto Sans SC','Noto Sans CJK SC',sans-serif"
_TITLE = {"zh": "参与路径图", "en": "Paths of participation"}
_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def draw(
    paths: Sequence[Path],
    stake: Decimal | None = None,
    *,
    lang: Language = "zh",
    ids: str = "paths",
    scale: float = 1.0,
) -> str:
    """Return the paths as one SVG element; empty if there is no path.

    The party at the start has a red frame; the bidder is filled. ``ids`` is the prefix of the element ids: give each
    diagram of a page its own. At ``scale`` 1 the font size is 14 px.
    """
    if not any(path.steps for path in paths):
        return ""
    layout = lay_out(paths)
    total = _total(paths, stake, lang)
    height = layout.height + (LINE + MARGIN if total else 0)
    words = path_words(paths, stake, english=lang == "en")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" xml:lang="{_LANGUAGE[lang]}" lang="{_LANGUAGE[lang]}" '
        f"aria-labelledby={quoteattr(f'{ids}-title {ids}-desc')} "
        f'viewBox="0 0 {_n(layout.width)} {_n(height)}" '
        f'width="{_n(layout.width * scale)}" height="{_n(height * scale)}" '
        f'font-family="{_FONTS}" font-size="14">',
        f"<title id={quoteattr(f'{ids}-title')}>{_text(_TITLE[lang])}</title>",
        f"<desc id={quoteattr(f'{ids}-desc')}>{_text(words)}</desc>",
        *(_line(arrow) for arrow in layout.arrows),
        *(_box(box) for box in layout.boxes),
        *(_label(arrow, lang) for arrow in layout.arrows),
        _sum(layout, total),
        "</svg>",
    ]
    return "".join(parts)


def _total(paths: Sequence[Path], stake: Decimal | None, lang: Language) -> str:
    if not stake:
        return ""
    return (
        total_words(paths, stake, english=True) if lang == "en" else total_words(paths, stake).replace("合计", "合计 ")
    )


def _sum(layout: Layout, total: str) -> str:
    if not total:
        return ""
    x, y = _n(layout.width / 2), _n(layout.height + LINE)
    return f'<text x="{x}" y="{y}" text-anchor="middle" font-weight="bold" fill="{_INK}">{_text(total)}</text>'


def _box(box: Box) -> str:
    frame, fill, ink = (_TOP, _PAPER, _TOP) if box.is_top else (_INK, _PAPER, _INK)
    if box.is_bottom:
        fill, ink = _INK, _PAPER
    x, first = box.x - BOX_WIDTH / 2, box.y + (box.height - len(box.lines) * LINE) / 2 + PADDING + 3
    lines = "".join(
        f'<text x="{_n(box.x)}" y="{_n(first + at * LINE)}" text-anchor="middle" fill="{ink}">{_text(line)}</text>'
        for at, line in enumerate(box.lines)
    )
    rect = (
        f'<rect x="{_n(x)}" y="{_n(box.y)}" width="{BOX_WIDTH}" height="{_n(box.height)}" rx="4" '
        f'fill="{fill}" stroke="{frame}" stroke-width="1.5"/>'
    )
    return f"<g>{rect}{lines}</g>"


def _line(arrow: Arrow) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in arrow.points)
    dashes = ' stroke-dasharray="5 4"' if arrow.step.percent is None else ""
    line = f'<polyline points="{points}" fill="none" stroke="{_INK}" stroke-width="1.5"{dashes}/>'
    return line + _head(*arrow.points[-2:])


def _head(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the arrow head as a triangle, so that no SVG marker is needed."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    foot = (end[0] - 9 * along[0], end[1] - 9 * along[1])
    across = (-4.5 * along[1], 4.5 * along[0])
    corners = (end, (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1]))
    return f'<polygon points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in corners)}" fill="{_INK}"/>'


def _label(arrow: Arrow, lang: Language) -> str:
    """Return the share or office on a white background, placed on the line."""
    words = arrow.step.label if lang == "zh" else arrow.step.label_en
    (x1, y1), (x2, y2) = arrow.points[1:3] if arrow.is_back else arrow.points[:2]
    along = 0.8 if arrow.is_back else 0.45
    x, y = x1 + (x2 - x1) * along, y1 + (y2 - y1) * along
    width = sum(14 if ord(character) > 0x2E80 else 8 for character in words) + 8
    ground = f'<rect x="{_n(x - width / 2)}" y="{_n(y - 10)}" width="{_n(width)}" height="20" fill="{_PAPER}"/>'
    return f'<g>{ground}<text x="{_n(x)}" y="{_n(y + 5)}" text-anchor="middle" fill="{_INK}">{_text(words)}</text></g>'


def _text(words: str) -> str:
    """Return the words escaped. Replaces characters that cannot be printed with spaces."""
    return escape("".join(character if character.isprintable() else " " for character in words))


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
