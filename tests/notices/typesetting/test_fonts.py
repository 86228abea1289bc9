"""Which characters can be printed, and what stops the rest."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from notices.rendering.pdf import render_pdf
from notices.typesetting.document import NoticeDocument, Paragraph
from notices.typesetting.fonts import CORE_FACES, RARE_FACES, SANS_RARE, SERIF_RARE, Face, GlyphMissing, advances
from notices.typesetting.fonts import needs_rare_faces as checked
from notices.typesetting.resources import templates_root
from tests.support.documents import CANONICAL, annex, real_notice
from tests.support.printed import pdf_of, text_of

GB2312 = {
    character
    for row in range(0xA1, 0xF8)
    for cell in range(0xA1, 0xFF)
    for character in bytes((row, cell)).decode("gb2312", "ignore")
}
LAST_OF_THE_STANDARD = "䲠鳚鳛鳤鲿鼐鼒鼯鼱鼷鼹鼽齁齉龢鼗龠爨齉"  # 通用规范汉字表, level 3
SOURCES_BEFORE = 3_755_376_000  # 2023-01-01 in seconds since 1904
SIGNS = "㎡℃№①⑳〔〕【】《》¥￥€×÷±·…—“”‘’％‰ⅠⅣ★□○"


def with_paragraph(text: str, source: str = "content.claims.0") -> NoticeDocument:
    return replace(real_notice(), paragraphs=(Paragraph("body", text, source),))


@pytest.mark.parametrize("face", CORE_FACES, ids=lambda face: f"{face.family} {face.style}")
def test_core_face_has_gb2312_standard_hanzi_and_signs(face: Face) -> None:
    assert {*GB2312, *LAST_OF_THE_STANDARD, *SIGNS} <= set(advances(face))
    assert sum(unicodedata.name(character, "").startswith("CJK UNIFIED") for character in advances(face)) >= 8105


def test_common_notice_needs_no_rare_face() -> None:
    assert not checked(real_notice())


@pytest.mark.parametrize(("character", "face"), [("龘", SERIF_RARE), ("𰻝", SERIF_RARE), ("𬎆", SANS_RARE)])
def test_rare_character_of_a_name_is_printed(character: str, face: Face, tmp_path: Path) -> None:
    assert character in advances(face)
    document = with_paragraph(f"保证人测试{character}、虚构人乙提供连带责任保证担保。")
    assert checked(document)
    assert f"测试{character}、" in text_of(pdf_of(document), tmp_path)


@pytest.mark.parametrize(
    ("character", "point"),
    [
        ("\U00031350", "U+31350"),
        ("😀", "U+1F600"),
        ("\ue000", "U+E000"),
        ("\x07", "U+0007"),
        ("\u200b", "U+200B"),
        ("⼈", "U+2F08"),
        ("한", "U+D55C"),
        ("\ud800", "U+D800"),
    ],
)
def test_character_no_font_has_stops_the_rendering_and_is_named(character: str, point: str) -> None:
    with pytest.raises(GlyphMissing) as caught:
        render_pdf(with_paragraph(f"债务人{character}公司"), canonical_json=CANONICAL)
    error = caught.value
    assert error.field == "content.claims.0"
    assert error.status == 422
    for sentence in (error.zh, error.en):
        assert point in sentence
        assert "content.claims.0" in sentence


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "公告😀"}, "title"),
        ({"signature": ("测试公司", "分公司😀")}, "signature.1"),
        ({"date_text": "😀"}, "date_text"),
        ({"facts": (("公告编号", "一"), ("媒体", "😀"))}, "facts.1"),
        ({"annex": replace(annex(3), rows=(*annex(2).rows, ("3", "😀", *annex(3).rows[2][2:])))}, "annex.rows.2.1"),
        ({"annex": replace(annex(1), totals=("😀",) * 8)}, "annex.totals.0"),
        ({"annex": replace(annex(1), note="😀")}, "annex.note"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_missing_character_is_traced_to_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(GlyphMissing) as caught:
        checked(replace(real_notice(), **changes))  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize("face", [*CORE_FACES, *RARE_FACES], ids=lambda face: f"{face.family} {face.style}")
def test_font_file_is_a_bare_renamed_subset_under_its_licence(face: Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        assert not {"GSUB", "GPOS", "CFF ", "fpgm"} & set(font.keys())
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
        assert names[1] == face.family
        assert "Adobe" in names[0]
        assert "SIL Open Font License, Version 1.1" in names[13]
        assert font["head"].unitsPerEm == 1000
        assert font["head"].modified < SOURCES_BEFORE, "the source's own date, not the day of building"


def test_licence_text_travels_with_the_fonts() -> None:
    text = (templates_root() / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Copyright 2017-2022 Adobe" in text
