"""The field set: names as rolls and registers write them. Bounds on the half held back, by kind, and for the keys."""

import pytest

from disposal.eligibility.matching import compare, keys
from tests.benchmarks.bench_names import Result, prepared, run
from tests.benchmarks.names.field.generate import PATH, generate
from tests.benchmarks.names.pair import Pair, read_pairs

FURTHER = PATH.parent / "further.csv"
LEAST, LEAST_OF_A_KIND = 0.95, 0.85


@pytest.fixture(scope="module")
def held() -> Result:
    return run("held", PATH)


def test_the_half_held_back_reaches_the_bounds(held: Result) -> None:
    assert held.ours["all"].precision >= LEAST
    assert held.ours["all"].recall >= LEAST


def test_no_kind_is_behind_exact_match_or_rapidfuzz(held: Result) -> None:
    for kind, ours in held.ours.items():
        assert ours.f1 >= max(held.exact[kind].f1, held.rapidfuzz[kind].f1), kind


def test_no_kind_of_the_whole_set_is_under_its_bound() -> None:
    for kind, ours in run(path=PATH).ours.items():
        assert min(ours.precision, ours.recall) >= LEAST_OF_A_KIND, (kind, ours)


def test_further_pairs_reach_the_bounds_in_every_kind() -> None:
    for kind, ours in run(path=FURTHER).ours.items():
        assert min(ours.precision, ours.recall) >= LEAST_OF_A_KIND, (kind, ours)


def test_of_each_further_kind_half_is_one_party() -> None:
    kinds: dict[str, list[Pair]] = {}
    for pair in read_pairs(FURTHER):
        kinds.setdefault(pair.category, []).append(pair)
    assert (len(kinds), {len(of) for of in kinds.values()}) == (20, {6})
    assert {sum(pair.is_same for pair in of) for of in kinds.values()} == {3}


def test_every_pair_that_comparison_raises_is_found_by_the_keys_both_ways() -> None:
    for pair in (*read_pairs(PATH), *read_pairs(FURTHER)):
        a, b = prepared(pair, pair.a), prepared(pair, pair.b)
        there, back = compare(a, b), compare(b, a)
        assert (there.strength, there.score) == (back.strength, back.score), pair
        if there.is_match:
            assert keys(a, index=str).probe & keys(b, index=str).stored, pair
            assert keys(b, index=str).probe & keys(a, index=str).stored, pair


def test_half_of_each_kind_is_one_party_and_half_of_it_is_held_back() -> None:
    pairs = read_pairs(PATH)
    assert len(pairs) >= 900
    for kind in {pair.category for pair in pairs}:
        of = [pair for pair in pairs if pair.category == kind]
        assert sum(pair.is_same for pair in of) * 2 == len(of)
        assert sum(pair.split == "held" for pair in of) * 2 == len(of)


def test_the_field_file_is_what_its_generator_writes() -> None:
    assert generate() == read_pairs(PATH)
