"""Personal loans (个人贷款批量转让试点): batch transfer needs a basis of its own, and the buyer may not resell.

The pilot of 2021 and 2022 (银保监办便函〔2021〕26号、〔2022〕1191号), extended to 2026-12-31, is second-hand: it
warns and never blocks. Its row has an end. After that day the warning stays and says that the row must be reviewed:
the pilot was extended twice already, and is reported to go on until a later rule replaces it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from notices.dates import dated, dated_zh
from notices.duties.advice import Advice
from notices.duties.provisions import PERSONAL_LOANS
from notices.legal_source import LegalSource

_PERSONAL = re.compile(
    r"个人(?:消费|经营|住房|汽车|综合|信用|助业|循环|一手|二手|质押|抵押|贷款|借款)|个贷|消费贷|信用卡|按揭|住房贷款|公积金贷款|车贷|房贷"
    r"|经营贷|装修贷|助学贷|网贷|信用贷|农户贷款|工商户[^，。；]{0,4}贷款"
)
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Pilot:
    """The permission with its last day, and the day by which somebody reads again whether it was extended."""

    ends_on: date
    review_on: date
    source: LegalSource


PILOT = Pilot(ends_on=date(2026, 12, 31), review_on=date(2026, 12, 1), source=PERSONAL_LOANS)


@dataclass(frozen=True, slots=True)
class LoanFact:
    """A claim as far as this pilot asks. ``is_personal_loan`` None: not stated."""

    field: str
    debtor: str
    is_natural_person: bool
    is_personal_loan: bool | None = None
    basis: str = ""
    words: str = ""


def is_personal(loan: LoanFact) -> bool:
    """Return whether a claim counts as a personal loan: as stated, else a natural person's with telling words.

    A natural person alone is not enough: the debtor may have taken over a company's debt or borrowed for a business
    that the words do not name. Nor are the words alone: a company may bear them in its name.
    """
    if loan.is_personal_loan is not None:
        return loan.is_personal_loan
    return loan.is_natural_person and bool(_PERSONAL.search(loan.words) or loan.basis)


def personal_loan_advice(
    loans: Sequence[LoanFact], *, on: date, is_package: bool, pilot: Pilot = PILOT
) -> Iterator[Advice]:
    """Yield advice on the personal loans among claims that are offered on a day."""
    personal = [loan for loan in loans if is_personal(loan)]
    unstated = [loan for loan in loans if loan.is_natural_person and loan.is_personal_loan is None]
    without_basis = [loan for loan in personal if not loan.basis.strip()]
    if without_basis:
        yield _asks_for_basis(without_basis, pilot, on)
    if personal:
        yield _bars_resale(personal[0], pilot, on)
    unclear = [loan for loan in unstated if not is_personal(loan)]
    if is_package and unclear:
        yield _asks_for_kind(unclear, pilot)


def _asks_for_basis(loans: Sequence[LoanFact], pilot: Pilot, on: date) -> Advice:
    names, names_en = _named(loans)
    state, state_en = _state(pilot, on)
    return Advice(
        "personal_loan_basis",
        f"{loans[0].field}.personal_loan_basis",
        f"{names}的债权为个人贷款：除试点外不得批量转让，请写明转让依据（如试点文号和登记流转编号）。{state}",
        f"the claim on {names_en} is a personal loan: but for the pilot it may not be transferred in a batch; state "
        f"the basis of the transfer. {state_en}",
        pilot.source,
    )


def _bars_resale(loan: LoanFact, pilot: Pilot, on: date) -> Advice:
    state, state_en = _state(pilot, on)
    return Advice(
        "personal_loan_resale",
        loan.field,
        f"资产中有个人贷款：受让人须自行清收，不得再行转让；请在受让条件中写明。{state}",
        "there is a personal loan among the claims: the buyer must collect it itself and may not resell; say so in the "
        f"terms. {state_en}",
        pilot.source,
    )


def _asks_for_kind(loans: Sequence[LoanFact], pilot: Pilot) -> Advice:
    names, names_en = _named(loans)
    return Advice(
        "personal_loan_unstated",
        f"{loans[0].field}.is_personal_loan",
        f"资产包中有自然人债务人{names}：请写明其债权是否为个人贷款（is_personal_loan）",
        f"the package has natural persons as debtors, {names_en}: state whether these are personal loans "
        "(is_personal_loan)",
        pilot.source,
        is_warning=False,
    )


def _state(pilot: Pilot, on: date) -> tuple[str, str]:
    """Return in words where the pilot stands on a day."""
    end, end_en = dated_zh(pilot.ends_on), dated(pilot.ends_on)
    if on > pilot.ends_on:
        return (
            f"所据试点规定至{end}，已到期，须复核。",
            f"The pilot ran to {end_en}: it has ended and must be reviewed.",
        )
    if on >= pilot.review_on:
        return f"所据试点规定至{end}，即将到期，须复核。", f"The pilot runs to {end_en}: it is due for review."
    return f"所据试点规定至{end}。", f"The pilot runs to {end_en}."


def _named(loans: Sequence[LoanFact]) -> tuple[str, str]:
    names = list(dict.fromkeys(loan.debtor for loan in loans))
    more = len(names) - _MOST_NAMES
    return (
        f"“{'”、“'.join(names[:_MOST_NAMES])}”" + (f"等{len(names)}户" if more > 0 else ""),
        ", ".join(f'"{name}"' for name in names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else ""),
    )
