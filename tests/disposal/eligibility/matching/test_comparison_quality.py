"""The open labelled set: the bounds over all, on its held-out half too, and every class ahead of both baselines."""

import pytest

from tests.benchmarks.bench_names import LEAST_PRECISION, LEAST_RECALL, Result, run
from tests.benchmarks.names.generate import generate
from tests.benchmarks.names.pair import read_pairs


@pytest.fixture(scope="module")
def result() -> Result:
    return run()


def test_possible_or_better_reaches_the_bounds_over_all(result: Result) -> None:
    assert result.ours["all"].recall >= LEAST_RECALL
    assert result.ours["all"].precision >= LEAST_PRECISION


def test_the_half_nobody_looked_at_reaches_the_bounds_too() -> None:
    held = run("held").ours["all"]
    assert held.recall >= LEAST_RECALL
    assert held.precision >= LEAST_PRECISION


def test_every_class_is_ahead_of_exact_match_and_of_rapidfuzz(result: Result) -> None:
    assert result.behind == []


def test_the_set_is_large_enough_and_every_class_has_hard_negatives() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 1500
    for category in {pair.category for pair in pairs}:
        labels = [pair.is_same for pair in pairs if pair.category == category]
        assert labels.count(True) >= 50
        assert labels.count(False) >= 50


def test_the_file_is_what_the_generator_writes() -> None:
    assert generate() == read_pairs()
