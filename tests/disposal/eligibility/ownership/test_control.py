"""Control by votes: against a closure computed for each party on its own; layers, rings, both Company Laws."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from disposal.eligibility.ownership.control import Control
from disposal.eligibility.ownership.ownership import Link, OwnershipGraph

BEFORE, AFTER = date(2024, 6, 30), date(2024, 7, 1)  # Sun, Mon: the Company Law of 2023 in force
Shares = dict[tuple[str, str], Decimal]


def graph(shares: Shares) -> OwnershipGraph:
    return OwnershipGraph(Link(owner, owned, percent) for (owner, owned), percent in shares.items())


def shares(*stated: tuple[str, str, str]) -> Shares:
    return {(owner, owned): Decimal(percent) for owner, owned, percent in stated}


@st.composite
def groups(draw: st.DrawFn) -> Shares:
    nodes = "甲乙丙丁戊己"
    pairs = [(a, b) for a in nodes for b in nodes if a != b]
    percents = st.sampled_from([Decimal(part) for part in ("20", "30", "50", "50.01", "70")])
    return {pair: draw(percents) for pair in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))}


def controlled(held: Shares, party: str, on: date) -> set[str]:
    """Return whom a party controls, by adding one company at a time until no further one can be added."""
    mine: set[str] = set()
    while True:
        votes = {company: Decimal() for _, company in held}
        for (owner, company), percent in held.items():
            votes[company] += percent if owner in mine | {party} else 0
        more = {c for c, sum_ in votes.items() if (sum_ > 50 or (on < AFTER and sum_ == 50)) and c != party} - mine
        if not more:
            return mine
        mine.add(min(more))


@settings(max_examples=300, deadline=None)
@given(groups(), st.sampled_from([BEFORE, AFTER]))
def test_control_agrees_with_a_closure_for_each_party(held: Shares, on: date) -> None:
    control = Control(graph(held), on)
    for party in "甲乙丙丁戊己":
        assert set(control.companies(party)) == controlled(held, party, on)
        for company in control.companies(party):
            command = control.command(party, company)
            assert command is not None
            assert command.votes >= 50
            assert party in control.controllers([company])
            assert command.chains
            for chain in command.chains:
                assert (chain[0].owner, chain[-1].owned) == (party, company)
                assert all(link.owner in {party, *control.companies(party)} for link in chain)


def test_votes_through_two_controlled_companies_count_whole() -> None:
    held = shares(("母", "甲", "51"), ("母", "乙", "51"), ("甲", "债务人", "30"), ("乙", "债务人", "30"))
    control = Control(graph(held), AFTER)
    command = control.command("母", "债务人")
    assert command is not None
    assert (command.votes, command.is_joint, len(command.chains)) == (60, True, 2)
    assert control.controllers(["债务人"]) == {"母"}


def test_votes_of_a_company_that_is_not_controlled_do_not_count() -> None:
    held = shares(("母", "甲", "49"), ("母", "乙", "51"), ("甲", "债务人", "30"), ("乙", "债务人", "30"))
    assert Control(graph(held), AFTER).command("母", "债务人") is None


def test_half_of_the_votes_together_is_control_until_2024_06_30_only() -> None:
    held = shares(("母", "甲", "51"), ("母", "债务人", "20"), ("甲", "债务人", "30"))
    assert Control(graph(held), BEFORE).command("母", "债务人") is not None
    assert Control(graph(held), AFTER).command("母", "债务人") is None


def test_ring_gives_nobody_control_by_its_own_shares() -> None:
    held = shares(("甲", "乙", "60"), ("乙", "甲", "60"), ("外人", "甲", "40"))
    control = Control(graph(held), AFTER)
    assert control.companies("外人") == ()
    assert (control.companies("甲"), control.companies("乙")) == (("乙",), ("甲",))
