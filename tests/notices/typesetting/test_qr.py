"""The QR code on the printed notice."""

import re
from xml.etree import ElementTree

import pytest
import segno

from notices.typesetting.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    "url", ["https://registry.example.cn/n/1", "https://registry.example.cn/notices/" + "A-2022/" * 20]
)
def test_qr_code_draws_every_module_of_its_address(url: str) -> None:
    svg = ElementTree.fromstring(qr_svg(url))  # noqa: S314 - our own output
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg.find(f"{SVG}path").get("d")):  # type: ignore[union-attr,arg-type]
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make_qr(url, error="m").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert svg.get("viewBox") == f"0 0 {len(matrix)} {len(matrix)}"


def test_qr_code_title_stays_text() -> None:
    svg = ElementTree.fromstring(qr_svg('https://registry.example.cn/<b>&"'))  # noqa: S314 - our own output
    assert svg.find(f"{SVG}title").text == '二维码：https://registry.example.cn/<b>&"'  # type: ignore[union-attr]
