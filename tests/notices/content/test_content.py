"""The content: frozen, exact, with one canonical byte sequence."""

import json
from decimal import Decimal

import jsonschema_rs
import pytest
from pydantic import ValidationError

from notices.content.amounts import Amount, MoneyUnit
from notices.content.content import NoticeContent
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb
from notices.reading import read_content
from notices.reading.json_schema import content_schema
from tests.notices.written.test_amounts import PRINTED
from tests.notices.written.test_dates import READ
from tests.support.notice_samples import CONTENTS, SAMPLES, changed, make_content, sample, values_in

AS_SCHEMA = jsonschema_rs.validator_for(content_schema())
EVERY = [*SAMPLES, *sorted(CONTENTS.glob("*.toml"))]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_content_survives_json_unchanged_to_the_byte(path: object) -> None:
    content = make_content(values_in(path))  # type: ignore[arg-type]
    again = NoticeContent.model_validate(json.loads(content.canonical_json()))
    assert again == content
    assert again.canonical_json() == content.canonical_json()
    assert again.sha256 == content.sha256


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_content_fits_its_json_schema(path: object) -> None:
    validator = jsonschema_rs.validator_for(content_schema())
    content = make_content(values_in(path))  # type: ignore[arg-type]
    assert [error.message for error in validator.iter_errors(content.as_json())] == []
    short = json.loads(json.dumps(values_in(path), default=str))  # type: ignore[arg-type]
    assert [error.message for error in validator.iter_errors(short)] == []


