"""What a refusal shows of the value it refuses: nothing where that may be a person's number or contact."""

from typing import Any

import pytest

from disposal.models.objections.objection import ObjectionCreate
from disposal.models.parties.party import PartyCreate
from disposal.models.projects.issuer import IssuerCreate
from disposal.services.records.validation import InvalidRecord, read, read_reason
from tests.support.screening import NUMBER, PERSON, dossier

PASSPORT = "E12345678"


def told(refused: InvalidRecord) -> str:
    return f"{refused} {refused.as_json()} {refused.problems}"


@pytest.mark.parametrize(
    ("stated", "path", "hidden"),
    [
        ({"identity_document": "passport", "personal_number": 512345678}, "personal_number", "512345678"),
        ({"personal_number": 99999919900101001}, "personal_number", "9999991990"),
        ({"personal_number": NUMBER[:-1] + "7"}, "personal_number", "999999"),
        ({"identity_document": "passport", "personal_number": PASSPORT * 5}, "personal_number", PASSPORT),
        ({"identity_document": "passport", "personal_number": [PASSPORT]}, "personal_number", PASSPORT),
        ({"personal_number": {"passport": PASSPORT}}, "personal_number", PASSPORT),
        ({"passport": PASSPORT}, "passport", PASSPORT),
        ({"passport": 512345678}, "passport", "512345678"),
        ({"identity_document": PASSPORT}, "identity_document", PASSPORT),
        ({"phones": 13800001001}, "phones", "1001"),
        ({"phones": [13800001001]}, "phones.0", "1001"),
        ({"addresses": ["虚构市一号", "虚构市测试路\x07"]}, "addresses.1", "测试路"),
        ({"funding_accounts": [6200000000001234]}, "funding_accounts.0", "1234"),
    ],
)
def test_refusal_names_the_field_of_a_person_and_shows_nothing_of_its_value(
    stated: dict[str, Any], path: str, hidden: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        dossier(PERSON, bidder=stated)
    assert [problem.path for problem in refused.value.problems] == [f"bidder.{path}"]
    assert hidden not in told(refused.value)
    assert refused.value.zh.startswith(f"bidder.{path}：")


def test_number_in_place_of_a_table_or_under_an_unknown_key_is_not_shown() -> None:
    for changes in ({"means": PASSPORT}, {"passport": PASSPORT}, {"declarations": [PASSPORT]}):
        with pytest.raises(InvalidRecord) as refused:
            dossier(PERSON, **changes)
        assert PASSPORT not in told(refused.value)
    for part in ("parties", "relations"):
        with pytest.raises(InvalidRecord) as refused:
            dossier(PERSON, **{part: [PASSPORT]})
        assert PASSPORT not in told(refused.value)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"age_years": 151}, "bidder.age_years = 151："),
        ({"kind": "natural"}, "bidder.kind = natural："),
        ({"status": 138}, "bidder.status = 138："),
    ],
)
def test_refusal_of_any_other_field_shows_its_value(stated: dict[str, Any], shown: str) -> None:
    with pytest.raises(InvalidRecord, match="bidder") as refused:
        dossier(PERSON, bidder=stated)
    assert refused.value.zh.startswith(shown)


def test_misspelt_key_is_told_the_one_it_is_near() -> None:
    with pytest.raises(InvalidRecord, match="did you mean personal_number") as refused:
        read(PartyCreate, {"name": "测试甲", "personal_numbr": PASSPORT})
    assert PASSPORT not in told(refused.value)


def test_what_a_form_leaves_empty_is_asked_for_without_quotes_or_patterns() -> None:
    with pytest.raises(InvalidRecord) as refused:
        read(ObjectionCreate, {"words": None})
    assert "words：不能为空，请填写" in refused.value.zh
    with pytest.raises(InvalidRecord, match="must not be empty; fill it in"):
        read_reason("  ")
    with pytest.raises(InvalidRecord, match="capital letters") as refused:
        read(IssuerCreate, {"name": "虚构公司", "code": "yhzc"})
    assert "须为2至20个大写字母、数字或短横" in refused.value.zh
    assert "^[A-Z" not in told(refused.value)
