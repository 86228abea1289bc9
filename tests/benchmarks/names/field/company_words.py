"""Companies with words that are not their name, or with parts of it written otherwise, each beside a near neighbour."""

from collections.abc import Callable
from random import Random

from tests.benchmarks.names.drawing import Classes, Drawn
from tests.benchmarks.names.field.seeds import BRANDS, CITIES, company, lines, long_pairs, pairs
from tests.benchmarks.names.pair import Side
from tests.benchmarks.names.vocabulary import TRADES


def _other_brand(brand: str, random: Random) -> str:
    return random.choice([b for b in BRANDS if not set(b) & set(brand)])


def _around(table: str, why: str) -> Callable[[Random], Drawn]:
    """Yield a company and the same with words around it; and another company with those words."""

    def draw(random: Random) -> Drawn:
        while True:
            place, brand, trade, form = company(random)
            way = random.choice(lines(table))
            name, other = (place + b + trade + form for b in (brand, _other_brand(brand, random)))
            yield True, Side(name), Side(way.format(name)), why
            yield False, Side(way.format(other)), Side(way.format(name)), "the same words around another company"

    return draw


def _former(random: Random) -> Drawn:
    while True:
        old, new, third = ("".join(company(random)) for _ in range(3))
        if len({old[2:4], new[2:4], third[2:4]}) < 3:
            continue
        written = random.choice(lines("former_told")).format(old=old, new=new)
        yield True, Side(old), Side(written), "found under its former name"
        yield True, Side(new), Side(written), "found under its present name"
        yield False, Side(third), Side(written), "neither of its names"
        near = old.replace(old[2:4], _other_brand(old[2:4], random))
        yield False, Side(near), Side(written), "another brand than the former name's"


def _marks(random: Random) -> Drawn:
    while True:
        name = "".join(company(random))
        other = "".join(company(random))
        way = random.choice(
            ("“{}”", "《{}》", "1.{}", "（1）{}", "一、{}", "3、{}", "①{}", '"{}"', "2. {}", "{}；", "{}。")
        )
        yield True, Side(name), Side(way.format(name)), "quotation marks or a number before the name"
        if other[2:4] != name[2:4]:
            yield False, Side(way.format(other)), Side(way.format(name)), "another company so marked"


def _numbers(random: Random) -> Drawn:
    ways = (("Ⅱ", "二"), ("701", "七〇一"), ("516", "五一六"), ("360", "三六〇"), ("12", "十二"), ("III", "三"))
    while True:
        place, _, trade, form = company(random)
        brand = random.choice(("宏拓", "博翰", "天衡"))
        one, other = random.choice(ways)
        if one.isdigit() and len(one) == 3:
            name, same = f"{place}{one}{brand}{trade}{form}", f"{place}{other}{brand}{trade}{form}"
            near = f"{place}{int(one) + 1}{brand}{trade}{form}"
        else:
            one = "Ⅲ" if one == "III" else one
            name, same = f"{place}{brand}{one}期{trade}{form}", f"{place}{brand}{other}期{trade}{form}"
            near = f"{place}{brand}{'四' if other != '四' else '五'}期{trade}{form}"
        yield True, Side(name), Side(same), "a number written otherwise"
        yield False, Side(name), Side(near), "another number"


def _behind(random: Random) -> Drawn:
    while True:
        place, brand, trade, _ = company(random)
        one, other = random.choice(long_pairs("forms_behind"))
        yield True, Side(place + brand + trade + one), Side(place + brand + trade + other), "the kind behind the form"
        far = _other_brand(brand, random)
        yield False, Side(place + far + trade + other), Side(place + brand + trade + other), "another brand"


def _partnership(random: Random) -> Drawn:
    while True:
        place, brand, _, _ = company(random)
        far = _other_brand(brand, random)
        firm, centre = f"{brand}会计师事务所（特殊普通合伙）", f"{place}{brand}投资管理中心（有限合伙）"
        yield True, Side(firm), Side(f"{firm}{place}分所"), "a firm and its branch"
        yield True, Side(centre), Side(f"{place}{brand}投资管理中心"), "（有限合伙） of a 中心"
        yield False, Side(f"{far}会计师事务所（特殊普通合伙）"), Side(f"{firm}{place}分所"), "another firm's branch"
        yield False, Side(f"{place}{far}投资管理中心（有限合伙）"), Side(centre), "another centre"
        yield False, Side(f"{place}{brand}律师事务所"), Side(f"{place}{brand}会计师事务所"), "lawyers, not accountants"


