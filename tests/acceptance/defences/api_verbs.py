"""What each route of the API needs: a row for each route and kind of body."""

from disposal.api.staff.amendments import STATEMENTS
from disposal.api.staff.bidders import DOSSIER
from disposal.api.staff.claims import PAGE
from disposal.api.staff.lists import OPENED
from disposal.api.staff.parties import PARTY
from disposal.api.staff.placements import PLACED
from tests.acceptance.defences.needs import ANYBODY, COSTLY, SIGNED_IN, Needs, Rows, needs
from tests.acceptance.defences.two_issuers import ISSUED_BY, PDF, SCAN_IN_BASE64, UNKNOWN
from tests.support.packages.workbook import FACTS, template_bytes
from tests.support.publishing import invented_content

_ISSUED = {"content": invented_content("丙", issuer=ISSUED_BY).model_dump(mode="json"), "facts": {
    "issuer_code": "XGCS", "project_code": "测试-丙", "project_name": "虚构丙项目", "book_value": "1.00",
}}  # fmt: skip
_BECAUSE = {"reason": "测试"}
_PAPER = "/api/v1/drafts/{draft}/paper-approvals"


def _sent(verb: str, name: str, data: bytes, form: dict[str, str]) -> Needs:
    """Return the row of a route that takes a form with a file."""
    return needs(verb, files={"file": (name, data)}, form=form)


def _decision(verdict: str) -> Needs:
    body = {"finding": 1, "verdict": verdict, "expires_on": "2099-01-01", **_BECAUSE}
    return needs(f"screening_decision.{verdict}", body=body)


