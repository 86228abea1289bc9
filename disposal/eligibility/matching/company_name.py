"""Parse a company name into place, brand, trade, group, legal form and branch.

企业名称登记管理规定 (国务院令第734号, in force from 2021-03-01) art. 6: an enterprise's name consists of administrative
division, brand (字号), trade or manner of business, and legal form; art. 17: within one registration authority the
brand may not equal that of another enterprise of the same trade. So place, brand and trade together identify a company;
the legal form does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from disposal.eligibility.likeness.slips import mixture_of
from disposal.eligibility.matching.characters import DOTS, MASK, clean, fold, has_han
from disposal.eligibility.matching.company_parts import KIND_BEHIND, LOCAL_FORMS, SHORTEST_PLACE, Parts, take_all
from disposal.eligibility.matching.english_name import place_of, read_english
from disposal.eligibility.matching.places import county_at_start, place_at_start
from disposal.eligibility.trades.company_words import numerals_in_han, whole_ending
from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.pinyin import readings, spellings

_CANTONESE_SEATS = frozenset(["81", "82"])
LONGEST = 200
"""Only the first 200 characters of a company name are read."""

_BRACKETS = str.maketrans("〔〕【】[]{}〈〉《》「」", "()()()()()()()")
_BRANCH_ENDS = (
    "分公司|支公司|子公司|分行|支行|营业部|营业所|办事处|代表处|项目经理部"
    "|经理部|工程处|工程队|分厂|分店|分所|分院|分社|分理处|门店|项目部"
)
_SHOP_ENDS = "店|门市部|经营部|工厂|厂|仓库|车间|服务部|销售部|中心店|网点"
_BRANCHES = (
    re.compile(rf"^(.+?公司(?:\([^()]*\))?)(.*(?:{_BRANCH_ENDS}|{_SHOP_ENDS}))$"),
    re.compile(
        rf"^(.+?(?:银行|信用社|合作社|事务所|厂|证券|期货|保险|人寿|财险)(?:\([^()]*\))?)(.*(?:{_BRANCH_ENDS}))$"
    ),
    re.compile(r"^(.{4,}?)((?:第[一二三四五六七八九十]+)?(?:分公司|支公司|分行|支行))$"),
)
_NUMBERED_BUILDERS = re.compile("(?<![第一二三四五六七八九十])([一二三四五六七八九十]{1,3})建(?=集团|有限|股份|公司|$)")
_OF_A_BUREAU = re.compile(
    "(?<=局)(?:集团)?(?:有限公司)?第?([一二三四五六七八九十]{1,3})(?:工程)?(?:有限)?(?:责任)?公司$"
)
"""A numbered company of a builder, in short and in full: 某某十四局三公司."""
_SEAT_BEHIND = re.compile(r"(?:公司|合伙企业|企业)\(([^()]*)\)$")
_TOWN_ABOVE = re.compile("^(?:.{1,4}?(?:镇|街道|乡)|.{2,4}?街)(?=.{2})")
_FORM_BEFORE = re.compile(r"^(\(株\)|株式会社|有限会社|股份有限公司|有限责任公司|有限公司)(.{4,})$")
_OWNERSHIP = re.compile("^(?:地方国营|国营|集体)(?=.{2})")
_UNREADABLE = re.compile("[□?×○■某*]")
_LETTERS_BESIDE = re.compile("([\u3400-\u9fff]{2,})([a-z]{3,})|([a-z]{3,})([\u3400-\u9fff]{2,})")
_LEAST_BEFORE, _LEAST_INSIDE = 2, 4
_NOT_OF_A_NAME = re.compile(r"[\s,;:'\"`~!|/\\<>\-_]")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A parsed company name, ready for comparison.

    ``lead`` and ``tail`` are the places before and the trade behind the brand as written. ``concepts`` is the trade of
    an English name; ``is_latin`` says that it is one. ``has_seat_behind``: its place stands in brackets behind the
    form. ``mixture``: the characters of the whole name sorted, doubled ones once; names with a slip share it.
    ``pieces``: the words of an English brand; ``words``: those of its whole name; ``unknown``: those that no table has.
    """

    written: str
    spelt: str
    full: str
    brand: str = field(default="")
    places: frozenset[str] = field(default=frozenset())
    trade: tuple[str, ...] = field(default=())
    group: frozenset[str] = field(default=frozenset())
    form: str = field(default="")
    branch: str = field(default="")
    syllables: tuple[frozenset[str], ...] = field(default=())
    lead: str = field(default="")
    tail: str = field(default="")
    concepts: tuple[str, ...] = field(default=())
    is_latin: bool = field(default=False)
    has_seat_behind: bool = field(default=False)
    mixture: str = field(default="")
    town: str = field(default="")
    pieces: tuple[str, ...] = field(default=())
    words: tuple[str, ...] = field(default=())
    unknown: tuple[str, ...] = field(default=())

    @property
    def core(self) -> str:
        """Return brand and trade of a Chinese name, as they stand between place and form."""
        return self.brand + self.tail

    @property
    def may_be_of_hong_kong(self) -> bool:
        """Return whether no place speaks against a seat in Hong Kong or Macau, where brands are spelt in Cantonese."""
        return all(code[:2] in _CANTONESE_SEATS or not code.isdigit() for code in self.places)

    @property
    def letters(self) -> str:
        """Return the characters of the whole name, of a Latin one without its form and seat."""
        return self.full.partition(" (")[0].replace(" ", "")

    @property
    def is_local(self) -> bool:
        """Return whether the name is that of a local body: its brand is a town or village, and tells as much as one."""
        return self.form in LOCAL_FORMS

    @property
    def village(self) -> str:
        """Return the brand of a local body without the town above it: 澜东村 of 澜岳镇澜东村."""
        return _TOWN_ABOVE.sub("", self.brand) if self.is_local else self.brand


