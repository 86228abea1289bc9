"""Resident IDs in texts: found whatever holds them, masked, and refused where a text is entered. All are invented."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from disposal.models.claims.claim import ClaimCreate
from disposal.models.parties.party import PartyCreate
from disposal.services.records.validation import InvalidRecord, read, read_reason
from notices import resident_ids
from notices.errors import NoticesError
from notices.resident_ids import is_resident_id, mask_resident_ids, resident_ids_in

NUMBER, MASKED = "999999199001010016", "999999********0016"


class Read(str):
    """A text that counts how many of its characters are taken out of it."""

    __slots__ = ("taken",)

    def __getitem__(self, part: Any) -> str:
        found = super().__getitem__(part)
        self.taken = getattr(self, "taken", 0) + len(found)
        return found


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
        ({"remarks": ["无", f"见{NUMBER}"]}, ["remarks.1"]),
        ([Paper(f"{NUMBER}的存款证明")], ["0.words"]),
        (f"合同{NUMBER}1号", []),  # 19 digits
        (f"A{NUMBER}", []),
        ({"remarks": "见９９９９９９-１９９００１０１-００１６"}, ["remarks"]),
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


@pytest.mark.parametrize(
    "written",
    [
        "９９９９９９１９９００１０１００１６",  # full width
        "𝟗𝟗𝟗𝟗𝟗𝟗𝟏𝟗𝟗𝟎𝟎𝟏𝟎𝟏𝟎𝟎𝟏𝟔",
        "999999 19900101 0016",
        "999999-19900101-0016",
        "999999　１９９００１０１　0016",
        "999999–1990-01-01–0016",
        "9999 9919 9001 0100 16",
        "9 9 9 9 9 9 1 9 9 0 0 1 0 1 0 0 1 6",
        "99999919900101001-6",
        "9999991990010100\u200b16",
        "99999919900101\u202d0016",
        "99999919900101\ufe0f0016",
    ],
)
def test_number_is_found_however_its_digits_are_written_and_parted(written: str) -> None:
    assert mask_resident_ids(f"甲（{written}）、乙{written}") == f"甲（{MASKED}）、乙{MASKED}"
    assert list(resident_ids_in({"remarks": written})) == [("remarks", MASKED)]
    assert read_reason(f"与{written}核对".replace("\u200b", "-")) == f"与{MASKED}核对"
    with pytest.raises(InvalidRecord, match=r"999999\*{8}0016"):
        read(PartyCreate, {"name": "测试甲", "address": written.replace("\u200b", " ")})


def test_number_beside_others_is_found_and_they_stand() -> None:
    for text in (
        "1234 {} 13800001001", "12 {}-1", "①{}²", "2019-01-02 {}\n{}", "1 {}；2 {}；", "{}\n0571 8765432"
    ):  # fmt: skip
        for written in (NUMBER, "999999 19900101 0016"):
            assert mask_resident_ids(text.replace("{}", written)) == text.replace("{}", MASKED)
    assert mask_resident_ids("99999919850707002Ｘ，999999 19850707 002x") == "，".join(["999999********002X"] * 2)


@pytest.mark.parametrize(
    "text",
    [
        "999999 19900101 0017",  # check digit
        "999999 19900230 0015",  # there is no 30 February
        "999999  19900101  0016",  # two blanks between two
        "999999\n19900101\n0016",  # a line a number
        "999999/19900101/0016",
        "A999999-19900101-0016",
        "999999-19900101-0016A",
        "999999-19900101-00161",  # 19 digits
        "（2019）浙0102执1234号之一、第330102201908150016X号",
        "12-15 2019-08-12 2019-08-16 2019-08-20",
        "13800001001 13800001002，0571-87654321 010-12345678",
        "6200 0000 0000 1234 567",
        "01890a5d-1234-7123-8123-199001010016",
        "134,000,000.00 2022-08-03",
    ],
)
def test_other_numbers_dates_and_telephones_stand_as_written(text: str) -> None:
    assert mask_resident_ids(text) == text
    assert list(resident_ids_in(text)) == []


def test_months_days_and_telephones_in_a_row_stand_though_their_digits_fit() -> None:
    fitting = [
        text
        for year, month in product(range(1990, 2027), range(1, 13))
        for text in (
            f"{year}-01 {year}-{month:02d} 2020-{month:02d}",
            f"12-{month:02d} {year}-08-12 2019-08",
            f"138 0000 {year} 138 {month:02d}13",
        )
        if is_resident_id(re.sub("[ -]", "", text))
    ]
    assert fitting
    assert [text for text in fitting if mask_resident_ids(text) != text] == []


@pytest.mark.parametrize("part", ["2019-01 ", "1 9 ", "999999 19900101 ", "1" * 17 + " ", "２０", "甲乙丙 "])
def test_long_text_is_taken_apart_once(part: str) -> None:
    def taken(length: int) -> int:
        text = Read((part * length)[:length])
        mask_resident_ids(text)
        return getattr(text, "taken", 0)

    assert taken(160_000) <= 9 * taken(20_000)  # 8 times the text; 64 times if it were read again


def reach(parsed: Any) -> int:
    """Return how many characters a pattern may look at from one place, what it looks ahead at included."""
    total = 0
    for operation, held in parsed:
        match str(operation):
            case "LITERAL" | "NOT_LITERAL" | "IN" | "ANY":
                total += 1
            case "SUBPATTERN" | "ASSERT" | "ASSERT_NOT":
                total += reach(held[-1])
            case "ATOMIC_GROUP":
                total += reach(held)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                total += held[1] * reach(held[2])
            case "AT":
                pass
            case "BRANCH":
                total += max(reach(each) for each in held[1])
            case _:
                pytest.fail(f"count what {operation} reads")
    return total


def test_no_pattern_reads_beyond_one_number_from_any_place() -> None:
    patterns = [each for each in vars(resident_ids).values() if isinstance(each, re.Pattern)]
    furthest = {each.pattern: reach(re._parser.parse(each.pattern)) for each in patterns}  # type: ignore[attr-defined]
    assert resident_ids._WRITTEN.pattern in furthest
    assert max(furthest.values()) <= 2 * 18 + 2  # each character with a separator, one before it and one after it


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
