"""The loans of a project that another project offers too, whoever its issuer is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Text, any_, cast, or_
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Bundle, aliased
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim, ProjectStatus
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import LiveClaim, Notice
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.projects.loan_identity import (
    Loan,
    plain_contracts,
    plain_creditor,
    plain_names,
    shared_contract,
    shared_sum,
    spellings,
)
from disposal.services.projects.warning_facts import RegisterWarning
from disposal.services.records.writing import found
from notices.completeness import Severity
from notices.law.provisions import REGISTER_RULE

ON_OFFER = "loan_in_live_notice"
IN_REGISTER = "loan_in_other_project"
_MOST_NAMED = 3
_EVERYWHERE = {OF_ALL_ISSUERS: True}
"""A loan may be offered by another branch, whose records the session does not see otherwise."""
_Creditor: Any = aliased(Party)
_PROJECT: Any = Bundle("project", col(DisposalProject.id), col(DisposalProject.code), col(DisposalProject.package))
_NOTICE: Any = Bundle("notice", col(Notice.id), col(Notice.number))
_CLAIM: Any = (Claim.id, Claim.original_creditor, Claim.contract_numbers)
_OPEN = (ProjectStatus.draft, ProjectStatus.announced)


@dataclass(frozen=True, slots=True)
class LoanElsewhere:
    """Another project with the same loans, and its live notice if it has one.

    ``loans`` are debtor and contract number of each loan that is the same; ``perhaps`` are debtor and principal of
    those that look alike, where a contract number is not stated. ``is_alone_beside_package`` says that one of the
    two offers sells a package and the other does not (单户与组包并行).
    """

    project_id: UUID
    project: str
    issuer_code: str
    issuer: str
    notice_id: UUID | None
    notice: str | None
    is_alone_beside_package: bool
    loans: tuple[tuple[str, str], ...]
    perhaps: tuple[tuple[str, str], ...]

    @property
    def forbids(self) -> bool:
        """Return whether it stands against publishing these loans again."""
        return self.notice is not None and bool(self.loans) and not self.is_alone_beside_package

    @property
    def named(self) -> tuple[str, str]:
        """Return the first loans in Chinese and English words, and how many more there are."""
        told = [*(f"{debtor}（{what}）" for debtor, what in (*self.loans, *self.perhaps))]
        more = len(told) - _MOST_NAMED
        first = "、".join(told[:_MOST_NAMED])
        return (f"{first}等{len(told)}笔", f"{first} and {more} more") if more > 0 else (first, first)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "code": ON_OFFER if self.notice else IN_REGISTER,
            "project": self.project,
            "issuer": self.issuer_code,
            "issuer_name": self.issuer,
            "notice": self.notice,
            "blocks_publication": self.forbids,
            "loans": [{"debtor": debtor, "contract_number": number} for debtor, number in self.loans],
            "perhaps": [{"debtor": debtor, "principal": owed} for debtor, owed in self.perhaps],
            **dict(zip(("zh", "en"), self.words, strict=True)),
        }

    @property
    def words(self) -> tuple[str, str]:
        """Return what a person should know, in Chinese and English."""
        zh, en = self.named
        verb, verb_en = ("已列入", "stand in") if self.loans else ("可能已列入", "may stand in")
        where, where_en = f"{self.issuer}的项目{self.project}", f"project {self.project} of {self.issuer}"
        if self.notice:
            where = f"{self.issuer}的公告{self.notice}（项目{self.project}）"
            where_en = f"notice {self.notice} of {self.issuer} (project {self.project})"
        remedy, remedy_en = "请核对是否重复处置", "check whether they are offered twice"
        if self.forbids:
            remedy = "请先撤销或结束该公告，或由另一人说明理由破例（disposal draft override）"
            remedy_en = "withdraw or conclude that notice, or let another person override (disposal draft override)"
        return f"{zh}{verb}{where}；{remedy}。", f"{en} {verb_en} {where_en}; {remedy_en}."

    def warning(self) -> RegisterWarning:
        """Return it as the register warns of it."""
        code = ON_OFFER if self.notice else IN_REGISTER
        return RegisterWarning(code, Severity.warning, str(self.project_id), *self.words, source=REGISTER_RULE)


def loans_elsewhere(session: Session, project_id: UUID) -> tuple[LoanElsewhere, ...]:
    """Return the other projects that offer loans of this one; those with a live notice come first.

    Raises: RecordNotFound.
    """
    project = found(session, DisposalProject, project_id, field="project_id")
    rows = _own(session, project_id)
    own, is_debtor = [_loan(*row) for row in rows], _is_debtor_of([debtor for *_, debtor, _ in rows])
    pairs = [*_live(session, project_id, is_debtor), *_planned(session, project_id, is_debtor)]
    pairs = list({(row[0].id, loan.claim_id): (row, loan) for row, loan in reversed(pairs)}.values())
    stated = _sums(session, [*own, *(loan for _, loan in pairs)])
    ours = [replace(loan, sums=stated[loan.claim_id]) for loan in own]
    offers: dict[tuple[UUID, UUID | None], tuple[Any, list[Loan]]] = {}
    for row, loan in pairs:
        _, theirs = offers.setdefault((row[0].id, row[2].id if row[2] else None), (row, []))
        theirs.append(replace(loan, sums=stated[loan.claim_id]))
    told = (_compared(project, ours, row, theirs) for row, theirs in offers.values())
    return tuple(sorted((each for each in told if each), key=lambda each: (each.notice is None, each.project)))


def own_loans(session: Session, project_id: UUID) -> list[Loan]:
    """Return the loans of a project in printing order."""
    return [_loan(*row) for row in _own(session, project_id)]


def _own(session: Session, project_id: UUID) -> list[Any]:
    """Return the claims of a project in printing order, each with its debtor and the name of its first creditor."""
    columns: Any = select(*_CLAIM, Party, _Creditor.name)  # type: ignore[call-overload]
    query = columns.join(ProjectClaim, col(ProjectClaim.claim_id) == Claim.id)
    query = _with_parties(query).where(ProjectClaim.project_id == project_id).order_by(col(ProjectClaim.ordinal))
    return list(session.exec(query).all())


def _with_parties(query: Any) -> Any:
    """Join the debtor of each claim of a query, and its first creditor if that is a party."""
    query = query.join(Party, col(Party.id) == Claim.debtor_id)
    return query.outerjoin(_Creditor, _Creditor.id == Claim.original_creditor_id)


def _live(session: Session, project_id: UUID, is_debtor: Any) -> Iterator[tuple[Any, Loan]]:
    """Yield the loans of the same debtors in live notices of other projects."""
    columns: Any = select(_PROJECT, Issuer, _NOTICE, *_CLAIM, Party, _Creditor.name)  # type: ignore[call-overload]
    query = (
        columns.join(Notice, col(Notice.project_id) == DisposalProject.id)
        .join(Issuer, col(Issuer.id) == DisposalProject.issuer_id)
        .join(LiveClaim, col(LiveClaim.notice_id) == Notice.id)
        .join(Claim, col(Claim.id) == LiveClaim.claim_id)
    )
    query = _with_parties(query).where(DisposalProject.id != project_id, is_debtor)
    for project, issuer, notice, *claim in session.exec(query, execution_options=_EVERYWHERE).all():
        yield (project, issuer, notice), _loan(*claim)


def _planned(session: Session, project_id: UUID, is_debtor: Any) -> Iterator[tuple[Any, Loan]]:
    """Yield the loans of the same debtors in other projects that are open, in a notice or not."""
    columns: Any = select(_PROJECT, Issuer, *_CLAIM, Party, _Creditor.name)  # type: ignore[call-overload]
    query = (
        columns.join(ProjectClaim, col(ProjectClaim.project_id) == DisposalProject.id)
        .join(Issuer, col(Issuer.id) == DisposalProject.issuer_id)
        .join(Claim, col(Claim.id) == ProjectClaim.claim_id)
    )
    is_open = col(DisposalProject.status).in_(_OPEN)
    query = _with_parties(query).where(DisposalProject.id != project_id, is_open, is_debtor)
    for project, issuer, *claim in session.exec(query, execution_options=_EVERYWHERE).all():
        yield (project, issuer, None), _loan(*claim)


def _is_debtor_of(debtors: Sequence[Party]) -> Any:
    """Return the condition that a party may be one of these debtors; each part of it has an index."""
    names = sorted({s for party in debtors for name in (party.name, *party.former_names) for s in spellings(name)})
    numbers = sorted({number for party in debtors if (number := _number(party))})
    named, numbered = cast(names, ARRAY(Text)), cast(numbers, ARRAY(Text))
    return or_(
        col(Party.name) == any_(named),
        cast(col(Party.former_names), JSONB).has_any(named),
        col(Party.credit_code) == any_(numbered),
        col(Party.personal_number_index) == any_(numbered),
    )


def _loan(
    claim_id: UUID, original_creditor: str | None, contract_numbers: Sequence[str], debtor: Party, creditor: str | None
) -> Loan:
    """Return what tells a claim apart; ``creditor`` is the name of its first creditor if that is a party."""
    called = original_creditor or creditor
    return Loan(
        claim_id,
        debtor.name,
        _number(debtor),
        plain_names((debtor.name, *debtor.former_names)),
        plain_creditor(called) if called else None,
        plain_contracts(contract_numbers),
    )


def _number(party: Party) -> str | None:
    return party.credit_code or party.personal_number_index


def _sums(session: Session, loans: Iterable[Loan]) -> defaultdict[UUID, frozenset[Any]]:
    columns: Any = (ClaimStatement.claim_id, ClaimStatement.record_date, ClaimStatement.principal, Claim.currency)
    query: Any = select(*columns).join(Claim, col(Claim.id) == ClaimStatement.claim_id)
    stated: defaultdict[UUID, frozenset[Any]] = defaultdict(frozenset)
    query = query.where(col(Claim.id).in_({loan.claim_id for loan in loans}))
    for claim_id, record_date, principal, currency in session.exec(query, execution_options=_EVERYWHERE).all():
        stated[claim_id] |= {(record_date, currency, principal)}
    return stated


def _compared(project: DisposalProject, ours: Sequence[Loan], row: Any, theirs: list[Loan]) -> LoanElsewhere | None:
    """Return what another offer has in common with this project, or None."""
    by_contract, by_sum = defaultdict[str, list[Loan]](list), defaultdict[Any, list[Loan]](list)
    for loan in theirs:
        for number in loan.contracts:
            by_contract[number].append(loan)
        for owed in loan.sums:
            by_sum[owed].append(loan)
    loans, perhaps = [], []
    for one in ours:
        same = (other for number in one.contracts for other in by_contract[number])
        alike = (other for each in one.sums for other in by_sum[each])
        if contract := next((written for other in same if (written := shared_contract(one, other))), None):
            loans.append((one.debtor, contract))
        elif sum_owed := next((both for other in alike if (both := shared_sum(one, other))), None):
            perhaps.append((one.debtor, f"{sum_owed[0]} {sum_owed[2]:,.2f} {sum_owed[1]}"))
    if not loans and not perhaps:
        return None
    other_project, issuer, notice = row
    return LoanElsewhere(
        project_id=other_project.id,
        project=other_project.code,
        issuer_code=issuer.code,
        issuer=issuer.full_name,
        notice_id=notice.id if notice else None,
        notice=notice.number if notice else None,
        is_alone_beside_package=(project.package is None) != (other_project.package is None),
        loans=tuple(loans),
        perhaps=tuple(perhaps),
    )
