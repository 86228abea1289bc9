"""The bundled font files as we read and cut them, beside fontTools."""

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from notices.rendering.archive import write_pdf
from notices.typesetting.engine import setting
from notices.typesetting.fonts import CORE_FACES, RARE_FACES, SERIF, SERIF_RARE, Face, advances, file_of, glyph_ids
from tests.support.printed import opened

FACES = CORE_FACES + RARE_FACES


def named(face: Face) -> str:
    return face.path.stem


@pytest.mark.parametrize("face", FACES, ids=named)
def test_characters_glyphs_and_widths_are_those_that_fonttools_reads(face: Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
        assert glyph_ids(face) == {chr(code): font.getGlyphID(glyph) for code, glyph in glyphs.items()}
        assert advances(face) == {chr(code): widths[glyph][0] for code, glyph in glyphs.items()}


@pytest.mark.parametrize("face", FACES, ids=named)
def test_face_has_nothing_that_a_cut_would_lose(face: Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        assert not {"GSUB", "GPOS", "fpgm", "prep", "cvt "} & set(font.keys())
        glyphs = (font["glyf"][name] for name in font.getGlyphOrder()[::40])
        assert not [glyph for glyph in glyphs if glyph.isComposite() or getattr(glyph, "program", None)]


@pytest.mark.parametrize(("face", "words"), [(SERIF, "公告编号，1,234.56元"), (SERIF_RARE, "㐁㐂龘")])
def test_cut_face_draws_the_same_outlines_of_the_same_widths(face: Face, words: str) -> None:
    glyphs = sorted({glyph_ids(face)[character] for character in words})
    whole, cut = TTFont(face.path), TTFont(BytesIO(file_of(face).cut(glyphs)), checkChecksums=2)
    order, new = whole.getGlyphOrder(), cut.getGlyphOrder()
    assert len(new) == len(glyphs) + 1
    for number, glyph in enumerate(glyphs, start=1):
        assert cut["hmtx"][new[number]] == whole["hmtx"][order[glyph]]
        assert drawing(cut, new[number]) == drawing(whole, order[glyph])


def test_every_face_is_found_under_the_key_by_which_the_typesetter_asks_for_it() -> None:
    style = "font: bold 12pt 'Noto Serif SC', 'Noto Serif SC Rare', 'Noto Sans SC Rare'"
    html = (
        f"<html lang='zh'><p>公告</p><p style=\"{style}\">公告龘𬎆</p><h2 style=\"font-family: 'Noto Sans SC'\">一</h2>"
    )
    with setting():
        pdf = opened(write_pdf(html, {"pdf_variant": "pdf/a-3a"}, style="letter-print.css", with_rare=True))
    names = {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()}
    assert names == {face.path.stem for face in FACES}


def drawing(font: TTFont, name: str) -> object:
    pen = RecordingPen()
    font.getGlyphSet()[name].draw(pen)
    return pen.value
