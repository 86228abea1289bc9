"""Answers of the restricted lists (versions, hits, failures), and parties that may be the same."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import refuse_clear_number
from disposal.eligibility.facts.people import STRICT
from notices.codes import Coded
from notices.content.limbs import LimbCode

_TOLD = "；全国同名"
"""Begins the clause of a reason that tells how many people have the name."""


class HitStrength(Coded):
    """How certain it is that two parties are the same (匹配程度)."""

    certain = "certain", "确认"
    possible = "possible", "疑似"


class MatchedField(Coded):
    """The field by which an entry matched (匹配字段)."""

    number = "number", "证件号码", "identity number"
    credit_code = "credit_code", "统一社会信用代码", "credit code"
    masked_number = "masked_number", "部分隐去的证件号码", "masked number"
    whole_name = "whole_name", "姓名或名称", "name"
    masked_name = "masked_name", "部分隐去的姓名", "masked name"
    former_name = "former_name", "曾用名"
    variant_name = "variant_name", "繁体、异体或同音写法", "variant writing of the name"
    latin_name = "latin_name", "拉丁字母拼写", "Latin spelling of the name"
    company_name = "company_name", "企业字号", "trade name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultedVersion:
    """One version of a restricted list (名单版本), and the limbs it serves."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    code: str
    version: int
    name: str
    name_en: str
    limbs: tuple[LimbCode, ...]

    @property
    def zh(self) -> str:
        """Return name and version in Chinese, such as 《测试名单》第3版."""
        return f"《{self.name}》第{self.version}版"

    @property
    def en(self) -> str:
        """Return name and version in English."""
        return f"{self.name_en} version {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupDone:
    """The parties that were looked up in one list version. Parties not named here were not looked up."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    list_code: str
    list_version: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupFailed:
    """A look-up that failed. Empty ``limbs``: no list could be asked at all.

    Empty ``parties``: it failed for all parties.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    list_code: str
    list_name: str
    list_name_en: str
    limbs: tuple[LimbCode, ...] = ()
    reason: str
    reason_en: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHit:
    """A list entry that is, or may be, the party (名单匹配).

    ``commonness`` is the estimated number of people with the name, if only the name matched. ``others`` counts further
    entries that match no better; without a number they cannot be distinguished.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    party: str
    list_code: str
    list_version: int
    entry_id: str
    field: MatchedField
    strength: HitStrength
    because: str
    because_en: str
    commonness: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    others: int = 0

    def __post_init__(self) -> None:
        refuse_clear_number(self.because, field="hits.because")
        refuse_clear_number(self.because_en, field="hits.because_en")


def bearers(match: "ListHit | PossibleMatch", *, are_told_once: bool) -> tuple[str, str]:
    """Return a clause on how many people have the name, in both languages; empty if this is not known.

    The reason of a match may tell it already: then nothing, if it is to be told once.
    """
    commonness = match.commonness
    if commonness is None or (are_told_once and _TOLD in match.because):
        return "", ""
    zh = f"约{commonness // 10_000}万" if commonness >= 10_000 else f"约{commonness}"
    return f"，同名者{zh}人", f", borne by about {commonness:,} people"


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleMatch:
    """Two parties that may be the same, such as a bidder and a guarantor of the same name (疑为同一人)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    party: str
    other: str
    field: MatchedField
    strength: HitStrength
    because: str
    because_en: str
    commonness: int | None = None

    def __post_init__(self) -> None:
        refuse_clear_number(self.because, field="same.because")
        refuse_clear_number(self.because_en, field="same.because_en")
