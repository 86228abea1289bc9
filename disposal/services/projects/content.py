"""Build the content of a notice from the records of its project."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.printed import PrintedForm
from disposal.models.claims.statement import ClaimStatement
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.claims.loading import ClaimRecords, load_claims
from disposal.services.projects.content_parts import Naming, chain, claim_item, litigation, original_creditor
from disposal.services.projects.projects import claims_of
from disposal.services.records.writing import found
from notices.completeness import CompletenessFacts
from notices.composition.package_figures import COSTS, INTEREST, PRINCIPAL, sums, totals
from notices.content.amounts import Amount
from notices.content.content import DebtorItem, NoticeContent
from notices.content.parties import NoticeIssuer
from notices.content.terms import PackageTerms
from notices.errors import NoticesError
from notices.law.issuers import IssuerKind
from notices.law.required_media import AssetPlace
from notices.reading import InvalidContent, explain

_AS_STORED = (
    "title",
    "record_date",
    "terms",
    "restrictions",
    "window",
    "validity",
    "extension",
    "requires_written_intent",
    "accepts_enquiries",
    "contacts",
    "supervisor",
    "is_not_an_offer",
    "has_demand",
    "amounts_in_words",
)
_LISTS = ("disclaimers", "statements", "attachments")


def content_of(
    session: Session, project_id: UUID, *, kind: str = "disposal", published_on: date, number: str | None = None
) -> NoticeContent:
    """Build the notice content of a project. Claims, security and guarantors follow the order of the records.

    Raises:
        RecordNotFound: there is no such project.
        RecordRefused: the project has no claims, or a claim has no statement at the record date.
        InvalidContent: the records together do not form a valid notice.
    """
    project = found(session, DisposalProject, project_id, field="project_id")
    content = content_from(session, project, claims_of(session, project_id), kind=kind, published_on=published_on)
    return content.model_copy(update={"number": number}) if number else content


def content_from(
    session: Session, project: DisposalProject, links: list[ProjectClaim], *, kind: str, published_on: date
) -> NoticeContent:
    """Build the notice content of a project with these claims; neither need be stored, so that typed values show.

    Raises: RecordNotFound, RecordRefused, InvalidContent as ``content_of``.
    """
    return _content(_basis(session, project, links), kind=kind, published_on=published_on)


def content_with_gaps(
    session: Session, project: DisposalProject, links: list[ProjectClaim], *, published_on: date
) -> tuple[NoticeContent, list[NoticesError]]:
    """Build what can be built of a disposal notice, and return what is missing: claims, record date, statements.

    Raises: RecordNotFound, InvalidContent as ``content_of``.
    """
    basis = _basis(session, project, links, gaps=[])
    return _content(basis, kind="disposal", published_on=published_on), basis.gaps or []


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a content is built from. ``gaps``: where what is missing is noted; None: it is raised."""

    project: DisposalProject
    links: list[ProjectClaim]
    issuer: NoticeIssuer
    records: ClaimRecords
    gaps: list[NoticesError] | None

    def miss(self, gap: NoticesError) -> None:
        """Note what is missing, each once, or raise it."""
        if self.gaps is None:
            raise gap
        if gap.zh not in {each.zh for each in self.gaps}:
            self.gaps.append(gap)


def _basis(
    session: Session, project: DisposalProject, links: list[ProjectClaim], *, gaps: list[NoticesError] | None = None
) -> _Basis:
    issuer = found(session, Issuer, project.issuer_id)
    return _Basis(project, links, _issuer(issuer), load_claims(session, [link.claim_id for link in links]), gaps)


def _content(basis: _Basis, *, kind: str, published_on: date) -> NoticeContent:
    project, items = basis.project, _items(basis)
    debtors = {claim.debtor_id for claim in basis.records.claims.values()}
    values: dict[str, Any] = {
        "kind": kind,
        "issuer": basis.issuer,
        "published_on": published_on,
        "items": items,
        "package": _package(project.package, items, debtor_count=len(debtors)) if project.package else None,
        "placements": project.media,
        **{name: getattr(project, name) for name in _AS_STORED},
        **{name: tuple(getattr(project, name)) for name in _LISTS},
    }
    try:
        return NoticeContent.model_validate(values)
    except ValidationError as error:
        raise InvalidContent(explain(error, NoticeContent)) from None


def facts_of(session: Session, notice: Notice) -> CompletenessFacts:
    """Return the facts that the completeness check needs but the notice does not print."""
    return facts_from(session, found(session, DisposalProject, notice.project_id))


def facts_from(session: Session, project: DisposalProject) -> CompletenessFacts:
    """Return the facts that the notice of a project does not print; the project need not be stored."""
    return CompletenessFacts(
        book_value=project.book_value,
        review_meeting_on=project.review_meeting_on,
        media=tuple(dict.fromkeys(medium.kind for medium in project.media)),
        issuer_kind=found(session, Issuer, project.issuer_id).kind,
        asset=AssetPlace(project.province, project.city),
        is_of_register=True,
    )


def _issuer(issuer: Issuer) -> NoticeIssuer:
    """Return the issuer as a notice states it: of its kind only whether it is a local AMC."""
    stated = issuer.model_dump(include=set(NoticeIssuer.model_fields))
    return NoticeIssuer.model_validate({**stated, "is_local_amc": issuer.kind is IssuerKind.local_amc})


