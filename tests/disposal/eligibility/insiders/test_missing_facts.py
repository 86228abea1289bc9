"""Missing facts in words: no code of a field is ever shown to whoever must supply it."""

import ast
from pathlib import Path

import pytest

import disposal.eligibility
from disposal.eligibility.insiders.missing_facts import missing_fact

EXAMPLES = [
    ("parties.p1.owners", "甲公司的全部出资人", "意向受让人"),
    ("parties.p1.is_state_owned", "甲公司是否国有", "意向受让人"),
    ("project.engaged", "本项目的参与处置的中介机构名单", "处置项目承办部门"),
    ("lists.police_", "其他事实（lists.police_）", "处置项目承办部门"),
    ("lists.civil_servant", "可供查询的“国家公务员”名单", "名单管理部门"),
    ("lookups.civil", "在《测试公务员名单》中的查询", "名单管理部门"),
    ("dossier.declarations.aml_listed", "关于“反洗钱、反恐怖黑名单人员”的签署声明", "意向受让人"),
    ("decision.other_law", "是否为其他法律、监管规定所禁止的核定意见", "合规人员"),
]
NOT_ASKING = {"insiders/missing_facts.py", "findings/case.py", "facts/facts.py"}
HOME = Path(disposal.eligibility.__file__).parent
HEADS = ("dossier.", "project.", "parties.", "restrictions.", "lists.", "lookups.", "decision.")


def asked() -> set[str]:
    """Return every path of a fact that a rule writes down whole: what `missing` is given, and what is in `asks`."""
    rules = [path for path in HOME.rglob("*.py") if path.relative_to(HOME).as_posix() not in NOT_ASKING]
    nodes = [node for path in rules for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if text.startswith(HEADS) and text[-1] not in ". " and " " not in text}


@pytest.mark.parametrize(("path", "words", "of"), EXAMPLES)
def test_fact_is_named_with_who_supplies_it(path: str, words: str, of: str) -> None:
    fact = missing_fact(path, parties={"p1": "甲公司"}, lists={"civil": "测试公务员名单"})
    assert (fact.zh, fact.asked_of) == (words, of)


def test_every_fact_a_rule_asks_for_has_words() -> None:
    assert [path for path in sorted(NOT_ASKING) if not (HOME / path).is_file()] == []
    assert len(asked()) > 8
    assert [path for path in asked() if "其他事实" in missing_fact(path, parties={}, lists={}).zh] == []
