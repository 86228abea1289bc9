"""What each route of the pages needs: a row for each route and button."""

from typing import Any

from disposal.services.staff_lists.lists import STAFF_LISTS
from tests.acceptance.defences.needs import ANYBODY, COSTLY, SIGNED_IN, STRANGER, Needs, Rows, needs
from tests.acceptance.defences.two_issuers import BOOKED, PDF, SEALED, UNKNOWN
from tests.support.packages.workbook import FACTS, template_bytes

_PLACED = {"placement-medium": "虚构日报", "placement-kind": "省级以上报纸", "placement-published_on": "2022-8-4"}
_SIGNED = {"signer": "approver", "signed_on": "2022-8-4"}
_SCAN = {"scan": ("扫描件.pdf", PDF)}


def _draft(**form: str) -> Needs:
    """Return the row of an act on a new draft of a claim."""
    return needs("claim_draft.opened", values={"draft_id": UNKNOWN}, form=form)


def _act(act: str, verb: str, **form: str) -> Needs:
    return needs(verb, values={"act": act, "notice_id": "{draft}"}, form=form)


def _press(verb: str, *, act: str = "", step: str = "", **sent: Any) -> Needs:
    return needs(verb, values={"act": act, "step": step}, **sent)


def _paper(verb: str, *, act: str = "", **sent: Any) -> Needs:
    """Return the row of an act on a signed sheet, which hangs on a draft."""
    return needs(verb, values={"act": act, "notice_id": "{draft}"}, **sent)


def _finding(act: str, verb: str) -> Needs:
    form = {"do": act, "reason-1": "测试", f"reason-1-{act}": "测试理由", f"expires_on-1-{act}": "2099-1-1"}
    return needs(verb, form=form)


