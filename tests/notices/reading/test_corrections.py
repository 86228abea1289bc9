"""A line that cannot be read is named, shown, and shown corrected; the correction reads as the line was meant."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from notices.reading import UnreadableContent, parse_content
from notices.reading.corrections import MOST_CORRECTIONS
from notices.reading.faults import Fault
from notices.reading.syntax import Syntax, corrections_of, parse
from tests.support.notice_samples import SAMPLES, sample

Plant = Callable[[str], str]
TEXT = r'"([^"]*)"'
PLAIN = r'"([^"，,、；;#=\[\]{}（）【】：:.0-9]*[一-鿿][^"，,、；;#=\[\]{}（）【】：:]*)"'


def swap(pattern: str, becomes: str | Callable[[re.Match[str]], str], *, count: int = 1) -> Plant:
    return lambda line: re.sub(pattern, becomes, line, count=count)


def dotted(found: re.Match[str]) -> str:
    return f"{int(found[1])}.{int(found[2])}.{int(found[3])}"


def one_digit(found: re.Match[str]) -> str:
    return f"{int(found[1])}-{int(found[2])}-{int(found[3])}"


def in_chinese(found: re.Match[str]) -> str:
    return f"{int(found[1])}年{int(found[2])}月{int(found[3])}日"


LABELS = {
    "original_creditor": "原债权人", "debtor": "债务人", "interest": "利息", "limits": "最高额的限定对象",
    "court": "法院",
    "issuer": "公告发布人", "items": "债务人", "claims": "债权", "terms": "处置方式和交易条件", "window": "公告期限",
}  # fmt: skip


def in_words(table: str) -> str:
    """Return the name of a table in Chinese, as far as it has a label here."""
    return ".".join(LABELS.get(part, part) for part in table.split("."))


DATE = r"(?<==) ?(\d{4})-(\d\d)-(\d\d)$"
# What a clerk types → how a line of TOML becomes it; a line that does not change is not suited.
TOML_FAULTS: dict[str, tuple[Fault, Plant]] = {
    "date with dots": (Fault.date, swap(DATE, lambda m: f" {dotted(m)}")),
    "date with one digit": (Fault.date, swap(DATE, lambda m: f" {one_digit(m)}")),
    "date in Chinese": (Fault.date, swap(DATE, lambda m: f" {in_chinese(m)}")),
    "date in full width": (Fault.date, swap(DATE, lambda m: f" {dotted(m).replace('.', '．')}")),
    "amount without quotes": (Fault.amount, swap(r'"([\d,.]+[万亿]?元)"', r"\1")),
    "all amounts without quotes": (Fault.amount, swap(r'"([\d,.]+[万亿]?元)"', r"\1", count=0)),
    "full-width equals sign": (Fault.full_width, swap(" = ", "＝", count=0)),
    "full-width colon": (Fault.full_width, swap(" = ", "：", count=0)),
    "full-width comma": (Fault.full_width, swap(r'(?<=["\]}0-9]), (?=["{a-z])', "，", count=0)),
    "full-width semicolon": (Fault.full_width, swap(r'(?<=["0-9])$', "；")),
    "full-width header": (Fault.full_width, swap(r"^\[+[a-z_.]+\]+$", lambda m: m[0].translate({91: "［", 93: "］"}))),
    "lenticular header": (Fault.full_width, swap(r"^\[+[a-z_.]+\]+$", lambda m: m[0].translate({91: "【", 93: "】"}))),
    "full-width list": (Fault.full_width, swap(r"= \[(.+)\]$", r"= ［\1］")),
    "lenticular list": (Fault.full_width, swap(r"= \[(.+)\]$", r"= 【\1】")),
    "round list": (Fault.full_width, swap(r"= \[(.+)\]$", r"= （\1）")),
    "full-width table": (Fault.full_width, swap(r"= \{(.+)\}$", r"= ｛\1｝")),
    "smart quotes": (Fault.quotes, swap(TEXT, r"“\1”", count=0)),
    "closing quotes twice": (Fault.quotes, swap(TEXT, r"”\1”", count=0)),
    "single smart quotes": (Fault.quotes, swap(TEXT, r"‘\1’", count=0)),
    "full-width quotes": (Fault.quotes, swap(TEXT, r"＂\1＂", count=0)),
    "smart opening quote": (Fault.quotes, swap(r'= "([^"“”]*)"$', r'= “\1"')),
    "smart closing quote": (Fault.quotes, swap(r'= "([^"“”]*)"$', r'= "\1”')),
    "text without quotes": (Fault.unquoted, swap(r'(?<== )"((?!\d)[^"#\[{]*[一-鿿][^"#]*)"$', r"\1")),
    "word of a list without quotes": (Fault.unquoted, swap(rf"(?<=[\[ ]){PLAIN}(?=[,\]])", r"\1", count=0)),
    "word of a table without quotes": (Fault.unquoted, swap(rf"(?<== ){PLAIN}(?= \}}|, [a-z_]+ =)", r"\1", count=0)),
    "corner brackets for quotes": (Fault.quotes, swap(TEXT, r"「\1」", count=0)),
    "backticks for quotes": (Fault.quotes, swap(TEXT, r"`\1`", count=0)),
    "opening quote at both ends": (Fault.quotes, swap(r'= "([^"“”]*)"$', r"= “\1“")),
    "full-width blanks": (Fault.full_width, swap(" = ", "　=　")),
    "full-width blank before the line": (Fault.full_width, swap(r"^(?=\w)", "　")),
    "two equals signs": (Fault.equals, swap(" = ", " == ")),
    "no equals sign": (Fault.equals, swap(r'^(\w+) = (?=")', r"\1 ")),
    "comma missing": (Fault.comma, swap(r'(?<="), (?=["a-z])', " ")),
    "comma behind the last of a table": (Fault.comma, swap(r" \}$", ", }")),
    "remark as in other languages": (Fault.comment, swap(r'(?<=["0-9])$', " // 已核对")),
    "Chinese field": (Fault.key, swap("^(original_creditor|debtor)(?= =)", lambda m: LABELS[m[0]])),
    "Chinese field in a table": (Fault.key, swap("(?<=[{,] )(interest|limits|court)(?= =)", lambda m: LABELS[m[0]])),
    "Chinese table": (Fault.key, swap(r"^\[+([a-z.]+)\]+$", lambda m: m[0].replace(m[1], in_words(m[1])))),
    "closing quote missing": (Fault.unclosed, swap(r'= "([^"#]*)"$', r'= "\1')),
    "closing quote missing in a list": (Fault.unclosed, swap(r'(?<=[\[ ])"([^"#]*)"(?=\]$)', r'"\1')),
    "closing quote missing in a table": (Fault.unclosed, swap(r'= "([^"#]*)"(?=, [a-z_]+ =| \})', r'= "\1')),
}  # fmt: skip


def planted(text: str, plant: Plant) -> Iterator[tuple[int, str, str]]:
    """Yield the number of each suited line, the line with the fault, and the text with it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        wrong = line if line.startswith("#") else plant(line)
        if wrong != line:
            yield at + 1, wrong, "\n".join([*lines[:at], wrong, *lines[at + 1 :]])


