"""Phrases for templates: dates, lists, windows and media in Chinese, with figures from the data."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from notices.codes import MediumKind, PartyKind
from notices.content.amounts import Amount
from notices.content.content import ClaimItem, DebtorItem
from notices.content.parties import NoticeIssuer, PlacementItem
from notices.content.terms import WindowTerms
from notices.windows.window import CountingConvention, WindowUnit
from notices.written.amounts import CURRENCY_WORDS
from notices.written.capitals import in_capitals

ANNEX_TITLE = "债权资产清单"

_DIGITS = "零一二三四五六七八九"
_ENDS_A_SENTENCE = "。！？；：…"
_NEWSPAPERS = {MediumKind.newspaper_prefecture, MediumKind.newspaper_province}


def date_zh(day: date) -> str:
    """Return a date as notices print it, without leading zeros: 2022年8月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def listed(words: Iterable[str]) -> str:
    """Join the words with the enumeration comma 、."""
    return "、".join(words)


def bracketed(words: str) -> str:
    """Return the words in full-width brackets, unless they already start with a bracket."""
    return words if words[0] in "(（" else f"（{words}）"


def figure(number: Decimal) -> str:
    """Return a number with its printed digits, without exponent."""
    return format(number, "f")


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it already ends with punctuation."""
    return text if text[-1] in _ENDS_A_SENTENCE or text[-2:] in ("。”", "。）") else f"{text}。"


def clause(text: str) -> str:
    """Return the text without punctuation at its end, so that the sentence can continue."""
    return text.rstrip("。；，")


def quoted_title(title: str) -> str:
    """Return a title in book-title marks 《》; marks inside it become 〈〉."""
    return "《" + title.replace("《", "〈").replace("》", "〉") + "》"


def plain_name(name: str) -> str:
    """Return a name to be compared: without spaces, in normalised characters (NFKC)."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def numeral_zh(number: int) -> str:
    """Return 1 to 9999 as Chinese numerals: 一, 十二, 一百零五."""
    words = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += _DIGITS[digit] + unit
        elif words and number % place and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if 10 <= number < 20 else words


def figures_in(words: str) -> set[int]:
    """Return the whole numbers in a phrase: digits (20), or Chinese numerals up to 365 (二十)."""
    found = {int(digits) for digits in re.findall(r"[0-9]{1,9}", words)}
    return found | {n for n in range(1, 366) if numeral_zh(n) in re.findall(r"[一二三四五六七八九十百零]+", words)}


def states_conditions_alone(item: DebtorItem) -> bool:
    """Return whether an item states conditional amounts, the amounts they depend on, and nothing else."""
    bare = DebtorItem(debtor=item.debtor.name, claims=item.claims, number=item.number, heading=item.heading)
    return (
        item == bare
        and bool(item.claims)
        and all(
            claim.conditional_amounts
            and claim
            == ClaimItem(
                record_date=claim.record_date, amounts=claim.amounts, conditional_amounts=claim.conditional_amounts
            )
            for claim in item.claims
        )
    )


def seller(item: DebtorItem, issuer: NoticeIssuer) -> str:
    """Return the last holder of a claim before the issuer: from the chain of title, else the original creditor."""
    if not item.chain:
        return item.original_creditor or ""
    last = item.chain[-1]
    return last.assignor if ends_at_issuer(item, issuer) else last.assignee


def ends_at_issuer(item: DebtorItem, issuer: NoticeIssuer) -> bool:
    """Return whether the last link of the chain is the acquisition by the issuer."""
    if not item.chain:
        return False
    holder = item.chain[-1].assignee
    return holder == issuer.self_reference or issuer.name in holder or holder in issuer.name


def capital_words(exact: Decimal, currency: str = "CNY") -> str:
    """Return an amount of yuan in capital numerals, in brackets; nothing for another currency."""
    found = in_capitals(exact) if currency == "CNY" else None
    return f"（大写：人民币{found}）" if found else ""


def with_words(amount: Amount, in_words: bool) -> str:
    """Return an amount as printed, with capital numerals if wanted: 1,340万元（大写：人民币壹仟叁佰肆拾万元整）."""
    return amount.printed + (capital_words(amount.exact, amount.currency) if in_words else "")


def profile_label(item: DebtorItem) -> str:
    """Return the label of a debtor's profile: 企业概况, or 债务人概况 of a natural person."""
    return "债务人概况" if item.debtor.kind is PartyKind.natural_person else "企业概况"


def money(amount: Decimal, currency: str = "CNY") -> str:
    """Return a computed sum as printed: 193474338.54元, 1000.00美元."""
    return f"{amount:.2f}{CURRENCY_WORDS[currency]}"


def window_words(window: WindowTerms) -> str:
    """Return how a notice states its window: the given wording, else words for how it is counted."""
    if window.wording:
        return clause(window.wording)
    start = date_zh(window.begins_on) if window.begins_on else "本公告发布"
    if window.convention is CountingConvention.from_next_day:
        since = f"自{start}次日起"
    else:
        since = f"自{start}起" if window.begins_on else f"自{start}之日起"
    unit = "个工作日" if window.unit is WindowUnit.working_days else "日"
    included = "（含当日）" if window.convention is CountingConvention.first_day_counted else ""
    closing = f"，至截止日{window.closes_at:%H:%M}止" if window.closes_at else ""
    return f"{since}{window.count}{unit}{included}{closing}"


def duration(length: int, unit: WindowUnit) -> str:
    """Return a length of time: 3个工作日, 10日."""
    return f"{length}个工作日" if unit is WindowUnit.working_days else f"{length}日"


def medium_name(placement: PlacementItem) -> str:
    """Return a medium as named in running text: 《浙江日报》, 总公司网站（sales.example.cn）."""
    if placement.kind in _NEWSPAPERS:
        return placement.medium if placement.medium.startswith("《") else f"《{placement.medium}》"
    return placement.medium + (f"（{placement.url}）" if placement.url else "")


def media(placements: Iterable[PlacementItem]) -> str:
    """Return media as listed in running text: 《国际商报》《江西日报》及总公司网站."""
    found = tuple(placements)
    papers = "".join(medium_name(placement) for placement in found if placement.kind in _NEWSPAPERS)
    others = listed(medium_name(placement) for placement in found if placement.kind not in _NEWSPAPERS)
    return "及".join(words for words in (papers, others) if words)
