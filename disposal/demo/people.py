"""Invented staff, one user a role, in a register without accounts; two of them publish the case of 2022-08-03."""

from collections.abc import Callable
from typing import ClassVar

from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.clock import now
from disposal.demo.bidders import screen_sample_bidders, state_roles
from disposal.demo.case import ENTERED_AFTERWARDS, FACTS, PUBLISHED_ON, STOOD_IN, enter_huarong_2022
from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import PlacementCreate
from disposal.models.screening.screening import Screening
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.services.accounts.identity import has_accounts
from disposal.services.accounts.modes import is_production
from disposal.services.four_eyes.deciding import approve
from disposal.services.four_eyes.submitting import submit
from disposal.services.press.placements import record_placement
from disposal.services.projects.issuers import enter_issuer, issuer_with_code
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.notices import newest_version, published_notice_of
from disposal.services.publication.publication import check_notice, draft_notice, publish
from disposal.services.records.validation import read
from disposal.storage.database import Database
from notices.kinds import kind_of
from notices.reading import read_content

PASSWORD = "演示专用：钱塘江边八月看潮水去"  # noqa: S105 - of invented users, in training only; the sign-in names it
STAFF = (
    ("guanli", "孙管理", Role.administrator),
    ("chenjing", "陈静", Role.asset_manager),
    ("wanglei", "王磊", Role.approver),
    ("limin", "李敏", Role.compliance_officer),
    ("zhaoning", "赵宁", Role.legal_officer),
    ("zhouyan", "周岩", Role.discipline_officer),
    ("wushan", "吴珊", Role.auditor),
)
"""Login, name and role of each invented user; the first is the first of the register."""
OWN_STAFF = (
    ("wo", "试用经办", (Role.asset_manager, Role.legal_officer)),
    ("tongshi", "试用复核", (Role.approver, Role.compliance_officer)),
)
"""Login, name and roles of the two users of one's own branch; see ``disposal.demo.own_branch``."""
MANAGER, APPROVER, COMPLIANCE = Actor("chenjing"), Actor("wanglei"), Actor("limin")


class DemoUsersRefused(DisposalError):
    """Invented users were asked for in production, or where there are real ones."""

    code: ClassVar[str] = "demo_users_refused"

    def __init__(self) -> None:
        super().__init__(
            zh="演示用户只在没有其他账号的培训系统中开设；请另设登记库：DISPOSAL_DATA_DIR=var/演示 disposal demo。",
            en="demo users are made only in a register in training that has no other accounts; use another register: "
            "DISPOSAL_DATA_DIR=var/trial disposal demo.",
        )


def make_people(database: Database) -> None:
    """Make one invented user a role, once. Raises: DemoUsersRefused."""
    with database.session() as session:
        is_made = has_demo_users(session)
        if not is_made and (has_accounts(session) or is_production(session)):
            raise DemoUsersRefused
    if is_made:
        return
    with database.session("演示") as session:
        if issuer_with_code(session, FACTS.issuer_code) is None:
            said = read_content(kind_of("disposal").sample).issuer
            values = {"code": FACTS.issuer_code, "kind": FACTS.issuer_kind, **said.model_dump(exclude={"is_local_amc"})}
            enter_issuer(session, read(IssuerCreate, values))
        for login, name, role in STAFF:
            entry = AccountEntry(login, name, (role,), (FACTS.issuer_code,), None)
            add_account(session, entry, password=PASSWORD, at=now())


def publish_by_two(database: Database, *, context: PublicationContext, tell: Callable[[str], None]) -> NoticeVersion:
    """Publish the case of 2022-08-03, drafted by one and approved by another; return its newest version."""
    with database.session(MANAGER) as session:
        project = enter_huarong_2022(session)
        tell(f"[2/8] 录入 records: project {project.code}, book value {project.book_value} yuan, 1 debtor, 1 claim")
        notice = published_notice_of(session, project.id)
        if notice is not None:
            tell("[3/8] 完整性检查 completeness: passed when it was published; this project is public already")
            return newest_version(session, notice)
        draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
        report = check_notice(session, draft.id, context=context)
        tell(f"[3/8] 完整性检查 completeness: blockers {len(report.blockers)}, warnings {len(report.warnings)}")
        for finding in report.warnings:
            tell(f"      提示 warning [{finding.field}] {finding.zh}")
        submission = submit(session, draft.id, context=context)
        tell(f"      已提交审批 submitted by 陈静, to approve: {submission.sha256}")
    with database.session(APPROVER) as session:
        approve(session, draft.id, sha256=submission.sha256, comment="同意", context=context)
        tell("      已批准 approved by 王磊")
    with database.session(MANAGER) as session:
        enter_afterwards(session, session.get_one(Notice, draft.id), reason=ENTERED_AFTERWARDS)
        version = publish(session, draft.id, context=context)
        record_placement(session, PlacementCreate.model_validate({"notice_id": draft.id, **STOOD_IN}))
        return version


def screen_by_staff(database: Database, *, tell: Callable[[str], None]) -> tuple[Screening, ...]:
    """Screen the two invented bidders: the manager states who handles the asset, compliance does the rest."""
    with database.session(MANAGER) as session:
        state_roles(session, enter_huarong_2022(session))
    with database.session(COMPLIANCE) as session:
        return screen_sample_bidders(session, enter_huarong_2022(session), tell=tell)


def invented_users(session: Session) -> tuple[tuple[str, str, tuple[Role, ...]], ...]:
    """Return login, name and roles of all users of this register; nothing where one is real, or in production."""
    staff = tuple((login, name, (role,)) for login, name, role in STAFF)
    everybody = (*staff, *OWN_STAFF)
    found = set(session.exec(select(Account.login).limit(len(everybody) + 1)).all())
    users = next((those for those in (staff, everybody) if {login for login, _, _ in those} == found), ())
    return () if users and is_production(session) else users


def has_demo_users(session: Session) -> bool:
    """Return whether the users of this register are the invented ones, all of them and in training."""
    return bool(invented_users(session))
