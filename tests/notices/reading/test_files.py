"""Contents read from files: digits kept, every problem named at once, hostile files refused."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from notices.reading import InvalidContent, UnreadableContent, parse_content, read_content
from notices.typesetting.resources import templates_root
from tests.support.notice_samples import DELETED, SAMPLES, changed, make_content, sample

SAMPLE = (templates_root() / "notices" / "disposal" / "sample.toml").read_text("utf-8")
AMOUNTS = "items__0__claims__0__amounts"
SECURITY = "items__0__claims__0__security__0"

# What is changed in the notice of 2022 → path of the problem, words of its remedy.
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "negative amount": ({f"{AMOUNTS}__principal": Decimal(-1)}, "items.0.claims.0.amounts.principal.value", "negative"),
    "negative in words": ({f"{AMOUNTS}__principal": "-1.00"}, "items.0.claims.0.amounts.principal", "not an amount"),
    "amount in words": ({f"{AMOUNTS}__interest": "一千元"}, "items.0.claims.0.amounts.interest", "not an amount"),
    "bad grouping": ({f"{AMOUNTS}__total": "1,93,474"}, "items.0.claims.0.amounts.total", "not an amount"),
    "float": ({f"{AMOUNTS}__total": 1.5}, "items.0.claims.0.amounts.total", "lost digits"),
    "true for an amount": ({f"{AMOUNTS}__total": True}, "items.0.claims.0.amounts.total", "not an amount"),
    "infinity": ({f"{AMOUNTS}__total": Decimal("inf")}, "items.0.claims.0.amounts.total.value", "finite"),
    "not a number": ({f"{AMOUNTS}__total": Decimal("nan")}, "items.0.claims.0.amounts.total.value", "finite"),
    "below a cent": ({f"{AMOUNTS}__total": "1.234"}, "items.0.claims.0.amounts.total", "0.01"),
    "a quintillion": ({f"{AMOUNTS}__total": Decimal(10**18)}, "items.0.claims.0.amounts.total.value", "less than"),
    "endless zeros": ({f"{AMOUNTS}__total": Decimal("0e-999999")}, "items.0.claims.0.amounts.total.value", "digits"),
    "unknown currency": (
        {f"{AMOUNTS}__total": {"value": "1.00", "currency": "RMB"}},
        "items.0.claims.0.amounts.total.currency", "CNY"),
    "two currencies": (
        {f"{AMOUNTS}__total": {"value": "1.00", "currency": "USD"}}, "items.0.claims.0.amounts", "a currency"),
    "no principal": ({f"{AMOUNTS}__principal": DELETED}, "items.0.claims.0.amounts.principal", "required"),
    "misspelt field": ({f"{AMOUNTS}__totl": "1.00"}, "items.0.claims.0.amounts.totl", "did you mean total?"),
    "field of nowhere": ({"zzz": 1}, "zzz", "no known field"),
    "unknown kind": ({"kind": "disposla"}, "kind", "did you mean disposal?"),
    "no kind": ({"kind": DELETED}, "kind", "required"),
    "empty kind": ({"kind": " "}, "kind", "not be empty"),
    "unknown limb": (
        {"restrictions__limbs__0__code": "civil_servent"}, "restrictions.limbs.0.code", "did you mean civil_servant?"),
    "limb twice": ({"restrictions__limbs__1__code": "civil_servant"}, "restrictions", "stands twice"),
    "unknown unit": ({"window__unit": "weeks"}, "window.unit", "working_days"),
    "window of no day": ({"window__count": 0}, "window.count", "less than 1"),
    "window of a year and a day": ({"window__count": 366}, "window.count", "more than 365"),
    "half a day": ({"window__count": Decimal("1.5")}, "window.count", "whole number"),
    "closing at midnight": ({"window__closes_at": "00:00"}, "window.closes_at", "leave it empty for 24:00"),
    "closing hour in another zone": ({"window__closes_at": "17:00Z"}, "window.closes_at", "Asia/Shanghai"),
    "no hour": ({"window__closes_at": "noon"}, "window.closes_at", "hour"),
    "end before start": (
        {"window__begins_on": "2022-08-03", "window__ends_on": "2022-08-02"}, "window", "before it begins"),
    "no such day": ({"published_on": "2022-02-30"}, "published_on", "date"),
    "day with hour": ({"published_on": "2022-08-03T10:00:00"}, "published_on", "without an hour"),
    "amends a later notice": (
        {"amends": {"title": "虚构公告", "published_on": "2022-08-04"}}, "", "check both dates"),
    "wrong check digit": (
        {"items__0__debtor": {"name": "虚构公司", "credit_code": "911100000000000001"}},
        "items.0.debtor.credit_code", "check digit"),
    "short post code": ({"contacts__0__postcode": "3100"}, "contacts.0.postcode", "form"),
    "unknown role": ({"contacts__0__role": "boss"}, "contacts.0.role", "discipline"),
    "number for a name": ({"contacts__0__name": 5}, "contacts.0.name", "quotes"),
    "empty name": ({"contacts__0__name": ""}, "contacts.0.name", "not be empty"),
    "NUL in a name": ({"contacts__0__name": "陈\0女士"}, "contacts.0.name", "U+0000"),
    "direction mark": ({"contacts__0__name": "陈\u202e女士"}, "contacts.0.name", "U+202E"),
    "private character": ({"contacts__0__name": "陈\ue000"}, "contacts.0.name", "U+E000"),
    "line break in a name": ({"contacts__0__name": "陈\n女士"}, "contacts.0.name", "one line"),
    "long line": ({"contacts__0__name": "陈" * 501}, "contacts.0.name", "500"),
    "long prose": ({"disclaimers": ["长" * 20_001]}, "disclaimers.0", "20000"),
    "no claims": ({"items__0__claims": []}, "items.0.claims", "at least 1"),
    "no guarantor": ({"items__0__claims__0__guarantees__0__guarantors": []},
                     "items.0.claims.0.guarantees.0.guarantors", "at least 1"),
    "list for a table": ({"issuer": []}, "issuer", "table"),
    "word for a list": ({"contacts": "陈女士"}, "contacts", "list"),
    "no area": ({f"{SECURITY}__collateral__land_area_m2": 0},
                "items.0.claims.0.security.0.collateral.land_area_m2", "more than 0"),
    "endless area": ({f"{SECURITY}__collateral__land_area_m2": Decimal("1e999999")},
                     "items.0.claims.0.security.0.collateral.land_area_m2", "digits"),
    "rank of a hundred": ({f"{SECURITY}__rank": 100}, "items.0.claims.0.security.0.rank", "more than 99"),
    "maybe": ({"has_demand": "maybe"}, "has_demand", "true or false"),
    "words for a number": ({"window__count": "十五"}, "window.count", "whole number"),
    "part of a day in full-width digits": ({"window__count": "１．５"}, "window.count", "whole number"),
    "Chinese label for a field": ({"terms__起始价": "1880万元"}, "terms.起始价", "did you mean floor_price?"),
    "Chinese label for a list": ({"items__0__债权": []}, "items.0.债权", "did you mean claims?"),
    "no modes": ({"terms__modes": []}, "terms.modes", "at least 1"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_wrong_content_names_its_field_and_a_remedy(changes: dict[str, Any], path: str, remedy: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(**changes)
    problem = next(problem for problem in refused.value.problems if problem.path == path)
    assert remedy in problem.en
    assert problem.zh
    assert not problem.zh.isascii()
    assert "\n" not in problem.line
    assert problem.line.isprintable()
    assert len(problem.value) <= 61


@pytest.mark.parametrize("field", ["window__count", "items__0__number", f"{SECURITY}__rank"])
def test_whole_number_is_read_in_full_width_and_in_quotes(field: str) -> None:
    digits = make_content(**{field: "１５"})
    assert digits == make_content(**{field: 15}) == make_content(**{field: " 15 "})


def test_package_of_an_amendment_bears_the_name_that_the_amended_notice_gives_it() -> None:
    values = sample("supplement/sample")
    values["amends"]["package_name"] = "虚构资产包"
    said = make_content({**values, "package": {"loan_count": 2}}).package
    assert said is not None
    assert (said.name, said.loan_count) == ("虚构资产包", 2)


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(kind="x", published_on="x", contacts__0__name=5, items__0__claims__0__amounts__totl=1)
    assert {problem.path for problem in refused.value.problems} == {
        "kind", "published_on", "contacts.0.name", "items.0.claims.0.amounts.totl"
    }  # fmt: skip
    as_json = refused.value.as_json()
    assert as_json["code"] == "invalid_content"
    assert len(as_json["problems"]) == 4
    assert "另有1处" in as_json["zh"]


def as_yaml(values: dict[str, Any]) -> str:
    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(Decimal, lambda dumper, d: dumper.represent_scalar("tag:yaml.org,2002:float", str(d)))
    return yaml.dump(values, Dumper=Dumper, allow_unicode=True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_reads_alike_as_toml_yaml_and_json(path: Path, tmp_path: Path) -> None:
    content = read_content(path)
    written = {"c.json": json.dumps(content.as_json()), "c.yml": as_yaml(content.as_json())}
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
        assert read_content(tmp_path / name) == content
        assert read_content(tmp_path / name).canonical_json() == content.canonical_json()


@pytest.mark.parametrize("syntax", ["toml", "yaml", "json"])
@pytest.mark.parametrize("written", ["134000000.00", "0.10", "134000000", "0.00"])
def test_unquoted_amount_keeps_its_digits(syntax: str, written: str) -> None:
    values = changed(sample(), **{f"{AMOUNTS}__total": "@", "published_on": "2022-08-03", "record_date": "2022-01-31"})
    texts = {
        "json": json.dumps(values, default=str).replace('"@"', written),
        "yaml": as_yaml(values).replace("'@'", written),
        "toml": SAMPLE.replace("total = 193474338.54", f"total = {written}"),
    }
    content = parse_content(texts[syntax].encode(), syntax)
    total = content.items[0].claims[0].amounts.total
    assert total is not None
    assert total.printed == f"{written}元"


def test_yaml_words_are_not_taken_for_numbers_or_truth() -> None:
    values = as_yaml(changed(sample(), contacts__0__name="@", published_on="2022-08-03", record_date="2022-01-31"))
    for word in ("no", "on", "0571", "1_000", "2022-08-03", "12:30"):
        assert parse_content(values.replace("'@'", word).encode(), "yaml").contacts[0].name == word


@pytest.mark.parametrize(
    ("data", "syntax", "words"),
    [
        (b"kind = x", "toml", "line 1, column 8"),
        (b"kind = 'a'\nkind = 'b'\n", "toml", "Cannot overwrite"),
        (b"a: 1\nb: [", "yaml", "line 3, column 1"),
        (b"a: 1\na: 2", "yaml", "line 2, column 1: key 'a' stands twice"),
        (b"a: &x 1\nb: *x", "yaml", "anchors"),
        (b"a: !!python/object:os.system x", "yaml", "tags"),
        (b"a: 1\n---\nb: 1", "yaml", "another document"),
        (b'{"a": 1, "a": 2}', "json", "stands twice"),
        (b'{"a": NaN}', "json", "not JSON"),
        (b'{"a": }', "json", "line 1, column 7"),
        (b"[" * 100_000, "json", "nested deeper"),
        (b"a = " + b"[" * 100_000, "toml", "nested deeper"),
        (b"[" * 100_000, "yaml", "nested deeper"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "json", "nested deeper"),
        (b"a = " + b"9" * 5000, "toml", "4300 digits"),
        (b"kind = '\0'", "toml", "line 1 holds a NUL"),
        ("kind = '公告'".encode("gbk"), "toml", "GBK"),
        ("kind = '公告'".encode("utf-16"), "toml", "UTF-16"),
        (b"kind = '\xff\xff\xff'", "toml", "another encoding"),
        (b"x" * (8 * 1024 * 1024 + 1), "toml", "larger than 8 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_file_that_is_no_document_is_refused_with_place_and_remedy(data: bytes, syntax: str, words: str) -> None:
    with pytest.raises(UnreadableContent) as refused:
        parse_content(data, syntax)
    assert words in refused.value.en
    assert not refused.value.zh.isascii()


@pytest.mark.parametrize(("data", "syntax"), [(b"", "yaml"), (b"[1]", "json"), (b'"x"', "json"), (b"1: 2", "yaml")])
def test_document_that_is_no_table_is_invalid(data: bytes, syntax: str) -> None:
    with pytest.raises(InvalidContent):
        parse_content(data, syntax)


def test_byte_order_mark_is_accepted() -> None:
    assert parse_content(b"\xef\xbb\xbf" + SAMPLE.encode(), "toml") == make_content()


def test_file_is_told_by_its_suffix_and_must_be_readable(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "notice.docx", ".toml, .yaml, .yml, .json"),
        (tmp_path / "absent.toml", "there is no such file"),
        (tmp_path / "folder.toml", "it is a folder"),
    ):
        if path.stem == "folder":
            path.mkdir()
        with pytest.raises(UnreadableContent, match=words):
            read_content(path)


def test_file_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    (tmp_path / "事实.toml").write_text("a = [", "utf-8")
    with pytest.raises(UnreadableContent) as refused:
        read_content(tmp_path / "事实.toml")
    assert "事实.toml”：不是有效的 TOML 文件" in refused.value.zh
