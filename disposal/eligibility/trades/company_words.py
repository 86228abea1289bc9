"""The words that company names are put together from: forms, trades, group words, numerals; and how trades compare."""

import re
from functools import cache, lru_cache

from disposal.eligibility.vocabulary import tables

_GROUP_WORDS = ("集团", "控股", "企业")
_ARABIC = re.compile("[0-9]+")
_TWO_FIGURES = re.compile("(?<![0-9])[1-9][0-9](?![0-9])")
_NUMERAL = re.compile("[0-9零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰廿]")
_BOOKKEEPERS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰]{2,}|[壹贰叁肆伍陆柒捌玖拾](?=[号期店])")
_PLAIN_DIGITS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
_ONE_TEN = re.compile("(?<![一二三四五六七八九百])一十")
_HUNDREDS = re.compile("([一二三四五六七八九])百(?:([一二三四五六七八九])十|零)([一二三四五六七八九]?)")
"""一百一十, 一百零八: read like 110, 108."""
_ORDINAL_END = re.compile("(?<![第一二三四五六七八九十])(?:第)?([一二三四五六七八九十]{1,3})(中|小|院|高|附院)$")
_NUMBERED = re.compile(
    "(?<![第〇一二三四五六七八九十百])([〇一二三四五六七八九十百]+)(?=(?:[厂矿队团师站旅连所库院]|医院|部队|中学|小学)$)"
)
_GROUP_OF_VILLAGERS = re.compile("(?<=[村队区])第?([一二三四五六七八九十]{1,3})(?:村民)?小?组$")
_NAMED_GROUP = re.compile("(?<=村)([^村第一二三四五六七八九十民]{1,3})(?:村民)?小?组$")
_VILLAGE_ALONE = re.compile("((?:镇|乡|街道)[^镇乡村]{1,5}(?<!度假)(?<!民俗)(?<!文化)村)$")
_CLINIC_OF_TOWN = re.compile("(?<=[\u4e00-\u9fff]{2})(?:镇|乡|街道)?(?:中心)?(?=卫生院$)")
_DIVISION_OF_FARMERS = re.compile("(?<=兵团)农?第?([一二三四五六七八九十]{1,3})师")
_GOVERNMENT_ABOVE = re.compile("人民政府(?=.{3})|^国家税务总局(?=.{4})")
_COLLEGES = {
    "师院": "师范学院",
    "师大": "师范大学",
    "医大": "医科大学",
    "农大": "农业大学",
    "工大": "工业大学",
    "理工": "理工大学",
    "交大": "交通大学",
    "科大": "科技大学",
    "财大": "财经大学",
}
_OF_A_COLLEGE = re.compile("(?:师院|师大|医大|农大|工大|理工|交大|科大|财大)(?=附属|第[一二三四五]附属)")
_ORDINAL_KINDS = {"中": "中学", "小": "小学", "院": "人民医院", "高": "高级中学", "附院": "附属医院"}
_DIGITS = "〇一二三四五六七八九"
_LONGEST_COUNTED = 2
_ZERO = re.compile("(?<=[〇零一二三四五六七八九])零|零(?=[〇零一二三四五六七八九])")
_TRADES_BY_FORM = frozenset(["hospital", "school", "kindergarten"])
_FORM_CHARACTERS = frozenset("有限责任公司股份")
_LEAST_OF_FORM = 2


def group_words() -> tuple[str, ...]:
    """Return the words that say that a company heads a group."""
    return _GROUP_WORDS


def numerals_in_han(name: str) -> str:
    """Return a name with numerals in plain Han characters: 12 and 壹拾贰 are 十二, 701 is 七〇一, digit by digit."""
    if not _NUMERAL.search(name):
        return name
    plain = _BOOKKEEPERS.sub(lambda found: found[0].translate(_PLAIN_DIGITS), name).replace("廿", "二十")
    plain = _HUNDREDS.sub(lambda found: "".join(found[at] or "〇" for at in (1, 2, 3)), _ONE_TEN.sub("十", plain))
    return _ARABIC.sub(lambda digits: _numeral(digits.group()), _ZERO.sub("〇", plain))


def whole_ending(name: str) -> str:
    """Return the name of an institution with its ending in full: …村委 is …村民委员会, …一中 is …第一中学."""
    name = _DIVISION_OF_FARMERS.sub(r"第\1师", name)
    if name.endswith("公司"):
        return name
    name = _NAMED_GROUP.sub(r"\1村民小组", _GROUP_OF_VILLAGERS.sub(r"第\1村民小组", name))
    name = _CLINIC_OF_TOWN.sub("", _VILLAGE_ALONE.sub(r"\1民委员会", name))
    name = _GOVERNMENT_ABOVE.sub("", _NUMBERED.sub(r"第\1", name))
    ordinal = _ORDINAL_END.search(name)
    if ordinal:
        return f"{name[: ordinal.start()]}第{ordinal[1]}{_ORDINAL_KINDS[ordinal[2]]}"
    for length in range(_longest_ending(), 1, -1):
        whole = _endings().get(name[-length:])
        if whole and len(name) > length and not name.endswith(whole):
            name = name[:-length] + whole
            break
    return _OF_A_COLLEGE.sub(lambda found: _COLLEGES[found[0]], name)


