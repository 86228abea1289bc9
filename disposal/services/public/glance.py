"""The claim at a glance: tables of the amounts, security, guarantees and court cases of a published offer.

The data come from the content of the newest version. Of a package only the totals and the first debtors are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select, text
from sqlmodel import Session

from disposal.models.publication.notice_version import NoticeVersion
from notices.codes import DisposalMode
from notices.composition.package_figures import TOTAL_LABELS, parts_of_totals, total_rows, totals, units
from notices.composition.printed_units import YUAN, PrintedUnit
from notices.content.amounts import COMPONENTS, Amount, ClaimAmounts
from notices.content.content import ClaimItem, DebtorItem
from notices.content.field_labels import FIELD_LABELS, label_of
from notices.content.security import Ceiling, GuaranteeItem, LitigationStatusItem, Security
from notices.content.terms import DisposalTerms, PackageTerms
from notices.written.amounts import CURRENCY_WORDS

DEBTORS_SHOWN = 5
"""The glance shows only the first debtors; the text or the annex lists all."""

_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_CONTENT = _VERSION.c.content
_MEASURES = (
    ("building_area_m2", "建筑面积", "Building area", "平方米", "m²"),
    ("land_area_m2", "土地面积", "Land area", "平方米", "m²"),
    ("land_area_mu", "土地面积", "Land area", "亩", "mu"),
    ("gross_tonnage", "总吨位", "Gross tonnage", "", ""),
)
"""Figures of a collateral: field, label and unit in both languages."""
_COUNTS = (
    ("loan_count", "债权", "Claims", "笔"),
    ("parcel_count", "债权资产", "Parcels", "宗"),
)
_TOTALS_EN = {
    "total_principal": "Principal",
    "total_interest": "Interest",
    "total_costs": "Other costs",
    "total": "Total claim",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure with its label."""

    label: Wording
    value: Wording


@dataclass(frozen=True, slots=True)
class AmountRow:
    """The amounts of one claim: its parts by name, and the stated total, else the sum of the parts.

    ``name`` is the claim's name in the notice, else its contract numbers. ``notes`` are the notice's words on a part,
    by the part's name. ``floating`` are its words on amounts that still accrue. ``condition`` is set if the amounts
    are conditional.
    """

    name: str
    record_date: date | None
    parts: dict[str, Wording]
    notes: dict[str, str]
    total: Wording
    floating: str | None
    condition: str | None


@dataclass(frozen=True, slots=True)
class SecurityRow:
    """One security interest; ``claim_no`` is set if its debtor has several claims."""

    said: Security
    measures: tuple[Wording, ...]
    ceiling: Wording | None
    claim_no: int | None

    @property
    def has_state(self) -> bool:
        """Return whether the notice states the security's state: registered, seized, leased and the like."""
        said = self.said
        words = (said.registration_number, said.share_words, said.other_claims_words, said.collateral.conditions)
        return said.is_registered is not None or any(words)


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    """One guarantee; ``claim_no`` is set if its debtor has several claims."""

    said: GuaranteeItem
    ceiling: Wording | None
    claim_no: int | None


@dataclass(frozen=True, slots=True)
class DebtorGlance:
    """One debtor. ``columns`` are the names and labels of the parts that its claims state, in printing order."""

    number: int
    name: str
    columns: tuple[tuple[str, Wording], ...]
    amounts: tuple[AmountRow, ...]
    total: Wording
    securities: tuple[SecurityRow, ...]
    guarantees: tuple[GuaranteeRow, ...]
    cases: tuple[LitigationStatusItem, ...]


@dataclass(frozen=True, slots=True)
class GlanceView:
    """An offer at a glance. ``figures`` are counts and totals; they are empty for a single debtor outside a package."""

    record_date: date | None
    modes: tuple[Wording, ...]
    prices: tuple[Labelled, ...]
    figures: tuple[Labelled, ...]
    debtors: tuple[DebtorGlance, ...]
    debtor_count: int
    is_package: bool


def glance_of(session: Session, notice_id: UUID) -> GlanceView | None:
    """Return the glance of a published notice's newest version, or None if it lists no debtors."""
    items = _CONTENT["items"]
    wanted = select(
        *(_CONTENT[name].label(name) for name in ("record_date", "package", "terms")),
        func.jsonb_array_length(items).label("debtor_count"),
        func.jsonb_path_query_array(items, text(f"'$[0 to {DEBTORS_SHOWN - 1}]'")).label("first"),
        func.jsonb_path_query_array(items, text("'$[*].claims[*].amounts'")).label("owed"),
    )
    newest = wanted.where(_VERSION.c.notice_id == notice_id).order_by(_VERSION.c.version_no.desc()).limit(1)
    row = session.execute(newest).one()
    if not row.debtor_count:
        return None
    package = PackageTerms.model_validate(row.package) if row.package else None
    terms = DisposalTerms.model_validate(row.terms) if row.terms else None
    owed = TypeAdapter(tuple[ClaimAmounts, ...]).validate_python(row.owed)
    return GlanceView(
        record_date=date.fromisoformat(row.record_date) if row.record_date else None,
        modes=tuple(_modes(terms)) if terms else (),
        prices=tuple(_prices(terms)),
        figures=tuple(_figures(package, owed, debtor_count=row.debtor_count)),
        debtors=tuple(_debtor(DebtorItem.model_validate(item), at) for at, item in enumerate(row.first, start=1)),
        debtor_count=row.debtor_count,
        is_package=package is not None,
    )


