"""Two claims are one loan however its creditor and its contract numbers are written."""

from uuid import UUID

import pytest

from disposal.services.projects.loan_identity import Loan, plain_contracts, plain_creditor, plain_names, shared_contract

BANK = "虚构银行股份有限公司甲支行"


def loan(number: str, creditor: str) -> Loan:
    names = plain_names(["虚构染业有限公司"])
    return Loan(UUID(int=1), "虚构染业有限公司", None, names, plain_creditor(creditor), plain_contracts([number]))


@pytest.mark.parametrize(
    ("number", "creditor", "shared"),
    [
        ("甲借2021第4号", BANK, "甲借2021第4号"),
        ("甲借2021第3号、甲借2021第4号", BANK, "甲借2021第4号"),
        ("甲借２０２１ 第４号；甲借2021第5号", BANK, "甲借２０２１ 第４号"),
        ("甲借2021第4号", "虚构银行甲支行", "甲借2021第4号"),
        ("甲借2021第4号", "虚构银行有限责任公司甲支行", "甲借2021第4号"),
        ("甲借2021第4号", "虚构银行乙支行", None),
        ("甲借2021第3、4号", BANK, None),  # which numbers these are is not sure
    ],
)
def test_loan_is_known_again_by_one_contract_number_of_one_creditor(
    number: str, creditor: str, shared: str | None
) -> None:
    assert shared_contract(loan(number, creditor), loan("甲借2021第4号", BANK)) == shared
