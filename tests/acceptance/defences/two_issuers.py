"""A register of two issuers that are alike in everything: records of each kind at both, and staff of the first.

What must never reach the other issuer's staff bears ``SECRET`` in its words. Parties and lists belong to both.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from disposal.acting import Actor, Role, TokenScope
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Submission
from disposal.models.claims.claim import Claim
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.enquiries.enquiry import Enquiry, EnquiryFile
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.upload import ListUpload
from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import Objection
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer
from disposal.models.projects.package_import import PackageImport
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.models.publication.placement_scan import PlacementScan
from disposal.models.publication.press import PressBooking, SealUse
from disposal.models.records.record import now
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.accounts.tokens import make_token
from disposal.services.approvals.submissions import code_of_sheet
from disposal.services.claim_entry.drafts import DraftOwner, new_draft
from disposal.services.enquiries.filing import log_enquiry
from disposal.services.filings.evidence import evidence_of
from disposal.services.filings.published import FilingContext
from disposal.services.four_eyes.paper_approvals import SignedSheet, enter_signed_sheet
from disposal.services.four_eyes.submitting import submit
from disposal.services.list_import.uploads import stage_list
from disposal.services.objections.filing import log_objection
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.staging import stage_package
from disposal.services.press import bookings
from disposal.services.press.placements import record_placement
from disposal.services.press.scans import scan_of, store_scan
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import read
from disposal.services.sign_in.sessions import begin_session
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.disposal.services.four_eyes.approving import sign
from tests.support.accounts import make_account, on_page
from tests.support.calendars import UNTIL_2026
from tests.support.factories import add, make_issuer
from tests.support.listing import make_list
from tests.support.packages.workbook import FACTS, template_bytes
from tests.support.publishing import CONTEXT, ISSUER, PUBLISHED_ON, enter_project, publish
from tests.support.screening import PERSON, entered, screened
from tests.support.website import DeskBrowser, desk_on, instant

OURS, THEIRS, SECRET = "XGCS", "QTGS", "外司机密"
AT = "2022-08-15 10:00"
LABELS = {OURS: "本司", THEIRS: SECRET}
STAFF = {role.value.replace("_", "-"): role for role in Role}
"""One account of each role at our issuer, by login."""
ISSUED_BY = ISSUER | {"branch": "本省分公司"}
PDF = b"%PDF-1.7 invented"
SCAN_IN_BASE64 = b64encode(PDF).decode()
SEALED = {"seal": "公司公章", "copies": "2", "sealed_on": "2022-8-3", "handled_by": "测试经手"}
BOOKED = {
    "medium": "虚构日报", "kind": "newspaper_province", "closes_on": "2022-8-3", "planned_on": "2022-8-4",
}  # fmt: skip
"""用印 and 订版 as they are typed."""
EVERYTHING = "everything"
"""An account of ours with every role that works on records."""
UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057"


def fill_two_issuers(session: Session) -> None:
    """Enter the staff, the records of both issuers, and the lists that both share."""
    make_list(session)
    stage_list(
        session, "staff", "姓名,身份证号\n测试甲子,\n".encode(), {"provenance": "测试来源"}, file_name="名册.csv"
    )
    for code in LABELS:
        issuer = make_issuer(session, code, allows_paper_approval=True, **ISSUED_BY if code == OURS else ISSUER)
        for login, role in STAFF.items():
            make_account(session, login if code == OURS else f"other-{login}", role, issuers=[issuer.id])
    everything = [role for role in Role if role not in (Role.administrator, Role.auditor)]
    make_account(session, EVERYTHING, *everything, issuers=[make_issuer(session, OURS).id])
    for code, label in LABELS.items():
        _enter_case(session, code, label)
        _enter_own(session, code, label)


def _login(code: str, role: Role) -> str:
    return login_of(role) if code == OURS else f"other-{login_of(role)}"


def login_of(role: Role) -> str:
    """Return the login of our account of a role."""
    return role.value.replace("_", "-")


@contextmanager
def _acting(session: Session, login: str) -> Iterator[Account]:
    """Let an account act in a session that began before there was any."""
    account = session.exec(select(Account).where(Account.login == login)).one()
    known = {"account_id": account.id, "person_id": account.person_id, "roles": frozenset(account.roles)}
    before, name = {name: session.info[name] for name in ("actor", "acting")}, f"虚构{login}"
    session.info |= {"actor": name, "acting": Actor(name, login=login, proof="totp", **known)}
    yield account
    session.info |= before


def _enter_case(session: Session, code: str, label: str) -> None:
    """Enter a published notice with its placement, a submitted draft, a package that waits, a screened bidder."""
    said = {"issuer_code": code, "issuer": ISSUED_BY if code == OURS else ISSUER}
    notice = _submitted(session, enter_project(session, label, **said), code)
    with _acting(session, _login(code, Role.approver)):
        sign(session, notice.id)
    with _acting(session, _login(code, Role.asset_manager)):
        publish(session, notice.id)
    stood = {"medium": f"{label}日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON}
    placement = record_placement(session, PlacementCreate.model_validate(stood | {"notice_id": notice.id}))
    store_scan(session, placement, scan_of(f"{label}整版.pdf", PDF))
    with _acting(session, _login(code, Role.asset_manager)):
        _send_to_press(session, notice, label)
    with _acting(session, _login(code, Role.legal_officer)):
        _object(session, notice, label)
        _enquire(session, notice, label)
    screened(session, entered(session, session.get_one(DisposalProject, notice.project_id), PERSON))
    draft = _submitted(session, enter_project(session, f"{label}二", **said), code)
    with _acting(session, _login(code, Role.compliance_officer)):
        _enter_paper(session, draft, f"{label}审批单.pdf", signer=_login(code, Role.approver))
    facts = read(PackageFacts, FACTS | {"issuer_code": code, "project_name": f"{label}资产包"})
    stage_package(session, template_bytes(), facts, file_name=f"{label}资产包.xlsx")


def _send_to_press(session: Session, notice: Notice, label: str) -> None:
    """Seal a notice, book a paper, and enter a proof that says what was approved."""
    bookings.enter_seal(session, notice.id, SEALED, scan_of(f"{label}用印.pdf", PDF))
    booking = bookings.book(session, notice.id, BOOKED | {"contact": f"{label}报社"})
    words = bookings.approved_texts(session, notice)[0]
    bookings.enter_proof(session, booking.id, scan_of(f"{label}小样.pdf", PDF), typed=words)


def _object(session: Session, notice: Notice, label: str) -> None:
    """Log an objection to a notice, with a file."""
    said = {"words": f"{label}异议", "objector": f"{label}异议人", "received_at": "2022-08-04 09:00"}
    context = FilingContext(instant(AT), UNTIL_2026)
    log_objection(session, str(notice.number), said, [evidence_of(f"{label}材料.pdf", PDF)], context=context)


def _enquire(session: Session, notice: Notice, label: str) -> None:
    """Log an enquiry about a notice, with a file."""
    said = {"words": f"{label}咨询", "enquirer": f"{label}咨询人", "received_at": "2022-08-04 09:00"}
    context = FilingContext(instant(AT), UNTIL_2026)
    log_enquiry(session, str(notice.number), said, [evidence_of(f"{label}附图.pdf", PDF)], context=context)


def _enter_paper(session: Session, draft: Notice, file_name: str, *, signer: str) -> None:
    """Enter the signed sheet of a submission, to be confirmed."""
    sent = session.exec(select(Submission).where(Submission.notice_id == draft.id)).one()
    day = sent.created_at.astimezone(SHANGHAI).date()
    sheet = SignedSheet(code_of_sheet(sent), sent.sha256[:16], signer, day, scan_of(file_name, PDF))
    enter_signed_sheet(session, draft.id, sheet)


def _submitted(session: Session, project: DisposalProject, code: str) -> Notice:
    with _acting(session, _login(code, Role.asset_manager)):
        notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
        submit(session, notice.id, context=CONTEXT)
        return notice


def _enter_own(session: Session, code: str, label: str) -> None:
    """Enter what belongs to a manager: a draft of a claim, and a deputyship to come."""
    issuer_id = make_issuer(session, code).id
    account = session.exec(select(Account).where(Account.login == _login(code, Role.asset_manager))).one()
    owner = DraftOwner(f"虚构{account.login}", account.id, issuer_id)
    new_draft(session, {"debtor-name": f"虚构{label}草稿有限公司"}, {}, owner=owner)
    deputy = add(session, Person.model_validate({"name": f"虚构{label}代理"}))
    days = {"starts_on": date(2099, 1, 1), "ends_on": date(2099, 1, 5)}
    values = {"issuer_id": issuer_id, "principal_id": account.person_id, "deputy_id": deputy.id, **days}
    add(session, Deputyship.model_validate(values))


def ids_at(session: Session, code: str) -> dict[str, Any]:
    """Return the value of each parameter of a route that names a record of this issuer."""
    issuer = session.exec(select(Issuer).where(Issuer.code == code)).one()

    def first(table: Any, *where: Any) -> Any:
        return session.exec(select(table).where(*where).order_by(table.id)).first()

    notice = first(Notice, Notice.issuer_id == issuer.id, Notice.state == "published")
    objection = first(Objection, Objection.notice_id == notice.id)
    enquiry = first(Enquiry, Enquiry.notice_id == notice.id)
    draft = first(Notice, Notice.issuer_id == issuer.id, Notice.state == "submitted")
    bidder = first(Bidder, Bidder.project_id == notice.project_id)
    placement = first(Placement, Placement.notice_id == notice.id)
    package = first(PackageImport, PackageImport.issuer_id == issuer.id)
    submission = first(Submission, Submission.notice_id == draft.id)
    sold = first(ProjectClaim, ProjectClaim.project_id == notice.project_id)
    found = {
        "notice_id": notice.id, "draft": draft.id, "project_id": notice.project_id, "bidder_id": bidder.id,
        "claim_id": sold.claim_id, "placement_id": placement.id, "issuer_id": issuer.id,
        "scan_id": first(PlacementScan, PlacementScan.placement_id == placement.id).id,
        "screening_id": first(Screening, Screening.bidder_id == bidder.id).id,
        "draft_id": first(ClaimDraft, ClaimDraft.issuer_id == issuer.id).id,
        "submission_id": submission.id,
        "paper_id": first(PaperApproval, PaperApproval.submission_id == submission.id).id,
        "booking_id": first(PressBooking, PressBooking.notice_id == notice.id).id,
        "enquiry_receipt": enquiry.receipt,
        "enquiry_file_id": first(EnquiryFile, EnquiryFile.enquiry_id == enquiry.id).id,
        "receipt": objection.receipt,
        "evidence_id": first(ObjectionFile, ObjectionFile.objection_id == objection.id).id,
        "file_id": first(SealUse, SealUse.notice_id == notice.id).id,
        "package_id": package.id, "import_id": package.id, "issuer_code": code, "notice_number": notice.number,
        "party_id": first(Claim, Claim.id == sold.claim_id).debtor_id,
        "upload_id": first(ListUpload, True).id, "code": first(RestrictedList, True).code,
        "notice": notice.number, "project_code": f"{code}/{session.get_one(DisposalProject, notice.project_id).code}",
    }  # fmt: skip
    return {name: str(value) for name, value in found.items()}


def signed_in(browser: DeskBrowser, database: Database, login: str) -> DeskBrowser:
    """Sign a browser in to an account, as if a code had just been given."""
    with database.session() as session:
        account_id = session.exec(select(Account.id).where(Account.login == login)).one()
    with database.session(on_page(account_id)) as session:
        token = begin_session(session, proof="totp", browser="test", at=browser.client.clock())  # type: ignore[attr-defined]
    browser.client.cookies.set("desk", token, domain="127.0.0.1", path="/")
    return browser


@contextmanager
def desk_of(database: Database, login: str) -> Iterator[DeskBrowser]:
    """Yield a browser that is signed in to an account, on a page that holds a token for its forms."""
    with desk_on(database, AT) as browser:
        signed_in(browser, database, login).get("/desk/me")
        yield browser


def bearing(database: Database, login: str, *scopes: TokenScope) -> Mapping[str, str]:
    """Return the header of an API token of an account, with all scopes unless told otherwise."""
    with database.session() as session:
        account_id = session.exec(select(Account.id).where(Account.login == login)).one()
    with database.session(on_page(account_id)) as session:
        made = make_token(session, "测试", scopes=scopes or tuple(TokenScope), lasts=timedelta(hours=1), at=now())
    return {"authorization": f"Bearer {made.text}"}