def numerals_by_digits(name: str) -> str:
    """Return a name with numerals of two figures read digit by digit: 21世纪 is 二一世纪 as well as 二十一世纪."""
    return _TWO_FIGURES.sub(lambda found: "".join(_DIGITS[int(digit)] for digit in found[0]), name)


def _numeral(digits: str) -> str:
    if len(digits) > _LONGEST_COUNTED or digits.startswith("0"):
        return "".join(_DIGITS[int(digit)] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def form_at_end(name: str) -> tuple[str, str]:
    """Return the longest legal form at the end of a name, and its class; two empty texts if there is none."""
    return next(((word, form) for word, form in _forms().get(name[-1:], ()) if name.endswith(word)), ("", ""))


@cache
def _forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """Last character → the legal forms that end in it, longest first, each with its class."""
    found: dict[str, list[tuple[str, str]]] = {}
    for form, *words in tables.lines("legal_forms"):
        for word in words:
            found.setdefault(word[-1], []).append((word, form))
    return {last: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for last, pairs in found.items()}


def may_end_a_form(text: str) -> bool:
    """Return whether the end of a text has characters of 有限公司, so that it may be a legal form with a slip."""
    return sum(character in _FORM_CHARACTERS for character in text[-4:]) > _LEAST_OF_FORM


def last_word(rest: str, *, has_place: bool = False) -> str:
    """Return the longest trade or group word at the end, unless exactly one character precedes it.

    One character may precede it in a name with a place: the rest of a brand that lost a character.
    """
    for length in range(min(_longest_trade(), len(rest)), 1, -1):
        word = rest[-length:]
        is_enough = len(rest) - length != 1 or has_place
        if (word in _trades() or word in _GROUP_WORDS) and is_enough:
            return word
    return ""


def expanded(trade: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a trade as they count, each once: 汽贸 is 汽车 贸易."""
    return tuple(dict.fromkeys(same for word in trade for same in _same().get(word, (word,))))


@lru_cache(maxsize=4096)
def compared(trade: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a trade as they compare, without words that tell no two trades apart."""
    words = expanded(trade)
    return tuple(word for word in words if word not in _weak() and not (word == "贸易" and "进出口" in words))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, read from its end, the longest known trade first; other characters stand alone."""
    words: list[str] = []
    while text:
        words.insert(0, last_word(text, has_place=True) or text[-1])
        text = text.removesuffix(words[0])
    return tuple(words)


def units_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as ``words_of`` does, with neighbours that no table knows in one: 椰子, 制品."""
    units: list[str] = []
    is_open = False
    for word in words_of(text):
        is_unknown = len(word) == 1
        if is_unknown and is_open:
            units[-1] += word
        else:
            units.append(word)
        is_open = is_unknown
    return tuple(units)


def is_known_trade(word: str) -> bool:
    """Return whether a word is in the table of trades."""
    return word in _trades()


def is_weak_trade(word: str) -> bool:
    """Return whether a word of trade tells no two trades apart."""
    return word in _weak()


def is_usual_trade(word: str) -> bool:
    """Return whether so many companies have a word of trade that it tells little: 科技, 贸易."""
    return word in _usual()


def is_own_trade(word: str) -> bool:
    """Return whether a word of trade names another kind of entity."""
    return bool(own_words((word,)))


def own_words(trade: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a trade that name another kind of entity, such as 财务 or 装饰."""
    return frozenset(same for word in trade for same in (word, *_same().get(word, ()))) & _own()


@cache
def concepts(trade: tuple[str, ...], form: str = "") -> tuple[str, ...]:
    """Return trade and form of a Chinese name as words for trades that an English name has too."""
    known = (_concepts().get(each) for word in trade for each in _in_known_words(word))
    of_form = (form,) if form in _TRADES_BY_FORM else ()
    return tuple(dict.fromkeys([*(each for each in known if each), *of_form]))


def _in_known_words(word: str) -> tuple[str, ...]:
    return (word,) if word in _concepts() else _same().get(word, (word,))


@cache
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for concept, *words in tables.lines("company_words"):
        for word in words[: words.index("|")]:
            found.setdefault(word, concept)
    return found


def english_concept(letters: str) -> str:
    """Return the word for the trade that English words, as letters without spaces, name; empty if none does."""
    return _english().get(letters, "")


@cache
def _english() -> dict[str, str]:
    found: dict[str, str] = {}
    for concept, *words in tables.lines("company_words"):
        for word in words[words.index("|") + 1 :]:
            found.setdefault(word, concept)
    return found


@cache
def _same() -> dict[str, tuple[str, ...]]:
    listed = {row[1]: row[2:] for row in tables.lines("trade_words") if row[0] == "same"}
    return {word: tuple(last for each in words for last in listed.get(each, (each,))) for word, words in listed.items()}


@cache
def _endings() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.lines("institution_endings")}


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))


@cache
def _weak() -> frozenset[str]:
    return frozenset(word for kind, *words in tables.lines("trade_words") if kind == "weak" for word in words)


@cache
def _usual() -> frozenset[str]:
    return frozenset(word for kind, *words in tables.lines("trade_words") if kind == "usual" for word in words)


@cache
def _own() -> frozenset[str]:
    return frozenset(word for kind, *words in tables.lines("trade_words") if kind == "own" for word in words)


@cache
def _trades() -> frozenset[str]:
    return frozenset(tables.words("trades")) | frozenset(_same())


@cache
def _longest_trade() -> int:
    return max(map(len, _trades()))
