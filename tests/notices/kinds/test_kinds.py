"""A kind is whole: file, docstring with its law, template, sample, label, title."""

import ast
import importlib
from pathlib import Path

import pytest

import notices.kinds
from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.kinds import KINDS, KINDS_BY_CODE, Kind, UnknownKind, kind_of
from notices.reading import read_content
from notices.typesetting.resources import templates_root

FOLDER = Path(notices.kinds.__file__).parent
by_code = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


@by_code
def test_kind_has_a_module_whose_docstring_names_its_law(kind: Kind) -> None:
    module = importlib.import_module(f"notices.kinds.{kind.code}")
    assert getattr(module, kind.code.upper()) is kind
    assert "财金〔2008〕87号" in (module.__doc__ or "")
    assert kind.label_zh in (module.__doc__ or "")
    assert kind.source.citation


@by_code
def test_kind_has_template_and_sample_of_its_own(kind: Kind) -> None:
    assert (templates_root() / "notices" / kind.template).is_file()
    content = read_content(kind.sample)
    assert content.kind == kind.code
    assert bool(content.amends) is kind.amends
    assert bool(content.window) is kind.opens_window


@by_code
def test_kind_composes_a_title_with_the_issuer_and_its_subject(kind: Kind) -> None:
    content = read_content(kind.sample)
    title = compose(content.model_copy(update={"title": None})).title
    assert title.startswith(content.issuer.full_name)
    assert title.endswith("公告")


@by_code
def test_kind_requires_only_fields_that_exist(kind: Kind) -> None:
    for path in kind.required:
        assert path.split(".")[0] in NoticeContent.model_fields


def test_every_module_of_the_folder_is_registered_and_no_code_twice() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "kind", "amendment_fields"}
    assert modules == set(KINDS_BY_CODE)
    assert len(KINDS) == len(KINDS_BY_CODE)


def test_every_template_folder_belongs_to_a_kind() -> None:
    folders = {path.name for path in (templates_root() / "notices").iterdir() if path.is_dir()}
    assert {name for name in folders if not name.startswith("_")} == set(KINDS_BY_CODE)


def test_kind_modules_decide_no_amount_date_or_eligibility() -> None:
    for path in FOLDER.glob("*.py"):
        names = {alias.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
                 for alias in node.names}  # fmt: skip
        assert not names & {"date", "Decimal", "Amount", "LIMBS"}


def test_unknown_kind_is_refused_naming_the_known_ones() -> None:
    assert kind_of("result").label_zh == "结果公告"
    assert kind_of("更正公告").code == "correction"
    with pytest.raises(
        UnknownKind, match="disposal 资产处置公告, supplement 补充公告, correction 更正公告, extension 延期公告"
    ):
        kind_of("招商")


@pytest.mark.parametrize("path", sorted((templates_root() / "notices").rglob("*.j2")), ids=lambda p: p.parent.name)
def test_text_template_names_no_amount_date_or_eligibility(path: Path) -> None:
    text = path.read_text("utf-8")
    for words in ("公务员", "元。", "2022", "2024", "华融", "工作日", "直系亲属"):
        assert words not in text
