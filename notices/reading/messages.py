"""Messages for validation errors in Chinese and English, by error code: what is wrong and what to do."""

from notices.written.names import NO_NAME, SEVERAL

MESSAGES: dict[str, tuple[str, str]] = {
    # Structure
    "missing": ("缺少必填项，请补上", "is required; add it"),
    "extra_forbidden": ("没有这个字段{nearest_zh}", "is no known field{nearest_en}"),
    "invalid_key": ("键须为文字，请加引号", "a key must be text; put it in quotes"),
    "model_type": ("须为一组键值（表）", "must be a table of keys and values"),
    "model_attributes_type": ("须为一组键值（表）", "must be a table of keys and values"),
    "dict_type": ("须为一组键值（表）", "must be a table of keys and values"),
    "tuple_type": ("须为列表，请用方括号或 [[…]]", "must be a list; use square brackets or [[…]]"),
    "too_short": ("至少须有{min_length}项，现有{actual_length}项", "needs at least {min_length}, has {actual_length}"),
    "too_long": ("至多{max_length}项，请拆成几份公告", "at most {max_length} are accepted; split the notice"),
    # Words
    "string_type": ("须为文字，请加引号", "must be text; put it in quotes"),
    "string_too_short": ("不能为空，请填写或删去该字段", "must not be empty; fill it in or delete the field"),
    "string_too_long": (
        "超过{max_length}个字符，请缩短或分段",
        "longer than {max_length} characters; shorten or split it",
    ),
    "string_pattern_mismatch": ("格式不符，须为：{pattern}", "does not have the form {pattern}"),
    "string_unicode": ("含有不成字的编码，请重新输入", "holds a broken character; type it again"),
    "enum": ("不是可用的代码{nearest_zh}；可用：{expected}", "is no known code{nearest_en}; use {expected}"),
    "placeholder": ("尚未填写；请填写，不需要时删去该行", "is still to be filled in; write over it or delete the line"),
    "forbidden_character": (
        "第{position}个字符 U+{code} 不可打印，请删去",
        "character U+{code} at position {position} is not printable; delete it",
    ),
    "mixed_letters": (
        "第{position}个字符 U+{code} 只是看似拉丁字母，请重新键入",
        "letter U+{code} at position {position} only looks Latin; type it again",
    ),
    "address_scheme": (
        "不是网页地址；请写以 https:// 或 http:// 开头的网址",
        "is no address of a page; write one that begins with https:// or http://",
    ),
    "line_break": (
        "第{position}个字符处有换行或制表符，请写在一行内",
        "line break or tab at position {position}; write it on one line",
    ),
    "phone_not_dialled": (
        "不足5位数字，不像电话号码，请核对",
        "has fewer than 5 digits and looks like no telephone number; check it",
    ),
    "email_incomplete": (
        "不是完整的电子邮箱地址，请写成 name@example.com 的形式",
        "is no whole e-mail address; write it like name@example.com",
    ),
    "uuid_type": ("须为记录的标识（UUID），请加引号", "must be a valid UUID, in quotes: the identifier of a record"),
    "uuid_parsing": (
        "不是记录的标识（UUID）；请从系统中完整复制，或从列表的第一页重新打开",
        "is no valid UUID, as each record has; copy it whole, or open the list again from its first page",
    ),
    # Figures
    "int_type": ("须为整数", "must be a whole number"),
    "int_parsing": ("须为整数", "must be a whole number"),
    "int_from_float": ("须为整数", "must be a whole number"),
    "int_parsing_size": ("数字过大", "is too large a number"),
    "decimal_type": ("须为数字", "must be a number"),
    "decimal_parsing": ("须为数字", "must be a number"),
    "finite_number": ("须为有限的数字", "must be a finite number"),
    "greater_than": ("须大于{gt}", "must be more than {gt}"),
    "greater_than_equal": ("不得小于{ge}", "must not be less than {ge}"),
    "negative": ("不能为负数", "must not be negative"),
    "less_than": ("须小于{lt}，请核对位数", "must be less than {lt}; check the digits"),
    "less_than_equal": ("不得大于{le}，请核对", "must not be more than {le}; check it"),
    "bool_type": ("须为 true 或 false", "must be true or false"),
    "bool_parsing": ("须为 true 或 false", "must be true or false"),
    "not_a_figure": ("须为有限的数字", "must be a finite number"),
    "too_many_digits": (
        "位数过多：小数点前至多{whole}位，后至多{places}位",
        "too many digits; at most {whole} before and {places} after the decimal point",
    ),
    "inexact_amount": (
        '该数字可能已丢失小数位，请加引号，如 "134000000.00"',
        'a bare number may have lost digits; write it in quotes, such as "134000000.00"',
    ),
    "not_an_amount": (
        "不是金额；请写非负数字，可带单位，如 134000000.00、3433万元，或写大写，如 壹仟捌佰万元整",
        "not an amount; write digits, not negative, at most with a unit, such as 134000000.00 or 3433万元",
    ),
    "amount_words_differ": (
        "小写金额与大写金额不一致，请核对后更正其一",
        "the figures and the words of the amount differ; correct one of them",
    ),
    "no_amounts": ("没有写明任何金额，请填写本金或其他部分", "states no amount; fill in principal or another part"),
    "unknown_currency": ("未知币种；可用：{known}", "unknown currency; use one of {known}"),
    "below_a_cent": ("小于一分，请按账面舍入到分", "finer than 0.01; round it to the cent as the books do"),
    "mixed_currencies": (
        "{found} 的金额不能相加，请按币种分列债权",
        "amounts in {found} cannot be added; enter one claim a currency",
    ),
    # Days and hours
    "date_type": ("须为日期，如 2022-08-03", "must be a date such as 2022-08-03"),
    "date_parsing": ("不是日期，请写成 2022-08-03 的形式", "is no date; write it like 2022-08-03"),
    "date_ambiguous": (
        "年、月、日的顺序不明，请写成 2022-08-03 的形式",
        "may be read as several dates, as the order of day, month and year is not known; write it like 2022-08-03",
    ),
    "date_without_day": ("缺少“日”，请写成 2022-08-03 的形式", "names no day; write the whole date like 2022-08-03"),
    "date_without_year": ("缺少“年”，请写成 2022-08-03 的形式", "names no year; write the whole date like 2022-08-03"),
    "date_does_not_exist": ("日历中没有这一天，请核对日期", "is no day of the calendar; check the date"),
    "date_with_an_hour": ("须为日期，不含钟点", "must be a day without an hour; write a date like 2022-08-03"),
    "date_on_another_weekday": (
        "与所写的星期不符，请核对日期和星期",
        "is another day of the week than it says; check the date and the day of the week",
    ),
    "date_is_a_number": (
        "是数字，不是日期；请写成 2022-08-03 的形式",
        "is a number, not a date; write it like 2022-08-03",
    ),
    "date_from_datetime_parsing": ("不是日期，请写成 2022-08-03 的形式", "is no date; write it like 2022-08-03"),
    "date_from_datetime_inexact": ("须为日期，不含钟点", "must be a day without an hour"),
    "time_type": ("须为钟点，如 17:00", "must be an hour such as 17:00"),
    "time_parsing": ("须为钟点，如 17:00", "must be an hour such as 17:00"),
    "datetime_type": ("须为带时区的时刻", "must be an instant with time zone"),
    "datetime_parsing": ("须为带时区的时刻", "must be an instant with time zone"),
    "datetime_from_date_parsing": ("须为带时区的时刻", "must be an instant with time zone"),
    "timezone_aware": ("须为带时区的时刻", "must be an instant with time zone"),
    "not_an_instant": (
        "须为日期和钟点，如 2022-08-31 14:05",
        "must be a day and hour, such as 2022-08-31 14:05",
    ),
    "not_a_closing_hour": (
        "须为北京时间的钟点，如 17:00；24:00 请留空",
        "must be an hour of the day in Asia/Shanghai such as 17:00; leave it empty for 24:00",
    ),
    "end_before_start": (
        "截止日{end}早于起始日{begin}；请留空截止日，由系统计算",
        "ends on {end}, before it begins on {begin}; leave the end empty and it is counted",
    ),
    # Sense
    "wrong_credit_code": (
        "不是有效的统一社会信用代码（18位，末位为校验码）；请对照营业执照填写",
        "not a unified social credit code (18 characters, check digit last); copy it from the business licence",
    ),
    "basis_and_none": ("既写明依据又写“无”，请删去其一", "states a basis and none at once; delete one of them"),
    "wrong_length": (
        "不是18位（或旧15位）居民身份证号码，也不是统一社会信用代码，请核对",
        "is neither a resident ID of 18 (or formerly 15) digits nor a credit code; check it",
    ),
    "wrong_birth_date": (
        "身份证号码中的出生日期不存在或在今天之后，请对照证件核对",
        "the birth date within the resident ID does not exist or lies after today; compare it with the card",
    ),
    "wrong_check_digit": (
        "身份证号码的校验位不对，请对照证件核对每一位",
        "the check digit of the resident ID is wrong; compare every digit with the card",
    ),
    "several_names": SEVERAL,
    "no_name": NO_NAME,
    "limb_twice": ("限制受让情形 {code} 重复，请只保留一项", "limb {code} stands twice; keep one"),
    "amends_a_later_notice": (
        "所涉公告日期{amended}晚于本公告日期{own}，请核对两个日期",
        "amends a notice of {amended}, after its own date {own}; check both dates",
    ),
    "unknown_kind": ("未知的公告种类{nearest_zh}；可用：{known}", "unknown kind of notice{nearest_en}; use {known}"),
}
"""Error code → Chinese and English; the facts of the error go into the braces."""

OTHER = ("值无效，请更正（{message}）", "is not valid: {message}")
"""For an error code that has no message here."""
