"""Resident IDs in texts: found whatever holds them, masked, and refused where a text is entered. All are invented."""

from dataclasses import dataclass
from typing import Any

import pytest

from disposal.models import ClaimCreate, PartyCreate
from disposal.services.reading import InvalidRecord, read, read_reason
from notices.errors import NoticesError
from notices.resident_ids import is_resident_id, mask_resident_ids, resident_ids_in

NUMBER, MASKED = "999999199001010016", "999999********0016"


@dataclass
class Paper:
    words: str


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBER, True),
        ("99999919900101018x", True),
        (NUMBER[:-1] + "7", False),  # check digit
        ("999999199002300015", False),  # there is no 30 February
        ("999999188912310016", False),  # born before 1890
        (NUMBER[:-1], False),
    ],
)
def test_resident_id_is_told_by_shape_check_digit_and_birth_date(text: str, expected: bool) -> None:
    assert is_resident_id(text) is expected


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (f"证号{NUMBER}。", [""]),
        ({"remarks": ["无", f"见{NUMBER}"]}, ["remarks"]),
        ([Paper(f"{NUMBER}的存款证明")], ["words"]),
        (f"合同{NUMBER}1号", []),  # 19 digits
        (f"A{NUMBER}", []),
        ({"contract_numbers": [NUMBER], "case_number": NUMBER}, []),
        (None, []),
    ],
)
def test_resident_id_is_found_in_whatever_holds_texts(value: Any, places: list[str]) -> None:
    found = list(resident_ids_in(value))
    assert [place for place, _ in found] == places
    assert {masked for _, masked in found} <= {MASKED}


def test_text_is_masked_where_a_number_stands_and_left_elsewhere() -> None:
    assert mask_resident_ids(f"甲{NUMBER}、乙{NUMBER[:-1]}7") == f"甲{MASKED}、乙{NUMBER[:-1]}7"
    assert read_reason(f"与{NUMBER}核对") == f"与{MASKED}核对"


@pytest.mark.parametrize("field", ["name", "address", "former_names", "shareholders", "business_scope"])
def test_text_with_a_full_number_is_refused_by_field_and_shown_masked(field: str) -> None:
    said: Any = f"测试{NUMBER}"
    values = {"name": "测试甲", field: [said] if field in {"former_names", "shareholders"} else said}
    with pytest.raises(InvalidRecord) as refused:
        read(PartyCreate, values)
    assert refused.value.field == field
    assert MASKED in refused.value.zh
    assert NUMBER not in f"{refused.value.as_json()} {refused.value.problems}"


def test_contract_number_that_looks_like_a_resident_id_stands_as_printed() -> None:
    debtor = "00000000-0000-7000-8000-000000000001"
    assert read(ClaimCreate, {"debtor_id": debtor, "contract_numbers": [NUMBER]}).contract_numbers == [NUMBER]


def test_error_quotes_no_full_number_whoever_raises_it() -> None:
    error = NoticesError(zh=f"没有{NUMBER}", en=f"no {NUMBER}", field=NUMBER)
    assert NUMBER not in f"{error} {error.as_json()}"
