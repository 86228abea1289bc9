"""Notice periods before the review meeting, and required media, by book value (公告期限分级).

财政部、银监会《金融资产管理公司资产处置公告管理办法（修订）》财金〔2008〕87号, in force from 2008-07-11: book value of
the whole asset at the last interest-settlement day before the notice; at least N working days before the day the
review body meets. It binds the companies it names; for others the tiers are practice by analogy, and only warn.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from notices.codes import Coded
from notices.errors import NoticesError
from notices.law.issuers import BOUND_BY_NOTICE_MEASURES, Binding, IssuerKind, binding_of
from notices.legal_source import LegalSource, SourceKind
from notices.windows.window import WindowUnit

_WAN = Decimal(10_000)
LARGEST_BOOK_VALUE = Decimal("1000000000000")  # one trillion yuan: more is a typing error


class MediumRequirement(Coded):
    """The medium a tier requires besides the company's website (公告媒体)."""

    none = "none", "公司网站，无需报纸", "company website, no newspaper"
    newspaper_prefecture = (
        "newspaper_prefecture",
        "资产所在地地市级（含）以上公开发行的经济类或综合类报纸",
        "newspaper of prefecture level or above where the asset is",
    )
    newspaper_province = (
        "newspaper_province",
        "资产所在地省级（含）以上公开发行的经济类或综合类报纸",
        "newspaper of province level or above where the asset is",
    )


class InvalidBookValue(NoticesError):
    """A book value for which no tier can be found."""

    code = "invalid_book_value"

    def __init__(self, value: Decimal) -> None:
        shown = str(value)[:80]
        super().__init__(
            zh=f"账面价值 {shown} 不是 0 至 {LARGEST_BOOK_VALUE:,} 元之间、至多两位小数的金额，请更正",
            en=f"book value {shown} is not an amount from 0 to {LARGEST_BOOK_VALUE:,} yuan with at most two decimals",
            field="book_value",
        )


class NoTierInForce(NoticesError):
    """No confirmed rule was in force on the given day."""

    code = "no_tier_in_force"
    status = 409

    def __init__(self, on: date) -> None:
        super().__init__(
            zh=f"{on.isoformat()} 没有已证实的公告期限规定（财金〔2008〕87号自2008-07-11起施行），请核对日期",
            en=(
                f"no confirmed rule on notice periods was in force on {on.isoformat()}; 财金〔2008〕87号 applies from "
                "2008-07-11, check the date"
            ),
            field="review_on",
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """One row: book values over ``above`` up to and including ``up_to`` yuan, with its requirements.

    ``notice_days``, counted in ``unit``, must pass before the review body meets. A bound of None is no bound.
    ``bound`` are the kinds of issuer that the row binds; for any other it is only compared with.
    """

    code: str
    bound: tuple[IssuerKind, ...]
    above: Decimal | None
    up_to: Decimal | None
    notice_days: int
    unit: WindowUnit
    medium: MediumRequirement
    source: LegalSource

    def covers(self, book_value: Decimal) -> bool:
        """Return whether the book value is in this row: the upper bound is included, the lower is not."""
        return (self.above is None or self.above < book_value) and (self.up_to is None or book_value <= self.up_to)

    def binding(self, issuer_kind: IssuerKind | None) -> Binding:
        """Return whether the row binds an issuer of this kind or is only compared with."""
        return binding_of(self.bound, issuer_kind)

    def source_for(self, issuer_kind: IssuerKind | None) -> LegalSource:
        """Return the source as it stands to an issuer: unconfirmed unless it binds, so that it never blocks."""
        binds = self.binding(issuer_kind) is Binding.binds
        return self.source if binds else replace(self.source, kind=SourceKind.analogy)

    @property
    def words(self) -> str:
        """Return the row in Chinese: the range of book values and its requirements."""
        lower = "" if self.above is None else f"超过{self.above / _WAN:f}万元"
        upper = "" if self.up_to is None else f"不超过{self.up_to / _WAN:f}万元"
        bounds = "、".join(bound for bound in (lower, upper) if bound) or "不限"
        return f"账面价值{bounds}：至少{self.notice_days}个{self.unit.zh}；{self.medium.zh}"

    @property
    def words_en(self) -> str:
        """Return the row in English: the range of book values and its requirements."""
        lower = "" if self.above is None else f"over {self.above:,} yuan"
        upper = "" if self.up_to is None else f"up to {self.up_to:,} yuan"
        bounds = ", ".join(bound for bound in (lower, upper) if bound) or "of any amount"
        return f"book value {bounds}: at least {self.notice_days} {self.unit.en}; {self.medium.en}"


NOTICE_MEASURES = LegalSource(
    document="金融资产管理公司资产处置公告管理办法（修订）",
    kind=SourceKind.quoted,
    number="财金〔2008〕87号",
    issued_on=date(2008, 7, 11),
    in_force_from=date(2008, 7, 11),
    title="公告期限与媒体",
    # Read in a press digest of the ministry's page, which gives no article number.
    quote=(
        "资产处置标的（即截至公告前最近一个结息日的资产整体账面价值）在1000万元（含）以下的处置项目，应在资产处置审核机构"
        "审核日至少7个工作日前刊登公告；1000万元～5000万元（含）的至少10个工作日前刊登公告；5000万元～10000万元（含）的"
        "至少15个工作日前刊登公告；超过10000万元的处置项目，至少20个工作日前刊登公告。"
    ),
    english="Cai Jin [2008] No. 87",
)


def _notice_tier(
    code: str, *, above: int | None, up_to: int | None, notice_days: int, medium: MediumRequirement
) -> Tier:
    return Tier(
        code=code,
        bound=BOUND_BY_NOTICE_MEASURES,
        above=None if above is None else Decimal(above),
        up_to=None if up_to is None else Decimal(up_to),
        notice_days=notice_days,
        unit=WindowUnit.working_days,
        medium=medium,
        source=NOTICE_MEASURES,
    )


TIERS: tuple[Tier, ...] = (
    _notice_tier("87-1", above=None, up_to=10_000_000, notice_days=7, medium=MediumRequirement.none),
    _notice_tier(
        "87-2", above=10_000_000, up_to=50_000_000, notice_days=10, medium=MediumRequirement.newspaper_prefecture
    ),
    _notice_tier(
        "87-3", above=50_000_000, up_to=100_000_000, notice_days=15, medium=MediumRequirement.newspaper_province
    ),
    _notice_tier("87-4", above=100_000_000, up_to=None, notice_days=20, medium=MediumRequirement.newspaper_province),
)


def tier_for(book_value: Decimal, on: date) -> Tier:
    """Return the row for a book value in yuan, by the law in force on a day.

    Raises:
        InvalidBookValue: negative, not a number, more than two decimals, or above one trillion.
        NoTierInForce: the day is before the first rule.
    """
    check_book_value(book_value)
    for tier in TIERS:
        if tier.source.is_in_force(on) and tier.covers(book_value):
            return tier
    raise NoTierInForce(on)


def check_book_value(book_value: Decimal) -> None:
    """Check that a value is a yuan amount within the tiers; raise ``InvalidBookValue`` if not."""
    if not book_value.is_finite() or not 0 <= book_value <= LARGEST_BOOK_VALUE:
        raise InvalidBookValue(book_value)
    exponent = book_value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2 and book_value != round(book_value, 2):
        raise InvalidBookValue(book_value)
