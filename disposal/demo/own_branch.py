"""An empty branch of one's own beside the demonstration, with two invented users: one drafts, the other approves."""

from disposal.clock import now
from disposal.demo.people import OWN_STAFF, PASSWORD, STAFF
from disposal.models.projects.issuer import IssuerCreate
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.services.projects.issuers import enter_issuer, issuer_with_code
from disposal.services.records.validation import read
from disposal.storage.database import Database

CODE = "SYFGS"
_BRANCH = {"code": CODE, "name": "试用资产管理股份有限公司", "branch": "我的分公司", "kind": "local_amc"}


def make_own_branch(database: Database) -> None:
    """Make the branch and its two users, once, in a register that has only invented users."""
    with database.session(STAFF[0][0]) as session:
        if issuer_with_code(session, CODE) is not None:
            return
        enter_issuer(session, read(IssuerCreate, _BRANCH))
        for login, name, roles in OWN_STAFF:
            add_account(session, AccountEntry(login, name, roles, (CODE,), None), password=PASSWORD, at=now())
