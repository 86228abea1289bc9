"""The duties that the content of a notice shows: refusal rights, demands, guarantees, personal loans, interest."""

from collections.abc import Iterator
from dataclasses import dataclass

from notices.codes import GuaranteeMode, MediumKind, PartyKind, SoldAs
from notices.content.content import ClaimItem, DebtorItem, NoticeContent
from notices.content.field_search import texts
from notices.content.named_parties import claims_of
from notices.content.security import GuaranteeItem
from notices.duties.advice import Advice
from notices.duties.demands import demand_advice, wording_advice
from notices.duties.guarantees import GuaranteeTerms, guarantee_advice
from notices.duties.interest import BuyerKind, InterestView, interest_after_transfer
from notices.duties.personal_loans import LoanFact, personal_loan_advice
from notices.duties.preemption import StateDebtor, is_state_owned, preemption_advice
from notices.duties.provisions import INTEREST_AFTER_TRANSFER
from notices.law.provisions import REGISTER_RULE

_OF_THE_REGISTER = ("due_on", "is_personal_loan", "personal_loan_basis")
"""Fields of a claim that no notice prints."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known around a content: does its kind offer assets, the media planned, do records stand behind it."""

    offers_assets: bool
    media: tuple[MediumKind, ...] = ()
    is_of_register: bool = False


def content_advice(content: NoticeContent, around: Circumstances) -> Iterator[Advice]:
    """Yield all advice on a content. Where records stand behind it, what the register's check tells is left out."""
    if content.has_demand:
        media = {*around.media, *(placed.kind for placed in content.placements)}
        has_newspaper = MediumKind.newspaper_province in media if media else None
        yield from demand_advice(content.published_on, has_newspaper=has_newspaper)
    yield from wording_advice(texts(content), content.published_on)
    if not around.offers_assets:
        yield from _unprinted_in_amendment(content)
        return
    if not around.is_of_register:
        yield from _preemption(content)
        for path, claim in claims_of(content):
            yield from guarantee_advice(_terms(path, claim), on=content.published_on)
    yield from personal_loan_advice(_loans(content), on=content.published_on, is_package=_is_package(content))
    yield from _interest(content)


def _preemption(content: NoticeContent) -> Iterator[Advice]:
    owned = {
        at: item.debtor
        for at, item in enumerate(content.items)
        if is_state_owned(item.debtor.is_state_owned, item.debtor.company_type)
    }
    if not owned:
        return
    debtors = list({party.name: StateDebtor(party.name, party.address or "") for party in owned.values()}.values())
    field = f"items.{next(iter(owned))}.debtor"
    is_package = _is_package(content) and not (content.package and content.package.sold_as is SoldAs.singly)
    yield from preemption_advice(debtors, (), is_package=is_package, field=field, today=content.published_on)


def _terms(path: str, claim: ClaimItem) -> list[tuple[str, GuaranteeTerms]]:
    return [
        (f"{path}.guarantees.{at}.guarantors.{n}", _term(claim, given, guarantor.name))
        for at, given in enumerate(claim.guarantees)
        for n, guarantor in enumerate(given.guarantors)
    ]


def _term(claim: ClaimItem, given: GuaranteeItem, guarantor: str) -> GuaranteeTerms:
    period = given.period_of(guarantor)
    return GuaranteeTerms(
        guarantor=guarantor,
        period_words=given.period_words or "",
        due_on=claim.due_on,
        ends_on=period.ends_on,
        asked_on=period.asked_on,
        evidence=period.evidence or "",
        is_general=given.mode is GuaranteeMode.general,
    )


def _loans(content: NoticeContent) -> list[LoanFact]:
    return [
        _loan(f"items.{i}.claims.{j}", item, claim)
        for i, item in enumerate(content.items)
        for j, claim in enumerate(item.claims)
    ]


def _loan(field: str, item: DebtorItem, claim: ClaimItem) -> LoanFact:
    words = " ".join(each for each in (claim.name, *claim.contract_numbers, claim.details, item.details) if each)
    return LoanFact(
        field=field,
        debtor=item.debtor.name,
        is_natural_person=item.debtor.kind is PartyKind.natural_person,
        is_personal_loan=claim.is_personal_loan,
        basis=claim.personal_loan_basis or "",
        words=words,
    )


def _interest(content: NoticeContent) -> Iterator[Advice]:
    """Note what is held on interest after the transfer: each view once, by the first sale of a debtor's claims."""
    views: dict[InterestView, list[tuple[str, int, str]]] = {}
    for at, item in enumerate(content.items):
        if item.chain and (day := item.chain[0].assigned_on):
            seller = item.chain[0].assignor
            view = interest_after_transfer(day.year, seller, BuyerKind.other)
            views.setdefault(view, []).append((f"items.{at}.chain.0", day.year, seller))
    for view, sales in views.items():
        field, year, seller = sales[0]
        amc = interest_after_transfer(year, seller, BuyerKind.national_amc)
        more = f"等{len(sales)}户" if len(sales) > 1 else ""
        more_en = f" and {len(sales) - 1} more" if len(sales) > 1 else ""
        yield Advice(
            "interest_after_transfer",
            field,
            f"首次转让：{year}年，转让方{seller}{more}。{view.zh}；{amc.zh}。",
            f"first sold in {year} by {seller}{more_en}: {view.en}; {amc.en}.",
            INTEREST_AFTER_TRANSFER,
            is_warning=False,
        )


def _unprinted_in_amendment(content: NoticeContent) -> Iterator[Advice]:
    """Warn of facts that no notice prints: an amendment changes what was announced, not the register."""
    for path, claim in claims_of(content):
        stated = [
            name for name in ("due_on", "is_personal_loan", "personal_loan_basis") if getattr(claim, name) is not None
        ]
        stated += [f"guarantees.{at}.periods" for at, given in enumerate(claim.guarantees) if given.periods]
        for name in stated:
            yield Advice(
                "kept_by_register_only",
                f"{path}.{name}",
                "这一项只供登记、不印入公告，补充或更正公告不会改变登记数据；请直接更改该债权或保证的记录",
                "this is for the register and is printed in no notice; an amendment does not change it: change the "
                "record of the claim or guarantee",
                REGISTER_RULE,
            )


def _is_package(content: NoticeContent) -> bool:
    return content.package is not None or len({item.debtor.name for item in content.items}) > 1
