"""Companies by place, branch, English name and slips of the pen, each beside a near neighbour."""

from collections.abc import Callable
from random import Random

from tests.benchmarks.names.confusions import latin, traditional
from tests.benchmarks.names.drawing import Classes, Drawn, replace_at
from tests.benchmarks.names.field.seeds import BRANDS, CITIES, company, long_pairs, pairs, words
from tests.benchmarks.names.pair import Side
from tests.benchmarks.names.vocabulary import TRADES, draw_credit_code

_SLIPS = "口木又力水土大小文止"


def _far(brand: str, random: Random) -> str:
    return random.choice([b for b in BRANDS if not set(b) & set(brand) and latin(b) != latin(brand)])


def _slip(text: str, random: Random) -> str:
    """Return a text with one character wrong, dropped, doubled, or two swapped."""
    at = random.randrange(len(text) - 1)
    return random.choice(
        (
            replace_at(text, at, random.choice(_SLIPS)),
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _slip_in(part: int) -> Callable[[Random], Drawn]:
    def draw(random: Random) -> Drawn:
        while True:
            parts = list(company(random))
            if part == 2 and len(parts[2]) < 2:
                continue
            wrong = [*parts]
            wrong[part] = _slip(parts[part] + ("市" if part == 0 else ""), random)
            if part == 0:
                parts[0] += "市"
            if wrong[part] != parts[part]:
                yield True, Side("".join(parts)), Side("".join(wrong)), "one slip outside the brand"
            wrong[1] = _far(parts[1], random)
            yield False, Side("".join(parts)), Side("".join(wrong)), "a slip, and another brand"

    return draw


def _brand_length(random: Random) -> Drawn:
    while True:
        place, brand, trade, form = company(random)
        if random.random() < 0.5:
            brand += _far(brand, random)
        at = random.randrange(len(brand))
        doubled = brand[:at] + brand[at] + brand[at:]
        dropped = brand[:at] + brand[at + 1 :]
        name = place + brand + trade + form
        yield True, Side(name), Side(place + random.choice((doubled, dropped)) + trade + form), "doubled or dropped"
        other = replace_at(brand, at, random.choice("岭坛亩壁").replace(brand[at], "岗"))
        yield False, Side(name), Side(place + other + trade + form), "another character in the brand"


def _english(random: Random) -> Drawn:
    while True:
        (place, city), brand = random.choice(CITIES), random.choice(BRANDS)
        (trade, english), (far, _) = random.sample(long_pairs("english"), 2)
        form = random.choice(("Co., Ltd.", "Co.,Ltd", "Company Limited", "Limited"))
        spelt = latin(brand).title()
        written = f"{city} {spelt} {english} {form}"
        name = f"{place}{brand}{trade}有限公司"
        yield True, Side(name), Side(random.choice((written, written.upper()))), "place and brand by pinyin"
        yield False, Side(f"{place}{_far(brand, random)}{trade}有限公司"), Side(written), "another brand"
        if not set(far) & set(trade):
            yield False, Side(f"{place}{brand}{far}有限公司"), Side(written), "another trade"
        other = random.choice([c for c, _ in CITIES if c != place])
        yield False, Side(f"{other}{brand}{trade}有限公司"), Side(written), "another city"


def _one_cell(random: Random) -> Drawn:
    while True:
        (place, city), brand = random.choice(CITIES), random.choice(BRANDS)
        trade, english = random.choice(long_pairs("english"))
        name = f"{place}{brand}{trade}有限公司"
        written = f"{city} {latin(brand).title()} {english} Co., Ltd."
        cell = random.choice((f"{name} {written}", f"{name}（{written}）", f"{written} {name}", f"{name}/{written}"))
        yield True, Side(random.choice((name, written))), Side(cell), "Chinese and English in one cell"
        yield False, Side(f"{place}{_far(brand, random)}{trade}有限公司"), Side(cell), "another brand"


def _seat(random: Random) -> Drawn:
    han = ("英属维尔京群岛", "BVI", "开曼群岛", "香港", "新加坡")
    while True:
        _, brand, _, _ = company(random)
        trade, english = random.choice(long_pairs("english"))
        seat, far = random.choice(han), _far(brand, random)
        spelt, other = latin(brand).title(), latin(far).title()
        yield (
            True,
            Side(f"{brand}{trade}（{seat}）有限公司"),
            Side(f"{brand}{trade}有限公司（{seat}）"),
            "seat in brackets",
        )
        yield False, Side(f"{far}{trade}（{seat}）有限公司"), Side(f"{brand}{trade}（{seat}）有限公司"), "another brand"
        hong_kong = random.choice(("(HK)", "(H.K.)", "HK"))
        yield True, Side(f"{spelt} {english} (Hong Kong) Limited"), Side(f"{spelt} {english} {hong_kong} Ltd"), "HK"
        yield (
            True,
            Side(f"{spelt} {english} (BVI) Limited"),
            Side(f"{spelt} {english} (British Virgin Islands) Ltd"),
            "BVI",
        )
        yield False, Side(f"{spelt} {english} (BVI) Ltd"), Side(f"{spelt} {english} (HK) Ltd"), "another seat"
        yield False, Side(f"{other} {english} (HK) Ltd"), Side(f"{spelt} {english} (HK) Ltd"), "another brand"


def _abbreviated(random: Random) -> Drawn:
    short = {"Import and Export": "Imp. & Exp.", "Technology": "Tech", "International": "Int'l", "Development": "Dev.",
             "Engineering": "Eng.", "Industry and Trade": "Industry & Trade", "Manufacturing": "Mfg."}  # fmt: skip
    while True:
        (_, city), brand = random.choice(CITIES), random.choice(BRANDS)
        full, other = random.sample(list(short), 2)
        spelt = latin(brand).title()
        yield True, Side(f"{city} {spelt} {full} Co., Ltd."), Side(f"{city} {spelt} {short[full]} Co Ltd"), "short form"
        yield (
            False,
            Side(f"{city} {spelt} {other} Co., Ltd."),
            Side(f"{city} {spelt} {short[full]} Co Ltd"),
            "another trade",
        )
        yield (
            False,
            Side(f"{city} {latin(_far(brand, random)).title()} {full} Co., Ltd."),
            Side(f"{city} {spelt} {short[full]} Co Ltd"),
            "another brand",
        )


def _frontier(random: Random) -> Drawn:
    known = pairs("frontier")
    while True:
        (one, full), (far, _) = random.sample(known, 2)
        _, brand, trade, form = company(random)
        tail = brand + trade + form
        yield True, Side(one + tail), Side(random.choice((full + tail, f"{brand}（{one}）{trade}{form}"))), "one place"
        yield False, Side(one + tail), Side(far + tail), "another province"


def _zone(random: Random) -> Drawn:
    while True:
        place, brand, trade, form = company(random)
        zone = random.choice(words("zones"))
        other = _far(brand, random)
        yield True, Side(place + brand + trade + form), Side(f"{place}{zone}{brand}{trade}{form}"), "a zone in the name"
        yield (
            False,
            Side(f"{place}{zone}{other}{trade}{form}"),
            Side(f"{place}{zone}{brand}{trade}{form}"),
            "another brand",
        )


def _abolished(random: Random) -> Drawn:
    known = pairs("abolished")
    while True:
        (one, now), (_, far) = random.sample(known, 2)
        _, brand, trade, form = company(random)
        yield True, Side(one + brand + trade + form), Side(now + brand + trade + form), "a division before and after"
        if far[:2] != now[:2]:
            yield False, Side(one + brand + trade + form), Side(far + brand + trade + form), "another division"


def _apart(random: Random) -> Drawn:
    known = pairs("apart")
    while True:
        one, other = random.choice(known)
        _, brand, trade, form = company(random)
        tail = brand + trade + form
        yield False, Side(one + tail), Side(other + tail), "two places, though one once held the other or its namesake"
        city = "省" if one in ("河北", "河南", "海南", "四川", "广东") else "市"
        yield True, Side(one + tail), Side(one + city + tail), "one place"


def _shop(random: Random) -> Drawn:
    while True:
        place, brand, _, form = company(random)
        head = f"{place}{brand}超市{form}"
        shop = random.choice(("文三路店", "西湖店", "第二分店", "中山路门店", "城南店"))
        yield True, Side(head), Side(head + shop), "a shop of the company"
        yield False, Side(f"{place}{_far(brand, random)}超市{form}"), Side(head + shop), "another company's shop"


def _branch_code(random: Random) -> Drawn:
    while True:
        place, brand, trade, form = company(random)
        head, city = place + brand + trade + form, random.choice([c for c, _ in CITIES if c != place])
        one, two = draw_credit_code(random), draw_credit_code(random)
        yield True, Side(head, number=one), Side(f"{head}{city}分公司", number=two), "a branch has its own credit code"
        yield False, Side(head, number=one), Side(head, number=two), "two companies of one name"


def _hong_kong(random: Random) -> Drawn:
    while True:
        _, brand, trade, form = company(random)
        name = f"香港{brand}{trade}{form}"
        yield True, Side(name), Side(traditional(f"{brand}{trade}（香港）{form}")), "traditional, seat in brackets"
        yield False, Side(name), Side(traditional(f"{_far(brand, random)}{trade}（香港）{form}")), "another brand"
        yield False, Side(name), Side(f"澳门{brand}{trade}{form}"), "Macau, not Hong Kong"


def _law_firm(random: Random) -> Drawn:
    while True:
        place, brand, _, _ = company(random)
        yield True, Side(f"{place}市{brand}律师事务所"), Side(f"{place}{brand}律师事务所"), "place written otherwise"
        yield True, Side(f"北京{brand}律师事务所"), Side(f"北京{brand}（{place}）律师事务所"), "its office elsewhere"
        yield (
            False,
            Side(f"{place}{_far(brand, random)}律师事务所"),
            Side(f"{place}市{brand}律师事务所"),
            "another firm",
        )
        far = random.choice([t for t in TRADES if "管理" not in t])
        yield False, Side(f"{place}{brand}{far}有限公司"), Side(f"{place}市{brand}律师事务所"), "a company"


PLACES: Classes = {
    "company_slip_in_place": _slip_in(0),
    "company_slip_in_trade": _slip_in(2),
    "company_slip_in_form": _slip_in(3),
    "company_brand_length": _brand_length,
    "company_english": _english,
    "company_one_cell": _one_cell,
    "company_seat": _seat,
    "company_abbreviated": _abbreviated,
    "company_frontier": _frontier,
    "company_zone": _zone,
    "company_abolished_place": _abolished,
    "company_places_apart": _apart,
    "company_shop": _shop,
    "company_branch_code": _branch_code,
    "company_hong_kong": _hong_kong,
    "company_law_firm": _law_firm,
}
