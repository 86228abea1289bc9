"""Every refusal of a value has its own sentence in both languages, with the figures it names."""

import re
import string
from pathlib import Path

import pytest

import notices
from notices.reading.messages import MESSAGES

SOURCE = Path(notices.__file__).parent
OUR_CODES = sorted(
    set(
        re.findall(
            r'PydanticCustomError\(\s*"(\w+)"',
            "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py")),
        )
    )
)


def test_the_sources_of_our_refusals_are_found() -> None:
    assert len(OUR_CODES) > 10


def figures(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", OUR_CODES)
def test_our_own_refusal_has_its_sentences(code: str) -> None:
    assert code in MESSAGES


@pytest.mark.parametrize("code", MESSAGES)
def test_sentences_name_the_same_figures_in_both_languages(code: str) -> None:
    zh, en = MESSAGES[code]
    shared = {name.replace("_zh", "").replace("_en", "") for name in figures(zh)}
    assert shared >= {name.replace("_zh", "").replace("_en", "") for name in figures(en)}
    assert not zh.isascii()
    assert not re.search(r"[一-鿿]", en.replace("万元", ""))