def with_line(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], line, *lines[number:]])


@pytest.mark.parametrize("name", TOML_FAULTS)
def test_planted_fault_is_named_with_its_line_and_its_correction_reads_as_before(name: str) -> None:
    fault, plant = TOML_FAULTS[name]
    count = 0
    for path in SAMPLES:
        text = path.read_text("utf-8")
        values = parse(text.encode(), Syntax.toml)
        for number, wrong, damaged in planted(text, plant):
            (correction,) = corrections_of(damaged, Syntax.toml)
            assert (correction.line, correction.written) == (number, wrong)
            assert fault in correction.faults, correction
            assert parse(with_line(damaged, number, correction.corrected).encode(), Syntax.toml) == values, correction
            count += 1
    assert count > 2


def test_list_over_several_lines_is_corrected_line_by_line() -> None:
    text = 'modes = [\n  "公开竞价"，\n  “拍卖”,\n  挂牌,\n]\n'
    found = corrections_of(text, Syntax.toml)
    assert [(each.line, each.corrected) for each in found] == [(2, '  "公开竞价",'), (3, '  "拍卖",'), (4, '  "挂牌",')]


def test_all_wrong_lines_are_told_at_once_in_both_languages() -> None:
    text = 'published_on = 2026.11.3\ntotal = 1,340万元\nkind ＝ “disposal”\nname = "虚构公司\n'
    with pytest.raises(UnreadableContent) as refused:
        parse_content(text.encode(), "toml")
    told = refused.value.as_json()
    assert [each["line"] for each in told["corrections"]] == [1, 2, 3, 4]
    for words in (
        "请更正以下4行后再试", "第1行：日期请写成 2026-11-03 的形式\n    原文：published_on = 2026.11.3\n"
        "    改为：published_on = 2026-11-03", "第2行：带逗号或单位的金额须加引号", "第4行：缺少右引号",
    ):  # fmt: skip
        assert words in told["zh"]
    for words in (
        "correct 4 line(s)", "line 1: write a date like 2026-11-03\n    written: published_on = 2026.11.3\n"
        "    correct: published_on = 2026-11-03", "line 2: an amount with commas or a unit needs quotes",
        "line 3: quotes must be straight ones: \"…\"; signs must be half-width", "line 4: the closing quote is missing",
    ):  # fmt: skip
        assert words in told["en"]


