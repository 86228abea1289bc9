"""A register of two issuers for calls of any kind: what belongs to the other issuer bears a marker in its names."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.acting import ENQUIRER, OBJECTOR, Role, TokenScope
from disposal.models.lists.restricted_list import RestrictedListCreate
from disposal.models.objections.handling import ObjectionFile
from disposal.models.publication.placement import PlacementCreate
from disposal.models.records.record import now
from disposal.models.screening.screening import ScreeningStage
from disposal.services.accounts.tokens import make_token
from disposal.services.bidders.dossier_file import DossierFile
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.claim_entry.completion import enter_page
from disposal.services.claim_entry.drafts import owner_in
from disposal.services.claim_entry.typed import flat
from disposal.services.enquiries.filing import file_enquiry
from disposal.services.filings.evidence import evidence_of
from disposal.services.four_eyes.submitting import submit
from disposal.services.list_import.sent_sheets import SentSheet, facts_of_rows, import_sent, sheet_of_rows
from disposal.services.lists.restricted_lists import open_list
from disposal.services.objections.filing import file_objection
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.staging import stage_package
from disposal.services.parties.merging import merge_parties
from disposal.services.press.placements import record_placement
from disposal.services.projects.codes import project_called
from disposal.services.publication.publication import draft_notice, publish
from disposal.services.screening.decisions import request_override
from disposal.services.screening.screenings import screen_bidder, show
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import NOON, approved, by, drafted, sign
from tests.disposal.services.objections.objecting import on
from tests.support.accounts import make_account
from tests.support.factories import make_issuer, make_party
from tests.support.packages.workbook import FACTS, package_workbook
from tests.support.publishing import ISSUER, PUBLISHED_ON, enter_project

MARKER = "他行机密"
OWN, OTHER = "XGCS", "QTGS"
OTHER_ISSUER = {"name": "虚构另一资产管理股份有限公司", "branch": "外省分公司", "self_reference": "我分公司"}
NOBODY = "nobody"
SEES_ALL = Role.auditor.value
"""Whoever is an auditor and nothing else sees the records of every issuer."""
_LIST = {"code": "staff", "title": "员工名册", "title_en": "our staff", "limbs": ["civil_servant"], "owner": "合规部",
         "provenance": "人事处"}  # fmt: skip
_BARRED = {
    "bidder": {"kind": "natural_person", "name": "测试竞买人"},
    "declarations": [{"limb": "civil_servant", "is_barred": True, "signed_on": "2022-08-01"}],
}
STOOD = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON}
Ids = dict[str, list[str]]


@dataclass
class FuzzedRegister:
    """The tokens of a person of each role, and what stands in paths: first of the own issuer, then of the other."""

    tokens: dict[str, str] = field(default_factory=dict)
    ids: Ids = field(default_factory=dict)

    def headers(self, caller: str) -> dict[str, str]:
        """Return the headers that say who calls."""
        return {"authorization": f"Bearer {self.tokens[caller]}"} if caller in self.tokens else {}


def fill(database: Database) -> FuzzedRegister:
    """Enter accounts of every role at one issuer, records of it, and records of another issuer."""
    register = FuzzedRegister()
    with database.session("首位管理员") as session:
        own = make_issuer(session, OWN, **ISSUER).id
        other = make_issuer(session, OTHER, **OTHER_ISSUER).id
        for role in Role:
            make_account(session, role.value, role, issuers=[own])
        for login, role in {"chen": Role.asset_manager, "wang": Role.approver, "shen": Role.compliance_officer}.items():
            make_account(session, login, role, issuers=[own])
            make_account(session, f"other_{login}", role, issuers=[other])
    _fill_lists(database)
    _fill_own(database, register.ids)
    _fill_other(database, register.ids)
    for number in register.ids["number"]:
        _file(database, register.ids, number)
    for role in Role:
        with database.session(by(role.value)) as session:
            made = make_token(session, "测试", scopes=tuple(TokenScope), lasts=timedelta(hours=12), at=now())
            register.tokens[role.value] = made.text
    return register


def _fill_lists(database: Database) -> None:
    with database.session(by("shen")) as session:
        open_list(session, RestrictedListCreate.model_validate(_LIST))
        sheet = SentSheet(sheet_of_rows([{"name": "测试竞买人"}]), "rows.csv", facts_of_rows({}))
        import_sent(session, "staff", sheet, is_dry=False)


def _fill_own(database: Database, ids: Ids) -> None:
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        version = publish(session, notice_id, context=NOON)
        placed = record_placement(session, PlacementCreate.model_validate({**STOOD, "notice_id": version.notice_id}))
        stays, goes = make_party(session, "虚构乙公司"), make_party(session, "虚构乙厂")
        merger = merge_parties(session, goes.id, into_id=stays.id, reason="同一主体")
    _note(ids, number=["XGCS-2022-0001"], notice=["XGCS-2022-0001"], placement_id=[placed.id])
    _note(ids, login=["chen", "other_chen"])
    _note(ids, party_id=[stays.id, goes.id], merge_id=[merger.id], list_code=["staff"])
    _note(ids, draft=[drafted(database, "丙")], project_code=["测试-甲"])
    _fill_issuer(database, ids, "", names="")


def _fill_other(database: Database, ids: Ids) -> None:
    claim = {"name": MARKER, "contract_numbers": [f"{MARKER}借字1号"], "amounts": {"principal": "777777.77"}}
    item = {"debtor": "虚构外地制造有限公司", "claims": [claim]}
    with database.session(by("other_chen")) as session:
        project = enter_project(session, MARKER, issuer_code=OTHER, issuer=OTHER_ISSUER, items=[item])
        draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
        offered = enter_project(session, "外", issuer_code=OTHER, issuer=OTHER_ISSUER)
        public = draft_notice(session, offered.id, published_on=PUBLISHED_ON)
        submit(session, public.id, context=NOON)
    with database.session(by("other_wang")) as session:
        sign(session, public.id)
    with database.session(by("other_chen")) as session:
        number = publish(session, public.id, context=NOON).content["number"]
        placed = record_placement(session, PlacementCreate.model_validate({**STOOD, "notice_id": public.id}))
    _note(ids, draft=[draft.id], project_code=[project.id])
    _note(ids, number=[number], notice=[number], placement_id=[placed.id])
    _fill_issuer(database, ids, "other_", names=MARKER)


def _file(database: Database, ids: Ids, number: str) -> None:
    """File an objection with a file, and an enquiry, on a notice; on the other issuer's they bear the marker."""
    names, context = "" if number.startswith(OWN) else MARKER, on("2022-08-15 09:00")
    said = {"target": "notice", "ground": "amount", "words": f"{names}本金有误", "objector": f"{names}异议人"}
    with database.session(OBJECTOR) as session:
        file = evidence_of(f"{names}证.pdf", b"%PDF-1.7")
        objection = file_objection(session, number, said, [file], context=context).objection
        evidence_id = session.exec(select(ObjectionFile.id).where(ObjectionFile.objection_id == objection.id)).one()
    with database.session(ENQUIRER) as session:
        asked = {"words": f"{names}厂房是否出租", "enquirer": f"{names}咨询人"}
        enquiry = file_enquiry(session, number, asked, (), context=context).enquiry
    _note(ids, objection_receipt=[objection.receipt], enquiry_receipt=[enquiry.receipt], evidence_id=[evidence_id])


