"""Starting files: whole, in Chinese, and refused until they are filled in."""

import re
import tomllib
from typing import Any

import pytest

from notices.content.content import NoticeContent
from notices.kinds import KINDS, Kind, kind_of
from notices.reading import InvalidContent, parse_values, validate_content
from notices.reading.starting_file import starting_file
from notices.text import PLACEHOLDER

OF_THE_REGISTER = {"schema_version", "number", "revisions", "entered_afterwards"}
SCHEMA = "https://registry.example/schemas/notice.schema.json"
FILLED = {
    "发布日期": "2026-03-02", "基准日": "2025-12-31", "本金": "8,000,000.00元", "利息": "1,234,567.89元",
    "原公告期最后一日": "2026-03-16", "起算日": "2026-03-16",
}  # fmt: skip


def switched_on(text: str) -> str:
    """Return a starting file with every line that may be left out switched on."""
    return re.sub(r"^# (?=[\w.]+ = |\[)", "", text, flags=re.MULTILINE)


def filled(text: str) -> str:
    """Return a starting file with each placeholder written over."""

    def value(found: re.Match[str]) -> str:
        return FILLED.get(found[1].partition("，")[0], "虚构")

    return re.sub(r"〔填写：([^〕]*)〕", value, text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_starting_file_names_what_must_be_filled_in_and_is_refused_until_then(kind: Kind) -> None:
    text = starting_file(kind, schema=SCHEMA)
    assert tomllib.loads(text)["kind"] == kind.code
    with pytest.raises(InvalidContent) as refusal:
        validate_content(parse_values(text.encode()))
    unfilled = {problem.path for problem in refusal.value.problems}
    assert {"issuer.name", "published_on", "contacts.0.phones.0"} <= unfilled
    assert all(problem.value.startswith(PLACEHOLDER) for problem in refusal.value.problems)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_starting_file_filled_in_is_read(kind: Kind) -> None:
    content = validate_content(parse_values(filled(starting_file(kind, schema=SCHEMA)).encode()))
    assert kind.missing_fields(content) == ()


def test_starting_file_of_an_offer_with_everything_switched_on_names_every_field() -> None:
    values: dict[str, Any] = tomllib.loads(switched_on(starting_file(kind_of("disposal"), schema=SCHEMA)))
    amending = {"amends", "changes", "outcome", "reason"}
    assert set(values) == set(NoticeContent.model_fields) - OF_THE_REGISTER - amending
    assert {"code", "words"} <= set(values["items"][0]["claims"][0]["litigation"][0])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_starting_file_says_by_which_command_it_is_used_and_what_the_register_fills_in(kind: Kind) -> None:
    head = starting_file(kind, schema=SCHEMA).partition("\n\n")[0]
    assert ("disposal project enter 本文件 --facts" in head) is kind.offers_assets
    assert (f"disposal draft amend 原公告编号 {kind.code} 本文件" in head) is kind.amends
    assert ("items.0.claims.0.amounts.principal 是第1户第1笔债权的本金" in head) is (kind.code == "correction")


def test_date_and_amount_left_to_be_filled_in_are_told_so_like_any_text() -> None:
    with pytest.raises(InvalidContent) as refusal:
        validate_content(parse_values(starting_file(kind_of("disposal"), schema=SCHEMA).encode()))
    assert {problem.zh for problem in refusal.value.problems} == {"尚未填写；请填写，不需要时删去该行"}


def test_starting_file_lists_code_words_with_their_labels() -> None:
    text = starting_file(kind_of("disposal"), schema=SCHEMA)
    assert "land_use_right 土地使用权、building 房地产" in text
    assert "civil_servant 国家公务员" in text


@pytest.mark.parametrize("word", ["〔填写：公司名称〕", "〔填写：〕"])
def test_placeholder_is_refused_wherever_a_text_stands(word: str) -> None:
    values = {"kind": "disposal", "published_on": "2026-03-02", "issuer": {"name": word}}
    with pytest.raises(InvalidContent, match=r"issuer\.name"):
        validate_content(values)


def test_number_in_brackets_of_that_shape_is_no_placeholder() -> None:
    values = {"kind": "disposal", "published_on": "2026-03-02", "issuer": {"name": "虚构测〔2026〕1号公司"}}
    assert validate_content(values).issuer.name == "虚构测〔2026〕1号公司"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_starting_file_begins_with_the_schema_that_editors_read(kind: Kind) -> None:
    assert starting_file(kind, schema=SCHEMA).splitlines()[0] == f"#:schema {SCHEMA}"
