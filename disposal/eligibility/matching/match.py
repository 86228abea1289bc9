"""What a comparison answers: how strong the match is, by which field, in what manner, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How far two records are one party (匹配程度)."""

    certain = "certain"
    probable = "probable"
    possible = "possible"
    none = "none"


class Field(StrEnum):
    """Which field of the records matched, or decided that they do not (匹配字段)."""

    number = "number"
    name = "name"
    former_name = "former_name"
    alias = "alias"
    kind = "kind"


class Manner(StrEnum):
    """How two names meet (匹配方式)."""

    number = "number"
    equal = "equal"
    variant = "variant"
    latin = "latin"
    homophone = "homophone"
    lookalike = "lookalike"
    transposed = "transposed"
    masked = "masked"
    hidden = "hidden"
    parts = "parts"
    branch = "branch"
    different = "different"


@dataclass(frozen=True, slots=True)
class Commonness:
    """How common a full name is: an estimate of its bearers in the whole country, good to an order of magnitude."""

    bearers: int

    @property
    def zh(self) -> str:
        """Return the estimate in words: 约 30 万人."""
        if self.bearers >= 10_000:
            return f"约 {self.bearers // 10_000} 万人"
        return f"约 {self.bearers} 人" if self.bearers >= 10 else "不足十人"

    @property
    def en(self) -> str:
        """Return the estimate in words: about 300,000 people."""
        return f"about {self.bearers:,} people" if self.bearers >= 10 else "fewer than ten people"


@dataclass(frozen=True, slots=True)
class Match:
    """The answer of one comparison.

    ``score`` is 1 for certain and 0 for nothing in common; it orders candidates and is no probability.
    ``commonness`` stands with every match of persons by name.
    """

    strength: Strength
    score: float
    field: Field
    manner: Manner
    because_zh: str
    because_en: str
    commonness: Commonness | None = None

    @property
    def is_match(self) -> bool:
        """Say whether the two are possibly one, or more than that."""
        return self.strength is not Strength.none
