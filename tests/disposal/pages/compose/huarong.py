"""The case of 2022 before its notice is made: its issuer and its claim, as an asset manager has entered them."""

from uuid import UUID

from sqlmodel import Session, select

from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claim_entry.completion import enter_page
from disposal.storage.database import Database
from tests.disposal.services.notice_entry.forms_as_typed import claim_of_2022
from tests.support.factories import make_issuer

HUARONG = {
    "name": "中国华融资产管理股份有限公司", "branch": "浙江省分公司", "self_reference": "我分公司", "kind": "named_amc",
}  # fmt: skip


def claim_entered(database: Database) -> UUID:
    """Enter the issuer and the claim of 2022; return the id of the claim."""
    with database.session("陈静") as session:
        issuer = make_issuer(session, "HRZJ", **HUARONG)
        return enter_page(session, claim_of_2022(), issuer_id=issuer.id).id


def only_project(session: Session) -> DisposalProject:
    """Return the one project of the register."""
    return session.exec(select(DisposalProject)).one()
