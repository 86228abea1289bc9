"""Telephone numbers and e-mail addresses that people leave: taken where somebody can be reached by them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from notices.written.fields import MailAddress, Telephone

PHONE, MAIL = TypeAdapter(Telephone), TypeAdapter(MailAddress)


@pytest.mark.parametrize("written", ["12345", "0571-00000001转8001", "+86 138 0000 0000", "（0571）00000001"])
def test_number_that_can_be_dialled_is_kept_as_written(written: str) -> None:
    assert PHONE.validate_python(written) == written


@pytest.mark.parametrize("written", ["12", "1234", "见通讯录", "-"])
def test_number_of_fewer_than_five_digits_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="phone_not_dialled"):
        PHONE.validate_python(written)


@pytest.mark.parametrize(
    ("written", "taken"), [("name@example.com", "name@example.com"), ("ｎａｍｅ＠example.com", "name@example.com")]
)
def test_whole_address_is_taken(written: str, taken: str) -> None:
    assert MAIL.validate_python(written) == taken


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "abc@",
        "@example.com",
        "a b@example.com",
        "a@b",
        "a@example.com;b@c.cn",
        "a@b.c",
        "mailto:a@b.cn",
        "(a@b.cn)",
        "a@b.cn（工作日）",
        "a@-b.cn",
        "a@b..cn",
        "a.@b.cn",
    ],
)
def test_part_of_an_address_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="email_incomplete"):
        MAIL.validate_python(written)
