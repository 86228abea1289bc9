"""Interest after the transfer is contested: both lines are shown, by vintage, seller and buyer; none says it stops."""

import pytest

from notices.duties.interest import BuyerKind, Position, interest_after_transfer

OTHER, LOCAL, AMC = BuyerKind.other, BuyerKind.local_amc, BuyerKind.national_amc


@pytest.mark.parametrize(
    ("year", "seller", "buyer", "expected"),
    [
        (1998, "中国工商银行浙江省分行", OTHER, Position.contested),
        (1999, "中国工商银行浙江省分行", OTHER, Position.direct),
        (2000, "国家开发银行", OTHER, Position.direct),
        (2000, "中国农业银行萧山支行", LOCAL, Position.direct),
        (2001, "中国农业银行萧山支行", OTHER, Position.contested),
        (2003, "中国建设银行", OTHER, Position.contested),
        (2004, "中国建设银行", OTHER, Position.direct),
        (2005, "交通银行宁波分行", OTHER, Position.direct),
        (2005, "", OTHER, Position.direct),
        (2005, "交行宁波分行", OTHER, Position.direct),
        (2000, "国开行", OTHER, Position.direct),
        (2005, "农行萧山支行", OTHER, Position.contested),
        (2005, "中国农业银行萧山支行", OTHER, Position.contested),
        (1999, "交通银行宁波分行", OTHER, Position.contested),
        (2004, "虚构农村信用合作社", OTHER, Position.contested),
        (2006, "中国建设银行", OTHER, Position.contested),
        (2017, "中国工商银行浙江省分行", LOCAL, Position.contested),
        (2021, "", OTHER, Position.contested),
        (1999, "中国工商银行浙江省分行", AMC, Position.out_of_reach),
        (2021, "中国工商银行浙江省分行", AMC, Position.out_of_reach),
    ],
)
def test_line_follows_from_year_seller_and_buyer(year: int, seller: str, buyer: BuyerKind, expected: Position) -> None:
    view = interest_after_transfer(year, seller, buyer)
    assert view.position is expected
    assert not {"停止计息", "停止计算"} & {view.zh}
    assert "interest stops" not in view.en
    if expected is Position.contested:
        assert all(words in view.zh for words in ("有争议", "第九条", "2009年、2013年答复", "（2021）最高法民终426号"))
        assert all(words in view.en for words in ("contested", "art. 9", "2009 and 2013", "since 2017"))
