"""Names of persons: variants, pinyin, masks, one-character errors, former names; and their near neighbours."""

import pytest

from disposal.eligibility.matching import Field, Manner, Match, Strength, Subject, compare, prepare
from disposal.eligibility.matching.written_forms import MOST_FORMS, written_forms
from notices.codes import PartyKind


def matched(a: str | tuple[str, ...], b: str | tuple[str, ...]) -> Match:
    one, other = ((names,) if isinstance(names, str) else names for names in (a, b))
    return compare(Subject(PartyKind.natural_person, one), Subject(PartyKind.natural_person, other))


@pytest.mark.parametrize(
    ("a", "b", "manner"),
    [
        ("单晓明", "單曉明", Manner.variant),
        ("单晓明", " 单　晓明 ", Manner.equal),
        ("李峰", "李峯", Manner.variant),
        ("王国宝", "王囯寳", Manner.variant),
        ("高小山", "髙小山", Manner.variant),
        ("周昇", "周升", Manner.variant),
        ("单晓明", "Shan Xiaoming", Manner.latin),
        ("单晓明", "Xiaoming SHAN", Manner.latin),
        ("单晓明", "SHAN, Xiao-ming", Manner.latin),
        ("单晓明", "Shàn Xiǎo Míng", Manner.latin),
        ("尉迟明", "Yuchi Ming", Manner.latin),
        ("欧阳小山", "Xiaoshan Ou Yang", Manner.latin),
        ("吕小丽", "Lü Xiaoli", Manner.latin),
        ("吕小丽", "Lyu Xiaoli", Manner.latin),
        ("吕小丽", "LV XIAOLI", Manner.latin),
        ("Xiaoming Shan", "SHAN Xiaoming", Manner.latin),
        ("张小三", "张*三", Manner.masked),
        ("張小三", "张＊三", Manner.masked),
        ("张小三", "张小×", Manner.masked),
        ("张小三", "□小三", Manner.masked),
        ("张小三", "张○三", Manner.masked),
        ("尉迟晓明", "尉遲曉鳴", Manner.homophone),
        ("单霁瑄", "單霽萱", Manner.homophone),
        ("侯小三", "候小三", Manner.lookalike),
        ("张已", "张己", Manner.lookalike),
        ("未小山", "末小山", Manner.lookalike),
        ("晓明张", "张晓明", Manner.transposed),
        ("买买提·吐尔逊", "买买提.吐尔逊", Manner.equal),
        ("买买提•吐尔逊", "买买提吐尔逊", Manner.equal),
    ],
)
def test_one_name_written_in_two_ways_is_found(a: str, b: str, manner: Manner) -> None:
    match = matched(a, b)
    assert match.is_match
    assert match.manner is manner


@pytest.mark.parametrize("separator", "·・ㆍ•‧—━◦∘‐-●ꞏ𐄁丶﹒")
def test_the_names_of_a_minority_name_are_parted_by_any_dot_or_stroke(separator: str) -> None:
    assert matched("阿卜杜拉·买买提", f"阿卜杜拉{separator}买买提").is_match
    assert matched(f"阿卜杜拉 {separator} 买买提", "阿卜杜拉买买提").is_match


@pytest.mark.parametrize(
    "written",
    [
        *("Wang Xiaoming", "Wang XIAOMING", "WANG Xiaoming", "XIAOMING, Wang", "Wang, Xiaoming", "XIAOMING Wang"),
        *("WANG/XIAOMING", "XIAOMING/WANG", "Xiao Ming WANG", "Wang Xiao MING", "XiaomingWang", "Xiaoming-Wang"),
        *("Mr Wang Xiaoming", "Mr. XIAOMING WANG", "Ms Xiaoming Wang", "Wang Xiaoming, Dr.", "Wang Xiaoming B."),
    ],
)
def test_a_latin_name_is_read_in_either_order_whatever_its_capitals_and_titles(written: str) -> None:
    assert matched("王小明", written).is_match
    assert matched(written, "Wang Xiaoming").is_match
    assert not matched("王小明", written.casefold().replace("wang", "zhang")).is_match


