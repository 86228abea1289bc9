"""Amounts of money as people write them: figures with 万 or 亿, separators, ￥, 人民币, RMB, capital numerals.

Read: 134000000.00, 1,340万元, １，３４０万元, ￥1,340.00, 人民币1340万元整, RMB 500, 500万美元, 500萬圓, 港币500万元,
壹仟捌佰万元整, 1,340万元（大写：壹仟叁佰肆拾万元整）. Figures keep their digits; capital numerals become plain yuan.
Refused: 1.340,00 and 1,93,474 (which sign parts thousands?), 1 340, 3千万, 一千元, 约500万元, amounts below zero.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from notices.written.capitals import from_capitals
from notices.written.characters import tidied
from notices.written.refusals import refusal

CURRENCY_WORDS = {
    "CNY": "元",
    "USD": "美元",
    "HKD": "港元",
    "EUR": "欧元",
    "JPY": "日元",
    "GBP": "英镑",
    "AUD": "澳元",
    "CAD": "加元",
    "SGD": "新加坡元",
    "CHF": "瑞士法郎",
}
"""Every currency by its code, with the word that stands behind its amounts."""
UNITS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What one of each printed unit is, in currency units."""

_MARKS = {"人民币": "CNY", "RMB": "CNY", "¥": "CNY"} | {code: code for code in CURRENCY_WORDS}
_MARKS |= {word: code for code, word in CURRENCY_WORDS.items() if code != "CNY"}
_MARKS |= {"港币": "HKD", "HK$": "HKD", "US$": "USD", "€": "EUR", "£": "GBP", "日圆": "JPY"}
_MARK = "|".join(sorted(map(re.escape, _MARKS), key=len, reverse=True))
_WORD = "|".join(sorted(CURRENCY_WORDS.values(), key=len, reverse=True))
_BEFORE = re.compile(rf"({_MARK})(?:\(大写\))?:?", re.IGNORECASE)
_AFTER = re.compile(rf"({_MARK})$", re.IGNORECASE)
_FIGURES = re.compile(
    rf"(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?P<places>\.[0-9]+)?(?P<unit>[万亿]?)(?P<word>{_WORD}|圆)?[整正]?"
)
_BOTH = re.compile(r"(?P<figures>[^()]+)\((?:[大小]写:?)?(?P<words>[^()]+)\)")
_HONG_KONG = re.compile("^(港币.*)元(?=[整正]?$)")
"""港币500万元 is how Hong Kong dollars are written: 元 is their unit, not the yuan."""
_TRADITIONAL = str.maketrans("萬億圓", "万亿元")
_BLANKS = re.compile(r"(?<![0-9.,])\s+|\s+(?![0-9.,])")
_LONGEST = 200
_MOST_YUAN = Decimal(10) ** 16


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """An amount as written: its digits as a number in ``unit`` ("", 万, 亿), its currency; commas or none."""

    value: Decimal
    unit: str = ""
    currency: str = "CNY"
    is_grouped: bool = False

    @property
    def exact(self) -> Decimal:
        """Return the amount in whole currency units."""
        return self.value * UNITS[self.unit]


def read_amount(text: str) -> WrittenAmount:
    """Return the amount that a text writes.

    Raises: PydanticCustomError, a ValueError, where it is none, unsure, or where its figures and its words differ.
    """
    words = _BLANKS.sub("", tidied(text)).translate(_TRADITIONAL) if len(text) <= _LONGEST else ""
    words = _HONG_KONG.sub(r"\1", words)
    both = _BOTH.fullmatch(words)
    if both is None or both["words"] in {"大写", "小写"}:
        return _one(words)
    figures, spelt = _one(both["figures"]), _one(both["words"])
    if (figures.exact, figures.currency) != (spelt.exact, spelt.currency):
        raise refusal("amount_words_differ")
    return figures


def yuan_in(text: str) -> Decimal | None:
    """Return the yuan of 50000000, 50,000,000.00, 5000万 or 0.5亿元; None for anything else, or finer than a cent."""
    try:
        written = read_amount(text.replace(" ", ""))
    except ValueError:  # no amount: the caller says what it is instead
        return None
    yuan = written.exact
    return None if written.currency != "CNY" or yuan >= _MOST_YUAN or yuan != round(yuan, 2) else yuan


def _one(words: str) -> WrittenAmount:
    """Return an amount in figures or in capital numerals, with the marks of its currency before or behind it."""
    currencies = set()
    while found := _BEFORE.match(words) or _AFTER.search(words):
        currencies.add(_MARKS[found[1].upper()])
        words = words[: found.start()] + words[found.end() :]
    figures = _FIGURES.fullmatch(words)
    if figures is None:
        yuan = from_capitals(words)
        if yuan is None or not currencies <= {"CNY"}:
            raise refusal("not_an_amount")
        return WrittenAmount(yuan)
    word = "元" if figures["word"] == "圆" else figures["word"]
    currencies |= {code for code, known in CURRENCY_WORDS.items() if known == word}
    if len(currencies) > 1:
        raise refusal("not_an_amount")
    value = Decimal(figures["digits"].replace(",", "") + (figures["places"] or ""))
    return WrittenAmount(value, figures["unit"], next(iter(currencies), "CNY"), "," in figures["digits"])