_PUBLIC: Rows = dict.fromkeys((
    "GET /notices/{notice:notice_key}", "GET /", "GET /notices", "GET /calculator", "GET /calculator/floor",
    "GET /api/docs", "GET /static/{digest}/{name}", "GET /favicon.ico", "GET /robots.txt", "GET /healthz",
    "GET /notices/{notice}.{suffix}", "GET /notices/{notice}/versions/{version_no}.{suffix}", "GET /desk/design",
    "POST /desk/design", "POST /desk/design/notes", "GET /desk/design/suggest", "GET /desk/sign-in", "GET /desk/reset",
    "GET /desk/first", "GET /notices/{notice}/filings", "GET /notices/{notice}/enquiries",
    "GET /notices/{notice}/objections", "GET /filings", "POST /filings", "GET /objections/{token}",
    "GET /enquiries/{token}", "POST /enquiries/{token}",
    "POST /objections/{token}", "GET /objections/{token}/receipt.pdf", "GET /objections/{token}/letter.pdf",
), (ANYBODY,))  # fmt: skip
_OF_STRANGERS = dict.fromkeys((
    "POST /desk/sign-in", "POST /desk/reset", "POST /desk/first", "POST /desk/sign-in/passkey/options",
    "POST /desk/sign-in/passkey", "GET /desk/sign-in/oidc", "GET /desk/sign-in/oidc/answer",
), (STRANGER,))  # fmt: skip
_OWN = dict.fromkeys((
    "GET /desk/sign-in/code", "POST /desk/sign-in/code", "GET /desk/me", "GET /desk/me/password",
    "POST /desk/me/password", "POST /desk/me/tokens", "POST /desk/me/tokens/{token_id}/end", "POST /desk/me/look",
    "POST /desk/me/sessions/end", "POST /desk/me/sessions/{session_id}/end", "GET /desk/me/factor",
    "POST /desk/me/passkeys/proof", "POST /desk/me/passkeys/options", "POST /desk/me/passkeys",
    "POST /desk/me/passkeys/{passkey_id}/remove", "POST /desk/me/factor", "POST /desk/me/factor/confirm",
    "POST /desk/me/factor/recovery", "POST /desk/me/factor/remove", "GET /desk", "GET /desk/waiting",
    "GET /desk/search", "GET /desk/packages/template", "POST /desk/projects/notes", "POST /desk/sign-out",
), (SIGNED_IN,))  # fmt: skip
_LISTED = {
    key: (needs(verb),)
    for code in STAFF_LISTS
    for key, verb in (
        (f"GET /desk/{code}", f"{code}.read"),
        (f"POST /desk/{code}/export", f"{code}.exported"),
        (f"GET /desk/{code}/{{record_id:uuid}}", f"{code}.read"),
        (f"GET /desk/{code}/{{record_id:uuid}}/history", "history.read"),
    )
}
_CLAIMS: Rows = {
    "GET /desk/claims/new": (needs("claim_draft.opened"),),
    "GET /desk/claims/drafts/{draft_id}": (_draft(),),
    "GET /desk/claims/{claim_id}/edit": (needs("claim_draft.opened"),),
    "POST /desk/claims/drafts/{draft_id}": (_draft(do="draft"), _draft(do="finish")),
    "POST /desk/claims/drafts/{draft_id}/autosave": (_draft(),),
    "POST /desk/claims/drafts/{draft_id}/discard": (needs("claim_draft.discarded"),),
    "POST /desk/claims/drafts/{draft_id}/restore": (needs("claim_draft.restored"),),
    "GET /desk/claims/drafts/{draft_id}/conflict": (_draft(),),
    "POST /desk/claims/notes": (needs("claim_draft.opened"),),
    "GET /desk/parties/suggest": (needs("parties.read"),),
    "GET /desk/parties/{party_id}/merge": (needs("party.merged"),),
    "POST /desk/parties/{party_id}/merge": (
        needs("party.merged", form={"other": UNKNOWN, "stays": UNKNOWN, "reason": "测试"}),
    ),
    "POST /desk/parties/{party_id}/merge/{merge_id}/undo": (
        needs("party.separated", "party.merged", form={"reason": "测试"}),
    ),
    "GET /desk/packages/new": (needs("package.staged"),),
    "POST /desk/packages/new": (
        needs("package.staged", form=FACTS, files={"workbook": ("资产包.xlsx", template_bytes())}),
        needs("package.staged"),
    ),
    "GET /desk/packages/{import_id}": (needs("package.staged"),),
    "GET /desk/packages/{import_id}/wrong-rows": (needs("package.staged", values={"import_id": UNKNOWN}),),
    "POST /desk/packages/{import_id}/confirm": (needs("package.imported"),),
    "POST /desk/packages/{import_id}/undo": (needs("package.import_undone", form={"reason": "测试"}),),
    "POST /desk/packages/{import_id}/discard": (needs("package.discarded"),),
}
_NOTICES: Rows = {
    "GET /desk/projects/new": (needs("project.entered"),),
    "POST /desk/projects/new": (needs("project.entered"), needs("project.entered", form={"do": "create"})),
    "POST /desk/projects/{project_id}/cancel": (needs("projects.read", "project.cancelled", form={"reason": "测试"}),),
    "POST /desk/projects/{project_id}/reopen": (needs("projects.read", "project.restored", form={"reason": "测试"}),),
    "GET /desk/projects/{project_id}/notice": (needs("projects.read"),),
    "POST /desk/projects/{project_id}/notice": (needs("projects.read"), needs("projects.read", form={"do": "draft"})),
    "POST /desk/projects/{project_id}/notice/preview": (needs("projects.read"),),
    "POST /desk/projects/{project_id}/notice/autosave": (needs("notice_form_draft.saved"),),
    "POST /desk/projects/{project_id}/notice/discard": (needs("notice_form_draft.discarded"),),
    "GET /desk/notices/{notice_id}/word": (needs("drafts.read", values=COSTLY),),
    "GET /desk/notices/{notice_id}/pdf": (needs("drafts.read", values=COSTLY),),
    "GET /desk/notices/{notice_id}/amend/{kind}": (needs("notice.drafted"),),
    "POST /desk/notices/{notice_id}/amend/{kind}": (
        needs("notice.drafted"),
        needs("notice.drafted", form={"do": "draft"}),
    ),
    "POST /desk/notices/{notice_id}/amend/{kind}/preview": (needs("notices.read"),),
    "POST /desk/notices/{notice_id}/amend/{kind}/notes": (needs("notices.read"),),
    "GET /desk/notices/{notice_id}/elements": (needs("notices.read"),),
    "GET /desk/notices/{notice_id}/placements": (needs("notices.read"),),
    "POST /desk/notices/{notice_id}/placements": (needs("placement.recorded", form=_PLACED), needs("notices.read")),
    "GET /desk/notices/{notice_id}/placements/{placement_id}": (needs("notices.read"),),
    "POST /desk/notices/{notice_id}/placements/{placement_id}/{act}": (
        needs("placement.corrected", values={"act": "correct"}, form=_PLACED),
        needs("placement.withdrawn", values={"act": "withdraw"}),
        needs("placement_change.taken_back", values={"act": "take-back"}),
        needs("placement_change.confirmed", values={"act": "confirm"}),
        needs("placement_change.declined", values={"act": "decline"}),
    ),
    "POST /desk/notices/{notice_id}/placements/{placement_id}/scans": (
        needs("placement_scan.stored", files={"placement-scan": ("整版.pdf", PDF)}),
        needs("notices.read"),
    ),
    "GET /desk/scans/{scan_id}": (needs("notices.read"),),
    "GET /desk/approvals": (needs("drafts.read"),),
    "GET /desk/notices/{notice_id}/approve": (needs("drafts.read"),),
    "GET /desk/notices/{notice_id}/publish": (needs("drafts.read"),),
    "POST /desk/notices/{notice_id}/publication": (needs("notice.published"),),
    "POST /desk/notices/{notice_id}/{act}": (
        _act("submit", "notice.submitted"),
        _act("withdraw", "notice.submission_withdrawn"),
        _act("approve", "notice.approved"),
        _act("return", "notice.returned", comment="改", reasons="other"),
        _act("discard", "notice.discarded", reason="改"),
    ),
    "GET /desk/notices/{notice_id}/papers/{paper}.pdf": (needs("drafts.read", values=COSTLY),),
}
_MESSAGES: Rows = {
    "GET /desk/messages": (needs("messages.read"),),
    "POST /desk/messages/{message_id}/open": (needs("message.marked", "messages.read"),),
    "POST /desk/messages/read": (needs("message.marked"),),
}
_PRESS: Rows = {
    "GET /desk/notices/{notice_id}/press": (needs("notices.read"),),
    "POST /desk/notices/{notice_id}/press/{act}": (
        _press("seal_use.entered", act="seal", files=_SCAN, form=SEALED),
        _press("press_booking.entered", act="book", form=BOOKED | {"medium": "虚构晚报"}),
    ),
    "POST /desk/notices/{notice_id}/press/{booking_id}/{step}": (
        _press("press_proof.entered", step="proof", files=_SCAN, form={"typed": "小样文字"}),
        _press("press_booking.confirmed", step="confirm"),
        _press("press_booking.cancelled", step="cancel", form={"reason": "测试"}),
    ),
    "GET /desk/notices/{notice_id}/press/files/{file_id}": (needs("notices.read"),),
    "GET /desk/notices/{notice_id}/papers": (needs("drafts.read"),),
    "POST /desk/notices/{notice_id}/papers/entered": (
        _paper("paper_approval.entered", files=_SCAN, form={"code": "A-1", "sha256": "0" * 16, **_SIGNED}),
    ),
    "POST /desk/notices/{notice_id}/papers/{paper_id}/{act}": (
        _paper("paper_approval.confirmed", act="confirm", form={"typed": "0" * 16}),
        _paper("paper_approval.declined", act="decline", form={"reason": "测试"}),
    ),
    "GET /desk/notices/{notice_id}/papers/{paper_id}/scan": (_paper("drafts.read"),),
}


