"""Interest after the day of transfer (受让日后利息): contested, so both lines are shown, by vintage, seller and buyer.

法发〔2009〕19号第九条: a buyer that is no asset management company may not claim interest after the transfer. 第十二条
confines the minutes to claims bought in 1999–2000 and 2004–2005. Replies of 2009 and 2013 extend 第九条; rulings since
2017 and (2021)最高法民终426号 refuse to for later loans of banks. Which banks sold the two vintages is recollection.
"""

from dataclasses import dataclass

from notices.codes import Coded


class BuyerKind(Coded):
    """Who buys, as far as 第九条 asks (受让人类型)."""

    national_amc = "national_amc", "金融资产管理公司", "asset management company"
    local_amc = "local_amc", "地方资产管理公司", "local asset management company"
    other = "other", "其他受让人", "another buyer"


class Position(Coded):
    """How far 第九条 reaches (利息主张)."""

    direct = "direct", "第九条直接适用", "art. 9 applies directly"
    contested = "contested", "有争议"
    out_of_reach = "out_of_reach", "不在第九条范围", "out of reach of art. 9"


@dataclass(frozen=True, slots=True)
class Vintage:
    """One of the two purchases of 第十二条: its years, and words in the names of banks that sold, short ones too."""

    first_year: int
    last_year: int
    sellers: tuple[str, ...]


VINTAGES = (
    Vintage(
        1999,
        2000,
        ("中国银行", "农业银行", "建设银行", "工商银行", "国家开发银行", "中行", "农行", "建行", "工行", "国开行"),
    ),
    Vintage(2004, 2005, ("中国银行", "建设银行", "工商银行", "交通银行", "中行", "建行", "工行", "交行")),
)

_AGAINST = "一说：受让人不得主张受让日后的利息（第九条；2009年、2013年答复扩大适用）"
_FOR = "另一说：不适用于其后的银行债权，受让人可以主张（2017年以来裁判；（2021）最高法民终426号）"
_AGAINST_EN = (
    "one line: the buyer may not claim interest after the transfer (art. 9, extended by replies of 2009 and 2013)"
)
_FOR_EN = (
    "the other line: art. 9 does not reach later loans of banks and the buyer may claim it (rulings since 2017, "
    "(2021)最高法民终426号)"
)


@dataclass(frozen=True, slots=True)
class InterestView:
    """What may be said of interest after the transfer, in both languages."""

    position: Position
    zh: str
    en: str


def interest_after_transfer(year: int, seller: str, buyer: BuyerKind) -> InterestView:
    """Return what is held on interest after the transfer, by year and seller of the first sale and kind of buyer."""
    vintage = next((each for each in VINTAGES if each.first_year <= year <= each.last_year), None)
    if buyer is BuyerKind.national_amc:
        return InterestView(
            Position.out_of_reach,
            f"买受人为{buyer.zh}的，不在第九条限制之列",
            f"art. 9 does not speak of a buyer that is an {buyer.en}",
        )
    if vintage is not None and (not seller or any(name in seller for name in vintage.sellers)):
        span = f"{vintage.first_year}–{vintage.last_year}"
        return InterestView(
            Position.direct,
            f"属第十二条所列{span}年收购的债权，第九条直接适用：受让人不得主张受让日后的利息",
            f"of the purchases of {span} that art. 12 names: art. 9 applies directly, the buyer may not claim interest "
            "after the transfer",
        )
    if vintage is not None:
        why = "年份在第十二条所列之内，转让方不在所知的出让银行之列（凭记忆，未证实）"
        why_en = (
            "the year is one of art. 12, the seller is none of the banks known to have sold then (from recollection)"
        )
    else:
        why, why_en = "不属第十二条所列1999–2000年、2004–2005年收购的债权", "not of the purchases that art. 12 names"
    return InterestView(
        Position.contested,
        f"{why}，受让日后利息有争议。{_AGAINST}；{_FOR}",
        f"{why_en}; interest after the transfer is contested. {_AGAINST_EN}; {_FOR_EN}",
    )
