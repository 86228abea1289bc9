"""Amounts of yuan in capital numerals (大写), as cheques and contracts write them: 壹拾万元整.

《支付结算办法》（银发〔1997〕393号）附件一《正确填写票据和结算凭证的基本规定》: 拾 keeps its 壹; zeros within the
figure are one 零; 整 stands after 元, not after 分. Where the rules leave a 零 free (107,000.53: 壹拾万柒仟元伍角叁分),
none is written, and both are read.
"""

import re
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ((10**8, "亿"), (10**4, "万"))
_BOUND = Decimal(10) ** 16
_VARIANTS = str.maketrans("圆圓正貳參叄叁弍弐陸萬億零〇", "元元整贰叁叁叁贰贰陆万亿零零")
_SUM = re.compile(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?整?"
)
_NO_CENTS = re.compile("(?<=元)零角(?:零分)?[整正]?$")  # as a form with a column a place is filled in
_FREE_ZERO = re.compile("(?<=[万亿])零(?=[壹贰叁肆伍陆柒捌玖]仟)|(?<=元)零(?=[壹贰叁肆伍陆柒捌玖]角)")


def in_capitals(yuan: Decimal) -> str | None:
    """Return an amount from 0 in capital numerals, without 人民币; None below zero, from 10¹⁶, or finer than a cent."""
    if yuan < 0 or yuan >= _BOUND or yuan != round(yuan, 2):
        return None
    whole, cents = divmod(int(yuan * 100), 100)
    jiao, fen = divmod(cents, 10)
    words = f"{_whole(whole)}元" if whole or not cents else ""
    if not cents:
        return f"{words}整"
    words += f"{_DIGITS[jiao]}角" if jiao else "零" if whole else ""
    return words + (f"{_DIGITS[fen]}分" if fen else "")


def from_capitals(words: str) -> Decimal | None:
    """Return the yuan of an amount in capital numerals, with or without 整; None where it is none, or not well formed.

    A text counts only where the amount it gives is written so: 壹仟伍元 lacks its 零 and is refused.
    """
    plain = _NO_CENTS.sub("整", words.translate(_VARIANTS))
    found = _SUM.fullmatch(plain)
    if found is None:
        return None
    yuan = Decimal(_number(found["yuan"] or ""))
    yuan += Decimal(_digit(found["jiao"])) / 10 + Decimal(_digit(found["fen"])) / 100
    return yuan if _compared(in_capitals(yuan) or "") == _compared(plain) else None


def _compared(words: str) -> str:
    """Return the words without what the rules leave free: 整, a 零 before 仟 or 角, the 壹 of a leading 拾."""
    return re.sub("^拾", "壹拾", _FREE_ZERO.sub("", words).removesuffix("整"))


def _whole(number: int) -> str:
    if not number:
        return _DIGITS[0]
    words = ""
    for size, unit in _GROUPS:
        upper, number = divmod(number, size)
        if upper:
            words += _whole(upper) + unit
            words += "零" if 0 < number < size // 10 else ""
    return words + _thousands(number)


def _thousands(number: int) -> str:
    words = ""
    for place in (3, 2, 1, 0):
        digit, number = divmod(number, 10**place)
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
            words += "零" if 0 < number < 10**place // 10 else ""
    return words


def _number(words: str) -> int:
    for size, unit in _GROUPS:
        upper, found, lower = words.rpartition(unit)
        if found:
            return _number(upper) * size + _number(lower)
    number, digit = 0, 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            number, digit = number + (digit or 1) * 10 ** _PLACES.index(sign), 0
    return number + digit


def _digit(sign: str | None) -> int:
    return _DIGITS.index(sign) if sign else 0