def _fill_issuer(database: Database, ids: Ids, who: str, *, names: str) -> None:
    """Enter a claim, a bidder with a screening and a request, and a package, as people of one issuer."""
    page = {
        "debtor": {"name": f"虚构债务人{len(names)}"},
        "claim": {"name": f"{names}债权"},
        "contracts": [{"number": f"{names}借字2号"}],
        "statements": [{"record_date": "2022-01-31", "principal": "100万元"}],
    }
    code = OTHER if names else OWN
    with database.session(by(f"{who}chen")) as session:
        claim_id = enter_page(session, flat(page), issuer_id=owner_in(session).issuer_id).id
        facts = PackageFacts.model_validate({**FACTS, "issuer_code": code, "project_code": f"{names}包"})
        package = stage_package(session, _workbook(), facts, file_name=f"{names}资产包.xlsx")
    with database.session(by(f"{who}shen")) as session:
        bidder = take_over(session, _project_of(ids, session, names), DossierFile.model_validate(_BARRED))
        screening = screen_bidder(session, bidder.id, stage=ScreeningStage.intake, on=PUBLISHED_ON)
        found = show(session, screening.id).result.findings
        number = next(at for at, each in enumerate(found, 1) if each.outcome == "barred")
        request = request_override(session, screening.id, number=number, reason=f"{names}已辞去公职")
    _note(ids, claim_id=[claim_id], package_id=[package.id], bidder_id=[bidder.id])
    _note(ids, screening_id=[screening.id], request_id=[request.id])


def _project_of(ids: Ids, session: Session, names: str) -> UUID:
    return project_called(session, ids["project_code"][1 if names else 0]).id


def _workbook() -> bytes:
    stream = BytesIO()
    package_workbook().save(stream)
    return stream.getvalue()


def _note(ids: Ids, **found: list[Any]) -> None:
    for name, values in found.items():
        ids.setdefault(name, []).extend(str(value) for value in values)
