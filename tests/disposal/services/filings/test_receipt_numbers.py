"""Receipt numbers: none tells how many came, one figure misheard is noticed, none is given twice."""

from itertools import pairwise

import pytest
from sqlmodel import select

from disposal.models.projects.issuer import Issuer
from disposal.services.filings import receipt_numbers
from disposal.services.filings.receipt_numbers import ENQUIRIES, check_figure, next_receipt
from disposal.services.objections.errors import ObjectionUnknown
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.disposal.services.filings.receipts import receipt_in
from tests.disposal.services.objections.objecting import filed, fill_published, on

pytestmark = pytest.mark.filled(by=fill_published)
AT = on("2022-08-15 10:00").at


def test_numbers_of_one_issuer_follow_no_order_and_bear_a_check_sign(database: Database) -> None:
    with database.session() as session:
        issuer = session.exec(select(Issuer)).one()
        given = [receipt_in(next_receipt(session, issuer, at=AT)) for _ in range(40)]
        assert receipt_in(next_receipt(session, issuer, at=AT, series=ENQUIRIES), "ZX")
    assert given != sorted(given)
    steps = {int(later[-7:-1]) - int(earlier[-7:-1]) for earlier, later in pairwise(given)}
    assert len(steps) > 30  # counted numbers would differ by one and the same step


@pytest.mark.parametrize(("figures", "sign"), [("79462", "3"), ("079", "2"), ("483017", "6")])  # 3: as in ISO 7064
def test_check_sign_is_that_of_the_standard(figures: str, sign: str) -> None:
    assert check_figure(figures) == sign


def test_every_single_wrong_figure_is_noticed_and_said(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with database.session() as session:
        assert objection_called(session, f" {receipt.lower()} ").receipt == receipt
        for at in range(-7, 0):
            wrong = (int(receipt[at]) + 1) % 10
            misheard = f"{receipt[:at]}{wrong}{receipt[at:][1:]}"
            with pytest.raises(ObjectionUnknown, match="its check figure does not fit"):
                objection_called(session, misheard)
        with pytest.raises(ObjectionUnknown) as counted:
            objection_called(session, "YY-XGCS-2022-0001")
    assert "check figure" not in str(counted.value)


def test_number_that_is_taken_is_not_given_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_numbers, "FIGURES", 1)
    given = {filed(database).objection.receipt for _ in range(14)}  # ten numbers of one figure, then longer ones
    assert len(given) == 14
