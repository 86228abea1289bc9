"""Which of two names comes first makes no difference: list entry and party are compared in either order."""

import pytest

from disposal.eligibility.matching.comparison import compare
from disposal.eligibility.matching.subject import Subject
from notices.codes import PartyKind


@pytest.mark.parametrize(
    ("one", "other", "is_match"),
    [
        ("杭州西湖Oriental实业集团", "杭州西湖Oriental业集团", True),  # a slip in the trade beside Latin letters
        ("杭州a机电有限公司（杭州）", "州a机电有限公司（杭州）", False),
        ("杭州Ceda科技有限公司", "策达科技有限公司", True),
        ("Ceda科技有限公司", "杭州策达有限公司", False),  # four letters are two characters, which tell too little
        ("杭州策达科技有限公司", "杭州策达科技有限公司西湖分公司", True),
    ],
)
def test_names_meet_or_differ_in_either_order(one: str, other: str, is_match: bool) -> None:
    parties = [Subject(PartyKind.organisation, (name,)) for name in (one, other)]
    found, turned = compare(*parties), compare(*reversed(parties))
    assert (found.is_match, turned.is_match) == (is_match, is_match)
    assert (found.strength, found.score) == (turned.strength, turned.score)
