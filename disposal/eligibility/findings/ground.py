"""A ground: one reason why a person may fall under a limb, in both languages. Findings are made from grounds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from disposal.eligibility.facts.lookups import ListHit
from disposal.eligibility.findings.finding import Outcome, Path
from notices.legal_source import LegalSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a person falls, may fall or does not fall under a limb, or cannot be judged.

    ``zh`` and ``en`` are clauses without a full stop. *clear* means that nothing was found, or that what was found does
    not count; the clause then says why. ``source`` is set if the provision is not the limb's own.
    """

    outcome: Outcome
    person: str
    zh: str
    en: str
    hit: ListHit | None = None
    paths: tuple[Path, ...] = ()
    stake: Decimal | None = None
    asks: tuple[str, ...] = ()
    source: LegalSource | None = None

    @property
    def is_found(self) -> bool:
        """Check whether the outcome is barred or possible."""
        return self.outcome in {Outcome.barred, Outcome.possible}


def softened(grounds: Iterable[Ground], *, zh: str, en: str) -> Iterator[Ground]:
    """Yield the grounds with *barred* reduced to *possible*. The words that say why come first in the clause."""
    for ground in grounds:
        outcome = Outcome.possible if ground.outcome is Outcome.barred else ground.outcome
        yield replace(ground, outcome=outcome, zh=f"{zh}；{ground.zh}", en=f"{en}; {ground.en}")


def missing(person: str, fact: str, *, zh: str, en: str) -> Ground:
    """Return the undecided ground for a missing fact. ``fact`` is the field path to ask for."""
    return Ground(outcome=Outcome.undecided, person=person, zh=zh, en=en, asks=(fact,))
