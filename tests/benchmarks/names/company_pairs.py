"""Labelled pairs of companies, class by class: each way a name is written differently, and its hard negatives."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.benchmarks.names.confusions import VARIANTS, homophone, lookalike, traditional, unlike
from tests.benchmarks.names.drawing import Classes, Drawn, pairs_of, replace_at
from tests.benchmarks.names.pair import Pair, Side
from tests.benchmarks.names.vocabulary import (
    BRAND_CHARACTERS,
    PROVINCES,
    TABLES,
    TRADES,
    Company,
    draw_brand,
    draw_company,
    draw_credit_code,
)

_BRANCHES = ("分公司", "第一分公司", "办事处", "营业部")
_ILLUSTRATIONS = (
    ("阿里巴巴集团控股有限公司", "阿里巴巴集团控股", True, "the issue's own example"),
    ("阿里巴巴集团控股有限公司", "有限公司", False, "nothing but a legal form"),
    ("中国华融资产管理股份有限公司", "中国华融资产管理股份有限公司浙江省分公司", True, "a branch of the 2022 notice"),
)
_SHORT_NAMES = [line.split() for line in TABLES["short_names"].strip().splitlines()]


def rebranded(company: Company, random: Random) -> Company:
    """Return another company of that place, trade and form: one character of the brand differs, or all of it."""
    if random.random() < 0.5:
        return replace(company, brand=draw_brand(random))
    at = random.randrange(len(company.brand))
    return replace(company, brand=replace_at(company.brand, at, unlike(company.brand[at], BRAND_CHARACTERS, random)))


def moved(company: Company, random: Random) -> Company:
    """Return a company of that brand and trade in another province."""
    province = random.choice([p for p in PROVINCES if p != company.province])
    city, *districts = random.choice(PROVINCES[province]).split()
    return replace(company, province=province, city=city, district=random.choice(districts))


def retraded(company: Company, random: Random) -> Company:
    """Return a company of that brand and place in a trade that shares no word with the company's."""
    return replace(company, trade=random.choice([t for t in TRADES if not set(t) & set(company.trade)]))


def _form_dropped(random: Random) -> Drawn:
    while True:
        company = draw_company(random)
        short = company.name.removesuffix(company.form)
        yield True, Side(company.name), Side(short), "legal form left out"
        group = replace(company, form="集团" + company.form)
        yield True, Side(group.name), Side(group.name.removesuffix(company.form)), "legal form left out of a group"
        other = rebranded(company, random)
        yield False, Side(company.name), Side(other.name), "place, trade and form alike, another brand"
        yield False, Side(company.name), Side(other.name.removesuffix(other.form)), "the same, form left out"
        yield False, Side(company.name), Side(company.city + company.trade + company.form), "no brand at all"
        yield False, Side(company.name), Side(company.form), "nothing but the legal form"
        if random.random() < 0.3:
            yield False, Side(company.name), Side(group.name), "a company and the group above it"


def _place(random: Random) -> Drawn:
    while True:
        company = draw_company(random)
        tail = company.brand + company.trade + company.form
        city = f"{company.city}市"
        ways = [
            f"{company.province}省{city}{tail}",
            f"{city}{tail}",
            f"{company.province}{company.city}{tail}",
            tail,
            f"{city}{company.district}区{tail}" if not company.district.endswith(("市", "区")) else tail,
            f"{company.brand}（{company.city}）{company.trade}{company.form}",
            f"{company.province}{tail}",
        ]
        yield True, Side(company.name), Side(random.choice(ways)), "place written otherwise, wider, or left out"
        other = moved(company, random)
        other_tail = other.brand + other.trade + other.form
        yield (
            False,
            Side(company.name),
            Side(random.choice((other.name, f"{other.province}省{other.city}市{other_tail}"))),
            "brand and trade alike, another province",
        )
        new = rebranded(company, random)
        yield (
            False,
            Side(company.name),
            Side(f"{new.province}省{new.city}市{new.brand}{new.trade}{new.form}"),
            "another brand, place written otherwise",
        )


