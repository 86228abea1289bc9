"""Write the field set: ``python -m tests.benchmarks.names.field.generate``; the same seed writes the same file."""

from dataclasses import replace
from pathlib import Path
from random import Random

from tests.benchmarks.names.drawing import pairs_of
from tests.benchmarks.names.field.characters import CHARACTERS
from tests.benchmarks.names.field.company_places import PLACES
from tests.benchmarks.names.field.company_words import WORDS
from tests.benchmarks.names.field.remarks import REMARKS
from tests.benchmarks.names.field.romanised import ROMANISED
from tests.benchmarks.names.pair import Pair, write_pairs

PATH = Path(__file__).parent / "pairs.csv"
SEED = 20261129
EACH = 12


def generate() -> list[Pair]:
    """Return the labelled pairs; of each kind and label every other one is held back."""
    random = Random(SEED)  # noqa: S311 - a reproducible draw is what is wanted
    people = pairs_of({**ROMANISED, **CHARACTERS, **REMARKS}, random, EACH, is_person=True)
    companies = pairs_of({**WORDS, **PLACES}, random, EACH, is_person=False)
    drawn = [*people, *companies]
    random.shuffle(drawn)
    ordered = sorted(drawn, key=lambda pair: (pair.category, not pair.is_same))
    return [replace(pair, split=("tune", "held")[at % 2]) for at, pair in enumerate(ordered)]


if __name__ == "__main__":
    pairs = generate()
    write_pairs(pairs, PATH)
    print(f"{len(pairs)} pairs of {len({pair.category for pair in pairs})} kinds in {PATH.name}")
