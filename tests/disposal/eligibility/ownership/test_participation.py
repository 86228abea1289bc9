"""Paths and their products against a brute-force count on small random graphs; a graph of 100,000."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disposal.eligibility.facts.relations import Office
from disposal.eligibility.ownership.ownership import Link, OwnershipGraph, graph_of, percent_words
from disposal.eligibility.ownership.participation import Bounds, Participation, walk
from tests.support.dossiers import controls, office, owns

Shares = dict[tuple[str, str], Decimal]
EXAMPLES = 1_000
EXACT = Fraction(1, 10**50)
HUNDREDTHS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
PERCENTS = HUNDREDTHS | st.sampled_from([Decimal(100), Decimal(0), Decimal("33.33")])
COUNTS = st.integers(2, 7)
PAIRS = {count: [(a, b) for a in "0123456"[:count] for b in "0123456"[:count] if a != b] for count in range(2, 8)}
EDGES = {
    count: st.lists(st.sampled_from(pairs), unique=True, min_size=count, max_size=16) for count, pairs in PAIRS.items()
}


def graph(shares: Shares) -> OwnershipGraph:
    return OwnershipGraph(Link(owner, owned, percent) for (owner, owned), percent in shares.items() if percent)


def brute_paths(shares: Shares, owner: str, target: str, closed: frozenset[str]) -> set[tuple[str, ...]]:
    """List every simple path from the owner down to the target by trying all of them."""
    paths: set[tuple[str, ...]] = set()

    def go(path: tuple[str, ...]) -> None:
        if path[-1] == target:
            paths.add(path)
            return
        for (holder, held), percent in shares.items():
            if holder == path[-1] and percent and held not in path and held not in closed:
                go((*path, held))

    go((owner,))
    return paths


def worth(shares: Shares, path: tuple[str, ...]) -> Fraction:
    product = Fraction(1)
    for pair in pairwise(path):
        product *= Fraction(shares[pair]) / 100
    return product


def paths_of(participation: Participation, owner: str) -> list[tuple[str, ...]]:
    chains = participation.chains(owner, most=100_000)
    return [(owner, *(link.owned for link in chain.links)) for chain in chains]


@st.composite
def small_graphs(draw: st.DrawFn) -> Shares:
    return {pair: draw(PERCENTS) for pair in draw(EDGES[draw(COUNTS)])}


def has_ring(shares: Shares) -> bool:
    """Say whether somebody owns a part of himself through others."""
    above = {held: {a for (a, b), percent in shares.items() if b == held and percent} for _, held in shares}
    for start in above:
        seen, queue = set[str](), [start]
        while queue:
            found = above.get(queue.pop(), set()) - seen
            seen |= found
            queue += found
        if start in seen:
            return True
    return False


def check_against_brute_force(shares: Shares, shut: frozenset[str]) -> int:
    """Compare paths, the share of each, and the order they are told in; return the most paths of one owner."""
    participation = walk(graph(shares), "0", closed=shut)
    reached, most = set(), 0
    for owner in {end for pair in shares for end in pair} - {"0"}:
        expected = brute_paths(shares, owner, "0", shut)
        if expected:
            reached.add(owner)
        chains = participation.chains(owner, most=100_000)
        found = [(owner, *(link.owned for link in chain.links)) for chain in chains]
        assert sorted(found) == sorted(expected)
        worths = [worth(shares, path) for path in found]
        assert all(abs(Fraction(c.fraction or 0) - w) < EXACT for c, w in zip(chains, worths, strict=True))
        assert worths == sorted(worths, reverse=True)
        if not has_ring(shares):
            assert abs(Fraction(participation.stake(owner)) / 100 - sum(worths, Fraction())) < EXACT
        most = max(most, len(found))
    assert participation.reached == reached
    return most


def test_paths_of_1_000_small_random_graphs_agree_with_brute_force() -> None:
    counted = {"graphs": 0, "with a ring": 0, "with a diamond": 0, "with both": 0}

    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(small_graphs(), st.sets(st.sampled_from("123456"), max_size=2))
    def agree(shares: Shares, closed: set[str]) -> None:
        is_ringed, is_diamond = has_ring(shares), check_against_brute_force(shares, frozenset(closed)) > 1
        counted["graphs"] += 1
        counted["with a ring"] += is_ringed
        counted["with a diamond"] += is_diamond
        counted["with both"] += is_ringed and is_diamond

    agree()
    assert counted["graphs"] >= EXAMPLES
    assert min(counted["with a ring"], counted["with a diamond"], counted["with both"]) >= EXAMPLES // 10, counted


@settings(max_examples=100, deadline=None)
@given(small_graphs(), st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_of_the_relations(shares: Shares, random: Random) -> None:
    rows = [(owner, owned, percent) for (owner, owned), percent in shares.items()]
    first = walk(OwnershipGraph(Link(*row) for row in rows), "0")
    random.shuffle(rows)
    second = walk(OwnershipGraph(Link(*row) for row in rows), "0")
    assert first.stakes == second.stakes
    for owner in sorted(first.reached):
        assert first.chains(owner) == second.chains(owner)


def test_two_layers_multiply_and_two_paths_add() -> None:
    shares = {("甲", "乙"): Decimal(60), ("乙", "竞买人"): Decimal(50), ("甲", "竞买人"): Decimal("1.5")}
    participation = walk(graph(shares), "竞买人")
    assert participation.stake("甲") == Decimal("31.5")
    assert [chain.fraction for chain in participation.chains("甲")] == [Decimal("0.30"), Decimal("0.015")]


def test_ring_above_the_target_is_walked_once_each_way() -> None:
    shares = {
        ("甲", "乙"): Decimal(50), ("乙", "丙"): Decimal(50), ("丙", "乙"): Decimal(40),
        ("丙", "竞买人"): Decimal(100), ("乙", "竞买人"): Decimal(0),
    }  # fmt: skip
    participation = walk(graph(shares), "竞买人")
    assert participation.stake("甲") == Decimal("31.25")  # 0.25 / (1 - 0.2)
    assert paths_of(participation, "甲") == [("甲", "乙", "丙", "竞买人")]


def test_target_that_owns_its_owner_is_no_participant_of_itself() -> None:
    shares = {("甲", "竞买人"): Decimal(70), ("竞买人", "甲"): Decimal(30), ("乙", "甲"): Decimal(10)}
    participation = walk(graph(shares), "竞买人")
    assert participation.reached == {"甲", "乙"}
    assert round(participation.stake("乙"), 10) == round(Decimal(7) / Decimal("0.79"), 10)


def test_target_with_its_own_shares_and_a_ring_of_whole_ownership_end() -> None:
    shares = {("竞买人", "竞买人"): Decimal(10)}
    ring = {(a, b): Decimal(100) for a in "甲乙丙丁戊" for b in "甲乙丙丁戊" if a != b}
    participation = walk(graph(shares | ring | {("甲", "竞买人"): Decimal(90)}), "竞买人")
    assert participation.chains("戊", most=1)[0].links[0].owned == "甲"
    assert participation.stake("甲") == Decimal(90)
    assert not participation.is_whole  # 400 % of each company: shares that cannot be have no sum


def layered(random: Random, *, layers: int, width: int) -> Shares:
    """Return layers of parties, each owned by three of the layer above (diamonds), with rings of three inside."""
    shares: Shares = {(f"1-{at}", "竞买人"): Decimal("0.01") for at in range(width)}
    for layer in range(1, layers):
        for at in range(width):
            for other in random.sample(range(width), 3):
                shares[f"{layer + 1}-{other}", f"{layer}-{at}"] = Decimal(random.randint(1, 30))
    for layer in range(1, layers, 3):
        for at in range(0, width - 2, 50):
            ring = [f"{layer}-{at + step}" for step in range(3)]
            for step in range(3):
                shares[ring[step], ring[(step + 1) % 3]] = Decimal(2)
    return shares


def test_graph_of_100_000_parties_with_rings_diamonds_and_12_layers_is_walked_whole() -> None:
    shares = layered(Random(7), layers=12, width=8_400)  # noqa: S311 - repeatable chance, nothing secret
    parties = {end for pair in shares for end in pair}
    participation = walk(graph(shares), "竞买人")
    assert len(parties) > 100_000
    assert participation.is_whole
    assert len(participation.reached) > 90_000
    top = next(key for key in sorted(participation.reached) if key.startswith("12-"))
    chain = participation.chains(top)[0]
    assert len(chain.links) >= 12
    assert Decimal() < chain.fraction <= participation.stakes[top]
    assert sum(participation.stakes[f"1-{at}"] for at in range(8_400)) > Decimal("0.83")


def test_ring_too_dense_to_follow_says_so_and_still_finds_everybody() -> None:
    members = [str(number) for number in range(24)]
    shares = {(a, b): Decimal("4") for a in members for b in members if a != b} | {("0", "竞买人"): Decimal(100)}
    participation = walk(graph(shares), "竞买人", bounds=Bounds(ring_steps=1_000))
    assert not participation.is_whole
    assert participation.reached == set(members)
    assert participation.chains("23", most=2)


def test_walk_beyond_its_bound_of_parties_says_so() -> None:
    chain = {(str(number + 1), str(number)): Decimal(100) for number in range(20)}
    assert walk(graph(chain), "0", bounds=Bounds(parties=20)).is_whole
    assert not walk(graph(chain), "0", bounds=Bounds(parties=19)).is_whole


def test_offices_and_control_take_part_without_a_share_and_plain_staff_does_not() -> None:
    relations = (
        office("董事", "竞买人"), office("员工", "竞买人", Office.employee), controls("控制人", "竞买人"),
        owns("零股", "竞买人", "0"), owns("不详", "竞买人", None),
    )  # fmt: skip
    participation = walk(graph_of(relations, lambda relation: True), "竞买人")
    assert participation.reached == {"董事", "控制人", "不详"}
    assert participation.chains("董事")[0].fraction is None
    assert participation.stake("董事") == 0


def test_two_statements_of_one_share_count_once_at_the_larger() -> None:
    relations = (owns("甲", "竞买人", "30"), owns("甲", "竞买人", "25"), office("甲", "竞买人"))
    assert walk(graph_of(relations, lambda relation: True), "竞买人").stake("甲") == Decimal(30)


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        ("30", "30%"),
        ("30.00", "30%"),
        ("12.50", "12.5%"),
        ("0.00004", "<0.0001%"),
        ("100", "100%"),
        ("33.33335", "33.3334%"),
    ],
)
def test_share_is_printed_without_idle_digits(percent: str, words: str) -> None:
    assert percent_words(Decimal(percent)) == words
