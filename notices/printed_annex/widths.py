"""Share the width of the printed annex among its columns so that the table is as short as possible."""

from collections.abc import Iterator, Sequence
from math import sqrt

ROUNDS, HALVINGS = 24, 48
MOST_SAMPLED = 120  # sample size: every n-th row by length, with the longest
_FAR = 1e6  # larger than any scale factor


def sampled(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """Return a small sample of the rows, from the longest to short ones."""
    by_length = sorted(rows, key=max, reverse=True)
    return by_length[:: -(-len(by_length) // MOST_SAMPLED) or 1]


def shortest(
    rows: Sequence[Sequence[float]], bounds: Sequence[tuple[float, float]], *, table: float, margin: float
) -> list[float]:
    """Return the column widths, of sum ``table``, that give the lowest total row height.

    ``rows`` are the text widths of the cells. ``bounds`` are the least width of each column and the width that fits
    its longest cell on one line. ``margin`` is the part of a column that text cannot use. A row is as high as its
    highest cell, so width goes to the columns that make rows high. At the optimum, each column's share of the height
    is proportional to its room. The maximum is approximated by the 8-norm; ``ROUNDS`` damped steps find the optimum.
    """
    widths = _filled([least for least, _ in bounds], bounds, table)
    for _ in range(ROUNDS):
        rooms = [max(width - margin, 1.0) for width in widths]
        pulls = _pulls(rows, rooms)
        share = sum(rooms) / (sum(pulls) or 1.0)
        wanted = [margin + room * _eighth_root(pull * share / room) for room, pull in zip(rooms, pulls, strict=True)]
        widths = _filled(wanted, bounds, table)
    return widths


def mean_lines(rows: Sequence[Sequence[float]], widths: Sequence[float], *, margin: float) -> float:
    """Return the average number of lines per row."""
    lines = (max(text / (width - margin) for text, width in zip(row, widths, strict=True)) for row in rows)
    return sum(lines) / (len(rows) or 1)


def _pulls(rows: Sequence[Sequence[float]], rooms: Sequence[float]) -> list[float]:
    """Return how much each column adds to the height of the rows."""
    pulls = [0.0] * len(rooms)
    for row in rows:
        eighths = [(text / room) ** 8 for text, room in zip(row, rooms, strict=True)]
        whole = sum(eighths)
        if not whole:
            continue
        height = _eighth_root(whole)
        for column, eighth in enumerate(eighths):
            pulls[column] += eighth / whole * height
    return pulls


def _eighth_root(number: float) -> float:
    """Return the eighth root by square roots, which give the same bits on every machine."""
    return sqrt(sqrt(sqrt(number)))


def _filled(wanted: Sequence[float], bounds: Sequence[tuple[float, float]], table: float) -> list[float]:
    """Return widths in proportion to ``wanted``, each within its bounds, with sum ``table``."""
    low, high = 1 / _FAR, _FAR
    for _ in range(HALVINGS):
        middle = sqrt(low * high)
        low, high = (middle, high) if sum(_bounded(wanted, bounds, middle)) < table else (low, middle)
    widths = list(_bounded(wanted, bounds, high))
    lacking = table - sum(widths)
    return [width + lacking * width / sum(widths) for width in widths]


def _bounded(wanted: Sequence[float], bounds: Sequence[tuple[float, float]], scale: float) -> Iterator[float]:
    yield from (min(max(width * scale, least), whole) for width, (least, whole) in zip(wanted, bounds, strict=True))
