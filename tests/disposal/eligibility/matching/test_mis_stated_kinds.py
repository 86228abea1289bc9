"""A person entered as an organisation, or the reverse: possible at least, found by keys, and never by chance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disposal.eligibility.matching import Strength, Subject, compare, keys
from notices.codes import PartyKind

PERSON, COMPANY, SHOP = PartyKind.natural_person, PartyKind.organisation, PartyKind.individual_business
NUMBER, CODE = "999999199001010016", "91330000000000003D"


@pytest.mark.parametrize(
    ("a", "b", "is_match"),
    [
        (Subject(PERSON, ("欧阳砚秋",)), Subject(COMPANY, ("欧阳砚秋",)), True),
        (Subject(PERSON, ("欧阳砚秋",), number=NUMBER), Subject(COMPANY, ("欧阳砚秋",)), True),
        (Subject(PERSON, ("歐陽硯秋",)), Subject(COMPANY, ("欧阳砚秋",)), True),
        (Subject(PERSON, ("欧阳*秋",)), Subject(COMPANY, ("欧阳砚秋",)), True),
        (Subject(PERSON, ("李晓红",)), Subject(SHOP, ("李晓红",)), True),
        (Subject(PERSON, ("新名字", "欧阳砚秋")), Subject(COMPANY, ("欧阳砚秋",)), True),
        (Subject(PERSON, ("杭州测达贸易有限公司",)), Subject(COMPANY, ("杭州测达贸易有限公司",), number=CODE), True),
        (Subject(PERSON, ("欧阳砚秋",)), Subject(COMPANY, ("欧阳砚秋",), number=CODE), False),
        (Subject(PERSON, ("欧阳砚秋",)), Subject(COMPANY, ("欧阳砚秋贸易有限公司",)), False),
        (Subject(PERSON, ("欧阳砚秋",)), Subject(COMPANY, ("司马砚秋",)), False),
        (Subject(PERSON, ("测达",)), Subject(COMPANY, ("杭州测达贸易有限公司",)), False),
        (Subject(PERSON, ("测达贸易公司",), number=NUMBER), Subject(COMPANY, ("测达贸易公司",)), False),
    ],
)
def test_party_of_doubtful_kind_is_compared_across_kinds(a: Subject, b: Subject, is_match: bool) -> None:
    for one, other in ((a, b), (b, a)):
        match = compare(one, other)
        assert match.strength is (Strength.possible if is_match else Strength.none)
        if is_match:
            assert match.because_zh.startswith("一方录为")
            assert keys(one, index=str).probe & keys(other, index=str).stored


NAMES = st.sampled_from([
    "欧阳砚秋", "欧阳砚", "李晓红", "李小红", "晓红李", "李*红", "测达贸易有限公司", "杭州测达贸易公司", "测达厂",
])  # fmt: skip
PARTIES = st.builds(
    lambda kind, names: Subject(kind, tuple(names)),
    st.sampled_from([PERSON, COMPANY, SHOP]),
    st.lists(NAMES, min_size=1, max_size=2),
)


@settings(max_examples=200, deadline=None)
@given(PARTIES, PARTIES)
def test_parties_of_any_kind_that_match_share_a_key_and_match_both_ways(a: Subject, b: Subject) -> None:
    there, back = compare(a, b), compare(b, a)
    assert (there.strength, there.score) == (back.strength, back.score)
    if there.is_match:
        assert keys(a, index=str).probe & keys(b, index=str).stored
        assert keys(b, index=str).probe & keys(a, index=str).stored
