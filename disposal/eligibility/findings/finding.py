"""A finding (审查结论): what one rule says about one person, with list, path, source and sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.people import STRICT
from notices.codes import Coded
from notices.content.limbs import LimbCode
from notices.legal_source import LegalSource


class Outcome(Coded):
    """The outcome of a rule (结论), worst first.

    *barred* is certain, whatever else failed. *error* comes next: nobody can decide before the look-up is repaired.
    *possible*: something was found and a person must decide. *undecided*: a fact is missing. None of these three counts
    as *clear*. *overridden* never comes from a rule: a second person approved that a barred bidder may buy.
    *not_in_notice* reports what another notice would bar, and never counts.
    """

    barred = "barred", "不得购买"
    error = "error", "审查出错"
    possible = "possible", "可能不得购买"
    undecided = "undecided", "无法认定"
    overridden = "overridden", "经批准破例", "barred, overridden"
    clear = "clear", "未发现限制情形"
    not_in_notice = "not_in_notice", "本公告无此项限制", "not in this notice"

    @property
    def rank(self) -> int:
        """Return the position in the order of severity, 0 for the worst."""
        return list(Outcome).index(self)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of the outcomes that count; undecided if nothing was examined."""
    counting = [outcome for outcome in outcomes if outcome is not Outcome.not_in_notice]
    return min(counting, key=lambda outcome: outcome.rank, default=Outcome.undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arrow of a path, from the holder to the held party. ``percent`` is set only for a known share."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    from_party: str
    from_name: str
    to_party: str
    to_name: str
    label: str
    label_en: str
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of steps. ``percent`` is the product of the shares, None if a step is not a known share."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    steps: tuple[Step, ...]
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One conclusion, complete in itself.

    ``rule`` is the limb's code, ``evasion`` or ``evasion.…``, ``notice`` or ``identity``. ``wording`` is the notice's
    text of the limb; without it, law that was not read bars nobody. ``paths`` are the most important paths from the
    person to the bidder; ``stake`` is the sum over all paths in percent. ``asks`` are the field paths of the missing
    facts.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    rule: str
    outcome: Outcome
    limb: LimbCode | None
    wording: str
    person: str
    person_name: str
    zh: str
    en: str
    source: LegalSource
    list_code: str | None = None
    list_version: int | None = None
    entry_id: str | None = None
    matched_field: str | None = None
    paths: tuple[Path, ...] = ()
    stake: Decimal | None = None
    asks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome is Outcome.barred and not self.wording and not self.source.kind.may_block:
            message = f"{self.rule}: neither the notice nor law that was read bars {self.person_name}"
            raise ValueError(message)