def test_json_schema_names_kinds_and_refuses_what_reading_refuses() -> None:
    schema = content_schema()
    validator = jsonschema_rs.validator_for(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(definition.get("description") for definition in schema["$defs"].values())
    whole = make_content().as_json()
    assert validator.is_valid(whole)
    assert not validator.is_valid(whole | {"kind": "disposla"})
    assert not validator.is_valid(whole | {"zzz": 1})
    whole["items"][0]["claims"][0]["amounts"]["principal"] = "一千元"
    assert not validator.is_valid(whole)


def test_every_field_of_the_json_schema_has_a_chinese_title_and_a_description() -> None:
    schema = content_schema()
    models = [schema, *(d.get("anyOf", [d])[0] for d in schema["$defs"].values())]
    fields = [(model["title"], name, words) for model in models for name, words in model.get("properties", {}).items()]
    assert len(fields) > 150
    assert [(model, name) for model, name, words in fields if words["title"].isascii()] == []
    assert all(words["description"] for _, _, words in fields)


def test_canonical_json_is_sorted_and_holds_amounts_as_text() -> None:
    text = make_content().canonical_json().decode()
    assert '"value":"134000000.00"' in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_hash_of_a_content_changes_with_a_cent_and_with_a_printed_zero() -> None:
    path = "items__0__claims__0__amounts__principal"
    hashes = {make_content(**{path: text}).sha256 for text in ("134000000.00", "134000000.01", "134000000.0")}
    assert len(hashes) == 3


def test_content_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_content().kind = "result"


@pytest.mark.parametrize(
    ("written", "exact", "last_digit", "printed"),
    [
        ("134000000.00", "134000000.00", "0.01", "134000000.00元"),
        ("3433万元", "34330000", "10000", "3433万元"),
        ("22725.2353万元", "227252353", "1", "22725.2353万元"),
        ("200,000,000元", "200000000", "1", "200,000,000元"),
        ("1.5亿元", "150000000", "10000000", "1.5亿元"),
        ("0", "0", "1", "0元"),
        ("0.00", "0", "0.01", "0.00元"),
    ],
)
def test_amount_keeps_value_and_printed_form(written: str, exact: str, last_digit: str, printed: str) -> None:
    amount = Amount.model_validate(written)
    assert amount.exact == Decimal(exact)
    assert amount.last_digit == Decimal(last_digit)
    assert amount.printed == printed
    assert Amount.model_validate(printed) == amount


def test_amount_in_foreign_currency_names_it() -> None:
    amount = Amount.model_validate({"value": "500", "unit": "wan_yuan", "currency": "USD"})
    assert (amount.printed, amount.unit) == ("500万美元", MoneyUnit.wan_yuan)


def test_amount_has_no_negative_zero_and_no_exponent() -> None:
    assert Amount.model_validate(Decimal("-0.00")).printed == "0.00元"
    assert Amount.model_validate(Decimal("1e5")).printed == "100000元"


@pytest.mark.parametrize(
    ("limb", "words"),
    [
        ({"code": "debtor_management", "is_state_owned_only": True}, "国有企业债务人管理层"),
        ({"code": "debtor_management"}, "债务人管理人员"),
        ({"code": "judicial_police"}, "政法干警"),
        ({"code": "judicial_police", "is_handling_staff_only": True}, "曾经办上述资产的政法干警"),
        ({"code": "civil_servant", "wording": "公务员"}, "公务员"),
    ],
)
def test_limb_without_words_of_its_own_is_printed_with_its_scope(limb: dict[str, object], words: str) -> None:
    assert RestrictionLimb.model_validate(limb).words == words


def test_limb_of_near_relatives_says_so() -> None:
    assert "近亲属" in RestrictionLimb.model_validate({"code": "relative_of_insider", "relatives": "near"}).words
    assert "直系亲属" in RestrictionLimb.model_validate({"code": "relative_of_insider"}).words


@pytest.mark.parametrize("code", list(LimbCode))
def test_every_limb_has_words_and_joins_the_one_before(code: LimbCode) -> None:
    limb = RestrictionLimb(code=code)
    assert limb.words
    assert limb.joint in {"、", "以及", "，或者", "，以及"}


def test_obligor_may_be_written_as_a_name_alone() -> None:
    assert make_content(items__0__debtor="虚构公司") == make_content(items__0__debtor={"name": "虚构公司"})


def test_sample_file_is_read_like_its_values() -> None:
    assert read_content(SAMPLES[0]) == make_content(values_in(SAMPLES[0]))
    assert make_content(sample()).kind == "disposal"


def test_json_schema_accepts_what_people_write_and_refuses_the_rest() -> None:
    thing = "items__0__claims__0__security__0__collateral"
    amounts = "items__0__claims__0__amounts"
    written = {
        "kind": "处置公告", "published_on": "2022年8月3日", "has_demand": "否", f"{thing}__type": "工业房地产",
        "restrictions__limbs__0__code": "公务员", f"{thing}__building_area_m2": "12，893.13",
        f"{amounts}__principal": "人民币壹亿叁仟肆佰万元整", f"{amounts}__interest": "￥59，474，338.54",
    }  # fmt: skip
    values = json.loads(json.dumps(changed(sample(), **written), default=str))
    assert [error.message for error in AS_SCHEMA.iter_errors(values)] == []
    make_content(values)
    for path, wrong in {"kind": "公告", "has_demand": "也许", f"{thing}__type": "不动产"}.items():
        assert not AS_SCHEMA.is_valid(changed(values, **{path: wrong})), path


@pytest.mark.parametrize(
    "written",
    [
        "2022-08-03",
        "2022年8月3日。",
        "2022年8月3日（星期三）",
        "公元2022年8月3日",
        "二〇二二年七月廿三日",
        "二OO二年八月三日",
        "贰零贰贰年零捌月壹拾玖日",
    ],
)
def test_json_schema_accepts_every_written_day_that_is_read(written: str) -> None:
    values = changed(json.loads(json.dumps(sample(), default=str)), published_on=written)
    assert [error.message for error in AS_SCHEMA.iter_errors(values)] == []
    assert make_content(values).published_on.year in {2002, 2022}


@pytest.mark.parametrize("written", [*PRINTED])
def test_json_schema_accepts_every_written_amount_that_is_read(written: str) -> None:
    values = json.loads(json.dumps(sample(), default=str))
    values["items"][0]["claims"][0]["amounts"]["total"] = written
    assert AS_SCHEMA.is_valid(values)


@pytest.mark.parametrize("written", [*READ])
def test_json_schema_accepts_every_written_date_that_is_read(written: str) -> None:
    assert AS_SCHEMA.is_valid(json.loads(json.dumps({**sample(), "published_on": written}, default=str)))