def _branch(random: Random) -> Drawn:
    while True:
        company, other = draw_company(random), draw_company(random)
        branch = f"{other.province}省" if random.random() < 0.4 else other.city
        ending = branch + random.choice(_BRANCHES)
        yield True, Side(company.name), Side(company.name + ending), "a company and its branch"
        yield True, Side(company.name + "第二分公司"), Side(company.name + ending), "two branches of one company"
        yield False, Side(rebranded(company, random).name), Side(company.name + ending), "a branch of another company"
        yield False, Side(other.name + ending), Side(company.name + ending), "branches of two companies in one place"


def _width(random: Random) -> Drawn:
    full = {ord(c): ord(c) + 0xFEE0 for c in "()0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    while True:
        company = draw_company(random)
        bracket = f"{company.brand}(中国){company.trade}{company.form}"
        spaced = f"{company.brand} （ {company.city} ） {company.trade}{company.form}"
        lettered = f"{company.city}{company.brand}ABC{company.trade}{company.form}"
        yield True, Side(bracket), Side(bracket.translate(full)), "full-width brackets"
        yield True, Side(bracket), Side(bracket.replace("(", "").replace(")", "")), "brackets left out"
        yield (
            True,
            Side(f"{company.brand}({company.city}){company.trade}{company.form}"),
            Side(spaced),
            "full-width brackets and spaces",
        )
        yield True, Side(lettered), Side(lettered.lower().translate(full)), "width and case of letters"
        new = rebranded(company, random)
        yield False, Side(bracket), Side(f"{new.brand}（中国）{new.trade}{new.form}"), "another brand, brackets alike"
        yield (
            False,
            Side(f"{company.brand}({company.city}){company.trade}{company.form}"),
            Side(f"{company.brand}（{moved(company, random).city}）{company.trade}{company.form}"),
            "another place in brackets",
        )


def _former(random: Random) -> Drawn:
    while True:
        company, before = draw_company(random), draw_company(random)
        yield (
            True,
            Side(company.name, former=before.name),
            Side(random.choice((before.name, before.name.removesuffix(before.form)))),
            "listed under its former name",
        )
        yield True, Side(f"{company.name}（原名：{before.name}）"), Side(before.name), "former name written in brackets"
        yield (
            False,
            Side(company.name, former=before.name),
            Side(rebranded(before, random).name),
            "near its former name",
        )
        crossed = replace(before, brand=company.brand, form=company.form)
        yield (
            False,
            Side(company.name, former=before.name),
            Side(moved(crossed, random).name),
            "its brand, another place and trade",
        )


def _typo(random: Random) -> Drawn:
    while True:
        company = draw_company(random)
        at = random.randrange(len(company.brand))
        how = random.choice((homophone, homophone, lookalike))
        typed = how(company.brand[at], random)
        if typed:
            why = "brand mistyped by sound" if how is homophone else "brand misread by shape"
            yield True, Side(company.name), Side(replace(company, brand=replace_at(company.brand, at, typed)).name), why
        different = replace_at(company.brand, at, unlike(company.brand[at], BRAND_CHARACTERS, random))
        yield (
            False,
            Side(company.name),
            Side(replace(company, brand=different).name),
            "brand differs in one character, neither sound nor shape",
        )
        if typed:
            near = replace(company, brand=replace_at(company.brand, at, typed))
            yield (
                False,
                Side(company.name),
                Side(moved(near, random).name),
                "brand sounds or looks alike, another province",
            )
            yield (
                False,
                Side(company.name),
                Side(retraded(near, random).name),
                "brand sounds or looks alike, another trade",
            )
        longer = company.brand + random.choice(BRAND_CHARACTERS)
        yield False, Side(company.name), Side(replace(company, brand=longer).name), "one character more in the brand"


def _form_changed(random: Random) -> Drawn:
    while True:
        company = replace(draw_company(random), form="有限公司")
        shares = replace(company, form="股份有限公司")
        yield True, Side(company.name), Side(shares.name), "limited company and company by shares: possible"
        yield (
            True,
            Side(company.name),
            Side(replace(company, form="有限责任公司").name),
            "two ways to write a limited company",
        )
        yield False, Side(company.name), Side(rebranded(shares, random).name), "another brand and form"
        yield (
            False,
            Side(company.name),
            Side(moved(retraded(shares, random), random).name),
            "the brand in another place and trade",
        )
        yield False, Side(company.name), Side(retraded(shares, random).name), "brand and place alike, another trade"
        narrower = random.choice(("生物", "环保", "国际", "新材料"))
        if narrower not in company.trade:
            sister = replace(company, trade=narrower + company.trade)
            yield False, Side(company.name), Side(sister.name), "a sister company in a narrower trade"


def _alias(random: Random) -> Drawn:
    while True:
        company = draw_company(random)
        short = company.brand[:1] + company.trade[:1]
        full, known = random.choice(_SHORT_NAMES)
        written = traditional(short)
        yield True, Side(company.name, alias=short), Side(short), "declared short name"
        yield True, Side(full, alias=known), Side(f"{known[0]} {known[1]}"), "declared short name, spaced"
        if written != short:
            yield True, Side(company.name, alias=short), Side(written), "declared short name in traditional characters"
        yield False, Side(company.name), Side(short), "short name nobody declared"
        yield False, Side(company.name, alias=short), Side(draw_brand(random)), "another short name"
        near = company.brand[:1] + random.choice([t for t in TRADES if t[0] != company.trade[0]])[0]
        yield False, Side(company.name, alias=short), Side(near), "short name that shares a character"


def _number(random: Random) -> Drawn:
    while True:
        company, other = draw_company(random), draw_company(random)
        code, code2 = draw_credit_code(random), draw_credit_code(random)
        hidden, hidden2 = (f"{c[:8]}{'*' * 6}{c[-4:]}" for c in (code, code2))
        yield True, Side(company.name, number=code), Side(other.name, number=code), "one credit code, renamed"
        yield (
            True,
            Side(company.name, number=code),
            Side(other.name, number=f"{code[8:16]}-{code[16]}"),
            "credit code and old organisation code",
        )
        yield (
            True,
            Side(company.name, number=code),
            Side(company.name.removesuffix(company.form), number=hidden),
            "masked code agrees",
        )
        yield False, Side(company.name, number=code), Side(company.name, number=code2), "one name, codes differ"
        yield (
            False,
            Side(company.name, number=code),
            Side(company.name, number=hidden2),
            "one name, visible digits differ",
        )
        counted = [f"{company.city}第{n}建筑工程{company.form}" for n in random.sample("一二三四五六七八九", 2)]
        yield False, Side(counted[0]), Side(counted[1]), "numbered sisters"


def _variant(random: Random) -> Drawn:
    while True:
        company = draw_company(random)
        written = traditional(company.name)
        mixed = "".join(VARIANTS.get(c, c) for c in company.brand)
        yield True, Side(company.name), Side(written), "traditional characters"
        if mixed != company.brand:
            yield True, Side(company.name), Side(replace(company, brand=mixed).name), "variant characters in the brand"
        yield (
            False,
            Side(company.name),
            Side(traditional(rebranded(company, random).name)),
            "traditional, another brand",
        )
        yield False, Side(traditional(moved(company, random).name)), Side(company.name), "traditional, another province"


_CLASSES: Classes = {
    "company_form_dropped": _form_dropped,
    "company_place": _place,
    "company_branch": _branch,
    "company_width": _width,
    "company_former_name": _former,
    "company_brand_typo": _typo,
    "company_form_changed": _form_changed,
    "company_alias": _alias,
    "company_number": _number,
    "company_variant": _variant,
}


def company_pairs(random: Random, each: int) -> Iterator[Pair]:
    """Yield ``each`` pairs that are one company and ``each`` that are not, for every class, and the illustrations."""
    for a, b, is_same, why in _ILLUSTRATIONS:
        category = "company_branch" if "branch" in why else "company_form_dropped"
        yield Pair(category, is_same, False, Side(a), Side(b), why)
    yield from pairs_of(_CLASSES, random, each, is_person=False)