def _items(basis: _Basis) -> tuple[DebtorItem, ...]:
    """Group the claims by debtor and origin; return one item per group, in the order of the claims."""
    project, records, seller = basis.project, basis.records, basis.issuer.full_name
    if not basis.links:
        basis.miss(
            RecordRefused(
                field="claims",
                zh=f"项目 {project.code} 中没有债权；请先将债权加入项目。",
                en=f"Project {project.code} holds no claim; put its claims into it first.",
            )
        )
    naming = Naming(records, with_particulars=project.prints_particulars)
    return tuple(
        _item(basis, group, naming=naming).model_copy(
            update={"chain": chain(records, records.claims[group[0].claim_id], seller=seller)}
        )
        for group in claims_by_item(basis.links, records=records, seller=seller)
    )


def claims_by_item(
    links: Sequence[ProjectClaim], *, records: ClaimRecords, seller: str
) -> list[tuple[ProjectClaim, ...]]:
    """Return the claims of each item of the notice: those of one debtor and origin. Raises: RecordNotFound."""
    groups: dict[Any, list[ProjectClaim]] = {}
    for link in links:
        claim = records.claims.get(link.claim_id)
        if claim is None:  # there is none, or it is of another issuer
            raise RecordNotFound(label=Claim.label, key=link.claim_id, field="claims")
        origin = (original_creditor(records, claim), chain(records, claim, seller=seller))
        groups.setdefault((claim.debtor_id, *origin), []).append(link)
    return [tuple(group) for group in groups.values()]


def _item(basis: _Basis, links: Sequence[ProjectClaim], *, naming: Naming) -> DebtorItem:
    records = basis.records
    claims = [records.claims[link.claim_id] for link in links]
    statuses = (
        litigation(status, party=None)
        for claim in claims
        for status in records.litigation[claim.id]
        if status.party_id == claim.debtor_id
    )
    return DebtorItem(
        debtor=naming.obligor(claims[0].debtor_id),
        number=_first(link.number for link in links),
        heading=_first(link.heading for link in links),
        details=_first(link.details for link in links),
        profile=_first(link.profile for link in links),
        highlights=_first(tuple(link.highlights) or None for link in links) or (),
        reservation=_first(link.reservation for link in links),
        original_creditor=original_creditor(records, claims[0]),
        claims=tuple(
            claim_item(claim, _statement(basis, link), records=records, naming=naming, record_date=link.record_date)
            for claim, link in zip(claims, links, strict=True)
        ),
        litigation=tuple(dict.fromkeys(statuses)),
    )


def _statement(basis: _Basis, link: ProjectClaim) -> ClaimStatement | None:
    """Return the statement that the notice prints; where that is a gap, the latest there is, or None."""
    claim, project = basis.records.claims[link.claim_id], basis.project
    record_date = link.record_date or project.record_date
    statement = basis.records.statement(claim, record_date) if record_date else None
    if statement is not None:
        return statement
    if record_date is not None:
        basis.miss(_no_statement(claim, record_date, records=basis.records))
    else:
        basis.miss(
            RecordRefused(
                field="record_date",
                zh=f"项目 {project.code} 未定基准日；请填写基准日（record_date）。",
                en=f"Project {project.code} has no record date; enter record_date.",
            )
        )
    return next(reversed(basis.records.statements[claim.id]), None)


class StatementMissing(RecordRefused):
    """A claim has no amounts at the record date of its notice; ``claim_id`` says which."""

    code: ClassVar[str] = "statement_missing"

    def __init__(self, claim_id: UUID, *, zh: str, en: str) -> None:
        self.claim_id = claim_id
        super().__init__(field="statements", zh=zh, en=en)


def _no_statement(claim: Claim, record_date: date, *, records: ClaimRecords) -> RecordRefused:
    debtor = records.debtor(claim).name
    dates = [each.record_date.isoformat() for each in records.statements[claim.id]]
    return StatementMissing(
        claim.id,
        zh=f"对 {debtor} 的债权{_called(claim)}没有基准日 {record_date} 的金额；"
        f"已有：{'、'.join(dates) or '无'}。请录入该日的金额，或更改项目的基准日。",
        en=f"The claim on {debtor}{_called(claim)} has no statement at {record_date}; "
        f"there is {', '.join(dates) or 'none'}. Enter one of that date, or change the project's record date.",
    )


def _called(claim: Claim) -> str:
    """Return what tells a claim from others of its debtor, in brackets: its name, or its first contract."""
    name = claim.name or next(iter(claim.contract_numbers), "")
    return f"（{name}）" if name else ""


def _package(stored: PackageTerms, items: tuple[DebtorItem, ...], *, debtor_count: int) -> PackageTerms:
    """Return the package terms with their counts and totals recomputed, in the printed form they had."""
    owed = [claim.amounts for item in items for claim in item.claims if claim.amounts]
    figures = {
        "total_principal": sums(owed, PRINCIPAL),
        "total_interest": sums(owed, INTEREST),
        "total_costs": sums(owed, COSTS),
        "total": totals(owed),
    }
    update: dict[str, Any] = {name: _in_form_of(getattr(stored, name), computed) for name, computed in figures.items()}
    if stored.debtor_count is not None:
        update["debtor_count"] = debtor_count
    if stored.loan_count is not None:
        update["loan_count"] = sum(len(item.claims) for item in items)
    return stored.model_copy(update=update)


def _in_form_of(stated: Amount | None, computed: dict[str, Any]) -> Amount | None:
    if stated is None or stated.currency not in computed:
        return stated
    shown = PrintedForm.of(stated).rounded(computed[stated.currency])
    return shown.model_copy(update={"currency": stated.currency})


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)