_PUBLIC: Rows = dict.fromkeys((
    "GET /api/openapi.json", "GET /openapi.json", "GET /schemas/{name}.schema.json",
    "GET /api/v1/notices", "GET /api/v1/notices/{notice}",
    "GET /api/v1/notices/{notice}/versions", "GET /api/v1/window", "GET /api/v1/floor", "GET /api/v1/calendar/{year}",
), (ANYBODY,))  # fmt: skip
_ACCOUNTS: Rows = {
    "GET /api/v1/me": (SIGNED_IN,),
    "GET /api/v1/users": (needs("accounts.read"),),
    "POST /api/v1/users": (
        needs("person.entered", "account.entered", body={"login": "neu2", "name": "新人", "roles": ["auditor"]}),
    ),
    "GET /api/v1/users/{login}": (needs("accounts.read"),),
    "PATCH /api/v1/users/{login}": (needs("accounts.read", "account.changed", body={"changes": {}, **_BECAUSE}),),
    **{
        f"POST /api/v1/users/{{login}}/{step}": (needs("accounts.read", f"account.{step}{d}", body={"reason": ""}),)
        for step, d in {"disable": "d", "enable": "d", "unlock": "ed"}.items()
    },
    "GET /api/v1/account-requests": (needs("accounts.read"),),
    "POST /api/v1/account-requests/{request_id}/confirm": (needs("account_request.confirmed"),),
    "POST /api/v1/account-requests/{request_id}/decline": (needs("account_request.declined"),),
}
_MESSAGES: Rows = {
    "GET /api/v1/messages": (needs("messages.read"),),
    "POST /api/v1/messages/{message_id}/read": (needs("message.marked", "messages.read"),),
    "POST /api/v1/messages/read": (needs("message.marked", body={"through": 1}),),
}
_DRAFTS: Rows = {
    "POST /api/v1/projects/from-content": (needs("claim.entered", "project.entered", body=_ISSUED),),
    "POST /api/v1/projects/{code}/drafts": (needs("notice.drafted", body={"published_on": "2022-08-03"}),),
    "GET /api/v1/projects": (needs("projects.read"),),
    "GET /api/v1/projects/{code}": (needs("projects.read"),),
    "POST /api/v1/projects/{code}/cancel": (needs("projects.read", "project.cancelled", body=_BECAUSE),),
    "POST /api/v1/projects/{code}/reopen": (needs("projects.read", "project.restored", body=_BECAUSE),),
    "GET /api/v1/drafts": (needs("drafts.read"),),
    "GET /api/v1/drafts/{draft}": (needs("drafts.read"),),
    "POST /api/v1/drafts/{draft}/submit": (needs("notice.submitted", body={}),),
    "POST /api/v1/drafts/{draft}/withdraw-submission": (needs("notice.submission_withdrawn"),),
    "POST /api/v1/drafts/{draft}/discard": (needs("notice.discarded", body={"reason": "改"}),),
    "POST /api/v1/drafts/{draft}/approve": (needs("notice.approved", body={"sha256": "0" * 64}),),
    "POST /api/v1/drafts/{draft}/return": (needs("notice.returned", body={"comment": "改"}),),
    "POST /api/v1/drafts/{draft}/publish": (needs("notice.published", body={}),),
    "POST /api/v1/drafts/{draft}/read": (needs("approval_reading.made"),),
    f"POST {_PAPER}": (
        needs("paper_approval.entered", body={
            "code": "A-1", "sha256": "0" * 16, "signer": "approver", "signed_on": "2022-08-04",
            "file_name": "审批单.pdf", "scan": SCAN_IN_BASE64,
        }),
    ),
    f"POST {_PAPER}/{{paper_id}}/confirm": (needs("paper_approval.confirmed", body={"sha256": "0" * 16}),),
    f"POST {_PAPER}/{{paper_id}}/decline": (needs("paper_approval.declined", body=_BECAUSE),),
    f"GET {_PAPER}/{{paper_id}}/scan": (needs("drafts.read"),),
}  # fmt: skip
_CLAIMS: Rows = {
    "POST /api/v1/claims": (needs("party.entered", "claim.entered", body=PAGE),),
    "GET /api/v1/claims": (needs("claims.read"),),
    "GET /api/v1/claims/{claim_id}": (needs("claims.read"),),
    "PATCH /api/v1/claims/{claim_id}": (needs("claims.read", "claim.changed", body={"claim": {}, **_BECAUSE}),),
    "GET /api/v1/claims/{claim_id}/history": (needs("history.read"),),
    "GET /api/v1/packages/template.xlsx": (needs("claims.read"),),
    "GET /api/v1/packages": (needs("package.staged"),),
    "POST /api/v1/packages": (_sent("package.staged", "资产包.xlsx", template_bytes(), FACTS),),
    "GET /api/v1/packages/{package_id}": (needs("package.staged"),),
    "GET /api/v1/packages/{package_id}/preview": (needs("package.staged", values={"package_id": UNKNOWN}),),
    "POST /api/v1/packages/{package_id}/confirm": (needs("package.imported"),),
    "POST /api/v1/packages/{package_id}/undo": (needs("package.import_undone", body=_BECAUSE),),
    "POST /api/v1/packages/{package_id}/discard": (needs("package.discarded", body=_BECAUSE),),
    "GET /api/v1/parties": (needs("parties.read"),),
    "POST /api/v1/parties": (needs("party.entered", body=PARTY),),
    "GET /api/v1/parties/{party_id}": (needs("parties.read"),),
    "PATCH /api/v1/parties/{party_id}": (needs("parties.read", "party.changed", body={"changes": {}, **_BECAUSE}),),
    "GET /api/v1/parties/{party_id}/history": (needs("history.read"),),
    "POST /api/v1/parties/{party_id}/merge": (needs("party.merged", body={"into_id": UNKNOWN, **_BECAUSE}),),
    "POST /api/v1/parties/mergers/{merge_id}/undo": (needs("party.separated", body=_BECAUSE),),
}
_NOTICES: Rows = {
    "GET /api/v1/notices/{number}/placements": (needs("notices.read"),),
    "POST /api/v1/notices/{number}/placements": (needs("placement.recorded", body=PLACED),),
    "GET /api/v1/notices/{number}/placements/{placement_id}": (needs("notices.read"),),
    "GET /api/v1/notices/{number}/placements/changes": (needs("notices.read"),),
    "POST /api/v1/notices/{number}/placements/{placement_id}/correction": (
        needs("notices.read", "placement.corrected", body={"changes": {"page": "第9版"}, "reason": "测试"}),
    ),
    "POST /api/v1/notices/{number}/placements/{placement_id}/withdrawal": (
        needs("notices.read", "placement.withdrawn", body={"reason": "测试"}),
    ),
    "POST /api/v1/notices/{number}/placements/{placement_id}/check": (
        needs("notices.read", "placement_change.confirmed", body={"confirms": True}),
        needs("notices.read", "placement_change.declined", body={"confirms": False, "remark": "测试"}),
    ),
    "POST /api/v1/notices/{number}/placements/{placement_id}/take-back": (
        needs("notices.read", "placement_change.taken_back", body={"reason": "测试"}),
    ),
    "POST /api/v1/notices/{number}/placements/{placement_id}/scan": (
        _sent("placement_scan.stored", "整版.pdf", PDF, {}),
    ),
    "POST /api/v1/notices/{number}/amendments": (
        needs("notice.drafted", body={"kind": "supplement", "content": STATEMENTS}),
    ),
}
_OBJECTIONS: Rows = {
    "POST /api/v1/notices/{number}/objections": (ANYBODY,),
    "GET /api/v1/objections": (needs("objections.read"),),
    "GET /api/v1/objections/{receipt}": (needs("objections.read"),),
    "POST /api/v1/objections/{receipt}/decide": (
        needs("objections.read", "objection.accepted", body={"decision": "accepted", **_BECAUSE}),
    ),
    "POST /api/v1/objections/{receipt}/questions": (
        needs("objections.read", "objection_message.asked", body={"words": "测试"}),
    ),
    "POST /api/v1/objections/{receipt}/pause": (needs("objections.read", "objection_pause.entered", body=_BECAUSE),),
    "POST /api/v1/objections/{receipt}/resume": (needs("objections.read", "objection_pause.ended", body=_BECAUSE),),
    "POST /api/v1/objections/{receipt}/group": (
        needs("objections.read", "objection.grouped", body={"receipts": ["YY-0"], **_BECAUSE}),
    ),
    "POST /api/v1/objections/{receipt}/ungroup": (needs("objections.read", "objection.ungrouped", body=_BECAUSE),),
    "POST /api/v1/objections/{receipt}/replies": (
        needs("objections.read", "objection_reply.entered", body={"method": "post", "sent_on": "2022-08-15"}),
    ),
    "POST /api/v1/objections/{receipt}/files": (
        needs("objections.read", "objection_file.stored", files={"file": ("证.pdf", PDF)}),
    ),
    "POST /api/v1/objections/{receipt}/received-at": (
        needs("objections.read", "objection.received_at_changed", body={"received_at": "2022-08-15 10:00", **_BECAUSE}),
    ),
    "POST /api/v1/objections/{receipt}/received-at/check": (
        needs("objections.read", "objection.receipt_confirmed", body={"confirms": True, **_BECAUSE}),
    ),
    "POST /api/v1/objections/{receipt}/case-number": (
        needs("objections.read", "objection.case_number_entered", body={"case_number": "测试", **_BECAUSE}),
    ),
    "POST /api/v1/objections/{receipt}/private-link": (
        needs("objections.read", "objection.link_renewed", body=_BECAUSE),
    ),
    "POST /api/v1/objections/{receipt}/next-notice": (needs("objections.read", "notice.drafted"),),
    "GET /api/v1/objections/{receipt}/receipt.pdf": (needs("objections.read", values={"receipt": "YY-0"}),),
    "POST /api/v1/objections/{receipt}/case-file": (needs("objections.exported", values={"receipt": "YY-0"}),),
    "GET /api/v1/objections/{receipt}/files/{evidence_id}": (needs("objections.read"),),
    "GET /api/v1/objections/{receipt}/letter.pdf": (needs("objections.read", values={"receipt": "YY-0"}),),
}
_ENQUIRIES: Rows = {
    "POST /api/v1/notices/{number}/enquiries": (ANYBODY,),
    "GET /api/v1/enquiries": (needs("enquiries.read"),),
    "GET /api/v1/enquiries/{receipt}": (needs("enquiries.read", values={"receipt": "ZX-0"}),),
    "POST /api/v1/enquiries/{receipt}/answer": (needs("enquiry.answered", body={"words": "测试"}),),
}
_SCREENING: Rows = {
    "GET /api/v1/bidders": (needs("bidders.read"),),
    "GET /api/v1/projects/{code}/bidders": (needs("bidders.read"),),
    "POST /api/v1/projects/{code}/bidders": (needs("bidder.entered", body=DOSSIER),),
    "GET /api/v1/bidders/{bidder_id}": (needs("bidders.read"),),
    "PATCH /api/v1/bidders/{bidder_id}": (needs("bidders.read", "bidder.changed", body={"changes": {}, **_BECAUSE}),),
    "GET /api/v1/bidders/{bidder_id}/history": (needs("history.read"),),
    "POST /api/v1/bidders/{bidder_id}/screenings": (needs("bidders.read", "screening.made", body={}),),
    "GET /api/v1/screenings/{screening_id}": (needs("bidders.read"),),
    "POST /api/v1/screenings/{screening_id}/decisions": (
        _decision("confirmed"), _decision("dismissed"), _decision("override_requested"),
    ),
    "POST /api/v1/screenings/decisions/{request_id}/approve": (
        needs("screening_decision.override_approved", body=_BECAUSE),
    ),
    "GET /api/v1/screenings/{screening_id}/opinion.pdf": (needs("bidders.read", values=COSTLY),),
    "GET /api/v1/lists": (needs("lists.read"),),
    "POST /api/v1/lists": (needs("restricted_list.opened", body=OPENED | {"code": "new_list"}),),
    "GET /api/v1/lists/{code}": (needs("lists.read"),),
    "PATCH /api/v1/lists/{code}": (needs("lists.read", "restricted_list.changed", body={"changes": {}, **_BECAUSE}),),
    "POST /api/v1/lists/{code}/look-up": (needs("lists.read", body={"words": "测试"}),),
    "POST /api/v1/lists/{code}/imports": (_sent("list_version.imported", "名册.csv", "姓名\n测试甲\n".encode(), {}),),
    "POST /api/v1/lists/{code}/entries": (needs("list_version.imported", body={"rows": [{"name": "测试甲子"}]}),),
}  # fmt: skip
API: Rows = {
    **_PUBLIC, **_ACCOUNTS, **_MESSAGES, **_DRAFTS, **_CLAIMS, **_NOTICES, **_OBJECTIONS, **_ENQUIRIES, **_SCREENING,
}  # fmt: skip