@pytest.mark.parametrize(
    "written",
    [
        *("测试竞买人(男)", "测试竞买人（男", "（男）测试竞买人", "测试竞买人【代】", "测试（竞买）人"),
        *("测试竞买人先生", "测试竞买人 女士", "测试竞买人 男", "测试竞买人，男，汉族", "姓名：测试竞买人"),
        *("测试竞买人A", "测试竞买人 b", "测试竞买人1", "测试竞买人x", "测试竞买人*", "测试竞买人、虚构甲"),
        *("CESHI JINGMAIREN 测试竞买人", "测试竞买人 Ceshi JINGMAIREN", "Ceshi Jingmairen（测试竞买人）"),
        *("Ceshi JINGMAIREN", "Mr 测试竞买人", "測試競買人", "测试竞买\u0301人", "测试竞买人先生1"),
        *("测试竞买人(男)女士。A", "测试竞买人\u3164", "测试竞买人\ue000", "测试竞买人\u0430"),
    ],
)
def test_a_remark_a_title_or_another_script_beside_a_name_does_not_hide_it(written: str) -> None:
    assert matched("测试竞买人", written).is_match
    assert matched(written, "测试竞买人").is_match


def test_a_surname_in_han_characters_before_a_latin_given_name_is_spelt() -> None:
    assert matched("单小明", "单 XIAOMING").is_match
    assert not matched("肖明", "王 Xiaoming").is_match


@pytest.mark.parametrize("written", ["张三", "张小×", "张XX", "段●明", "欧阳 娜娜", "买买提·吐尔逊", "Wang Xiaoming"])
def test_a_name_with_nothing_beside_it_is_read_in_one_form(written: str) -> None:
    assert written_forms(written) == (written,)


def test_a_text_of_many_names_is_read_in_a_bounded_number_of_forms() -> None:
    assert len(written_forms("、".join(f"测试{chr(code)}(男)" for code in range(0x4E00, 0x4E40)))) == MOST_FORMS


@pytest.mark.parametrize(
    ("surname", "spelt"),
    [
        *zip("单仇解查曾区盖", ["Shan", "Qiu", "Xie", "Zha", "Zeng", "Ou", "Ge"], strict=True),
        *zip("朴任华缪乐翟翟", ["Piao", "Ren", "Hua", "Miao", "Yue", "Zhai", "Di"], strict=True),
        ("万俟", "Moqi"),
        ("澹台", "Tantai"),
    ],
)
def test_a_surname_is_read_as_a_surname_and_in_every_other_way(surname: str, spelt: str) -> None:
    assert matched(f"{surname}建国", f"{spelt} Jianguo").is_match


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("张小三", "张小四"),
        ("张小三", "张三"),
        ("欧阳明", "欧明"),
        ("单晓明", "Zhang Xiaoming"),
        ("单晓明", "Shan Xiaomin"),
        ("单晓明", "单小鸣"),
        ("张*三", "张小四"),
        ("张*三", "李小三"),
        ("张*三", "张三"),
        ("张**", "张小三"),
        ("欧阳**", "欧阳小山"),
        ("*三", "张三"),
        ("林王", "王林"),
        ("买买提·吐尔逊", "买买提·库尔班"),
        ("买买提·吐尔逊", "买买提"),
    ],
)
def test_two_names_that_are_only_near_do_not_match(a: str, b: str) -> None:
    assert not matched(a, b).is_match
    assert not matched(b, a).is_match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("季晚舟", "李晚舟"), ("柯砚", "何砚"), ("金以宁", "全以宁")),
        *(("沈芳", "沈芬"), ("沈丹", "沈舟"), ("许国芳", "许国芬")),
        *(("戴晚舟", "戚晚舟"), ("Ho Suk Ching", "何淑珍")),
        ("马宗明", "Ma Ch'ung-ming"),
        *(("余文轩", "YU W."), ("端木文轩", "DUANMU X."), ("吕文轩", "Lu W.X."), ("单文轩", "Dan W.X.")),
    ],
)
def test_two_usual_characters_and_readings_of_another_are_two_people(one: str, other: str) -> None:
    assert not matched(one, other).is_match
    assert not matched(other, one).is_match


