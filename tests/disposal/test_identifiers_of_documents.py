"""Numbers of passports, permits and other documents: the form of each, and no resident ID among them."""

import pytest
from pydantic_core import PydanticCustomError

from disposal.identifiers import IdentityDocument, mask_document_number, validate_document_number

PASSPORT, HK, TAIWAN, OTHER = (
    IdentityDocument(code) for code in ("passport", "hk_macao_permit", "taiwan_permit", "other")
)
NUMBER = "999999199001010016"
CARD = IdentityDocument.hk_macao_identity


@pytest.mark.parametrize(
    ("document", "text", "number"),
    [
        (PASSPORT, "e 1234 5678", "E12345678"), (PASSPORT, "E123456", "E123456"),
        (PASSPORT, "EA123456789", "EA123456789"),
        (PASSPORT, "512345678", "512345678"), (HK, "H01234567", "H01234567"), (HK, "M0123456789", "M0123456789"),
        (TAIWAN, "01234567", "01234567"), (TAIWAN, "0123456789（B）", "0123456789B"), (OTHER, "A1234", "A1234"),
        (OTHER, "9" * 19 + "8", "9" * 19 + "8"), (OTHER, "999999990001015", "999999990001015"),
    ],
)  # fmt: skip
def test_number_of_the_form_of_its_document_is_read(document: IdentityDocument, text: str, number: str) -> None:
    assert validate_document_number(text, document) == number


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (PASSPORT, "E12345"), (PASSPORT, "E1234567890"), (PASSPORT, "EAB123456"), (PASSPORT, "12345678"),
        (PASSPORT, "1234567890"), (PASSPORT, "AAAAA"), (HK, "A01234567"), (HK, "H0123456"), (HK, "H012345678"),
        (TAIWAN, "0123456"), (TAIWAN, "0123456789"), (TAIWAN, "012345678B"), (OTHER, "AB123"), (OTHER, "AAAAA"),
        (OTHER, "A123"), (OTHER, "9" * 21), (PASSPORT, "000000000"), (OTHER, "1" * 8),
    ],
)  # fmt: skip
def test_number_of_another_form_is_refused(document: IdentityDocument, text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        validate_document_number(text, document)
    assert refused.value.type == "wrong_document_number"
    assert text not in str(refused.value)


@pytest.mark.parametrize("document", [PASSPORT, HK, TAIWAN, OTHER])
@pytest.mark.parametrize(
    "text",
    [
        NUMBER, NUMBER[:-1], NUMBER[:-1] + "7", NUMBER[:-1] + "X", NUMBER[:6] + NUMBER[8:17], NUMBER + "00",
        "0" + NUMBER,
        "ID" + NUMBER, NUMBER.replace("6", "６"), NUMBER[:6] + "A" + NUMBER[6:], "A" + NUMBER[:6] + NUMBER[8:17],
        "999999000229001", "99999920000229001", "99999918900101001",
    ],
)  # fmt: skip
def test_number_shaped_like_a_resident_id_is_refused_as_any_other_document(
    document: IdentityDocument, text: str
) -> None:
    with pytest.raises(PydanticCustomError, match="shaped like a resident ID") as refused:
        validate_document_number(text, document)
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", ["999999010229001", "99999999990229001", "99999990010100", "9999991990010100"])
def test_number_without_a_birth_date_or_of_fewer_digits_is_no_resident_id(text: str) -> None:
    assert validate_document_number(text, OTHER) == text


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("A123456(3)", "A1234563", "A******(*)"), ("a 123456（3）", "A1234563", "A******(*)"),
        ("WX123456(9)", "WX1234569", "WX******(*)"), ("5215299(8)", "52152998", "*******(*)"),
    ],
)  # fmt: skip
def test_number_of_a_hong_kong_or_macau_card_is_read_and_masked(text: str, number: str, shown: str) -> None:
    assert validate_document_number(text, CARD) == number
    assert mask_document_number(number, CARD) == shown


@pytest.mark.parametrize("text", ["A123456(4)", "A123456", "2215299(8)", "521529(8)", "ABC123456(3)", "E12345678"])
def test_number_that_no_hong_kong_or_macau_card_has_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        validate_document_number(text, CARD)
    assert refused.value.type == "wrong_document_number"
    assert text not in str(refused.value)


def test_only_the_number_of_a_resident_id_or_of_such_a_card_is_for_life() -> None:
    assert {each for each in IdentityDocument if each.is_for_life} == {IdentityDocument.resident_id, CARD}
    assert {mask_document_number("A1234563", each) for each in (PASSPORT, HK, TAIWAN, OTHER)} == {"*" * 8}
