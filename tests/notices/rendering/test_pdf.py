"""The PDF of a notice: what is in it, how it is tagged, and that it is always the same."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from notices.rendering.pdf import render_pdf
from notices.rendering.plain import render_text
from notices.typesetting.document import NoticeDocument
from tests.support.documents import CANONICAL, long_notice, package_notice, real_lines, real_notice
from tests.support.printed import (
    marked_ids,
    opened,
    pages_of,
    pdf_of,
    tag_names,
    tags_of,
    text_of,
    without_space,
)

TOP = Path(__file__).resolve().parents[3]
A4_PORTRAIT, A4_LANDSCAPE = (595, 842), (842, 595)


def test_pdf_of_the_real_notice_has_every_word_in_reading_order(tmp_path: Path) -> None:
    text = without_space(text_of(pdf_of(real_notice()), tmp_path))
    position = 0
    for line in real_lines():
        found = text.find(without_space(line), position)
        assert found >= 0, line
        position = found


@pytest.mark.parametrize("words", ["134000000.00元", "193474338.54元", "杭州萧山美艺花边有限公司", "(0571)87836756"])
def test_pdf_keeps_amounts_names_and_numbers_unbroken_on_a_line(words: str, tmp_path: Path) -> None:
    assert words in text_of(pdf_of(real_notice()), tmp_path)


def test_pdf_prints_number_dates_window_end_and_address_of_the_page(tmp_path: Path) -> None:
    text = text_of(pdf_of(real_notice()), tmp_path)
    for words in (
        "ZJ-2022-0001",
        "2022年8月31日（星期三）24:00",
        "https://registry.example.cn/notices/ZJ-2022-0001",
        "盖章处",
    ):
        assert words in text


def test_pdf_embeds_every_font_as_a_subset() -> None:
    for document in (real_notice(), package_notice()):
        pdf = opened(pdf_of(document))
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor
            assert str(font.BaseFont)[7] == "+"
            assert "/ToUnicode" in font


def test_pdf_declares_pdf_a_3a_with_output_intent_language_and_title() -> None:
    pdf = opened(pdf_of(real_notice()))
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "中国华融资产管理股份有限公司浙江省分公司资产处置公告"
        assert metadata["dc:creator"] == ["中国华融资产管理股份有限公司浙江省分公司"]
        assert metadata["xmp:CreateDate"] == "2022-08-03T00:00:00+08:00"
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.MarkInfo.Marked is True
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20220803000000+08'00"


def test_pdf_carries_the_canonical_json_as_its_source() -> None:
    pdf = opened(pdf_of(real_notice()))
    assert list(pdf.attachments) == ["notice.json"]
    assert pdf.attachments["notice.json"].get_file().read_bytes() == CANONICAL
    specification = pdf.Root.AF[0]
    assert specification.AFRelationship == "/Source"
    assert specification.EF.F.Subtype == "/application/json"
    assert str(specification.EF.F.Params.ModDate) == "D:20220802160000Z"


def test_pdf_tags_title_paragraphs_and_the_box_of_facts() -> None:
    names = tag_names(pdf_of(real_notice()))
    assert names[:3] == ["/Document", "/Art", "/H1"]
    assert names.count("/P") >= len(real_lines()) - 1
    assert names.count("/TH") == names.count("/TD") == 6
    assert names.count("/Figure") == 1


def test_pdf_names_its_qr_code_for_those_who_cannot_see_it() -> None:
    pdf = opened(pdf_of(real_notice()))
    figures = [tag for name, tag in tags_of(pdf.Root.StructTreeRoot) if name == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["二维码：https://registry.example.cn/notices/ZJ-2022-0001"]


def test_pdf_without_public_page_has_no_qr_code() -> None:
    names = tag_names(pdf_of(replace(real_notice(), public_url=None)))
    assert "/Figure" not in names
    assert "/Link" not in names


@pytest.mark.parametrize("document", [real_notice(), package_notice()], ids=["notice", "package"])
def test_pdf_numbers_tagged_content_once_and_finds_each_in_the_tree(document: NoticeDocument) -> None:
    pdf = opened(pdf_of(document))
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(pdf.pages):
        ids = marked_ids(page)
        parents = numbers[2 * index + 1]
        assert len(set(ids)) == len(ids)
        assert all(parents[number] is not None and "/S" in parents[number] for number in ids)


def test_header_repeats_the_title_from_the_second_page_on(tmp_path: Path) -> None:
    first, *others = pages_of(pdf_of(long_notice()), tmp_path)
    assert len(others) >= 3
    assert "公…" not in first
    for page in others:
        assert page.splitlines()[0].split() == [
            "测试资产管理股份有限公司虚构省分公司关于虚构资产包（95户）债权的处置公…",
            "TEST-2024-0001",
        ]


def test_footer_counts_pages(tmp_path: Path) -> None:
    pages = pages_of(pdf_of(long_notice()), tmp_path)
    for number, page in enumerate(pages, start=1):
        assert without_space(page).endswith(f"第{number}页共{len(pages)}页")


def test_pages_of_the_notice_are_portrait_and_of_the_annex_landscape() -> None:
    pdf = opened(pdf_of(package_notice()))
    sizes = [tuple(round(float(x)) for x in list(page.mediabox)[2:]) for page in pdf.pages]
    assert sizes[:2] == [A4_PORTRAIT, A4_PORTRAIT]
    assert set(sizes[2:]) == {A4_LANDSCAPE}


def test_text_of_the_notice_and_of_the_pdf_agree_for_a_long_notice(tmp_path: Path) -> None:
    printed = without_space(text_of(pdf_of(long_notice(8)), tmp_path))
    for block in render_text(long_notice(8)).split("\n\n"):
        assert without_space(block) in printed


@pytest.mark.parametrize("name", ["notice", "package"])
def test_qpdf_finds_no_fault(name: str, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdf_of(real_notice() if name == "notice" else package_notice()))
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_draft_without_publication_date_has_no_date_in_its_file() -> None:
    pdf = opened(pdf_of(replace(real_notice(), published_on=None)))
    assert "/CreationDate" not in pdf.docinfo


def test_other_content_gives_another_file_identifier() -> None:
    one, other = (opened(render_pdf(real_notice(), canonical_json=content)) for content in (b"{}", b"[]"))
    assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


PROGRAM = """
import hashlib, os
os.umask(int(os.environ["UMASK"], 8))
from tests.support.documents import CANONICAL, package_notice
from notices.typesetting.document import NoticeDocument
from notices.rendering.pdf import render_pdf
print(hashlib.sha256(render_pdf(package_notice(30), canonical_json=CANONICAL)).hexdigest())
"""


def test_two_processes_in_other_time_zones_and_languages_write_the_same_bytes() -> None:
    here = hashlib.sha256(pdf_of(package_notice(30))).hexdigest()
    surroundings = (
        {"TZ": "America/Los_Angeles", "LANG": "C", "PYTHONHASHSEED": "1", "UMASK": "077"},
        {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "UMASK": "000"},
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=TOP, stdout=subprocess.PIPE, env={"PATH": os.defpath, **env}
        )
        for env in surroundings
    ]
    assert [process.communicate()[0].decode().strip() for process in processes] == [here, here]


RIGHT, TOLERANCE = 519.6, 0.75  # points; the right edge of 37 characters of 12pt
BBOX_LINE = re.compile(r'<line [^>]*xMax="([\d.]+)"[^>]*>(.*?)</line>', re.DOTALL)


@pytest.mark.parametrize("document", [real_notice(), long_notice()], ids=["notice", "long"])
def test_no_printed_line_begins_with_a_mark_that_may_not(document: NoticeDocument, tmp_path: Path) -> None:
    lines = [line.strip() for page in pages_of(pdf_of(document), tmp_path) for line in page.splitlines()]
    assert len(lines) > 40
    assert not [line for line in lines if line and line[0] in "，。、；：！？）》”’】〕%"]
    assert not [line for line in lines if line and line[-1] in "（《“‘【〔"]


def test_full_lines_of_the_real_notice_end_at_the_same_edge(tmp_path: Path) -> None:
    boxes = BBOX_LINE.findall(text_of(pdf_of(real_notice()), tmp_path, "-bbox-layout"))
    lines = [(float(right), re.sub(r"<[^>]+>|\s", "", text)) for right, text in boxes]
    lines = [line for line in lines if "举报电话" not in line[1]]
    full = [right for right, text in lines if len(text) > 32 and text[-1].isalnum() and "-" not in text]
    assert len(full) >= 15
    assert [right for right in full if abs(right - RIGHT) > TOLERANCE] == []