@pytest.mark.parametrize(
    ("one", "other", "manner"),
    [
        *(("侯晚舟", "候晚舟", Manner.lookalike), ("沈祎", "沈袆", Manner.lookalike)),
        ("沈己", "沈已", Manner.lookalike),
        *(("崔晚舟", "催晚舟", Manner.lookalike), ("秦晚舟", "泰晚舟", Manner.lookalike)),
        *(("沈玉梅", "沈玊梅", Manner.lookalike), ("姬晚舟", "姫晚舟", Manner.lookalike)),
        *(("方士林", "方土林", Manner.lookalike), ("侯砚", "候砚", Manner.lookalike)),
        *(("谌雨桐", "湛雨桐", Manner.lookalike), ("马宗明", "Ma Tsung-ming", Manner.latin)),
        *(("端木文轩", "DUANMU W.", Manner.initials), ("Duanmu Wenxuan", "W. DUANMU", Manner.initials)),
        *(("吕文轩", "Lyu W.X.", Manner.initials), ("单文轩", "W.X. Shan", Manner.initials)),
    ],
)
def test_a_character_that_is_not_usual_at_its_place_is_a_slip(one: str, other: str, manner: Manner) -> None:
    assert matched(one, other).manner is manner
    assert matched(other, one).manner is manner


def test_a_list_may_declare_that_one_mask_hides_several_characters() -> None:
    loose = Subject(PartyKind.natural_person, ("欧*山",), is_mask_exact=False)
    assert compare(loose, Subject(PartyKind.natural_person, ("欧阳小山",))).is_match
    assert not compare(loose, Subject(PartyKind.natural_person, ("欧阳小川",))).is_match
    assert not matched("欧*山", "欧阳小山").is_match


def test_a_former_name_is_named_as_the_field_that_matched() -> None:
    match = matched(("虚构甲", "测试乙", "测试丙"), "测试丙")
    assert match.field is Field.former_name
    assert match.because_zh.startswith("曾用名相同：测试丙")


def test_a_former_name_in_brackets_and_a_latin_name_behind_are_names_too() -> None:
    assert matched("虚构甲（曾用名：测试乙、测试丙）", "测试丙").field is Field.former_name
    assert matched("张晓明 ZHANG XIAOMING", "Zhang Xiaoming").is_match
    assert len(prepare(Subject(PartyKind.natural_person, ("张XX",))).person_names) == 1


def test_a_homophone_is_said_with_its_pinyin_read_as_a_surname() -> None:
    match = matched("单霁瑄", "單霽萱")
    assert match.because_zh.startswith("姓名同音异形：单霁瑄／單霽萱（shan ji xuan）")
    assert match.because_en.startswith("Name sounds alike, one character differs: 单霁瑄 / 單霽萱 (shan ji xuan)")


def test_a_common_name_is_possible_with_its_bearers_and_a_rare_one_probable() -> None:
    common, rare = matched("张伟", "张伟"), matched("尉迟霁瑄", "尉遲霽瑄")
    assert common.strength is Strength.possible
    assert "全国同名约 30 万人（估计）" in common.because_zh
    assert "borne by about 300,000 people (estimate)" in common.because_en
    assert rare.strength is Strength.probable
    assert "不足十人" in rare.because_zh
    assert rare.score > common.score


@pytest.mark.parametrize("nothing", ["", "  ", "12", "（）", "。"])
def test_a_name_without_a_letter_matches_nothing(nothing: str) -> None:
    assert not matched(nothing, nothing).is_match
    assert not matched(nothing, "张伟").is_match
