"""The layout of a path diagram: the bidder at the bottom, each holder one level above what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from disposal.eligibility.findings.finding import Path, Step

COLUMN, ROW_GAP, BOX_WIDTH, LINE = 216, 64, 184, 20
MARGIN, PADDING, TEXT_UNITS = 20, 12, 20  # units are half the width of a Chinese character


@dataclass(frozen=True, slots=True)
class Box:
    """A party: its name in lines, and the centre of its top edge."""

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    is_top: bool
    is_bottom: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step as a line through ``points``. ``is_back``: it runs against the levels, in a ring."""

    step: Step
    points: tuple[tuple[float, float], ...]
    is_back: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes, arrows and the total size."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def lay_out(paths: Iterable[Path]) -> Layout:
    """Return the layout of all paths drawn together. Equal paths give equal layouts."""
    steps = list(dict.fromkeys(step for path in paths for step in path.steps))
    forward, back = _without_rings(steps)
    levels = _levels(steps, forward)
    rows = _rows(levels, forward)
    names = {step.from_party: step.from_name for step in steps} | {step.to_party: step.to_name for step in steps}
    lines = {key: wrapped(name) for key, name in names.items()}
    height = max(len(text) for text in lines.values()) * LINE + PADDING
    top, width = len(rows) - 1, max(len(row) for row in rows) * COLUMN + 2 * MARGIN
    place: dict[object, tuple[float, float]] = {}
    for level, row in enumerate(rows):
        for at, item in enumerate(row):
            place[item] = (width / 2 + (at - (len(row) - 1) / 2) * COLUMN, MARGIN + (top - level) * (height + ROW_GAP))
    held, holding = {step.to_party for step in steps}, {step.from_party for step in steps}
    boxes = tuple(
        Box(key, lines[key], *place[key], height, is_top=key not in held, is_bottom=key not in holding) for key in names
    )
    arrows = [Arrow(step, _bent(step, levels, place, height), is_back=False) for step in forward]
    arrows += [Arrow(step, _sideways(step, place, height), is_back=True) for step in back]
    return Layout(boxes, tuple(arrows), width, 2 * MARGIN + len(rows) * height + top * ROW_GAP)


def _without_rings(steps: list[Step]) -> tuple[list[Step], list[Step]]:
    """Split the steps into those that run downward and those that close a ring."""
    below: dict[str, set[str]] = {}
    forward, back = [], []
    for step in steps:
        if _reaches(below, step.to_party, step.from_party):
            back.append(step)
        else:
            below.setdefault(step.from_party, set()).add(step.to_party)
            forward.append(step)
    return forward, back


def _reaches(below: dict[str, set[str]], start: str, goal: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        key = todo.pop()
        if key == goal:
            return True
        new = below.get(key, set()) - seen
        seen |= new
        todo.extend(new)
    return False


def _levels(steps: list[Step], forward: list[Step]) -> dict[str, int]:
    """Return the level of each party: 0 at the bottom, else one above the highest party it leads to."""
    levels = {key: 0 for step in steps for key in (step.from_party, step.to_party)}
    for _ in levels:
        for step in forward:
            levels[step.from_party] = max(levels[step.from_party], levels[step.to_party] + 1)
    return levels


def _rows(levels: dict[str, int], forward: list[Step]) -> list[list[object]]:
    """Return the parties of each level, and a free place where an arrow passes."""
    rows: list[list[object]] = [[] for _ in range(max(levels.values()) + 1)]
    for key, level in levels.items():
        rows[level].append(key)
    for step in forward:
        for level in range(levels[step.to_party] + 1, levels[step.from_party]):
            rows[level].append((step, level))
    return rows


def _bent(
    step: Step, levels: dict[str, int], place: dict[object, tuple[float, float]], height: float
) -> tuple[tuple[float, float], ...]:
    """Return the line from the lower edge of the holder to the upper edge of the held party."""
    (x, y), end = place[step.from_party], place[step.to_party]
    points = [(x, y + height)]
    for level in range(levels[step.from_party] - 1, levels[step.to_party], -1):
        x, y = place[step, level]
        points += [(x, y), (x, y + height)]
    return (*points, end)


def _sideways(step: Step, place: dict[object, tuple[float, float]], height: float) -> tuple[tuple[float, float], ...]:
    """Return the line of a step that closes a ring: from right edge to right edge."""
    (x1, y1), (x2, y2) = place[step.from_party], place[step.to_party]
    out = max(x1, x2) + BOX_WIDTH / 2 + MARGIN / 2
    start, end = (x1 + BOX_WIDTH / 2, y1 + height / 2), (x2 + BOX_WIDTH / 2, y2 + height / 2)
    return start, (out, start[1]), (out, end[1]), end


def wrapped(name: str) -> tuple[str, ...]:
    """Return the name in lines of similar length that fit a box. No line ends with an opening bracket."""
    total = sum(_units(character) for character in name)
    limit = min(TEXT_UNITS, ceil(total / ceil(total / TEXT_UNITS)) + 2)
    lines, line = [], ""
    for character in name:
        if sum(map(_units, line)) + _units(character) > limit:
            head = line.rstrip("（(《“")
            lines.append(head)
            line = line[len(head) :]
        line += character
    return (*lines, line)


def _units(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
