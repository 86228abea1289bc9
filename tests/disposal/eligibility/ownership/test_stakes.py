"""Effective stakes against exact linear algebra: rings, closed rings, and who is counted once."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from disposal.eligibility.ownership.participation import walk
from tests.disposal.eligibility.ownership.test_participation import Shares, graph, has_ring

TWELVE_DIGITS = Fraction(1, 10**12)


@st.composite
def possible_graphs(draw: st.DrawFn) -> Shares:
    """Return graphs with no more than 100 % of each company, some of them owned to exactly 100 %, most with rings."""
    nodes = [str(number) for number in range(draw(st.integers(2, 6)))]
    shares: Shares = {}
    for owned in nodes:
        left = draw(st.sampled_from([Decimal(100), Decimal("99.99"), Decimal(60)]))
        owners = draw(st.lists(st.sampled_from([node for node in nodes if node != owned]), unique=True, max_size=3))
        for at, owner in enumerate(owners):
            is_last = at == len(owners) - 1 and draw(st.booleans())
            percent = left if is_last else (left * draw(st.integers(1, 99)) / 100).quantize(Decimal("0.01"))
            shares[owner, owned], left = percent, left - percent
    return shares


def arrives(shares: Shares, owner: str, target: str) -> Fraction:
    """Return the part of the target's profit that reaches the owner, by elimination in exact fractions.

    Each party passes on what it receives to its own owners; the owner keeps it.
    """
    part = {(a, b): Fraction(percent) / 100 for (a, b), percent in shares.items() if percent}
    below, queue = {owner}, [owner]
    while queue:
        new = {b for (a, b) in part if a == queue[-1]} - below
        queue.pop()
        below |= new
        queue += new
    unknown = sorted(below - {owner})
    rows = [
        [Fraction(a == b) - part.get((b, a), Fraction()) for b in unknown] + [part.get((owner, a), Fraction())]
        for a in unknown
    ]
    for at in range(len(unknown)):
        pivot = next(row for row in range(at, len(rows)) if rows[row][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                rows[other] = [x - rows[other][at] * y for x, y in zip(rows[other], rows[at], strict=True)]
    return rows[unknown.index(target)][-1] if target in unknown else Fraction()


def test_stakes_of_graphs_with_rings_agree_with_exact_linear_algebra() -> None:
    counted = {"with a ring": 0, "without": 0}

    @settings(max_examples=400, deadline=None, database=None)
    @given(possible_graphs())
    def agree(shares: Shares) -> None:
        participation = walk(graph(shares), "0")
        assert participation.is_whole
        for owner in {end for pair in shares for end in pair} - {"0"}:
            expected = arrives(shares, owner, "0")
            assert abs(Fraction(participation.stake(owner)) / 100 - expected) < TWELVE_DIGITS
            assert expected <= 1
        counted["with a ring" if has_ring(shares) else "without"] += 1

    agree()
    assert min(counted.values()) >= 40, counted


def test_share_that_runs_through_a_ring_counts_each_round() -> None:
    shares = {("内部人", "甲"): Decimal(40), ("甲", "竞买人"): Decimal(60), ("竞买人", "甲"): Decimal(60)}
    participation = walk(graph(shares), "竞买人")
    assert round(participation.stake("内部人"), 12) == Decimal("37.5")  # 0.24 / (1 - 0.36)
    assert participation.stake("甲") == 60  # what comes back to it is not counted again


def test_companies_that_own_one_another_in_full_pass_all_to_each_of_them() -> None:
    shares = {("甲", "竞买人"): Decimal(90), ("乙", "甲"): Decimal(100), ("甲", "乙"): Decimal(100)}
    participation = walk(graph(shares), "竞买人")
    assert (participation.stake("甲"), participation.stake("乙"), participation.is_whole) == (90, 90, True)