def read_company_names(written: str, *, is_told: bool = False) -> Iterator[CompanyName]:
    """Yield the readings of a company name: two, where a county without 县 or a brand may stand at its start.

    ``is_told``: by a remark, in which words before a name tell what another is: 房屋抵押于无锡….
    """
    name = read_company_name(written)
    if name is None:
        return
    yield name
    if name.is_latin and not name.places and (other := _read_english(name.written, has_county=True)) and other.places:
        yield other
    if not is_told and (inner := _name_inside(name)) is not None:
        yield inner
    is_bare = not name.is_latin and not name.lead and not name.places and len(name.brand) > SHORTEST_PLACE
    if is_bare and county_at_start(name.brand)[0] and (read := read_company_name(written, has_county=True)):
        yield read


def _name_inside(name: CompanyName) -> CompanyName | None:
    """Return the name that begins at a place within a text, behind words that no table knows; None if there is none."""
    for at in range(_LEAST_BEFORE, len(name.brand) - _LEAST_INSIDE + 1):
        if name.is_latin or name.is_local or not place_at_start(name.brand[at:], frozenset())[0]:
            continue
        inner = read_company_name(name.full[name.full.find(name.brand) + at :])
        if inner is not None and inner.form and inner.trade and inner.lead and len(inner.brand) >= _LEAST_BEFORE:
            return replace(inner, written=name.written)
    return None


def read_company_name(written: str, *, has_county: bool = False) -> CompanyName | None:
    """Parse a company name; None if the text has no letter. ``has_county``: it begins with a county without 县."""
    text = clean(written[:LONGEST]).translate(_BRACKETS)
    if not has_han(text):
        return _read_english(text)
    spelt = "".join(c for c in text if c not in DOTS and not _NOT_OF_A_NAME.match(c)).casefold()
    name = numerals_in_han(fold(spelt))
    for unusual, usual in tables.lines("word_spellings"):
        if unusual in name:
            name = name.replace(unusual, usual)
    name = _FORM_BEFORE.sub(_form_behind, name)
    name = whole_ending(_OF_A_BUREAU.sub(r"第\1工程有限公司", _NUMBERED_BUILDERS.sub(r"第\1建筑工程", name)))
    head, branch = _split_branch(name)
    parts = Parts(head)
    form = take_all(parts, has_county=has_county)
    parts.rest = _with_masks(_without_letters_beside(_OWNERSHIP.sub("", parts.rest)))
    plain = name if KIND_BEHIND.search(name) is None else KIND_BEHIND.sub("", name)
    full = plain.replace("(", "").replace(")", "")
    return CompanyName(
        text,
        spelt=spelt.replace("(", "").replace(")", ""),
        full=full,
        mixture=mixture_of(full),
        brand=parts.rest,
        places=parts.places,
        trade=parts.trade,
        group=parts.group,
        form=form,
        branch=branch,
        syllables=tuple(readings(character) or frozenset({character}) for character in parts.rest),
        lead=parts.lead,
        tail=parts.tail,
        town=parts.town,
        has_seat_behind=_has_seat_behind(head),
    )


def _form_behind(found: re.Match[str]) -> str:
    """Return a name with the form behind it that it has before it: 株式会社某某."""
    return found[0] if found[2].endswith(("公司", "会社")) else found[2] + found[1].replace("(株)", "株式会社")


def _without_letters_beside(brand: str) -> str:
    """Return a brand without letters beside it that spell it: 恩科enke."""
    found = _LETTERS_BESIDE.fullmatch(brand)
    if found is None:
        return brand
    han, letters = found[1] or found[4], found[2] or found[3]
    return han if letters in spellings(tuple(map(readings, han))) else brand


def _with_masks(brand: str) -> str:
    """Return a brand with the mask in place of a character that nobody can read, or that a court hides: □泽, 某泽."""
    masked = _UNREADABLE.sub(MASK, brand)
    return masked if masked.count(MASK) == 1 and len(brand) > 1 else brand


def _has_seat_behind(head: str) -> bool:
    seat = _SEAT_BEHIND.search(head)
    return seat is not None and bool(
        place_of(seat[1]) if seat[1].isascii() else place_at_start(seat[1], frozenset())[1]
    )


def _read_english(text: str, *, has_county: bool = False) -> CompanyName | None:
    name = read_english(text, has_county=has_county)
    if name is None:
        return None
    return CompanyName(
        text,
        spelt=name.spelt,
        full=name.full,
        brand=name.brand,
        places=name.places,
        group=name.group,
        concepts=name.concepts,
        is_latin=True,
        mixture=mixture_of(name.full.partition(" (")[0].replace(" ", "")),
        has_seat_behind=bool(name.places) and text.endswith(")"),
        pieces=name.pieces,
        words=name.words,
        unknown=name.unknown,
    )


def _without_place_of_branch(head: str, branch: str) -> tuple[str, str]:
    """Return company and branch, the place in brackets between them with the branch: 公司（天津）项目部."""
    before, bracket, place = head.rpartition("(")
    if not bracket or not place_at_start(place.removesuffix(")"), frozenset())[0] or not _has_lead(before):
        return head, branch
    return before, bracket + place + branch


def _has_lead(name: str) -> bool:
    return bool(place_at_start(name, frozenset())[0])


def _split_branch(name: str) -> tuple[str, str]:
    """Split a name into head company and branch: 浙江省分公司, 杭州西湖支行, 文三路店."""
    for pattern in _BRANCHES:
        found = pattern.match(name)
        if found:
            return _without_place_of_branch(found[1], found[2])
    return name, ""