def _synonym(random: Random) -> Drawn:
    while True:
        place, brand, _, form = company(random)
        one, other = random.choice(pairs("synonyms"))
        yield True, Side(place + brand + one + form), Side(place + brand + other + form), "one trade in other words"
        bank = random.choice(("农商行", "农商银行"))
        yield (
            True,
            Side(f"{place}{brand}农村商业银行股份有限公司"),
            Side(f"{place}{brand}{bank}"),
            "a bank's short form",
        )
        short = f"{place}{brand}{one}"
        yield True, Side(short + "股份有限公司"), Side(short + "股份"), "股份 for the form"
        yield True, Side(f"{place}{brand}酒店"), Side(f"{place}{brand}酒店有限公司"), "酒店 is a trade"
        far = random.choice([t for t in TRADES if not set(t) & set(one + other)])
        yield False, Side(place + brand + far + form), Side(place + brand + other + form), "another trade"
        yield False, Side(f"{place}{_other_brand(brand, random)}{bank}"), Side(f"{place}{brand}{bank}"), "another bank"


def _separate(random: Random) -> Drawn:
    while True:
        place, brand, _, _ = company(random)
        one, other = random.choice(long_pairs("separate"))
        yield (
            False,
            Side(place + brand + one),
            Side(place + brand + other),
            "another kind of entity, brand and place alike",
        )
        one, other = random.choice(long_pairs("form_draft_of"))
        yield True, Side(place + brand + one), Side(place + brand + other), "one kind of entity in other words"


def _rare_reading(random: Random) -> Drawn:
    while True:
        place, _, trade, form = company(random)
        one, other = random.choice(pairs("rare_reading"))
        yield (
            False,
            Side(place + one + trade + form),
            Side(place + other + trade + form),
            "alike only by a rare reading",
        )
        yield True, Side(place + one + trade + form), Side(f"{place}市{one}{trade}{form}"), "one brand"


def _individual(random: Random) -> Drawn:
    while True:
        place, brand, _, _ = company(random)
        shop = random.choice(("便利店", "经营部", "小吃店", "五金店", "服装店", "水果店"))
        name = f"{place}市{brand}{shop}"
        yield True, Side(name), Side(f"{name}（个体工商户）"), "the kind written behind a shop"
        yield True, Side(name), Side(f"{place}{brand}{shop}"), "place written otherwise"
        yield False, Side(f"{place}市{_other_brand(brand, random)}{shop}（个体工商户）"), Side(name), "another shop"
        yield False, Side(f"{place}{brand}贸易有限公司"), Side(f"{name}（个体工商户）"), "a company and a shop"


def _village(random: Random) -> Drawn:
    while True:
        place, _, _, _ = company(random)
        one, other = random.sample(("清水塘", "石桥头", "杨柳湾", "大岭下", "梅花坞", "金鸡岭"), 2)
        form = random.choice(("股份经济合作社", "经济合作社", "村民委员会"))
        yield True, Side(f"{place}市{one}村{form}"), Side(f"{place}{one}村{form}"), "place written otherwise"
        yield False, Side(f"{place}市{one}村{form}"), Side(f"{place}市{other}村{form}"), "another village"


def _city_banks(random: Random) -> Drawn:
    while True:
        place, other = (city for city, _ in random.sample(CITIES, 2))
        bank, far = random.sample(("中国工商银行", "中国建设银行", "中国农业银行", "交通银行", "招商银行"), 2)
        branch = f"{bank}股份有限公司{place}分行"
        yield True, Side(f"{bank}股份有限公司"), Side(branch), "a bank and its branch"
        yield True, Side(branch), Side(f"{bank}{place}分行"), "the form left out before the branch"
        yield False, Side(f"{far}股份有限公司{place}分行"), Side(branch), "another bank's branch"
        yield False, Side(f"{other}银行股份有限公司"), Side(f"{place}银行股份有限公司"), "two city banks"


def _funds(random: Random) -> Drawn:
    numerals = "一二三四五六"
    while True:
        place, brand, _, _ = company(random)
        one, other = random.sample(range(6), 2)
        form = "股权投资合伙企业（有限合伙）"
        name = f"{place}{brand}{numerals[one]}号{form}"
        yield True, Side(name), Side(f"{place}{brand}{one + 1}号{form}"), "the number in digits"
        yield False, Side(name), Side(f"{place}{brand}{numerals[other]}号{form}"), "another fund of the manager"


WORDS: Classes = {
    "company_state_words": _around("state_words", "a state or role written into the name"),
    "company_former_told": _former,
    "company_marks": _marks,
    "company_numerals": _numbers,
    "company_form_behind": _behind,
    "company_partnership": _partnership,
    "company_trade_synonym": _synonym,
    "company_other_entity": _separate,
    "company_rare_reading": _rare_reading,
    "company_individual": _individual,
    "company_village": _village,
    "company_bank": _city_banks,
    "company_numbered_fund": _funds,
}
