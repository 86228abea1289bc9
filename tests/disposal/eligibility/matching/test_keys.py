"""Blocking keys: whatever compare finds shares one, and no key is as broad as a surname or a legal form."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from disposal.eligibility.matching import Subject, compare, keys, prepare
from disposal.eligibility.vocabulary import tables
from notices.codes import PartyKind
from tests.benchmarks.bench_names import prepared
from tests.benchmarks.names.candidates import candidates
from tests.benchmarks.names.pair import read_pairs

PERSON, COMPANY = PartyKind.natural_person, PartyKind.organisation


def resident(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


NUMBERS = [resident("33990119900101123"), resident("33990119900101125"), "339901900101123"]
MASKED = [f"339901********{NUMBERS[0][-4:]}", "33990119900101****", f"3399****{NUMBERS[1][-4:]}", "339901******123"]
NAMES = st.one_of(
    st.text("张章单單山三小晓曉*某X□·已己欧阳", min_size=1, max_size=6),
    st.text("张单三小晓x●A、(男) 先生\u3164⺩", min_size=1, max_size=8),
    st.lists(
        st.sampled_from(["Shan", "Zhang", "XIAO", "Xiao", "san,", "ming", "Ou", "Yang", "Mr", "M", "张三"]),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    st.lists(
        st.sampled_from(["Chan", "Cheung", "Chi", "Keung", "chih-chiang", "Peter", "Tan", "Memet", "Tursun", "Z.Q."]),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "总经理", "法定代表人：", "买买提·", "扎西"]),
        st.sampled_from(
            ["陈志强", "张志强", "陈霁瑄", "陈霁萱", "吐尔逊", "图尔荪", "次仁", "才让", "欧阳志强", "侯明", "候明"]
        ),
        st.sampled_from(["", "（保证人）", "（配偶张三）", "，曾用名张三", "·买买提", "先生"]),
    ),
)
PLACES = st.sampled_from(["", "杭州", "浙江省", "浙江省杭州市", "宁波", "中国", "西湖区", "杭州市西湖区"])
COMPANIES = st.builds(
    "{}{}{}{}{}{}".format,
    PLACES,
    st.sampled_from(["测达", "测大", "则达", "阿里巴巴", "阿里巴吧", "鑫", "第2", "工行", "贸易", "测达贸易"]),
    st.sampled_from(["", "（中国）", "(杭州)", "（集团）"]),
    st.sampled_from(["", "贸易", "国际贸易", "纺织", "房地产开发", "房地产"]),
    st.sampled_from(["", "有限公司", "有限责任公司", "股份有限公司", "厂"]),
    st.sampled_from(["", "", "宁波分公司"]),
) | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "原", "债务人：", "Hangzhou Ceda Trading Co., Ltd. ", "1、"]),
    st.sampled_from(
        [
            *(
                "杭州测达贸易有限公司",
                "杭州测贸易有限公司",
                "杭测达贸易有限公司",
                "杭州测达货易有限公司",
                "杭州测测达贸易有限公司",
            ),
            *(
                "Hangzhou Ceda Trading Ltd",
                "Ceda Trading (HK) Ltd",
                "测达贸易（香港）有限公司",
                "测达信远有限公司",
                "测达远信有限公司",
            ),
            *("杭州经济开发区测达贸易有限公司", "浙江测达国际贸易有限公司", "测达贸易", "杭州测达贸易有限公司西湖店"),
        ]
    ),
    st.sampled_from(["", "（已注销）", "等3户", "，原名宁波测达纺织有限公司", "(formerly Ceda Textile Ltd)", "股份"]),
)
PEOPLE = st.builds(
    lambda names, number, exact: Subject(PERSON, tuple(names), number=number, is_mask_exact=exact),
    st.lists(NAMES, max_size=2),
    st.sampled_from([None, None, *NUMBERS, *MASKED]),
    st.booleans(),
)
BODIES = st.builds(lambda names: Subject(COMPANY, tuple(names)), st.lists(COMPANIES, min_size=1, max_size=2))


def share_a_key(a: Subject, b: Subject) -> bool:
    """Say whether the first finds the second."""
    return bool(keys(a, index=str).probe & keys(b, index=str).stored)


def matches_and_is_found_both_ways(a: Subject, b: Subject) -> None:
    there, back = compare(a, b), compare(b, a)
    assert (there.strength, there.score) == (back.strength, back.score)
    if there.is_match:
        assert share_a_key(a, b)
        assert share_a_key(b, a)


@settings(max_examples=600, deadline=None)
@given(PEOPLE, PEOPLE)
@example(Subject(PERSON, ("XXX三三三",)), Subject(PERSON, ("三三三三单三",)))
@example(Subject(PERSON, ("张*三(男)",)), Subject(PERSON, ("Zhang Xiaosan", "张小三先生")))
def test_persons_that_match_share_a_key_and_match_both_ways(a: Subject, b: Subject) -> None:
    matches_and_is_found_both_ways(a, b)


@settings(max_examples=600, deadline=None)
@given(BODIES, BODIES)
def test_companies_that_match_share_a_key_and_match_both_ways(a: Subject, b: Subject) -> None:
    matches_and_is_found_both_ways(a, b)


def test_two_names_that_do_not_match_may_share_a_key_one_way_only() -> None:
    masked, full = Subject(PERSON, ("XXX三三三",)), Subject(PERSON, ("三三三三单三",))
    assert not compare(masked, full).is_match
    assert share_a_key(masked, full) is not share_a_key(full, masked)


def test_keys_find_every_labelled_pair_that_compare_finds() -> None:
    for pair in read_pairs():
        a, b = prepared(pair, pair.a), prepared(pair, pair.b)
        if compare(a, b).is_match:
            assert keys(a, index=str).probe & keys(b, index=str).stored, pair


def test_names_alike_in_print_find_each_other_both_ways() -> None:
    pairs = list(tables.words("lookalikes_in_print"))[::80]
    found = 0
    for one, other in pairs:
        a, b = (Subject(PERSON, (f"谌霁{each}",)) for each in (one, other))
        c, d = (Subject(COMPANY, (f"黎平侗{each}绵延农具有限公司",)) for each in (one, other))
        matches_and_is_found_both_ways(a, b)
        matches_and_is_found_both_ways(c, d)
        found += compare(a, b).is_match + compare(c, d).is_match
    assert found > len(pairs)


def test_a_surname_a_place_and_a_legal_form_are_no_keys() -> None:
    assert not share_a_key(Subject(PERSON, ("张伟",)), Subject(PERSON, ("张小三",)))
    assert not share_a_key(Subject(PERSON, ("张**",)), Subject(PERSON, ("张小三",)))
    assert not share_a_key(Subject(COMPANY, ("杭州测达贸易有限公司",)), Subject(COMPANY, ("杭州鸿运贸易有限公司",)))


def test_no_key_shows_a_full_number() -> None:
    found = keys(Subject(PERSON, ("张伟",), number=NUMBERS[0]), index=lambda number: f"digest of {len(number)}")
    assert "n:digest of 18" in found.stored
    assert not [key for key in found.stored | found.probe if NUMBERS[0][6:14] in key]


def test_a_digest_is_taken_as_it_is_and_the_number_is_not_asked_for() -> None:
    stored = prepare(Subject(PERSON, ("张伟",), number=MASKED[0], number_index="kept"))
    assert "n:kept" in keys(stored, index=lambda number: number).stored


def test_a_search_among_twenty_thousand_scores_few_entries() -> None:
    for way, found in candidates(20_000, searches=150).items():
        assert sum(found) / len(found) < 20, way
