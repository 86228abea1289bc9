"""Divide the parts of a notice among pages, and open in the tag tree what each stands in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from notices.typesetting.canvas import Canvas
from notices.typesetting.tagging import Tag

_ROUNDING = 1e-6
_ORPHANS = _WIDOWS = 2  # as many lines of a paragraph stand together at the end and at the top of a page


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """What parts stand in, such as an article or a section; on each page it is an element of its own."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class FlowBlock:
    """A part: the heights of its lines in px, and what draws some of them into an element from a top edge on.

    ``above`` and ``below`` are margins, of which the larger counts; none is left at the top of a page. No page ends
    inside a block that ``is_whole``, before one that ``is_tied`` or after one that ``ties_next``.
    """

    within: tuple[Container, ...]
    heights: tuple[float, ...]
    draw: Callable[[Canvas, Tag, float, slice], None]
    above: float = 0.0
    below: float = 0.0
    is_whole: bool = False
    is_tied: bool = False
    ties_next: bool = False

    def may_break(self, line: int) -> bool:
        """Return whether a page may end before a line that is not the first."""
        return not self.is_whole and _ORPHANS <= line <= len(self.heights) - _WIDOWS


@dataclass(slots=True)
class Fragment:
    """The lines of a block on one page, and their top edge."""

    block: FlowBlock
    top: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Line:
    block: FlowBlock
    number: int
    above: float
    may_begin_page: bool


def divided(blocks: Sequence[FlowBlock], room: float) -> Iterator[list[Fragment]]:
    """Yield for each page of a height what stands on it, from the top edge 0 on.

    A page ends as low as the blocks let it; where they do not at all, before the first line that has no room.
    """
    lines = list(_lines(blocks))
    begin = 0
    while begin < len(lines):
        used = lines[begin].above if begin == 0 else 0.0
        page: list[Fragment] = []
        end = begin
        for line in lines[begin:]:
            above = line.above if end > begin else 0.0
            if end > begin and used + above + line.block.heights[line.number] > room + _ROUNDING:
                break
            _place(page, line, used + above)
            used += above + line.block.heights[line.number]
            end += 1
        if end < len(lines):
            end = next((at for at in range(end, begin, -1) if lines[at].may_begin_page), end)
            page = _cut(page, end - begin)
        yield page
        begin = end


def drawn(canvas: Canvas, tree: Tag, page: Sequence[Fragment], *, top: float) -> None:
    """Draw what stands on a page; ``top`` is the top edge of its content."""
    opened: list[tuple[Container, Tag]] = []
    for fragment in page:
        within = fragment.block.within
        shared = 0
        while shared < min(len(opened), len(within)) and opened[shared][0] is within[shared]:
            shared += 1
        del opened[shared:]
        for container in within[shared:]:
            opened.append((container, (opened[-1][1] if opened else tree).add(container.name)))
        parent = opened[-1][1] if opened else tree
        fragment.block.draw(canvas, parent, top + fragment.top, slice(fragment.first, fragment.last))


def _lines(blocks: Sequence[FlowBlock]) -> Iterator[_Line]:
    before: FlowBlock | None = None
    for block in blocks:
        is_free = not (block.is_tied or (before and before.ties_next))
        above = max(block.above, before.below if before else 0.0)
        yield _Line(block, 0, above, is_free)
        yield from (_Line(block, number, 0.0, block.may_break(number)) for number in range(1, len(block.heights)))
        before = block


def _place(page: list[Fragment], line: _Line, top: float) -> None:
    if page and page[-1].block is line.block:
        page[-1].last += 1
    else:
        page.append(Fragment(line.block, top, line.number, line.number + 1))


def _cut(page: list[Fragment], count: int) -> list[Fragment]:
    """Return the first ``count`` lines of a page."""
    first = []
    for fragment in page:
        fragment.last = min(fragment.last, fragment.first + count)
        count -= fragment.last - fragment.first
        if fragment.last > fragment.first:
            first.append(fragment)
    return first
