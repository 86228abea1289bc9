"""Signs that nobody sees: two names that look alike are one name, or the second is refused."""

import pytest
from pydantic import TypeAdapter, ValidationError

from notices.text import FileName, Line, NameLine

NAME = "杭州华成聚合纤有限公司"
HIDDEN = ("\u200b", "\u202e", "\u2066", "\u00ad", "\u034f", "\u115f", "\u180e", "\u2800", "\u3164", "\uffa0")


@pytest.mark.parametrize("sign", [*HIDDEN, "\ufe0f", "\U000e0100"])
def test_name_with_a_sign_that_shows_nothing_is_refused_at_its_position(sign: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X} at position 3"):
        TypeAdapter(NameLine).validate_python(f"杭州{sign}华成")


@pytest.mark.parametrize("sign", HIDDEN)
def test_running_text_with_a_sign_that_shows_nothing_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Line).validate_python(f"看到{sign}了")


def test_running_text_keeps_the_selectors_of_pasted_signs() -> None:
    assert TypeAdapter(Line).validate_python("注意⚠️") == "注意⚠️"


@pytest.mark.parametrize(
    "written", ["杭州华成聚合纤有限公司", "杭州华成聚合纤有限公⼺司", "⽊某", "\uf900", "⻓江⻋业", "⻩某⻰"]
)
def test_name_copied_from_a_pdf_becomes_the_name_that_it_looks_like(written: str) -> None:
    read = TypeAdapter(NameLine).validate_python(written)
    assert not any("\u2e80" <= sign <= "\u2fd5" or "\uf900" <= sign <= "\ufaff" for sign in read)
    assert TypeAdapter(NameLine).validate_python(NAME) == NAME


@pytest.mark.parametrize("name", ["\u0410cme Ltd", "Acm\u0435有限公司", "虚构\u039fK公司"])
def test_name_with_a_letter_of_another_script_that_looks_latin_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="only looks Latin"):
        TypeAdapter(NameLine).validate_python(name)


@pytest.mark.parametrize("name", ["Acme Ltd", "Газпром", "αTech公司", "Müller GmbH", "ООО Ромашка", "A公司В"])
def test_name_in_one_script_a_word_is_taken(name: str) -> None:
    assert TypeAdapter(NameLine).validate_python(name) == name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("〔填写：回执〕.pdf", "〔填写：回执〕.pdf"),
        ("证\u3164据\u200b\u2800.pdf", "证据.pdf"),
        ("证据\n\t\x07.pdf", "证据.pdf"),
        ("\u3164", "未命名"),
        ("证" * 600 + ".pdf", "证" * 496 + ".pdf"),
    ],
)
def test_name_of_a_file_is_kept_but_for_what_no_line_holds(sent: str, kept: str) -> None:
    assert TypeAdapter(FileName).validate_python(sent) == kept
