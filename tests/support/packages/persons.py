"""Invented notices with natural persons: whoever stands in one, what is known of them, and where it is written."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from notices.content.content import NoticeContent
from notices.resident_ids import is_resident_id
from tests.support.publishing import invented_content

SURNAMES = ("曹", "徐", "王", "李", "欧阳", "司马", "赵", "陈")
GIVEN = "晓芳建国丽娟志明海燕文博雪梅俊杰思远嘉怡"
ABROAD = ("阿卜杜拉·买买提", "玛丽·史密斯", "John Smith", "Hans Müller")
BASES = ((), ("none",), ("contract",), ("judgment", "contract"), ("consent",))
STREETS = ("河庄街道建设村5组12号", "文三路100号3幢402室", "新湾街道共裕村", "人民路1弄7号")
WRITTEN = (
    "保证人{name}，男，{born}出生，住{home}",
    "{name}（身份证号{number}）",
    "{name}联系电话{phone}",
    "债务人住址：{home}",
    "公民身份号码：{number}，{born}生",
    "{name}（{home}）",
)
"""How staff write what never is public; each of these is refused."""


@dataclass(frozen=True)
class Person:
    """An invented natural person, with all that is known of them."""

    name: str
    number: str
    born: date
    phone: str
    home: str
    bases: tuple[str, ...]

    @property
    def is_hidden(self) -> bool:
        """Return whether no basis lets the name be printed."""
        return not set(self.bases) - {"none"}

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what no public form may hold, in the ways it may be written."""
        born = (f"{self.born:%Y-%m-%d}", f"{self.born:%Y%m%d}", _zh(self.born))
        street = self.home.removeprefix("浙江省杭州市萧山区")
        return (self.number, *born, self.phone, self.home, street, *((self.name,) if self.is_hidden else ()))

    def as_obligor(self) -> dict[str, Any]:
        """Return the person as a content states one."""
        known = {"address": self.home, "founded_on": self.born, "name_bases": list(self.bases)}
        return {"name": self.name, "kind": "natural_person", **known}

    def written(self, how: str) -> str:
        """Return a sentence that holds what is known of the person."""
        return how.format(name=self.name, number=self.number, born=_zh(self.born), phone=self.phone, home=self.home)


def people(chance: random.Random, count: int) -> list[Person]:
    """Return as many persons, no two of one name; some share a surname."""
    found: dict[str, Person] = {}
    while len(found) < count:
        given = "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))
        name = chance.choice(ABROAD) if chance.random() < 0.1 else chance.choice(SURNAMES) + given
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
        home = f"浙江省杭州市萧山区{chance.choice(STREETS)}"
        phone = f"13{chance.randrange(10**9):09}"
        if not any(name in other or other in name for other in found):
            found[name] = Person(name, _number(chance, born), born, phone, home, chance.choice(BASES))
    return list(found.values())


def notice_of(chance: random.Random, persons: list[Person], **changes: Any) -> NoticeContent:
    """Return a notice in which these persons owe, guarantee and own, and are named in prose as well."""
    debtor, *others = persons
    words = "、".join(person.name for person in persons)
    claim = {
        "amounts": {"principal": "1000000.00", "interest": "234567.89", "total": "1234567.89"},
        "guarantees": [{"guarantors": [person.as_obligor() for person in others] or ["虚构甲担保有限公司"]}],
        "security": [{"owner": persons[-1].as_obligor(), "collateral": _flat(persons[-1])}],
        "litigation": [{"code": "judged", "words": f"判决{words}承担清偿责任", "party": persons[-1].name}],
        "details": f"{words}均已签收催收通知",
    }
    item = {"debtor": debtor.as_obligor(), "heading": f"一、{debtor.name}", "claims": [claim], "number": 1}
    item |= {"profile": f"{debtor.name}系自然人", "reservation": f"{debtor.name} 下落不明"}
    title = {"title": f"关于{debtor.name}债权的资产处置公告"} if chance.random() < 0.3 else {}
    return invented_content(items=[item], disclaimers=(f"本公告不构成对{words}的承诺",), **title, **changes)


def _flat(owner: Person) -> dict[str, Any]:
    home = {"description": f"{owner.name}名下房屋", "place": "测试市虚构路9号", "building_area_m2": "90"}
    return {"type": "building", **home}


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _number(chance: random.Random, born: date) -> str:
    """Return a resident ID number of no county, right in form."""
    first = f"999999{born:%Y%m%d}{chance.randrange(1000):03}"
    return next(first + last for last in "0123456789X" if is_resident_id(first + last))
