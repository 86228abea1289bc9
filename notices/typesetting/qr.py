"""The QR code on a notice that opens its public page."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import groupby

from markupsafe import Markup


class QrCode:
    """A code (error correction M): its size in modules, and its bars, each with place and length."""

    def __init__(self, url: str) -> None:
        import segno

        self._rows = [bytes(row) for row in segno.make_qr(url, error="m").matrix]
        self.size = len(self._rows)
        self.title = f"二维码：{url}"

    @cached_property
    def bars(self) -> tuple[tuple[int, int, int], ...]:
        """Return x, y and length of each run of dark modules."""
        return tuple((x, y, length) for y, row in enumerate(self._rows) for x, length in _bars(row))


@lru_cache(maxsize=16)  # the page and the PDF of one notice have the same code
def qr_code(url: str) -> QrCode:
    """Return the code of an address."""
    return QrCode(url)


def qr_svg(url: str) -> Markup:
    """Return a code as inline SVG with its alternative text."""
    code = qr_code(url)
    bars = "".join(f"M{x} {y}.5h{length}" for x, y, length in code.bars)
    return Markup(
        '<svg class="qr-code" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {0} {0}">'
        '<title>{1}</title><path d="{2}" stroke="#000" stroke-width="1.02"/></svg>'
    ).format(code.size, code.title, bars)


def _bars(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark modules."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield x, length
        x += length
