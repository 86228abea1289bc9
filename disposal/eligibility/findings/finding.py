"""A finding (审查结论): what one rule says of one person, with the list, the path, the article and two sentences."""

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
    """What a rule may say (结论), worst first.

    *barred* is certain whatever else failed; *error* comes next, because nobody can decide before the look-up
    is repaired; *possible* asks a person to decide on something found; *undecided* asks for a fact. None of these
    three is ever *clear*. *overridden* is never found: a second person approved that what is barred may buy all the
    same. *not_in_notice* informs of what another notice would bar, and never counts.
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
        """Return its place in the order of severity, 0 for the worst."""
        return list(Outcome).index(self)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of the outcomes that count; undecided where nothing was examined."""
    counting = [outcome for outcome in outcomes if outcome is not Outcome.not_in_notice]
    return min(counting, key=lambda outcome: outcome.rank, default=Outcome.undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arrow of a path, from the holder to what he holds; ``percent`` only where it is a known share."""

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
    """A chain of steps; ``percent`` is the product of its shares, None where an arrow is not a known share."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    steps: tuple[Step, ...]
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One conclusion, complete in itself.

    ``rule`` is the limb's code, or ``evasion.…``; ``wording`` the words the notice prints for the limb;
    ``paths`` the most important ways from the person to the bidder, ``stake`` the sum over all ways in percent;
    ``asks`` the paths of the facts that are missing.
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
