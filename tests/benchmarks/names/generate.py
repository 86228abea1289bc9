"""Write the labelled set: ``python -m tests.benchmarks.names.generate``; the same seed writes the same file."""

from dataclasses import replace
from random import Random

from tests.benchmarks.names.company_pairs import company_pairs
from tests.benchmarks.names.drawing import pairs_of
from tests.benchmarks.names.pair import PATH, Pair, write_pairs
from tests.benchmarks.names.person_pairs import PERSON_CLASSES

SEED = 20220803
EACH = 50


def generate() -> list[Pair]:
    """Return the labelled pairs, every other one of them held out."""
    random = Random(SEED)  # noqa: S311 - a reproducible draw is what is wanted
    drawn = [*pairs_of(PERSON_CLASSES, random, EACH, is_person=True), *company_pairs(random, EACH)]
    random.shuffle(drawn)
    shuffled = [replace(pair, split=("tune", "held")[at % 2]) for at, pair in enumerate(drawn)]
    return sorted(shuffled, key=lambda pair: (pair.category, not pair.is_same, pair.split))


if __name__ == "__main__":
    pairs = generate()
    write_pairs(pairs)
    print(f"{len(pairs)} pairs in {PATH.name}")