def _figures(package: PackageTerms | None, owed: Sequence[ClaimAmounts], *, debtor_count: int) -> Iterable[Labelled]:
    """Yield the counts and totals of an offer with several debtors, as its text prints them."""
    if package is None and debtor_count == 1:
        return
    count = (package.debtor_count if package else None) or debtor_count
    yield Labelled(Wording("债务人", "Debtors"), Wording(f"{count}户", f"{count:,}"))
    for name, zh, en, unit in _COUNTS:
        if package and (number := getattr(package, name)):
            yield Labelled(Wording(zh, en), Wording(f"{number}{unit}", f"{number:,}"))
    for name, stated, computed, printed_in in total_rows(package, owed):
        value = _printed(stated) if stated else _summed(computed, printed_in)
        if value.zh:
            yield Labelled(Wording(TOTAL_LABELS[name], _TOTALS_EN[name]), value)


def _modes(terms: DisposalTerms) -> Iterable[Wording]:
    """Yield the modes of disposal; the mode 其他 in the notice's own words."""
    for mode in terms.modes:
        words = terms.other_mode if mode is DisposalMode.other else None
        yield Wording(words, words) if words else Wording(mode.zh, mode.en)


def _prices(terms: DisposalTerms | None) -> Iterable[Labelled]:
    for name, en in (("floor_price", "Floor price"), ("deposit", "Deposit"), ("increment", "Increment")):
        if terms and (amount := getattr(terms, name)) is not None:
            yield Labelled(Wording(FIELD_LABELS[name], en), _printed(amount))


def _debtor(item: DebtorItem, at: int) -> DebtorGlance:
    owed = [claim.amounts for claim in item.claims if claim.amounts]
    is_one = len(item.claims) == 1
    numbered = [(None if is_one else number, claim) for number, claim in enumerate(item.claims, start=1)]
    used = {name for amounts in owed for name in amounts.parts}
    return DebtorGlance(
        number=item.number or at,
        name=item.debtor.name,
        columns=tuple((name, _part(name)) for name in COMPONENTS if name in used),
        amounts=tuple(row for number, claim in numbered for row in _amounts(claim, number)),
        total=_total(owed),
        securities=tuple(_security(each, number) for number, claim in numbered for each in claim.security),
        guarantees=tuple(
            GuaranteeRow(given, _ceiling(given.ceiling), number)
            for number, claim in numbered
            for given in claim.guarantees
        ),
        cases=tuple(_cases(item)),
    )


def _amounts(claim: ClaimItem, number: int | None) -> Iterable[AmountRow]:
    """Yield the amounts of a claim, then its conditional amounts."""
    name = claim.name or "、".join(claim.contract_numbers) or (f"第{number}笔" if number else "")
    if claim.amounts:
        yield _amount_row(claim.amounts, name, claim.record_date)
    for other in claim.conditional_amounts:
        yield _amount_row(other.amounts, name, other.as_of or claim.record_date, condition=other.condition)


def _amount_row(owed: ClaimAmounts, name: str, record_date: date | None, *, condition: str | None = None) -> AmountRow:
    notes = {"interest": owed.interest_includes, "litigation_costs": owed.litigation_costs_words}
    return AmountRow(
        name=name,
        record_date=record_date,
        parts={part: _printed(amount) for part, amount in owed.parts.items()},
        notes={part: words for part, words in notes.items() if words},
        total=_printed(owed.total) if owed.total else _total([owed]),
        floating=owed.floating_words,
        condition=condition,
    )


def _security(said: Security, number: int | None) -> SecurityRow:
    thing = said.collateral
    measures = [
        Wording(f"{zh}{figure:,f}{unit}", f"{en} {figure:,f} {unit_en}".strip())
        for name, zh, en, unit, unit_en in _MEASURES
        if (figure := getattr(thing, name)) is not None
    ]
    if thing.quantity is not None:
        unit = thing.quantity_unit or ""
        measures.append(Wording(f"数量{thing.quantity:,f}{unit}", f"Quantity {thing.quantity:,f} {unit}".strip()))
    return SecurityRow(said, tuple(measures), _ceiling(said.ceiling), number)


def _ceiling(ceiling: Ceiling | None) -> Wording | None:
    if ceiling is None:
        return None
    printed = _printed(ceiling.amount)
    return Wording(f"{ceiling.limits.zh}{printed.zh}", f"{ceiling.limits.en} {printed.en}")


def _cases(item: DebtorItem) -> Iterable[LitigationStatusItem]:
    """Yield the litigation statuses of the debtor, then those of each claim."""
    for status in item.litigation:
        yield status if status.party else status.model_copy(update={"party": item.debtor.name})
    for claim in item.claims:
        yield from claim.litigation


def _part(name: str) -> Wording:
    return Wording(label_of("ClaimAmounts", name), name.replace("_", " ").capitalize())


def _printed(amount: Amount) -> Wording:
    """Return a stated amount; in Chinese with the stated unit, in English in whole currency units."""
    zh = f"{amount.value:,f}{amount.unit.zh}{CURRENCY_WORDS[amount.currency]}"
    return Wording(zh, f"{_sign(amount.currency)}{amount.exact:,f}")


def _total(owed: Sequence[ClaimAmounts]) -> Wording:
    """Return the total of claims: the stated totals, else the sums of the parts."""
    return _summed(totals(owed), units(parts_of_totals(owed)))


def _summed(computed: dict[str, Decimal], printed_in: dict[str, PrintedUnit]) -> Wording:
    """Return exact sums by currency; in Chinese in the unit of their parts."""
    zh = []
    for currency, amount in computed.items():
        unit = printed_in.get(currency, YUAN)
        zh.append(f"{unit.digits(amount, is_grouped=True)}{unit.unit.zh}{CURRENCY_WORDS[currency]}")
    en = (f"{_sign(currency)}{amount:,.2f}" for currency, amount in computed.items())
    return Wording("、".join(zh), ", ".join(en))


def _sign(currency: str) -> str:
    return "¥" if currency == "CNY" else f"{currency} "
