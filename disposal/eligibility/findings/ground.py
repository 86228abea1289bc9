"""A ground: one reason, in a clause of each language, why a person may fall under a limb; findings are made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from disposal.eligibility.facts.lookups import ListHit
from disposal.eligibility.findings.finding import Outcome, Path
from notices.legal_source import LegalSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a person falls, may fall or does not fall under a limb, or cannot be judged.

    ``zh`` and ``en`` are clauses that begin with the person and end without a full stop; *clear* here means that
    something was found which does not count, and the clause says why. ``source`` is the provision where it is not the
    limb's own.
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
        """Tell whether it points at the limb: barred or possible."""
        return self.outcome in {Outcome.barred, Outcome.possible}


def softened(grounds: Iterable[Ground], *, zh: str, en: str) -> Iterator[Ground]:
    """Yield the grounds as merely possible, each clause led by the words that say why."""
    for ground in grounds:
        outcome = Outcome.possible if ground.outcome is Outcome.barred else ground.outcome
        yield replace(ground, outcome=outcome, zh=f"{zh}；{ground.zh}", en=f"{en}; {ground.en}")


def missing(person: str, fact: str, *, zh: str, en: str) -> Ground:
    """Return the ground that a fact is missing: undecided, naming the fact to ask for."""
    return Ground(outcome=Outcome.undecided, person=person, zh=zh, en=en, asks=(fact,))
