"""The legal source of a rule. Every figure that comes from law has one."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalSource:
    """One provision of a document, and whether its words were confirmed.

    ``confirmed`` is False if the words were not read in a source: such a rule may warn but never block, and
    every display must say so. ``in_force_until`` is the last day in force; None means still in force.
    ``english`` is a short citation in English.
    """

    document: str
    number: str = ""
    article: str = ""
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    confirmed: bool = True
    title: str = ""
    quote: str = ""
    link: str = ""
    english: str = ""

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
    def name(self) -> str:
        """Return the citation in Chinese without the mark 〔未证实〕."""
        article = f"第{self.article}条" if self.article and not self.article.startswith("第") else self.article
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{article}"

    @property
    def citation_en(self) -> str:
        """Return the short citation in English, or the Chinese one if there is none."""
        if not self.english:
            return self.citation
        return self.english if self.confirmed else f"{self.english} [unconfirmed]"


CIVIL_CODE_201 = LegalSource(
    document="民法典",
    article="二百零一",
    english="Civil Code art. 201",
    issued_on=date(2020, 5, 28),
    in_force_from=date(2021, 1, 1),
    quote="按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
)
CIVIL_CODE_203 = LegalSource(
    document="民法典",
    article="二百零三",
    english="Civil Code art. 203",
    issued_on=date(2020, 5, 28),
    in_force_from=date(2021, 1, 1),
    quote=(
        "期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。"
        "期间的最后一日的截止时间为二十四时；有业务时间的，停止业务活动的时间为截止时间。"
    ),
)
CIVIL_CODE_204 = LegalSource(
    document="民法典",
    article="二百零四",
    english="Civil Code art. 204",
    issued_on=date(2020, 5, 28),
    in_force_from=date(2021, 1, 1),
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
