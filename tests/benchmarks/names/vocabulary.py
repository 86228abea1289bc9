"""What invented persons and companies are drawn from: surnames by weight, characters, places, brands, trades.

Its tables are this set's own (``vocabulary.toml``): nothing is read from the matcher's, so that a gap there shows as a
miss here.
"""

import tomllib
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from stdnum.cn import ric, uscc

TABLES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text("utf-8"))


def characters(name: str) -> str:
    """Return one table as a run of characters."""
    return "".join(TABLES[name].split())


SURNAMES = {entry[0]: int(entry[1:]) for entry in TABLES["surnames"].split()}
"""Surname → how many people in a thousand bear it, roughly."""

COMPOUND_SURNAMES = tuple(TABLES["compound_surnames"].split())
POLYPHONE_SURNAMES: dict[str, str] = TABLES["polyphone_surnames"]
GIVEN_COMMON, GIVEN_USUAL, GIVEN_RARE = (characters(f"given_{how}") for how in ("common", "usual", "rare"))
MINORITY_NAMES = tuple(TABLES["minority_names"].split())
PROVINCES: dict[str, list[str]] = TABLES["provinces"]
BRAND_CHARACTERS = characters("brand_characters")
TAKEN_BRANDS = frozenset(TABLES["taken_brands"].split())
TRADES = TABLES["trades"].split()
FORMS = ("有限公司",) * 8 + ("有限责任公司", "股份有限公司")
_SURNAME_LIST, _SURNAME_WEIGHTS = list(SURNAMES), list(accumulate(SURNAMES.values()))
UNASSIGNED_AREA = "339901"
"""No division has this code, so no number drawn here is anybody's."""


@dataclass(frozen=True)
class Person:
    """An invented person's name."""

    surname: str
    given: str

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.surname + self.given


@dataclass(frozen=True)
class Company:
    """An invented company's name in its parts."""

    province: str
    city: str
    district: str
    brand: str
    trade: str
    form: str

    @property
    def name(self) -> str:
        """Return the name as it is registered: city, brand, trade, form."""
        return f"{self.city}{self.brand}{self.trade}{self.form}"


def draw_surname(random: Random) -> str:
    """Return a surname, common ones as often as they are."""
    if random.random() < 0.01:
        return random.choice(COMPOUND_SURNAMES)
    return random.choices(_SURNAME_LIST, cum_weights=_SURNAME_WEIGHTS)[0]


def draw_character(random: Random) -> str:
    """Return a character of a given name: half of them from the fifty commonest."""
    drawn = random.random()
    return random.choice(GIVEN_COMMON if drawn < 0.5 else GIVEN_USUAL if drawn < 0.88 else GIVEN_RARE)


def draw_person(random: Random, *, least_given: int = 1) -> Person:
    """Return an invented person; one in eight has a given name of one character."""
    count = 1 if random.random() < 0.12 and least_given == 1 else 2
    return Person(draw_surname(random), "".join(draw_character(random) for _ in range(count)))


def draw_brand(random: Random) -> str:
    """Return an invented brand of two characters, sometimes three or four."""
    while True:
        count = random.choices((2, 3, 4), (80, 12, 8))[0]
        brand = "".join(random.sample(BRAND_CHARACTERS, count))
        if brand not in TAKEN_BRANDS:
            return brand


def draw_company(random: Random) -> Company:
    """Return an invented company."""
    province = random.choice(list(PROVINCES))
    city, *districts = random.choice(PROVINCES[province]).split()
    return Company(
        province, city, random.choice(districts), draw_brand(random), random.choice(TRADES), random.choice(FORMS)
    )


def draw_personal_number(random: Random) -> str:
    """Return a number with a right check digit in an area that does not exist."""
    born = f"{random.randint(1955, 2003)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = f"{UNASSIGNED_AREA}{born}{random.randint(1, 999):03}"
    return body + ric.calc_check_digit(body + "0")


def draw_credit_code(random: Random) -> str:
    """Return a credit code with a right check digit in an area that does not exist."""
    code = "".join(random.choice("0123456789") for _ in range(8))
    total = sum(int(digit) * weight for digit, weight in zip(code, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body = f"91{UNASSIGNED_AREA}{code}{'0123456789X'[(11 - total % 11) % 11]}"
    return body + uscc.calc_check_digit(body + "0")