def _step(act: str, verb: str, **form: str) -> Needs:
    """Return the row of a step on an objection."""
    return needs("objections.read", verb, values={"act": act}, form={"reason": "测试", **form})


_OBJECTIONS: Rows = {
    "GET /desk/objections": (needs("objections.read"),),
    "GET /desk/due": (needs("objections.read"),),
    "POST /desk/objections/export": (needs("objections.exported", form={"form": "xlsx"}),),
    "GET /desk/objections/new": (needs("objection.entered"),),
    "GET /desk/objections/rules": (needs("objection_rules.read"),),
    "POST /desk/objections/rules": (
        needs("objection_rule.entered", form={"issuer": "XGCS", "in_force_from": "2099-01-01"}),
    ),
    "POST /desk/objections/new": (needs("objection.entered"), needs("objection.entered", form={"do": "look"})),
    "GET /desk/objections/{receipt}": (needs("objections.read"),),
    "POST /desk/objections/{receipt}/case-file": (needs("objections.exported", values={"receipt": "YY-0"}),),
    "POST /desk/notices/{notice_id}/case-file": (needs("notices.exported", values=COSTLY),),
    "GET /desk/objections/{receipt}/files/{evidence_id}": (needs("objections.read"),),
    "GET /desk/objections/{receipt}/{paper}.pdf": (needs("objections.read", values={"receipt": "YY-0"}),),
    "POST /desk/objections/{receipt}/discipline": (needs("objections.read", "objection.voided"),),
    "POST /desk/objections/{receipt}/{act}": (
        _step("accept", "objection.accepted"), _step("refuse", "objection.refusal_proposed"),
        _step("review", "objection.review_begun"), _step("propose", "objection.decision_proposed", outcome="dismissed"),
        _step("ask", "objection_message.asked", question="测试"),
        _step("pause", "objection_pause.entered", because="测试"),
        _step("resume", "objection_pause.ended", because="测试"),
        _step("group", "objection.grouped", group_reason="测试"),
        _step("ungroup", "objection.ungrouped", group_reason="测试"),
        _step("time", "objection.received_at_changed", time_reason="测试"),
        _step("check", "objection.receipt_confirmed", check_reason="测试"),
        _step("decline", "objection.receipt_declined", check_reason="测试"),
        _step("case", "objection.case_number_entered"), _step("reply", "objection_reply.entered"),
        needs("objections.read", "objection_file.stored", values={"act": "files"}, files={"files": ("证.pdf", PDF)}),
        _step("link", "objection.link_renewed", link_reason="测试"), _step("draft", "notice.drafted"),
        _step("return", "objection.decision_returned"), _step("withdraw", "objection.withdrawn"),
    ),
}  # fmt: skip
_ENQUIRIES: Rows = {
    "GET /desk/published-notices": (needs("notices.read"),),
    "GET /desk/enquiries": (needs("enquiries.read"),),
    "POST /desk/enquiries": (needs("enquiry.entered"),),
    "GET /desk/enquiries/{receipt}": (needs("enquiries.read"),),
    "POST /desk/enquiries/{receipt}/answer": (needs("enquiry.answered", form={"words": "测试"}),),
    "POST /desk/enquiries/{receipt}/draft": (needs("notice.drafted"),),
    "GET /desk/enquiries/{receipt}/files/{file_id}": (needs("enquiries.read"),),
}
_SCREENING: Rows = {
    "GET /desk/bidders/new": (needs("bidder.entered"),),
    "GET /desk/bidders/projects": (needs("projects.read"),),
    "POST /desk/bidders/new": (needs("bidder.entered"),),
    "POST /desk/bidders/upload": (needs("bidder.entered"),),
    "GET /desk/bidders/{bidder_id}/screen": (needs("bidders.read"),),
    "POST /desk/bidders/{bidder_id}/screen": (needs("bidders.read", "screening.made"),),
    "GET /desk/screenings": (needs("bidders.read"),),
    "POST /desk/bidders/new/autosave": (needs("dossier_draft.saved"),),
    "POST /desk/bidders/new/discard": (needs("dossier_draft.discarded"),),
    "POST /desk/screenings/again": (needs("bidders.read", "screening.made"),),
    "GET /desk/screenings/{screening_id}": (needs("bidders.read"),),
    "GET /desk/screenings/{screening_id}/opinion.pdf": (needs("bidders.read", values=COSTLY),),
    "POST /desk/screenings/{screening_id}/findings/{number}": (
        _finding("confirm", "screening_decision.confirmed"),
        _finding("dismiss", "screening_decision.dismissed"),
        _finding("request", "screening_decision.override_requested"),
        _finding("approve", "screening_decision.override_approved"),
    ),
    "GET /desk/lists": (needs("lists.read"),),
    "GET /desk/lists/new": (needs("restricted_list.opened"),),
    "POST /desk/lists/new": (needs("restricted_list.opened"),),
    "GET /desk/lists/{code}": (needs("lists.read"),),
    "GET /desk/lists/{code}/import": (needs("list_version.imported"),),
    "POST /desk/lists/{code}/import": (needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}": (needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/columns": (needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}/check": (needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}/wrong-rows": (needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/confirm": (needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/discard": (needs("list_upload.discarded"),),
}
_BRANCH = {"name": "虚构新资产管理有限公司", "branch": "新分公司"}
_USER = {"login": "approver", "reason": "测试"}
_REPORTS: Rows = {
    "GET /desk/reports": (needs("reports.read", is_hidden=True),),
    "POST /desk/reports": (needs("reports.read", is_hidden=True, form={"do": "unlock"}),),
    "GET /desk/discipline-opinions": (needs("discipline_opinion.given"),),
    "POST /desk/discipline-opinions/{notice_id}": (
        needs("discipline_opinion.given", form={"verdict": "nothing_found"}),
    ),
}
_ACCOUNTS: Rows = {
    "GET /desk/audit": (needs("audit.read"),),
    "GET /desk/jobs": (needs("jobs.read"),),
    "POST /desk/jobs/retry": (needs("jobs.retried"),),
    "GET /desk/issuers": (needs("issuer.changed"),),
    "GET /desk/issuers/new": (needs("issuer.entered"),),
    "POST /desk/issuers/new": (needs("issuer.entered", form={"code": "NEUGS", **_BRANCH}),),
    "GET /desk/issuers/{code}": (needs("issuer.changed"),),
    "POST /desk/issuers/{code}": (needs("issuer.changed", form={"reason": "测试", **_BRANCH}),),
    "GET /desk/users": (needs("accounts.read"),),
    "GET /desk/users/new": (needs("account.entered"),),
    "POST /desk/users/new": (
        needs("person.entered", "account.entered", form={"login": "neu", "name": "新人", "roles": "auditor"}),
    ),
    "POST /desk/users/requests/{request_id}/{decision}": (
        needs("account_request.confirmed", values={"decision": "confirm"}),
        needs("account_request.declined", values={"decision": "decline"}),
    ),
    "GET /desk/users/{login}": (needs("accounts.read"),),
    "POST /desk/users/{login}/{act}": (
        _act("unlock", "account.unlocked", **_USER),
        _act("roles", "account.changed", roles="approver", issuers="XGCS", **_USER),
        _act("reset", "account.reset", **_USER),
        _act("reset-factors", "account.reset", **_USER),
        _act("disable", "account.disabled", **_USER),
        _act("enable", "account.enabled", **_USER),
    ),
}
PAGES: Rows = {
    **_PUBLIC, **_OF_STRANGERS, **_OWN, **_LISTED, **_CLAIMS, **_NOTICES, **_PRESS, **_OBJECTIONS, **_ENQUIRIES,
    **_SCREENING, **_REPORTS, **_ACCOUNTS, **_MESSAGES,
}  # fmt: skip
