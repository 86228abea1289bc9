"""One reader for what people write: every form with its value or its refusal, and the same at every door."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from notices.written.amounts import read_amount
from notices.written.dates import last_day_in, read_day, read_first_day, read_last_day
from notices.written.documents import read_credit_code, read_resident_id
from notices.written.hours import closing_hour_in
from notices.written.numbers import percent_in, read_figure, read_yes_or_no, whole_number_in

NEW_YEAR, MARCH, DAY = date(2016, 1, 1), date(2016, 3, 1), date(2022, 8, 3)
PERSON, CODE = "999999199001010016", "91330000MA00000007"
DAYS = {
    "2016-01-01": NEW_YEAR, "2016-1-1": NEW_YEAR, "2016.1.1": NEW_YEAR, "2016.01.01": NEW_YEAR, "2016/1/1": NEW_YEAR,
    "2016/01/01": NEW_YEAR, "2016年1月1日": NEW_YEAR, "2016年01月01日": NEW_YEAR, "2016年1月1号": NEW_YEAR,
    "20160101": NEW_YEAR, "２０１６年１月１日": NEW_YEAR, "２０１６．０１．０１": NEW_YEAR, "２０１６．1．1": NEW_YEAR,
    "2016－01－01": NEW_YEAR, "2016／1／1": NEW_YEAR, "２０１６／０１／０１": NEW_YEAR, "２０１６０１０１": NEW_YEAR,
    "２０１６－１－１": NEW_YEAR, "二〇一六年一月一日": NEW_YEAR, "二○一六年一月一日": NEW_YEAR,
    "二零一六年一月一号": NEW_YEAR, "'2016-01-01": NEW_YEAR, "’2016.1.1": NEW_YEAR, " 2016-01-01 ": NEW_YEAR,
    "\u30002016-01-01": NEW_YEAR, "2016 年 1 月 1 日": NEW_YEAR, "2016. 1. 1": NEW_YEAR, "2016—01—01": NEW_YEAR,
    "\u200e2016\u200e/1/1": NEW_YEAR, "\ufeff2016-01-01": NEW_YEAR, "2016-01-01 00:00:00": NEW_YEAR,
    "2016-01-01T00:00": NEW_YEAR, "2016/1/1 0:00": NEW_YEAR, "2016-01-01 星期五": NEW_YEAR,
    "2016年1月1日（星期五）": NEW_YEAR, "2016年1月1日(周五)": NEW_YEAR, "2016-01-01 (Fri)": NEW_YEAR,
    "Fri, 2016-01-01": NEW_YEAR, "2016/1/1 Friday": NEW_YEAR, "2022.8.3 礼拜三": DAY,
    "2016-01-01 星期五 00:00": NEW_YEAR, "2022-08-03": DAY, "2024-2-29": date(2024, 2, 29),
    "9999-12-31": date(9999, 12, 31), "2016.03": "date_without_day", "2016年1月": "date_without_day",
    "2016年": "date_without_day", "2016-3": "date_without_day", "2016年1月1日（星期四）": "date_on_another_weekday",
    "2022-08-03 Tue": "date_on_another_weekday", "2016-01-01 09:30": "date_with_an_hour",
    "2016-01-01T09:30:00Z": "date_with_an_hour", "1月1日": "date_without_year", "1-1": "date_without_year",
    "01/02/2016": "date_ambiguous", "16-1-1": "date_ambiguous", "16年1月1日": "date_ambiguous",
    "160101": "date_ambiguous", "2016-02-30": "date_does_not_exist", "20161301": "date_does_not_exist",
    "2015-02-29": "date_does_not_exist", "2016年13月1日": "date_does_not_exist", "42370": "date_parsing",
    "": "date_parsing", "长期": "date_parsing", "昨天": "date_parsing", "2016-1/1": "date_parsing",
    "2016年1月1": "date_parsing", "2016": "date_parsing", "星期五": "date_parsing",
    "2016-01-01 2016-01-02": "date_parsing", "Jan 1, 2016": "date_parsing",
    "二O一六年一月一日": NEW_YEAR, "二０一六年一月一日": NEW_YEAR, "二0一六年一月一日": NEW_YEAR,
    "二〇一九年十一月廿三日": date(2019, 11, 23), "二〇二〇年一月卅一日": date(2020, 1, 31),
    "〇〇〇〇年一月一日": "date_does_not_exist",
    "贰零壹陆年壹月壹日": NEW_YEAR, "贰零壹陆年零壹月零壹日": NEW_YEAR, "貳零貳肆年零捌月壹拾玖日": date(2024, 8, 19),
    "贰零贰肆年零壹拾月叁拾壹日": date(2024, 10, 31), "二〇二四年八月一十九日": date(2024, 8, 19),
    "2016年一月一日": NEW_YEAR, "二〇一六年1月1日": NEW_YEAR, "公元2016年1月1日": NEW_YEAR, "2016年1月1日。": NEW_YEAR,
    "贰零贰叁年贰月贰拾玖日": "date_does_not_exist", "2024年正月十五": "date_parsing", "甲辰年七月十六": "date_parsing",
    "民国113年8月19日": "date_parsing", "二〇二四年八月十九": "date_parsing",
}  # fmt: skip
FIRST_DAYS = {
    "2016.03": MARCH, "2016-3": MARCH, "2016/03": MARCH, "2016年3月": MARCH, "2016年3月份": MARCH,
    "２０１６．０３": MARCH, "二〇一六年三月": MARCH, "'2016.03": MARCH, "2016年": NEW_YEAR, "二〇一六年": NEW_YEAR,
    "2016年1月": NEW_YEAR, "2016-01-01": NEW_YEAR, "2016年1月1日起": NEW_YEAR, "自2016年3月起": MARCH,
    "自2016.1.1": NEW_YEAR, "2016年3月以来": MARCH, "2016.13": "date_does_not_exist", "长期": "date_parsing",
    "201603": "date_ambiguous",
    "3月": "date_parsing",
}  # fmt: skip
LAST_DAYS = {
    "2016.02": date(2016, 2, 29), "2015年2月": date(2015, 2, 28), "2016年": date(2016, 12, 31),
    "2016/12": date(2016, 12, 31), "2016-01-01": NEW_YEAR, "2016年1月1日止": NEW_YEAR, "至2016年1月1日": NEW_YEAR,
    "至２０１６年１月１日止": NEW_YEAR, "长期": None, "长　期": None, "长期；": None, "（长期）": None, "至 今": None,
    "在职": None, "N/A": None, "截至2016年1月1日": NEW_YEAR, "截止2016.02": date(2016, 2, 29), "永久": None,
    "至今": None, "无固定期限": None, "长期有效": None,
    "无": None, "—": None, "-": None, "/": None, "－": None, "'长期": None, "不限": None, "9999-12-31": None,
    "99991231": None, "9999年12月31日": None, "９９９９／１２／３１": None, "9999.12": None, "": "date_parsing",
    "待定": "date_parsing", "31/12/2016": "date_ambiguous", "2016年2月30日": "date_does_not_exist",
}  # fmt: skip
FIGURES = {
    "12,893.13": "12893.13", "１２８９３．１３": "12893.13", "1，000": "1000", "'5": "5", " 5 ": "5", "-1": "-1",
    "0.50": "0.50", "\u200b7": "7", "": "decimal_parsing", "1,2": "decimal_parsing", "1e5": "decimal_parsing",
    "约5": "decimal_parsing", "1.2.3": "decimal_parsing", "inf": "decimal_parsing", "12亩": "decimal_parsing",
    "٣": "decimal_parsing",
}  # fmt: skip
WHOLES = {
    "20": 20, "２０": 20, "1,000": 1000, "'7": 7, "020": 20, "-1": -1, "20.0": "int_parsing", "1.5": "int_parsing",
    "9" * 41: "int_parsing", "abc": "int_parsing", "": "int_parsing", "二十": "int_parsing",
}  # fmt: skip
PERCENTS = {
    "30": "30",
    "30%": "30",
    "３０％": "30",
    "33.34 %": "33.34",
    "0": "0",
    "百分之三十": "decimal_parsing",
    "%": "decimal_parsing",
}
AMOUNTS = {
    "134000000.00": "134000000.00", "1.34亿元": "134000000", "１．３４亿": "134000000", "13,400万元": "134000000",
    "￥500.00": "500.00", "人民币伍佰元整": "500", "RMB 500": "500", "'500": "500", "500元": "500", "500圆整": "500",
    "壹佰万元整（小写：1,000,000.00元）": "1000000", "500元（小写：600元）": "amount_words_differ",
    "500元（小写）": "not_an_amount",
    "0.5万": "5000", "500元（大写：伍佰元整）": "500", "\ufeff500": "500",
    "500元（大写：陆佰元整）": "amount_words_differ", "": "not_an_amount", "-1": "not_an_amount",
    "1,93,474": "not_an_amount", "3千万": "not_an_amount", "约500": "not_an_amount", "1e3": "not_an_amount",
    "NaN": "not_an_amount", "1 340": "not_an_amount", "500-600": "not_an_amount",
}  # fmt: skip
RESIDENTS = {
    PERSON: PERSON, "'" + PERSON: PERSON, "９９９９９９１９９００１０１００１６": PERSON,
    "999999 19900101 0016": PERSON, "999999-19900101-0016": PERSON, "\ufeff" + PERSON: PERSON,
    "\u202d" + PERSON + "\u202c": PERSON, "99999919900101018x": "99999919900101018X",
    "９９９９９９１９９００１０１０１８ｘ": "99999919900101018X",
    "999999900101001": PERSON, "999999199001010017": "wrong_check_digit", "999999209901011010": "wrong_birth_date",
    "999999199002300015": "wrong_birth_date", "999999188912310016": "wrong_birth_date",
    "99999919900101001": "wrong_length", PERSON + "1": "wrong_length", "": "wrong_length", "无": "wrong_length",
    "099999199001010016": "wrong_length", "999999********0016": "wrong_length",
}  # fmt: skip
CODES = {
    CODE: CODE, f" {CODE.lower()} ": CODE, "９１３３００００ＭＡ０００００００７": CODE, "91330000 MA000000 07": CODE,
    "MA000000-7": "MA0000007", "MA000000-0": "wrong_credit_code", "00000000-0": "000000000",
    CODE[:-1] + "8": "wrong_credit_code", CODE[:-1]: "wrong_credit_code", "I1330000MA00000007": "wrong_credit_code",
    "": "wrong_credit_code",
}  # fmt: skip
ANSWERS = {
    "是": True, "有": True, "对": True, "Yes": True, "ｙｅｓ": True, "√": True, "TRUE": True, "'是": True, "否": False,
    "无": False, "没有": False, "不是": False, "no": False, "×": False, "False": False, "是否": None, "maybe": None,
    "": None, "1": None, "✓": True, "✔": True, "☑": True, "是。": True, "✗": False, "✘": False, "☒": False,
    "不详": None,
}  # fmt: skip
FIVE = time(17, 0)
HOURS = {
    "17:00": FIVE, "17：00": FIVE, "１７：００": FIVE, "17:00:00": FIVE, "17时": FIVE, "17点整": FIVE, " 17:00 ": FIVE,
    "17点30分": time(17, 30), "9:30": time(9, 30), "24:00": None, "24时": None, "25:00": "not_a_closing_hour",
    "17:60": "not_a_closing_hour", "1700": "not_a_closing_hour", "下午5点": "not_a_closing_hour",
    "": "not_a_closing_hour",
}  # fmt: skip
TABLES: tuple[tuple[Callable[[str], Any], dict[str, Any]], ...] = (
    (read_day, DAYS), (read_first_day, FIRST_DAYS), (read_last_day, LAST_DAYS), (read_yes_or_no, ANSWERS),
    (lambda text: str(read_figure(text)), FIGURES), (whole_number_in, WHOLES),
    (lambda text: str(percent_in(text)), PERCENTS), (lambda text: f"{read_amount(text).exact.normalize():f}", AMOUNTS),
    (read_resident_id, RESIDENTS), (read_credit_code, CODES), (closing_hour_in, HOURS),
)  # fmt: skip


def readings() -> Iterator[tuple[str, Any, Any]]:
    """Yield each text, the value or the code of the refusal, and what the reader said."""
    for read, table in TABLES:
        for text, value in table.items():
            try:
                yield text, value, read(text)
            except PydanticCustomError as refusal:
                yield text, value, refusal.type


def test_every_written_form_has_one_value_or_one_reason() -> None:
    found = list(readings())
    assert len(found) > 200
    assert [(text, said) for text, value, said in found if not agrees(value, said)] == []


def agrees(value: Any, said: Any) -> bool:
    """Tell whether two readings are one: amounts and figures by their worth."""
    if value is None or isinstance(value, bool) or not isinstance(value, str) or not isinstance(said, str):
        return value is said or (type(value) is type(said) and value == said)
    return value == said or (value[:1].isdigit() and said[:1].isdigit() and Decimal(value) == Decimal(said))


def test_last_day_of_the_calendar_is_no_last_day_as_a_date_too() -> None:
    assert last_day_in(date(9999, 12, 31)) is None
    assert last_day_in(DAY) == DAY
