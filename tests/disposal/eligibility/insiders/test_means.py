"""Evidence of means: of the day judged, and for a sum that could buy."""

from datetime import date
from decimal import Decimal

import pytest

from disposal.eligibility.facts.facts import MeansEvidence
from disposal.eligibility.findings.finding import Outcome
from tests.support.dossiers import DAY, findings, limbs, person_facts, screened

CAPACITY = limbs(capacity="具有完全民事行为能力、支付能力")


@pytest.mark.parametrize(
    ("amount", "dated_on", "price", "outcome"),
    [
        ("200000000", date(2022, 8, 14), {"book_value": Decimal(190000000)}, Outcome.clear),
        ("200000000", DAY, {}, Outcome.clear),
        ("200000000", date(2022, 8, 16), {}, Outcome.undecided),
        ("200000000", date(2032, 8, 9), {}, Outcome.undecided),
        ("1.00", DAY, {"book_value": Decimal(190000000)}, Outcome.undecided),
        ("1900000", DAY, {"book_value": Decimal(190000000)}, Outcome.clear),
        ("1899999.99", DAY, {"book_value": Decimal(190000000)}, Outcome.undecided),
        ("1899999.99", DAY, {"book_value": Decimal(190000000), "floor_price": Decimal(1000000)}, Outcome.clear),
        ("99999999", DAY, {"book_value": Decimal(190000000), "floor_price": Decimal(100000000)}, Outcome.undecided),
        (None, DAY, {"book_value": Decimal(190000000)}, Outcome.clear),
        ("1.00", DAY, {}, Outcome.clear),
    ],
)
def test_evidence_of_means_proves_what_it_states_on_the_day_judged(
    amount: str | None, dated_on: date, price: dict[str, Decimal], outcome: Outcome
) -> None:
    means = (MeansEvidence(document="测试证明", amount=amount and Decimal(amount), dated_on=dated_on),)
    facts = person_facts(dossier={"means": means}, **price)
    told = findings(screened(facts, CAPACITY), "capacity")
    assert {finding.outcome for finding in told} == {outcome}
    assert outcome is Outcome.clear or told[0].asks == ("dossier.means",)
