"""The two papers of a notice, upright and across, and what stands at the edge of each page. All in px."""

from dataclasses import dataclass

from notices.typesetting.canvas import MM, PT, Canvas, Type, plain
from notices.typesetting.fonts import SERIF

SMALL = Type(SERIF, 9 * PT, 9 * PT * 1.437, 0.2)
_RULE, _ABOVE_RULE, _BELOW_RULE, _FOOT = 0.5 * PT, 1.5 * MM, 7 * MM, 8 * MM


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its margins."""

    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def line(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """Return the height between the margins."""
        return self.height - self.top - self.bottom


UPRIGHT = Paper(210 * MM, 297 * MM, 26.65 * MM, 32 * MM, 30 * MM)
ACROSS = Paper(297 * MM, 210 * MM, 18 * MM, 27 * MM, 22 * MM)
LEFT, LINE = UPRIGHT.side, UPRIGHT.line
SHEET_LEFT, SHEET_LINE = ACROSS.side, ACROSS.line


def centred(words: str, type_: Type, left: float = LEFT, line: float = LINE) -> float:
    """Return the left edge of words that stand in the middle of a line."""
    return left + (line - type_.width(words)) / 2


def draw_head(canvas: Canvas, paper: Paper, title: str, number: str) -> None:
    """Draw title and number of the notice above a rule."""
    rule = paper.top - _BELOW_RULE - _RULE
    baseline = rule - _ABOVE_RULE - SMALL.leading + SMALL.baseline
    right = paper.width - paper.side - SMALL.width(number)
    canvas.begin(None)
    canvas.write([(paper.side, baseline, plain(title)), (right, baseline, plain(number))], SMALL)
    canvas.rule(paper.side, rule, paper.line, _RULE)
    canvas.end()


def draw_foot(canvas: Canvas, paper: Paper, page: int, pages: int) -> None:
    """Draw which page this is of how many."""
    words = f"第 {page} 页　共 {pages} 页"
    baseline = paper.height - paper.bottom + _FOOT + SMALL.baseline
    canvas.begin(None)
    canvas.write([(centred(words, SMALL, paper.side, paper.line), baseline, plain(words))], SMALL)
    canvas.end()
