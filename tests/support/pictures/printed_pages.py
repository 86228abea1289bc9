"""Are printed pages still what they were? Every sample and 200 generated notices, compared with those of older code.

``python -m tests.support.pictures.printed_pages write FOLDER`` before a change, ``compare FOLDER`` after it. A page
is *equal* pixel by pixel, *near* where no ink is further than a pixel (0.7 point) from ink of the other, else *other*.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageFilter

from notices.composition.composition import compose
from notices.rendering.pdf import render_pdf
from notices.typesetting.document import Annex, AnnexSection, NoticeDocument, Paragraph
from tests.support.documents import (
    CANONICAL,
    LONG_PARTS,
    TITLE,
    annex,
    long_notice,
    package_notice,
    real_lines,
    real_notice,
)
from tests.support.notice_samples import CONTENTS, SAMPLES, make_content, values_in
from tests.support.printed import tag_names, text_of, without_space

GENERATED = 200
RESOLUTION = 100
INK, EDGE = 110, 220  # a grey darker than this is ink, or the edge of ink
RARE = "㐁㐂㐃鿫鿭"
_SAYING_NOTHING = {"/Span", "/NonStruct", "/Art", "/Sect", "/Div"}  # parts of a line, and what other tags stand in
_ROLES = ("body", "body", "body", "list", "condition", "heading", "contact")


def documents() -> Iterator[tuple[str, NoticeDocument]]:
    """Yield every notice to compare with its name."""
    yield from (("real", real_notice()), ("long", long_notice()), ("package", package_notice()))
    for path in (*SAMPLES, *sorted(CONTENTS.glob("*.toml"))):
        yield f"{path.parent.name}-{path.stem}", compose(make_content(values_in(path)))
    yield from ((f"generated-{number:03}", generated(number)) for number in range(GENERATED))


def generated(number: int) -> NoticeDocument:
    """Return an invented notice of one to a dozen pages; the same number gives the same notice."""
    chance = Random(number)  # noqa: S311 - chosen, not secret
    lines = [*LONG_PARTS, *real_lines()[1:-2]]
    body = []
    for at in range(chance.randint(1, 60)):
        text = "".join(chance.choice(lines) for _ in range(chance.choice((1, 1, 1, 2, 5))))
        role = chance.choice(_ROLES)
        cut = text[: chance.randint(3, 20) if role == "heading" else chance.randint(8, len(text))]
        body.append(Paragraph(role, cut, f"paragraphs.{at}"))  # type: ignore[arg-type]
    if chance.random() < 0.2:
        body.append(Paragraph("body", f"虚构{chance.choice(RARE)}公司", "rare"))
    issuers = ("测试资产管理股份有限公司虚构省分公司", "测试资产管理股份有限公司", "虚构资产管理有限公司")
    told = replace(
        real_notice(), title=chance.choice((TITLE, TITLE[:16] + "公告", TITLE * 2)), paragraphs=tuple(body),
        signature=issuers[: chance.randint(1, 3)], facts=real_notice().facts[: chance.randint(0, 5)],
    )  # fmt: skip
    if chance.random() < 0.3:
        told = replace(told, public_url=None)
    return replace(told, annex=_annex(chance)) if chance.random() < 0.4 else told


def _annex(chance: Random) -> Annex:
    sections = tuple(
        AnnexSection(
            f"{at}．测试虚构第{at}号织造有限公司",
            (
                ("债权", chance.choice(LONG_PARTS)),
                ("担保", "\n".join(LONG_PARTS[: chance.randint(1, 4)])),
                ("其他", "无"),
            ),
        )
        for at in range(1, chance.choice((0, 0, 4, 12)) + 1)
    )
    made = annex(chance.choice((1, 7, 30, 61)))
    return replace(made, sections=sections, sections_title="分户情况" if sections else "")


def pictures(pdf: Path) -> list[Image.Image]:
    """Return the pages of a PDF in grey."""
    with TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-gray", "-r", str(RESOLUTION), pdf, f"{folder}/p"], check=True)
        return [Image.open(path).copy() for path in sorted(Path(folder).iterdir())]


def judged(before: Image.Image, after: Image.Image) -> str:
    """Return whether two pages are ``equal``, ``near`` or ``other``."""
    if before.size != after.size:
        return "other"
    if not ImageChops.difference(before, after).getbbox():
        return "equal"
    strayed = (_strayed(one, two) for one, two in ((before, after), (after, before)))
    return "other" if any(picture.getbbox() for picture in strayed) else "near"


def _strayed(one: Image.Image, two: Image.Image) -> Image.Image:
    """Return the ink of one picture that is not beside ink, or its edge, in the other."""
    inked, edged = one.point(lambda grey: 255 * (grey < INK)), two.point(lambda grey: 255 * (grey < EDGE))
    return ImageChops.subtract(inked, edged.filter(ImageFilter.MaxFilter(3)))


def said(pdf: Path) -> tuple[str, list[str]]:
    """Return the words in reading order, without space, and the tags that say what they are."""
    with TemporaryDirectory() as folder:
        words = without_space(text_of(pdf.read_bytes(), Path(folder)))
    return words, [name for name in tag_names(pdf.read_bytes()) if name not in _SAYING_NOTHING]


def compared(before: Path, after: Path) -> Counter[str]:
    """Return how many pages of a PDF are equal, near and other, and what else differs."""
    old, new = pictures(before), pictures(after)
    found = Counter(judged(*pair) for pair in zip(old, new, strict=False))
    found["pages more or less"] += abs(len(old) - len(new))
    for what, one, two in zip(("words", "tags"), said(before), said(after), strict=True):
        found[f"other {what}"] += one != two
    checked = subprocess.run(["qpdf", "--check", after], capture_output=True, encoding="utf-8", check=False)
    found["faults by qpdf"] += checked.returncode != 0 or "WARNING" in checked.stdout + checked.stderr
    return +found


def write(folder: Path) -> None:
    """Write every notice as PDF into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents():
        (folder / f"{name}.pdf").write_bytes(render_pdf(document, canonical_json=CANONICAL))


def main(verb: str, named: str) -> None:
    """Write the notices, or compare them with those of a folder and say what differs."""
    before = Path(named)
    if verb == "write":
        write(before)
        return
    with TemporaryDirectory() as folder, ProcessPoolExecutor(2) as pool:
        write(Path(folder))
        files = sorted(before.glob("*.pdf"))
        total: Counter[str] = Counter()
        results = pool.map(compared, files, [Path(folder) / file.name for file in files])
        for file, found in zip(files, results, strict=True):
            total += found
            if set(found) - {"equal", "near"}:
                print(file.stem, dict(found))
        print(f"{len(files)} notices:", dict(total))


if __name__ == "__main__":
    main(*sys.argv[1:])
