"""Numbers of passports, permits and other documents: the form of each, and no resident ID among them."""

import pytest
from pydantic_core import PydanticCustomError

from disposal.identifiers import IdentityDocument, validate_document_number

PASSPORT, HK, TAIWAN, OTHER = (
    IdentityDocument(code) for code in ("passport", "hk_macao_permit", "taiwan_permit", "other")
)
NUMBER = "999999199001010016"


@pytest.mark.parametrize(
    ("document", "text", "number"),
    [
        (PASSPORT, "e 1234 5678", "E12345678"), (PASSPORT, "E123456", "E123456"),
        (PASSPORT, "EA123456789", "EA123456789"),
        (PASSPORT, "512345678", "512345678"), (HK, "H01234567", "H01234567"), (HK, "M0123456789", "M0123456789"),
        (TAIWAN, "01234567", "01234567"), (TAIWAN, "0123456789（B）", "0123456789B"), (OTHER, "A1234", "A1234"),
        (OTHER, "9" * 20, "9" * 20), (OTHER, "999999990001015", "999999990001015"),
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
        (OTHER, "A123"), (OTHER, "9" * 21),
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
