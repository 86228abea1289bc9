"""The hand-written seeds, read once."""

import tomllib
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.benchmarks.names.vocabulary import TRADES

_TABLES: dict[str, str] = tomllib.loads((Path(__file__).parent / "seeds.toml").read_text("utf-8"))


class Spelt(NamedTuple):
    """A character, and its spelling in Hong Kong, in Taiwan, and in pinyin with its tone."""

    han: str
    hong_kong: str
    taiwan: str
    toned: str


def words(table: str) -> list[str]:
    """Return the words of a table."""
    return _TABLES[table].split()


def lines(table: str) -> list[str]:
    """Return the lines of a table."""
    return _TABLES[table].strip().splitlines()


def pairs(table: str) -> list[tuple[str, str]]:
    """Return the words of a table, each parted at its slash."""
    found = (word.partition("/") for word in _TABLES[table].replace("\n", " ").split())
    return [(one, other) for one, _, other in found]


def long_pairs(table: str) -> list[tuple[str, str]]:
    """Return the lines of a table, each parted at its slash."""
    found = (line.partition("/") for line in lines(table))
    return [(one.strip(), other.strip()) for one, _, other in found]


def spelt(table: str) -> list[Spelt]:
    """Return characters with their spellings."""
    return [Spelt(*word.split("/")) for word in words(table)]


def common_name(random: Random, *, given: int = 2) -> tuple[str, str]:
    """Return a common surname and a common given name."""
    return random.choice(SURNAMES).han, "".join(each.han for each in random.sample(GIVEN, given))


def company(random: Random, *, form: str = "有限公司") -> tuple[str, str, str, str]:
    """Return place, brand, trade and form of an invented company."""
    return random.choice(CITIES)[0], random.choice(BRANDS), random.choice(TRADES), form


GIVEN, SURNAMES = spelt("given"), spelt("surnames")
CITIES, BRANDS = pairs("places"), words("brands")
