"""The legal source of a rule. Every figure that comes from law has one."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import model_validator

from notices.codes import Coded


class SourceKind(Coded):
    """How the words behind a rule are known (来源性质).

    The first two are words read: where law is the ground, only they may block. Second-hand words and words from memory
    may warn only. Two are not law: the notice binds by its own words, and the register by its own rule. Law that binds
    others, and is only compared with (参照), may warn only.
    """

    statute = "statute", "已读原文", "words read in the source"
    quoted = "quoted", "已读他处所引原文", "words read as quoted elsewhere"
    second_hand = "second_hand", "仅见转述", "second-hand only"
    recollection = "recollection", "凭记忆，未核对", "from memory, not checked"
    notice = "notice", "以公告自身条款为据", "the notice alone"
    own_rule = "own_rule", "本登记自身规则", "a rule of this register"
    analogy = "analogy", "参照，未确认约束发布人", "compared with: not known to bind the issuer"

    @property
    def may_block(self) -> bool:
        """Return whether a rule that rests on this may block; else it may warn only."""
        return self not in {SourceKind.second_hand, SourceKind.recollection, SourceKind.analogy}


@dataclass(frozen=True, slots=True)
class LegalSource:
    """One provision of a document, and how its words are known.

    ``kind`` decides whether the rule may block and whether displays mark it as unconfirmed. ``in_force_until`` is the
    last day in force; None means still in force. ``english`` is a short citation in English.
    """

    document: str
    kind: SourceKind
    number: str = ""
    article: str = ""
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    title: str = ""
    quote: str = ""
    link: str = ""
    english: str = ""

    @model_validator(mode="before")
    @classmethod
    def _of_an_older_record(cls, data: Any) -> Any:
        """Read a stored source without a kind: older releases stored only whether the words were confirmed."""
        if not isinstance(data, dict) or "kind" in data:
            return data
        known = {name: value for name, value in data.items() if name != "confirmed"}
        is_confirmed = data.get("confirmed", True)
        return known | {"kind": SourceKind.statute if is_confirmed else SourceKind.recollection}

    @property
    def confirmed(self) -> bool:
        """Return whether the words were read, or the rule needs none: only then may it block."""
        return self.kind.may_block

    def is_in_force(self, on: date) -> bool:
        """Return whether the provision is in force on the given day; both ends are included."""
        if self.in_force_from is not None and on < self.in_force_from:
            return False
        return self.in_force_until is None or on <= self.in_force_until

    @property
    def citation(self) -> str:
        """Return the citation in Chinese, such as 《民法典》第二百零一条, with 〔未证实〕 if unconfirmed."""
        return self.name if self.confirmed else f"{self.name}〔未证实〕"

    @property
    def unread(self) -> tuple[str, str] | None:
        """Return in Chinese and English what of article and dates was not read; None where all was, or it is no law."""
        if self.kind in {SourceKind.notice, SourceKind.own_rule}:
            return None
        missing = [("条号", "article")] * (not self.article)
        missing += [("公布、施行日期", "dates")] * (self.issued_on is None and self.in_force_from is None)
        if not missing:
            return None
        return f"{'、'.join(zh for zh, _ in missing)}未核对", f"{' and '.join(en for _, en in missing)} not read"

    @property
    def with_kind(self) -> str:
        """Return the citation in Chinese and how its words are known, in both languages, as a line of text shows it."""
        kind = f"{self.citation}  {self.kind.zh} · {self.kind.en}"
        return f"{kind}（{self.unread[0]} · {self.unread[1]}）" if self.unread else kind

    @property
    def name(self) -> str:
        """Return the citation in Chinese without the mark 〔未证实〕."""
        if self.kind is SourceKind.notice:
            return self.document
        article = f"第{self.article}条" if self.article and not self.article.startswith("第") else self.article
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{article}"

    @property
    def citation_en(self) -> str:
        """Return the short citation in English, or the Chinese one if there is none."""
        if not self.english:
            return self.citation
        return self.english if self.confirmed else f"{self.english} [unconfirmed]"


def civil_code(article: str, arabic: str, *, kind: SourceKind, title: str = "", quote: str = "") -> LegalSource:
    """Return an article of the Civil Code, passed on 2020-05-28, in force from 2021-01-01.

    ``arabic`` is its number as the English citation has it: 201, or 546, 696 for two.
    """
    return LegalSource(
        document="民法典",
        kind=kind,
        article=article,
        english=f"Civil Code {'arts' if ',' in arabic else 'art'}. {arabic}",
        issued_on=date(2020, 5, 28),
        in_force_from=date(2021, 1, 1),
        title=title,
        quote=quote,
    )


CIVIL_CODE_201 = civil_code(
    "二百零一",
    "201",
    kind=SourceKind.statute,
    quote="按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
)
CIVIL_CODE_203 = civil_code(
    "二百零三",
    "203",
    kind=SourceKind.statute,
    quote=(
        "期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。"
        "期间的最后一日的截止时间为二十四时；有业务时间的，停止业务活动的时间为截止时间。"
    ),
)
CIVIL_CODE_204 = civil_code(
    "二百零四",
    "204",
    kind=SourceKind.statute,
    quote="期间的计算方法依照本法的规定，但是法律另有规定或者当事人另有约定的除外。",
)


def _general_provisions(code: LegalSource) -> LegalSource:
    """Return the predecessor of ``code`` in the General Provisions of 2017: same number, same words."""
    return replace(
        code,
        document="民法总则",
        english=code.english.replace("Civil Code", "General Provisions of Civil Law"),
        issued_on=date(2017, 3, 15),
        in_force_from=date(2017, 10, 1),
        in_force_until=date(2020, 12, 31),
    )


_GENERAL_PRINCIPLES_154 = LegalSource(
    document="民法通则",
    kind=SourceKind.quoted,
    article="一百五十四",
    english="General Principles of Civil Law art. 154",
    issued_on=date(1986, 4, 12),
    in_force_from=date(1987, 1, 1),
    in_force_until=date(2017, 9, 30),  # replaced by the General Provisions, but repealed only by the Code
    quote=(
        "规定按照日、月、年计算期间的，开始的当天不算入，从下一天开始计算。"
        "期间的最后一天是星期日或者其他法定休假日的，以休假日的次日为期间的最后一天。"
        "期间的最后一天的截止时间为二十四点。有业务时间的，到停止业务活动的时间截止。"
    ),
)

FIRST_DAY_RULES = (_GENERAL_PRINCIPLES_154, _general_provisions(CIVIL_CODE_201), CIVIL_CODE_201)
"""The first day of a period is not counted. Rows by date in force."""

LAST_DAY_RULES = (_GENERAL_PRINCIPLES_154, _general_provisions(CIVIL_CODE_203), CIVIL_CODE_203)
"""A period that ends on a holiday ends on the day after it, at 24:00 or at the close of business."""

AGREEMENT_RULES = (_general_provisions(CIVIL_CODE_204), CIVIL_CODE_204)
"""The parties may agree on another way of counting."""


def source_in_force(rows: tuple[LegalSource, ...], on: date) -> LegalSource | None:
    """Return the row in force on the given day, or None."""
    return next((row for row in rows if row.is_in_force(on)), None)
