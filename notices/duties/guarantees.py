"""Guarantee periods (保证期间): when each ends, and whether the guarantor was asked within it.

法释〔2020〕28号第三十二条: a guarantee "until all is repaid" lasts six months from the day the debt is due. 第二十九条:
asking one guarantor does not count against another. 第三十四条: a period that ended unasked extinguishes the guarantee.
Ends are calendar days; a last day that is a holiday is not rolled on here, so what is said is *may* have lapsed.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notices.duties.advice import Advice
from notices.duties.provisions import CIVIL_CODE_DAY, GUARANTEE_LAPSED, GUARANTEE_PERIOD, GUARANTEE_UNTIL_REPAID
from notices.legal_source import LegalSource

_LONGEST = 3660  # days of ten years; no guarantee period printed is longer
MONTHS_UNTIL_REPAID = 6  # 法释〔2020〕28号第三十二条
_MONTHS_BEFORE_2021 = 24  # 法释〔2000〕44号第三十二条第二款, from recollection: told, never decided by
_UNTIL_REPAID = re.compile(
    r"(?:至|到(?!期))[^，。；]*?(?:债务|债权|本息|本金|借款|贷款|款项|义务)[^，。；]*?"
    r"(?:清偿|偿清|还清|付清|结清|偿还|归还|履行完|消灭)(?!期)"
    r"|(?:债务|债权|本息|本金|借款|贷款|款项|义务|^)[^，。；]{0,4}(?:清偿|偿清|还清|付清|结清|履行)(?:完毕)?(?:之日)?(?:前|为止|止)"
)
_AFTER_DUE = re.compile(
    r"(?:履行期[限间]?|期限|借款|债务|还款期限?)(?:届满|到期|期满|满)(?:之)?(?:日|次日)?(?:起|后|之日起)"
    r"[^，。；\d一二两三四五六七八九十半壹贰叁肆伍陆柒捌玖拾]*?([\d一二两三四五六七八九十半壹贰叁肆伍陆柒捌玖拾]+)个?(年半?|月|日|天)"
)
_DIGITS = {sign: at for at, sign in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "": 0}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class GuaranteeTerms:
    """One guarantor's promise for one debt: what its period rests on, and when the guarantor was asked.

    ``due_on`` is the day the debt is due. ``ends_on`` is the stated end of the period; it outweighs ``period_words``.
    """

    guarantor: str
    period_words: str = ""
    due_on: date | None = None
    ends_on: date | None = None
    asked_on: date | None = None
    evidence: str = ""
    is_general: bool = False


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The last day of a guarantee period and how it was found; ``older_rule_ends_on`` by the law before 2021."""

    ends_on: date
    is_until_repaid: bool = False
    older_rule_ends_on: date | None = None


def period_end(terms: GuaranteeTerms) -> PeriodEnd | None:
    """Return the end of a guarantee period: as stated, else by its words and the day the debt is due; else None."""
    if terms.ends_on is not None:
        return PeriodEnd(terms.ends_on)
    if terms.due_on is None:
        return None
    words = re.sub(r"\s", "", terms.period_words)
    if stated := _AFTER_DUE.search(words):
        ends_on = _stated_end(terms.due_on, stated[1], stated[2])
        return PeriodEnd(ends_on) if ends_on else None
    if not _UNTIL_REPAID.search(words):
        return None
    older = _later(terms.due_on, _MONTHS_BEFORE_2021) if terms.due_on < CIVIL_CODE_DAY else None
    return PeriodEnd(_later(terms.due_on, MONTHS_UNTIL_REPAID), is_until_repaid=True, older_rule_ends_on=older)


def guarantee_advice(given: Sequence[tuple[str, GuaranteeTerms]], *, on: date, label: str = "") -> Iterator[Advice]:
    """Yield advice on the guarantees (field, terms) of one debt as of a day. The last day of a period still counts."""
    for field, terms in given:
        end = period_end(terms)
        if end is not None and terms.asked_on is None and end.ends_on < on:
            others = [each for _, each in given if each.guarantor != terms.guarantor and _is_asked_in_time(each)]
            yield _lapsed(field, terms, end, label=label, others=bool(others))
        elif end is not None and terms.asked_on is not None and terms.asked_on > end.ends_on:
            yield _asked_late(field, terms, end, label=label)
        elif terms.asked_on is not None and not terms.evidence.strip():
            yield _unproved(field, terms, label=label)


