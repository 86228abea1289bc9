"""Single lines as their writers typed them: shown as they were meant, or without a correction where that is unsure."""

import pytest

from notices.reading import UnreadableContent
from notices.reading.syntax import Syntax, corrections_of, parse

WRITTEN = {
    "kind = disposal": 'kind = "disposal"',
    "kind = disposal # 种类": 'kind = "disposal" # 种类',
    "kind = \"disposal\"。": 'kind = "disposal"',
    "kind: “disposal”": 'kind= "disposal"',
    "“kind” = \"disposal\"": 'kind = "disposal"',
    "title = “关于“甲”的公告”": 'title = "关于“甲”的公告"',
    "title = “关于\"甲\"的公告”": r'title = "关于\"甲\"的公告"',
    "title = “甲”与“乙”的公告": 'title = "“甲”与“乙”的公告"',
    "title = 【重要】公告": 'title = "【重要】公告"',
    "title = 公告\"": 'title = "公告"',
    "case = （2021）测01民初1号": 'case = "（2021）测01民初1号"',
    "paid = True": "paid = true",
    "closes_at = 17：00": 'closes_at = "17:00"',
    "a = { principal = 1,340万元, interest = “5元” }": 'a = { principal = "1,340万元", interest = "5元" }',
    "a = { principal = 1，340.00， interest = 5 }": 'a = { principal = "1,340.00", interest = 5 }',
    "a = ￥1,340 万元": 'a = "¥1,340万元"',
    "a = 壹仟捌佰万元整": 'a = "壹仟捌佰万元整"',
    "m = [公开竞价、协议转让]": 'm = ["公开竞价","协议转让"]',
    "m = [\"公开竞价”，\"协议转让\"]": 'm = ["公开竞价","协议转让"]',
    "p = [\"0571-1, \"0571-2\"]": 'p = ["0571-1", "0571-2"]',
    "d = { name = \"甲, kind = \"organisation\" }": 'd = { name = "甲", kind = "organisation" }',
    "published_on = 2026-02-30": 'published_on = "〔填写：日期，如 2026-11-03〕"',
    "as_of = 2026年13月1日": 'as_of = "〔填写：日期，如 2026-11-03〕"',
    "assigned_on = 6月8日 # 转让": 'assigned_on = "〔填写：日期，如 2026-11-03〕" # 转让',
    "agreement_number = 2023-7": 'agreement_number = "2023-7"',
    "a = `1.340万元`": 'a = "1.340万元"',
    "a = '1,340万元": "a = '1,340万元'",
    "p = \"主营\"虚构茶\"加工\"": 'p = "主营“虚构茶”加工"',
    r'p = "见C:\虚构\2026"': r'p = "见C:\\虚构\\2026"',
    "u = \"https://www.example.cn\"；": 'u = "https://www.example.cn"',
    "// 第一户": "# 第一户",
    "-- 第一户": "# 第一户",
    "种类：资产处置公告": 'kind="资产处置公告"',
    "[[债务人.债权]]": "[[items.claims]]",
    "【issuer】": "[issuer]",
    "〔issuer〕": "[issuer]",
    "〖〖items〗〗": "[[items]]",
    "［［items］］； ＃ 一户": "[[items]] # 一户",
}  # fmt: skip


@pytest.mark.parametrize(("written", "corrected"), WRITTEN.items())
def test_line_is_shown_as_its_writer_meant_it(written: str, corrected: str) -> None:
    assert [each.corrected for each in corrections_of(written, Syntax.toml)] == [corrected]
    parse(corrected.encode(), Syntax.toml)


@pytest.mark.parametrize("written", ["kind", "= 5", "kind = ", "a = 1\na = 2", "a = [1", "[a", "a" * 3000 + " = x"])
def test_line_that_can_mean_anything_is_shown_without_a_correction(written: str) -> None:
    with pytest.raises(UnreadableContent) as refused:
        parse(written.encode(), Syntax.toml)
    assert refused.value.corrections == ()
    assert "corrections" not in refused.value.as_json()


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ('a = 1\nnumbers = ["虚构借1号"\ndue_on = 2022-05-30\n', "第2行第11列", "方括号没有闭合"),
        ('b = ["]"]\nnumbers = [ # [\n  "虚构借1号",\ndue_on = 2022-05-30\n', "第2行第11列", "方括号没有闭合"),
        ('a = 1\nceiling = {\n  amount = "5万元"\n}\n', "第2行第12列", "花括号 { } 须在同一行内写完"),
        ('ceiling = { amount = "5万元",\n  limits = "claim_balance" }\n', "第1行第28列", "花括号 { } 须在同一行内写完"),
    ],
)
def test_bracket_that_is_not_closed_is_told_with_its_own_line(text: str, place: str, why: str) -> None:
    with pytest.raises(UnreadableContent) as refused:
        parse(text.encode(), Syntax.toml)
    assert f"{place}有语法错误（{why}" in refused.value.zh
    assert f"原文：{text.splitlines()[int(place[1]) - 1]}" in refused.value.zh
