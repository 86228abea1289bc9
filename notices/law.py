"""Where a rule comes from: every figure of law in this package carries one of these."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalSource:
    """One provision of one document, and how far it was confirmed.

    ``confirmed`` is false where the words were not read in a source: such a rule may warn, never block,
    and whoever shows it says so. ``in_force_until`` is the last day in force, empty while it lasts.
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

    def is_in_force(self, on: date) -> bool:
        """Tell whether the provision applies on the given day; both ends count."""
        if self.in_force_from is not None and on < self.in_force_from:
            return False
        return self.in_force_until is None or on <= self.in_force_until

    @property
    def citation(self) -> str:
        """Return the citation in Chinese, such as 《民法典》第二百零一条, with 〔未证实〕 where not confirmed."""
        article = f"第{self.article}条" if self.article and not self.article.startswith("第") else self.article
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{article}{'' if self.confirmed else '〔未证实〕'}"


CIVIL_CODE_201 = LegalSource(
    document="民法典",
    article="二百零一",
    issued_on=date(2020, 5, 28),
    in_force_from=date(2021, 1, 1),
    quote="按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
)
CIVIL_CODE_203 = LegalSource(
    document="民法典",
    article="二百零三",
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
    issued_on=date(2020, 5, 28),
    in_force_from=date(2021, 1, 1),
    quote="期间的计算方法依照本法的规定，但是法律另有规定或者当事人另有约定的除外。",
)
