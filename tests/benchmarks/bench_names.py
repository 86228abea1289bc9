"""How well names are matched: precision and recall by class, beside exact match and beside rapidfuzz at its best.

Both baselines are treated well: they may use former names and declared short names, and decide by the number first
where both records show a full one. rapidfuzz takes the scorer and the threshold with the best F1 on this very set.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from rapidfuzz import fuzz

from disposal.eligibility.matching import Prepared, Strength, Subject, compare, keys, prepare
from notices.codes import PartyKind
from tests.benchmarks.names.candidates import candidates, say
from tests.benchmarks.names.pair import PATH, Pair, Side, read_pairs

LEAST_RECALL, LEAST_PRECISION = 0.98, 0.95
POPULATION = 1_000_000
FIELD = Path(__file__).parent / "names" / "field" / "pairs.csv"
_SCORERS: dict[str, Callable[[str, str], float]] = {"ratio": fuzz.ratio, "WRatio": fuzz.WRatio}


@dataclass
class Tally:
    """What a method answered: pairs rightly and wrongly matched, and pairs missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, *, is_same: bool, answer: bool) -> None:
        """Count one answer."""
        self.right += is_same and answer
        self.wrong += answer and not is_same
        self.missed += is_same and not answer

    @property
    def precision(self) -> float:
        """Return the share of matches that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of pairs that are one party and were matched."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Result:
    """The tallies of every method, by class and over all; and what the blocking keys lost."""

    ours: dict[str, Tally] = field(default_factory=dict)
    exact: dict[str, Tally] = field(default_factory=dict)
    rapidfuzz: dict[str, Tally] = field(default_factory=dict)
    rapidfuzz_setting: str = ""
    lost_by_keys: list[Pair] = field(default_factory=list)

    @property
    def behind(self) -> list[str]:
        """Return the classes in which a baseline is as good or better, by F1."""
        return [
            name for name, tally in self.ours.items() if tally.f1 <= max(self.exact[name].f1, self.rapidfuzz[name].f1)
        ]


def run(split: str | None = None, path: Path = PATH) -> Result:
    """Return the figures on a labelled set, or on one half of it: ``tune`` or ``held``."""
    pairs = [pair for pair in read_pairs(path) if split in (None, pair.split)]
    result = Result()
    setting, scorer, threshold = best_rapidfuzz(pairs)
    result.rapidfuzz_setting = f"{setting} >= {threshold}"
    for pair in pairs:
        a, b = prepared(pair, pair.a), prepared(pair, pair.b)
        answer = compare(a, b).strength is not Strength.none
        if answer and not keys(a, index=str).probe & keys(b, index=str).stored:
            result.lost_by_keys.append(pair)
        answers = (
            (result.ours, answer),
            (result.exact, _by_number(pair, _best_score(pair, _equal) == 1)),
            (result.rapidfuzz, _by_number(pair, _best_score(pair, scorer) >= threshold)),
        )
        for tallies, found in answers:
            for name in (pair.category, "all"):
                tallies.setdefault(name, Tally()).add(is_same=pair.is_same, answer=found)
    return result


def prepared(pair: Pair, side: Side) -> Prepared:
    """Return one record of a pair, ready to be compared."""
    kind = PartyKind.natural_person if pair.is_person else PartyKind.organisation
    aliases = tuple(filter(None, side.alias.split("|")))
    return prepare(Subject(kind, _names(side), number=side.number or None, aliases=aliases))


def _names(side: Side) -> tuple[str, ...]:
    return (side.name, *filter(None, side.former.split("|")))


def _equal(a: str, b: str) -> float:
    return float(a == b)


def _best_score(pair: Pair, scorer: Callable[[str, str], float]) -> float:
    """Return the best score of any name of one record with any of the other's."""
    first, second = ((*_names(side), *filter(None, side.alias.split("|"))) for side in (pair.a, pair.b))
    return max(scorer(one, other) for one in first for other in second)


def _by_number(pair: Pair, by_name: bool) -> bool:
    """Return a baseline's answer: by two full numbers as written, else by name."""
    a, b = pair.a.number, pair.b.number
    if not a or not b or not (a + b).isalnum():
        return by_name
    return a == b


def best_rapidfuzz(
    pairs: list[Pair], names: Iterable[str] = tuple(_SCORERS)
) -> tuple[str, Callable[[str, str], float], int]:
    """Return the scorer, of those named, and the threshold of rapidfuzz that do best on the pairs, by F1."""
    best, best_f1 = ("ratio", _SCORERS["ratio"], 100), -1.0
    for name, scorer in ((name, _SCORERS[name]) for name in names):
        scored = [(pair, _best_score(pair, scorer)) for pair in pairs]
        for threshold in range(30, 101):
            tally = Tally()
            for pair, score in scored:
                tally.add(is_same=pair.is_same, answer=_by_number(pair, score >= threshold))
            if tally.f1 > best_f1:
                best, best_f1 = (name, scorer, threshold), tally.f1
    return best


def pairs_a_second() -> float:
    """Return how many pairs of prepared records are compared in a second: each with the next of its kind."""
    records: dict[bool, list[Prepared]] = {True: [], False: []}
    for pair in read_pairs():
        records[pair.is_person] += [prepared(pair, pair.a), prepared(pair, pair.b)]
    work = [
        (one, other) for kind in records.values() for at, one in enumerate(kind) for other in kind[at + 1 : at + 25]
    ]
    begun = perf_counter()
    for one, other in work:
        compare(one, other)
    return len(work) / (perf_counter() - begun)


def table(result: Result) -> str:
    """Return precision / recall by class, and by how much our F1 is ahead of the better of the other two."""
    head = f"{'class':28}{'ours':>15}{'exact match':>15}{'rapidfuzz':>15}{'ahead':>9}"
    lines = [head]
    for name in sorted(result.ours, key=lambda name: (name == "all", name)):
        cells = (t[name] for t in (result.ours, result.exact, result.rapidfuzz))
        shown = "".join(f"{t.precision:8.3f}/{t.recall:.3f} " for t in cells)
        ahead = result.ours[name].f1 - max(result.exact[name].f1, result.rapidfuzz[name].f1)
        lines.append(f"{name:28}{shown}{ahead:9.3f}")
    lines.append("each: precision / recall; ahead: our F1 less the better of the other two")
    lines.append(
        f"rapidfuzz: {result.rapidfuzz_setting}, the best F1 on this set; keys lost {len(result.lost_by_keys)} pairs"
    )
    return "\n".join(lines)


def main() -> int:
    """Print the figures and return 1 when a bound is missed, a class is behind, or the keys lose a pair."""
    result = run()
    print(table(result))
    for split in ("tune", "held"):
        half = run(split).ours["all"]
        print(f"{split}: precision {half.precision:.3f}, recall {half.recall:.3f}")
    field = run("held", FIELD)
    print(f"names as rolls write them, the half held back\n{table(field)}")
    print(f"{pairs_a_second():,.0f} pairs of prepared records compared a second")
    print(say(candidates(POPULATION), POPULATION))
    overall = result.ours["all"]
    in_field = field.ours["all"]
    is_met = overall.recall >= LEAST_RECALL and overall.precision >= LEAST_PRECISION
    is_met = is_met and min(in_field.recall, in_field.precision) >= LEAST_PRECISION
    return int(not is_met or bool(result.behind) or bool(result.lost_by_keys or field.lost_by_keys))


if __name__ == "__main__":
    sys.exit(main())
