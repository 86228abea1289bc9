"""The result of a comparison: strength, field, manner and reason."""

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How certain it is that two records are the same party (匹配程度)."""

    certain = "certain"
    probable = "probable"
    possible = "possible"
    none = "none"


class Field(StrEnum):
    """The field that matched, or that excluded a match (匹配字段)."""

    number = "number"
    name = "name"
    former_name = "former_name"
    alias = "alias"
    kind = "kind"


class Manner(StrEnum):
    """The manner in which two names match (匹配方式)."""

    number = "number"
    equal = "equal"
    variant = "variant"
    latin = "latin"
    initials = "initials"
    transliterated = "transliterated"
    homophone = "homophone"
    lookalike = "lookalike"
    transposed = "transposed"
    masked = "masked"
    hidden = "hidden"
    parts = "parts"
    branch = "branch"
    slip = "slip"
    translated = "translated"
    different = "different"


@dataclass(frozen=True, slots=True)
class Commonness:
    """An estimate of the number of people with a full name nationwide, correct to an order of magnitude."""

    bearers: int

    @property
    def zh(self) -> str:
        """Return the estimate in Chinese: 约 30 万人."""
        if self.bearers >= 10_000:
            return f"约 {self.bearers // 10_000} 万人"
        return f"约 {self.bearers} 人" if self.bearers >= 10 else "不足十人"

    @property
    def en(self) -> str:
        """Return the estimate in English: about 300,000 people."""
        return f"about {self.bearers:,} people" if self.bearers >= 10 else "fewer than ten people"


@dataclass(frozen=True, slots=True)
class Match:
    """The result of one comparison.

    ``score`` is 1 for certain and 0 for nothing in common. It sorts candidates; it is not a probability. ``commonness``
    is set for matches of persons by full name.
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
        """Return whether the two are at least possibly the same."""
        return self.strength is not Strength.none
