"""Each sentence of the trials on names in the field, with its right value over its kind: same, or not."""

import tomllib
from pathlib import Path

import pytest

from disposal.eligibility.matching import Field, Strength, Subject, compare, keys
from notices.codes import PartyKind

PERSON, COMPANY = PartyKind.natural_person, PartyKind.organisation
NAME = "杭州测达贸易有限公司"


def is_found(kind: PartyKind, one: str, other: str) -> bool:
    """Return whether two names match, both ways alike, and by keys too where they do."""
    a, b = Subject(kind, (one,)), Subject(kind, (other,))
    there, back = compare(a, b).is_match, compare(b, a).is_match
    assert there is back, (one, other)
    if there:
        assert keys(a, index=str).probe & keys(b, index=str).stored, (one, other)
        assert keys(b, index=str).probe & keys(a, index=str).stored, (one, other)
    return there


TOLD = tomllib.loads((Path(__file__).parent / "issue_sentences.toml").read_text("utf-8"))


def cases(kind: PartyKind, told: dict[str, str]) -> list[object]:
    found = []
    for sentence, words in told.items():
        for word in words.split():
            mark = "!" if "!" in word else "="
            one, other = word.replace("_", " ").split(mark)
            found.append(pytest.param(kind, one, other, mark == "=", id=f"{sentence}: {word}"))
    return found


@pytest.mark.parametrize(
    ("kind", "one", "other", "is_same"), [*cases(PERSON, TOLD["people"]), *cases(COMPANY, TOLD["companies"])]
)
def test_names_in_the_field_are_one_party_or_two(kind: PartyKind, one: str, other: str, *, is_same: bool) -> None:
    assert is_found(kind, one, other) is is_same


def test_a_branchs_own_credit_code_does_not_rule_out_its_company() -> None:
    head = Subject(COMPANY, (NAME,), number="91330100MA27XYYY3J")
    branch = Subject(COMPANY, (f"{NAME}宁波分公司",), number="91330200MA2AXXXX1L")
    assert compare(head, branch).is_match or not compare(head, branch).strength
    assert compare(head, Subject(COMPANY, (NAME,), number="91330200MA2AXXXX1L")).strength is not Strength.certain


def test_two_hong_kong_or_macau_numbers_rule_out_and_equal_ones_are_certain() -> None:
    one, two = Subject(PERSON, ("陈志强",), number="A123456(3)"), Subject(PERSON, ("陈志强",), number="G123456(A)")
    assert compare(one, two).strength is Strength.none
    assert compare(one, Subject(PERSON, ("陈志强",), number="A1234563")).strength is Strength.certain
    macau = [Subject(PERSON, ("陈志强",), number=number) for number in ("5215299(8)", "1234567(8)")]
    assert compare(*macau).strength is Strength.none
    assert compare(one, Subject(PERSON, ("陈志强",), number="A123456(4)")).strength is Strength.possible


def test_a_mask_shorter_than_the_number_decides_by_the_digits_seen() -> None:
    full = Subject(PERSON, ("王志强",), number="339901196507062022")
    assert compare(full, Subject(PERSON, ("王志强",), number="****2022")).is_match
    assert not compare(full, Subject(PERSON, ("王志强",), number="****2023")).is_match


def test_an_alias_told_beside_a_name_is_a_former_name() -> None:
    match = compare(Subject(PERSON, ("王志强，曾用名王强",)), Subject(PERSON, ("王强",)))
    assert match.field is Field.former_name
