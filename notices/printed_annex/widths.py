"""How the printed annex's room is shared among its columns: so that the table is as short as it can be."""

from collections.abc import Iterator, Sequence
from math import sqrt

ROUNDS, HALVINGS = 24, 48
MOST_SAMPLED = 120  # rows that stand for all: every n-th by length, with the longest
_FAR = 1e6  # more than any column is scaled by


def sampled(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """Return few enough rows to weigh, spread over short and long ones, the longest among them."""
    by_length = sorted(rows, key=max, reverse=True)
    return by_length[:: -(-len(by_length) // MOST_SAMPLED) or 1]


def shortest(
    rows: Sequence[Sequence[float]], bounds: Sequence[tuple[float, float]], *, table: float, margin: float
) -> list[float]:
    """Return the widths that make the rows lowest altogether, their sum ``table``.

    ``rows`` are the widths of the cells' texts, ``bounds`` the least width of each column and the one that
    holds its longest cell on one line, ``margin`` what of a column its text cannot use. A row is as high as its
    highest cell, so room goes to the columns that make rows high, as far as it lowers them: at the best place
    each column's pull is in proportion to its room. The maximum is softened to a norm of the fourth power, in
    which that place is found by a few rounds of moving half way.
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
    """Return how many lines a row has in the mean."""
    lines = (max(text / (width - margin) for text, width in zip(row, widths, strict=True)) for row in rows)
    return sum(lines) / (len(rows) or 1)


def _pulls(rows: Sequence[Sequence[float]], rooms: Sequence[float]) -> list[float]:
    """Return by how much each column makes the rows high."""
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
    """Return the root by square roots, which are the same to the last bit on every machine."""
    return sqrt(sqrt(sqrt(number)))


def _filled(wanted: Sequence[float], bounds: Sequence[tuple[float, float]], table: float) -> list[float]:
    """Return widths in proportion to those wanted, each within its bounds, that fill the table."""
    low, high = 1 / _FAR, _FAR
    for _ in range(HALVINGS):
        middle = sqrt(low * high)
        low, high = (middle, high) if sum(_bounded(wanted, bounds, middle)) < table else (low, middle)
    widths = list(_bounded(wanted, bounds, high))
    lacking = table - sum(widths)
    return [width + lacking * width / sum(widths) for width in widths]


def _bounded(wanted: Sequence[float], bounds: Sequence[tuple[float, float]], scale: float) -> Iterator[float]:
    yield from (min(max(width * scale, least), whole) for width, (least, whole) in zip(wanted, bounds, strict=True))
