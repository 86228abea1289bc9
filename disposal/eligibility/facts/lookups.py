"""What the restricted lists answered: versions consulted, hits, failures, and who may be whom in the register."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import refuse_clear_number
from disposal.eligibility.facts.people import STRICT
from notices.codes import Coded
from notices.content.limbs import LimbCode


class HitStrength(Coded):
    """How sure it is that two names are one person (匹配程度)."""

    certain = "certain", "确认"
    possible = "possible", "疑似"


class MatchedField(Coded):
    """By which field an entry was met (匹配字段)."""

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
    """One version of one restricted list (名单版本), and the limbs it answers for."""

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
    """These parties were looked up in this version of the list; whoever is not named was not."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    list_code: str
    list_version: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupFailed:
    """A look-up that did not answer; ``limbs`` empty: no list could be asked at all.

    ``parties`` empty: it failed for everybody.
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
    """An entry of a list that is, or may be, the party (名单匹配).

    ``commonness`` is about how many people bear the name, where it was matched by the name alone. ``others`` counts
    further entries met no better, which the one named here stands for: without a number they cannot be told apart.
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


def bearers(commonness: int | None) -> tuple[str, str]:
    """Return how many people bear the name as a clause in both languages; empty where that was not asked."""
    if commonness is None:
        return "", ""
    zh = f"约{commonness // 10_000}万" if commonness >= 10_000 else f"约{commonness}"
    return f"，同名者{zh}人", f", borne by about {commonness:,} people"


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleMatch:
    """Two parties that look like one, such as a bidder and a guarantor of the same name (疑为同一人)."""

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
