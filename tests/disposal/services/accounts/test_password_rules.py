"""Passwords: long, not common, not saying who the person is; hashed with Argon2id under a pepper, two at once."""

import unicodedata
from threading import Thread
from time import monotonic

import pytest

from disposal.personal_data.secrets_key import Secrets
from disposal.services.accounts import password_hashing
from disposal.services.accounts.password_hashing import SignInBusy, hashed, is_right
from disposal.services.accounts.password_rules import PasswordRefused, check_password
from tests.support.accounts import PASSWORD
from tests.support.running.cheap_hashing import hash_as_in_production

KEYS, OTHER = Secrets(b"a" * 32), Secrets(b"b" * 32)


def check(password: str, *, has_factor: bool = False) -> None:
    check_password(password, login="chenjing", name="陈静", has_factor=has_factor)


@pytest.mark.parametrize("length", [12, 14])
def test_password_of_twelve_to_fourteen_needs_a_second_factor(length: int) -> None:
    password = "kx7vq9mz2bw4tp"[:length]
    check(password, has_factor=True)
    with pytest.raises(PasswordRefused, match="15 to 256"):
        check(password)


def test_password_of_fifteen_to_256_characters_is_taken() -> None:
    check("kx7vq9mz2bw4tpr")
    check("山" + "木水火土石田禾竹米" * 28 + "虫鱼")
    with pytest.raises(PasswordRefused, match="has 257"):
        check("a" * 257)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword", "aaaaaaaaaaaaaaaaaa", "123456789012345", "qwertyuiopasdfghjkl", "abcabcabcabcabcabc",
        "Password123456789", "woaini1314520520520", "zxcvbnmzxcvbnm1234", "987654321098765", "huarongzhejiang2022",
    ],
)  # fmt: skip
def test_common_repeated_and_sequential_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordRefused, match="guessed first"):
        check(password)


@pytest.mark.parametrize("password", ["xx7vq-ChenJing-mz2b", "我是陈静我在杭州上班每天都很忙吧"])
def test_password_with_login_or_name_is_refused(password: str) -> None:
    with pytest.raises(PasswordRefused, match="login or the name"):
        check(password)


def test_password_is_right_in_either_form_of_its_letters_and_only_with_the_pepper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hash_as_in_production(monkeypatch)
    composed = "Ünd so weiter, bis Ä"
    stored = hashed(KEYS, composed)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right(KEYS, unicodedata.normalize("NFD", composed), stored)
    assert not is_right(OTHER, composed, stored)
    assert not is_right(KEYS, "Und so weiter, bis A", stored)
    assert hashed(KEYS, composed) != stored


def test_unknown_login_takes_as_long_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_as_in_production(monkeypatch)
    stored = hashed(KEYS, PASSWORD)
    is_right(KEYS, "anything", None)
    spans = {}
    for name, known in (("wrong", stored), ("unknown", None)):
        begun = monotonic()
        assert not any(is_right(KEYS, "anything", known) for _ in range(5))
        spans[name] = monotonic() - begun
    assert 0.4 < spans["unknown"] / spans["wrong"] < 2.5


def test_third_password_at_once_waits_and_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_hashing, "WAIT_SECONDS", 0.05)
    inside = [password_hashing._slot() for _ in range(2)]
    for each in inside:
        each.__enter__()
    failures: list[SignInBusy] = []

    def third() -> None:
        try:
            hashed(KEYS, PASSWORD)
        except SignInBusy as busy:
            failures.append(busy)

    thread = Thread(target=third)
    thread.start()
    thread.join()
    for each in inside:
        each.__exit__(None, None, None)
    assert [each.status for each in failures] == [503]
    assert hashed(KEYS, PASSWORD)
