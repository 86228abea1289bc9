"""Invented records for tests: each factory fills in what the test does not care about, and audits what it makes."""

from typing import Any, TypeVar

from sqlmodel import Session, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.record import Record
from disposal.services.records import audit

R = TypeVar("R", bound=Record)


def add(session: Session, row: R, *, event: str | None = None) -> R:
    """Add a row together with its audit entry."""
    session.add(row)
    audit.record(session, event or f"{row.__tablename__}.entered", subject=row)
    return row


def make_party(session: Session, name: str = "测试纺织有限公司", **fields: Any) -> Party:
    return add(session, Party.model_validate({"name": name, **fields}))


def make_issuer(session: Session, code: str = "TEST-ZJ", **fields: Any) -> Issuer:
    known = session.exec(select(Issuer).where(Issuer.code == code)).one_or_none()
    if known is not None:
        return known
    defaults = {"name": "虚构资产管理股份有限公司", "branch": "测试分公司", "self_reference": "我分公司"}
    return add(session, Issuer.model_validate({"code": code, **defaults, **fields}))


def make_claim(session: Session, principal: str = "134000000.00", **fields: Any) -> Claim:
    """Make a claim with its debtor, and its statement at 2022-01-31 with the interest of the 2022 notice."""
    debtor_id = fields.pop("debtor_id", None) or make_party(session).id
    amounts = {
        "interest": fields.pop("interest", "59474338.54"),
        "record_date": fields.pop("record_date", "2022-01-31"),
    }
    claim = add(session, Claim.model_validate({"debtor_id": debtor_id, **fields}))
    add(session, ClaimStatement.model_validate({"claim_id": claim.id, "principal": principal, **amounts}))
    return claim


def make_collateral(session: Session, **fields: Any) -> Collateral:
    """Make the first building of the 2022 notice, unless told otherwise."""
    owner_id = fields.pop("owner_id", None) or make_party(session, "测试线业有限公司").id
    building = {
        "type_code": "building",
        "description": "工业房地产",
        "place": "虚构市测试街道",
        "attributes": {"building_area_m2": "12893.13", "land_area_m2": "16760"},
    }
    created = CollateralCreate.model_validate({"owner_id": owner_id, **building, **fields})
    return add(session, Collateral.model_validate(created.model_dump()))


def make_security_interest(session: Session, claim: Claim, **fields: Any) -> SecurityInterest:
    collateral_id = fields.pop("collateral_id", None) or make_collateral(session).id
    ceiling = {"ceiling_amount": "34330000", "ceiling_unit": "wan_yuan", "ceiling_limits": "mortgage_amount"}
    values = {"claim_id": claim.id, "collateral_id": collateral_id, "ordinal": 1, **ceiling, **fields}
    return add(session, SecurityInterest.model_validate(values))


def make_guarantee(session: Session, claim: Claim, **fields: Any) -> Guarantee:
    guarantor_id = fields.pop("guarantor_id", None) or make_party(session, "测试控股集团有限公司").id
    values = {"claim_id": claim.id, "guarantor_id": guarantor_id, "ordinal": 1, **fields}
    return add(session, Guarantee.model_validate(values))


def make_project(session: Session, *claims: Claim, **fields: Any) -> DisposalProject:
    """Make a project with these claims, in this order."""
    issuer_id = fields.pop("issuer_id", None) or make_issuer(session).id
    defaults = {
        "code": "P-1",
        "name": "测试纺织债权处置项目",
        "book_value": "193474338.54",
        "record_date": "2022-01-31",
    }
    project = DisposalProject.model_validate({"issuer_id": issuer_id, **defaults, **fields})
    session.add(project)
    session.flush()
    for ordinal, claim in enumerate(claims, start=1):
        session.add(ProjectClaim(project_id=project.id, claim_id=claim.id, ordinal=ordinal))
    return add(session, project)


def make_notice(session: Session, project: DisposalProject, **fields: Any) -> Notice:
    """Make a draft of a disposal notice, unless told otherwise."""
    defaults = {"kind": "disposal", "title": "虚构资产管理股份有限公司测试分公司资产处置公告"}
    values = {"project_id": project.id, "issuer_id": project.issuer_id, **defaults, **fields}
    return add(session, Notice.model_validate(values))
