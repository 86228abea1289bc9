"""The path as words and as SVG: accessible, escaped, the same bytes every time."""

from decimal import Decimal
from xml.etree import ElementTree

from disposal.eligibility.facts.people import OwnersKnown
from disposal.eligibility.findings.finding import Finding, Outcome, Path, Step
from disposal.eligibility.paths.diagram import draw
from disposal.eligibility.paths.layout import lay_out, wrapped
from disposal.eligibility.paths.pathway import path_words
from tests.support.dossiers import company_facts, findings, firm, hit, owns, person, screened

SVG = "{http://www.w3.org/2000/svg}"


def step(owner: str, owned: str, percent: str | None = None, name: str = "") -> Step:
    share = None if percent is None else Decimal(percent)
    return Step(
        from_party=owner, from_name=name or owner, to_party=owned, to_name=owned, percent=share,
        label=f"{percent}%" if percent else "董事", label_en=f"{percent}%" if percent else "director",
    )  # fmt: skip


TWO_LAYERS = (Path(steps=(step("甲", "乙", "60"), step("乙", "竞买人", "50")), percent=Decimal(30)),)


def diamond() -> Finding:
    facts = company_facts(
        dossier={"shareholders": (owns("左", "竞买公司", "50"), owns("右", "竞买公司", "50"))},
        add=(firm("左", owners=OwnersKnown.exempt), firm("右", owners=OwnersKnown.exempt), person("内部人")),
        relations=(owns("内部人", "左", "40"), owns("内部人", "右", "20")),
        hits=(hit("内部人", "amc"),),
    )
    (finding,) = findings(screened(facts), "participated_entity", Outcome.barred)
    return finding


def test_path_reads_from_the_holder_down_with_the_product() -> None:
    assert path_words(TWO_LAYERS, Decimal(30)) == "甲 —60%→ 乙 —50%→ 竞买人，合计30%"
    assert path_words(TWO_LAYERS, Decimal(30), english=True) == "甲 —60%→ 乙 —50%→ 竞买人, together 30%"


def test_two_paths_of_a_diamond_are_told_and_added_up() -> None:
    finding = diamond()
    assert finding.stake == Decimal(30)
    assert path_words(finding.paths, finding.stake) == (
        "测试内部人 —40%→ 测试左 —50%→ 测试竞买公司；测试内部人 —20%→ 测试右 —50%→ 测试竞买公司，合计30%"
    )


def test_more_than_three_paths_are_cut_short_in_words_only() -> None:
    paths = tuple(Path(steps=(step("甲", f"乙{at}", "10"), step(f"乙{at}", "竞买人", "10"))) for at in range(4))
    assert path_words(paths, Decimal(4)).endswith("；另有其他路径，合计4%")


def test_diagram_is_well_formed_and_says_in_title_and_description_what_it_shows() -> None:
    finding = diamond()
    root = ElementTree.fromstring(draw(finding.paths, finding.stake, ids="f7"))  # noqa: S314 - what we wrote ourselves
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f7-title f7-desc"
    assert title is not None
    assert title.get("id") == "f7-title"
    assert title.text == "参与路径图"
    assert description is not None
    assert description.text == path_words(finding.paths, finding.stake)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts.count("50%") == 2
    assert {"测试内部人", "测试左", "测试右", "测试竞买公司", "40%", "20%", "合计 30%"} <= set(texts)


def test_diagram_speaks_the_language_asked_for() -> None:
    office = (Path(steps=(step("甲", "竞买人"),)),)
    zh, en = draw(office), draw(office, Decimal(5), lang="en")
    assert 'xml:lang="zh-CN"' in zh
    assert "董事" in zh
    assert 'xml:lang="en"' in en
    assert "director" in en
    assert "together 5%" in en


def test_diagram_is_the_same_bytes_and_asks_for_nothing_outside() -> None:
    drawn = draw(TWO_LAYERS, Decimal(30))
    assert drawn == draw(TWO_LAYERS, Decimal(30))
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    for tag in ("<script", "<image", "<style", "href"):
        assert tag not in drawn


def test_name_with_markup_and_control_characters_is_text_and_stays_well_formed() -> None:
    paths = (Path(steps=(step("甲", "竞买人", "5", name='<script>&"\x00\x1b\u202e甲'),)),)
    root = ElementTree.fromstring(draw(paths, ids='a"b'))  # noqa: S314 - what we wrote ourselves
    assert [element.tag for element in root.iter() if element.tag.endswith("script")] == []
    assert "<script>&" in "".join(root.itertext()).replace(" ", "")


def test_nothing_to_draw_is_empty() -> None:
    assert draw(()) == ""


def test_no_two_boxes_of_a_tangle_overlap_and_every_arrow_runs_down_or_closes_a_ring() -> None:
    ring = (
        Path(steps=(step("甲", "乙", "60"), step("乙", "丙", "10"), step("丙", "竞买人", "9"))),
        Path(steps=(step("甲", "丙", "60"), step("丙", "乙", "10"), step("乙", "竞买人", "9"))),
        Path(steps=(step("甲", "竞买人", "1"),)),
    )
    layout = lay_out(ring)
    places = [(box.x, box.y) for box in layout.boxes]
    assert len(set(places)) == len(places) == 4
    assert [arrow.step.from_party for arrow in layout.arrows if arrow.is_back] == ["丙"]
    assert all(arrow.points[0][1] < arrow.points[-1][1] for arrow in layout.arrows if not arrow.is_back)
    assert all(0 < x < layout.width and 0 < y < layout.height for x, y in places)


def test_long_name_is_broken_into_even_lines_without_a_bracket_at_the_end() -> None:
    assert wrapped("测试乙投资合伙企业（有限合伙）") == ("测试乙投资合伙企", "业（有限合伙）")
    assert "".join(wrapped("测试" * 30)) == "测试" * 30
    assert wrapped("甲") == ("甲",)