def test_very_many_wrong_lines_are_cut_and_said_to_be() -> None:
    with pytest.raises(UnreadableContent) as refused:
        parse_content("".join(f"a{at} = 甲\n" for at in range(30)).encode(), "toml")
    assert len(refused.value.corrections) == MOST_CORRECTIONS
    assert "其后可能还有" in refused.value.zh
    assert "more may follow" in refused.value.en


def test_line_shown_hides_resident_ids_and_control_characters() -> None:
    with pytest.raises(UnreadableContent) as refused:
        parse_content("a = 110101199003070011号\x08".encode(), "toml")
    assert "19900307" not in str(refused.value.as_json())
    assert "\\u0008" in refused.value.zh


JSON_FAULTS: dict[str, tuple[Fault, Plant]] = {
    "full-width colon": (Fault.full_width, swap(r'(?<="): ', "：", count=0)),
    "full-width comma": (Fault.full_width, swap(r',$', "，")),
    "smart quotes": (Fault.quotes, swap(TEXT, "“\\1”", count=0)),
    "date without quotes": (Fault.date, swap(r'"(\d{4})-(\d\d)-(\d\d)"', dotted)),
    "amount without quotes": (Fault.amount, swap(r'"([\d,.]+[万亿]?元)"', r"\1")),
    "text without quotes": (Fault.unquoted, swap(r'(?<=": )"((?!\d)[^"，、；]*[一-鿿][^"，、；]*)"', r"\1")),
    "closing quote missing": (Fault.unclosed, swap(r'(?<=: )"([^"]*)"(?=,?$)', r'"\1')),
}  # fmt: skip
YAML_FAULTS: dict[str, tuple[Fault, Plant]] = {
    "full-width colon": (Fault.colon, swap(r"^(\s*(?:- )*\w+): ", r"\1：")),
    "colon without a blank": (Fault.colon, swap(r"^(\s*(?:- )*\w+): (?=[^\s/'\"])", r"\1:")),
    "tab before the line": (Fault.indent, swap(r"^  (?=\w)", "\t")),
}


def with_printed_amounts(value: Any) -> Any:
    """Return plain values of a sample in which a date or a figure is a text, as JSON and YAML write it."""
    if isinstance(value, dict):
        return {key: with_printed_amounts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [with_printed_amounts(each) for each in value]
    return value if isinstance(value, str | bool | int) else str(value)


def written_as(syntax: Syntax) -> str:
    values = with_printed_amounts(sample("disposal/sample-package"))
    if syntax is Syntax.json:
        return json.dumps(values, ensure_ascii=False, indent=2)
    return yaml.safe_dump(values, allow_unicode=True, width=1000, sort_keys=False)


@pytest.mark.parametrize(
    ("syntax", "name"), [(Syntax.json, n) for n in JSON_FAULTS] + [(Syntax.yaml, n) for n in YAML_FAULTS]
)
def test_planted_fault_in_json_or_yaml_is_named_and_corrected(syntax: Syntax, name: str) -> None:
    fault, plant = (JSON_FAULTS if syntax is Syntax.json else YAML_FAULTS)[name]
    text, count = written_as(syntax), 0
    values = parse(text.encode(), syntax)
    for number, wrong, damaged in planted(text, plant):
        if _reads(damaged, syntax):
            continue  # in YAML, a text over two lines may hold a full-width colon
        (correction,) = corrections_of(damaged, syntax)
        assert (correction.line, correction.written) == (number, wrong)
        assert fault in correction.faults, correction
        assert parse(with_line(damaged, number, correction.corrected).encode(), syntax) == values, correction
        count += 1
    assert count > 2


def _reads(text: str, syntax: Syntax) -> bool:
    try:
        parse(text.encode(), syntax)
    except UnreadableContent:
        return False
    return True


@pytest.mark.parametrize("syntax", list(Syntax))
@given(text=st.text(alphabet="[]{}\"'“”‘’，,；：:=＝#＃【】（）\\ \t\nab1.年-万元", max_size=60))
def test_any_text_is_read_or_refused_and_every_correction_moves_on(syntax: Syntax, text: str) -> None:
    try:
        parse(text.encode(), syntax)
    except UnreadableContent as refused:
        for each in refused.corrections:
            assert each.written == text.split("\n")[each.line - 1]
            assert each.corrected != each.written