def _lapsed(field: str, terms: GuaranteeTerms, end: PeriodEnd, *, label: str, others: bool) -> Advice:
    how, how_en = _how_kept(terms)
    more, more_en = _counted(end)
    if others:
        more += "对其他保证人的主张不及于该保证人（法释〔2020〕28号第二十九条）。"
        more_en += " Asking another guarantor does not count against this one (Fa Shi [2020] No. 28 art. 29)."
    return Advice(
        "guarantee_period_over",
        field,
        f"{label}保证人{terms.guarantor}的保证期间已于{end.ends_on}届满，未见期间内主张的记录，"
        f"保证责任可能已免除（法释〔2020〕28号第三十四条）。{more}请核对{how}，并录入主张日和主张凭证。",
        f"{label}the guarantee period of {terms.guarantor} ended on {end.ends_on} and no demand within it is on "
        f"record: the guarantee may have lapsed (Fa Shi [2020] No. 28 art. 34).{more_en} Check {how_en}, and enter the "
        "day and the evidence.",
        _source(end),
    )


def _asked_late(field: str, terms: GuaranteeTerms, end: PeriodEnd, *, label: str) -> Advice:
    asked = terms.asked_on or end.ends_on
    return Advice(
        "guarantee_asked_late",
        field,
        f"{label}保证人{terms.guarantor}于{asked}才被主张，晚于保证期间届满日{end.ends_on}："
        f"保证责任可能已免除，其后签收催收文书不当然恢复保证责任。{_counted(end)[0]}请核对。",
        f"{label}{terms.guarantor} was asked on {asked}, after its guarantee period ended on "
        f"{end.ends_on}: the guarantee may have lapsed, and a later signature does not revive it."
        f"{_counted(end)[1]} Check the dates.",
        GUARANTEE_LAPSED,
    )


def _unproved(field: str, terms: GuaranteeTerms, *, label: str) -> Advice:
    return Advice(
        "guarantee_asked_unproved",
        field,
        f"{label}对保证人{terms.guarantor}的主张没有录入主张凭证，请补充。",
        f"{label}no evidence is entered of the demand on the guarantor {terms.guarantor}; add it.",
        GUARANTEE_PERIOD,
        is_warning=False,
    )


def _how_kept(terms: GuaranteeTerms) -> tuple[str, str]:
    if terms.is_general:
        return (
            "期间内是否已对债务人起诉或申请仲裁（一般保证）",
            "whether the debtor was sued in time (general guarantee)",
        )
    return "期间内是否已请求该保证人承担保证责任", "whether this guarantor was asked in time"


def _counted(end: PeriodEnd) -> tuple[str, str]:
    """Return in words how an end was counted, where it was not stated; empty otherwise."""
    if not end.is_until_repaid:
        return "", ""
    older = end.older_rule_ends_on
    words = "约定至主债务清偿完毕，视为约定不明，按主债务履行期限届满之日起六个月计算（第三十二条）。"
    words_en = ' "Until all is repaid" counts as six months from the day the debt is due (art. 32).'
    if older is not None:
        words += f"民法典施行前的保证或为二年、至 {older}（凭记忆，未证实）。"
        words_en += f" For a guarantee from before 2021 it may be two years, to {older} (recollection)."
    return words, words_en


def _source(end: PeriodEnd) -> LegalSource:
    return GUARANTEE_UNTIL_REPAID if end.is_until_repaid else GUARANTEE_PERIOD


def _is_asked_in_time(terms: GuaranteeTerms) -> bool:
    end = period_end(terms)
    return terms.asked_on is not None and (end is None or terms.asked_on <= end.ends_on)


def _stated_end(due_on: date, figure: str, unit: str) -> date | None:
    """Return the last day of a printed length from the day the debt is due; None if it cannot be read."""
    if figure == "半":
        return _later(due_on, MONTHS_UNTIL_REPAID) if unit == "年" else None
    count = int(figure) if figure.isdecimal() else _count(figure.translate(_CAPITALS))
    if not 0 < count <= _LONGEST:
        return None
    if unit in {"日", "天"}:
        return due_on + timedelta(days=count)
    return _later(due_on, count * 12 + (MONTHS_UNTIL_REPAID if unit == "年半" else 0) if "年" in unit else count)


def _count(numeral: str) -> int:
    """Return the number of 三, 十八, 二十四, 三十六; 0 for what is none."""
    tens, ten, ones = numeral.rpartition("十")
    if tens not in _DIGITS or ones not in _DIGITS:
        return 0
    return (_DIGITS[tens] or 1) * 10 * bool(ten) + _DIGITS[ones]


def _later(day: date, months: int) -> date:
    """Return the same day some months later; the last of a month that lacks it (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
