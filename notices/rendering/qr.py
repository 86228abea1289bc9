"""The QR code on the printed notice that opens its public page."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=16)  # the page and the PDF of one notice have the same code
def qr_svg(url: str, *, title: str) -> Markup:
    """Return a QR code (error correction M) as inline SVG; ``title`` is its alternative text."""
    code = segno.make_qr(url, error="m")
    rows = [bytes(row) for row in code.matrix]
    bars = "".join(f"M{x} {y}.5h{length}" for y, row in enumerate(rows) for x, length in _bars(row))
    size = len(rows)
    return Markup(
        '<svg class="qr-code" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {0} {0}">'
        '<title>{1}</title><path d="{2}" stroke="#000" stroke-width="1.02"/></svg>'
    ).format(size, title, bars)


def _bars(row: bytes) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    bars: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if not is_dark:
            continue
        if bars and sum(bars[-1]) == x:
            bars[-1] = (bars[-1][0], bars[-1][1] + 1)
        else:
            bars.append((x, 1))
    return bars
