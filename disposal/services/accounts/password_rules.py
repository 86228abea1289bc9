"""Which passwords are taken: long ones that are not easily guessed. No rule says which characters they need."""

import re
from itertools import pairwise

from disposal.errors import RecordRefused
from disposal.services.accounts.password_hashing import normalised

FEWEST, FEWEST_WITH_FACTOR, MOST = 15, 12, 256
FIELD = "password"
_FEWEST_OWN_SIGNS = 6
_COMMON = (
    "password", "passwd", "passw0rd", "p@ssword", "p@ssw0rd", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdf",
    "zxcv", "qazwsx", "wsxedc", "1qaz2wsx", "1q2w3e4r", "admin", "administrator", "root", "welcome", "letmein",
    "iloveyou", "woaini", "woaini1314", "5201314", "1314520", "mima", "changeme", "default", "secret", "login",
    "monkey", "dragon", "master", "football", "baseball", "superman", "sunshine", "princess", "correcthorse",
    "batterystaple", "disposal", "huarong", "cinda", "orient", "greatwall", "zhongguo", "china", "beijing", "shanghai",
    "hangzhou", "zhejiang", "notice", "gonggao", "公告", "密码", "资产", "abc", "test",
)  # fmt: skip
"""Words that guessers try first, alone or several together."""
_REPEATED = re.compile(r"(.+?)\1+")


class PasswordRefused(RecordRefused):
    """The password is too short, too long, common, or says who the person is."""

    code = "password_refused"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(field=FIELD, zh=zh, en=en)


def check_password(password: str, *, login: str, name: str, has_factor: bool = False) -> None:
    """Check a new password. Raises: PasswordRefused, which says what to do."""
    written = normalised(password)
    fewest = FEWEST_WITH_FACTOR if has_factor else FEWEST
    if not fewest <= len(written) <= MOST:
        raise PasswordRefused(
            zh=f"密码须为{fewest}至{MOST}个字符，现有{len(written)}个；几个互不相干的词连写，既长又好记。",
            en=f"a password has {fewest} to {MOST} characters, this one has {len(written)}; several unrelated words "
            "written together are long and easy to remember",
        )
    folded = written.casefold()
    if any(word.casefold() in folded for word in (login, name) if len(word) > 1):
        raise PasswordRefused(
            zh="密码含有登录名或姓名；请改用与本人无关的词。",
            en="the password holds the login or the name; use words that do not say who you are",
        )
    if len(set(_own_signs(folded))) < _FEWEST_OWN_SIGNS:
        raise PasswordRefused(
            zh="密码由常用词、重复或连续的字符组成，容易猜中；请加入几个不常用的词。",
            en="the password is made of common words, repetitions or sequences, which are guessed first; add some "
            "words that are less common",
        )


def _own_signs(folded: str) -> str:
    """Return what is left of a password without common words, repetitions and sequences such as 12345."""
    rest = folded
    for word in sorted(_COMMON, key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = _REPEATED.sub(r"\1", rest)
    steps = [ord(after) - ord(before) for before, after in pairwise(rest)]
    in_sequence = {place for place, step in enumerate(steps, 1) if step in {-1, 1}}
    return "".join(sign for place, sign in enumerate(rest) if place not in in_sequence)
