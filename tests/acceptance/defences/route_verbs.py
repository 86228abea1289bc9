"""What each route needs: one table, a row for each route and button. A route without a row fails the tests.

The verbs are those of the permission table: who lacks one of them is refused, and the refusal is on record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from disposal.services.staff_lists.lists import STAFF_LISTS
from tests.acceptance.defences.two_issuers import ISSUED_BY, PDF, UNKNOWN
from tests.support.packages.workbook import FACTS, template_bytes
from tests.support.publishing import invented_content


@dataclass(frozen=True, slots=True)
class Needs:
    """The verbs that a route asks for, and what to send so that it comes to ask: ids, fields, files, a body."""

    verbs: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    body: Any = None


ANYBODY, SIGNED_IN, STRANGER = Needs(("anybody",)), Needs(("own_account.read",)), Needs(("stranger",))
"""Public; whoever is signed in; the forms of the sign-in, which are bound to a browser and to no account."""
_COSTLY = {"notice_id": UNKNOWN, "screening_id": UNKNOWN}
"""A file is rendered after the right was asked: who may gets 404 for a record that is not there."""
_PLACED = {"placement-medium": "虚构日报", "placement-kind": "省级以上报纸", "placement-published_on": "2022-8-4"}
_ISSUED = {"content": invented_content("丙", issuer=ISSUED_BY).model_dump(mode="json"), "facts": {
    "issuer_code": "XGCS", "project_code": "测试-丙", "project_name": "虚构丙项目", "book_value": "1.00",
}}  # fmt: skip


def _needs(*verbs: str, **more: Any) -> Needs:
    return Needs(verbs, **more)


def _draft(**form: str) -> Needs:
    """Return the row of an act on a new draft of a claim."""
    return _needs("claim_draft.opened", values={"draft_id": UNKNOWN}, form=form)


def _act(act: str, verb: str, **form: str) -> Needs:
    return _needs(verb, values={"act": act, "notice_id": "{draft}"}, form=form)


def _finding(act: str, verb: str) -> Needs:
    form = {"do": act, "reason-1": "测试", f"reason-1-{act}": "测试理由", f"expires_on-1-{act}": "2099-1-1"}
    return _needs(verb, form=form)


_PUBLIC: dict[str, tuple[Needs, ...]] = dict.fromkeys((
    "GET /api/openapi.json", "GET /notices/{notice:notice_key}", "GET /", "GET /notices", "GET /calculator",
    "GET /calculator/floor", "GET /api/docs", "GET /static/{digest}/{name}", "GET /favicon.ico", "GET /robots.txt",
    "GET /healthz", "GET /api/v1/notices", "GET /api/v1/notices/{notice}", "GET /api/v1/notices/{notice}/versions",
    "GET /notices/{notice}.{suffix}", "GET /notices/{notice}/versions/{version_no}.{suffix}", "GET /api/v1/window",
    "GET /api/v1/floor", "GET /api/v1/calendar/{year}", "GET /desk/design", "POST /desk/design",
    "POST /desk/design/notes", "GET /desk/design/suggest", "GET /desk/sign-in", "GET /desk/reset", "GET /desk/first",
), (ANYBODY,))  # fmt: skip
_OF_STRANGERS = dict.fromkeys((
    "POST /desk/sign-in", "POST /desk/reset", "POST /desk/first", "POST /desk/sign-in/passkey/options",
    "POST /desk/sign-in/passkey",
), (STRANGER,))  # fmt: skip
_OWN = dict.fromkeys((
    "GET /desk/sign-in/code", "POST /desk/sign-in/code", "GET /desk/me", "GET /desk/me/password",
    "POST /desk/me/password", "POST /desk/me/tokens", "POST /desk/me/tokens/{token_id}/end", "POST /desk/me/look",
    "POST /desk/me/sessions/end", "POST /desk/me/sessions/{session_id}/end", "GET /desk/me/factor",
    "POST /desk/me/passkeys/proof", "POST /desk/me/passkeys/options", "POST /desk/me/passkeys",
    "POST /desk/me/passkeys/{passkey_id}/remove", "POST /desk/me/factor", "POST /desk/me/factor/confirm",
    "POST /desk/me/factor/recovery", "POST /desk/me/factor/remove", "GET /desk", "GET /desk/search",
    "GET /desk/packages/template", "POST /desk/projects/notes", "GET /api/v1/me", "POST /desk/sign-out",
), (SIGNED_IN,))  # fmt: skip
_LISTED = {
    key: (_needs(verb),)
    for code in STAFF_LISTS
    for key, verb in (
        (f"GET /desk/{code}", f"{code}.read"),
        (f"POST /desk/{code}/export", f"{code}.exported"),
        (f"GET /desk/{code}/{{record_id:uuid}}", f"{code}.read"),
        (f"GET /desk/{code}/{{record_id:uuid}}/history", "history.read"),
    )
}
_CLAIMS: dict[str, tuple[Needs, ...]] = {
    "GET /desk/claims/new": (_needs("claim_draft.opened"),),
    "GET /desk/claims/drafts/{draft_id}": (_draft(),),
    "GET /desk/claims/{claim_id}/edit": (_needs("claim_draft.opened"),),
    "POST /desk/claims/drafts/{draft_id}": (_draft(do="draft"), _draft(do="finish")),
    "POST /desk/claims/drafts/{draft_id}/autosave": (_draft(),),
    "POST /desk/claims/drafts/{draft_id}/discard": (_needs("claim_draft.discarded"),),
    "POST /desk/claims/drafts/{draft_id}/restore": (_needs("claim_draft.restored"),),
    "GET /desk/claims/drafts/{draft_id}/conflict": (_draft(),),
    "POST /desk/claims/notes": (_needs("claim_draft.opened"),),
    "GET /desk/parties/suggest": (_needs("parties.read"),),
    "GET /desk/packages/new": (_needs("package.staged"),),
    "POST /desk/packages/new": (
        _needs("package.staged", form=FACTS, files={"workbook": ("资产包.xlsx", template_bytes())}),
        _needs("package.staged"),
    ),
    "GET /desk/packages/{import_id}": (_needs("package.staged"),),
    "GET /desk/packages/{import_id}/wrong-rows": (_needs("package.staged", values={"import_id": UNKNOWN}),),
    "POST /desk/packages/{import_id}/confirm": (_needs("package.imported"),),
    "POST /desk/packages/{import_id}/undo": (_needs("package.import_undone", form={"reason": "测试"}),),
    "POST /desk/packages/{import_id}/discard": (_needs("package.discarded"),),
}
_NOTICES: dict[str, tuple[Needs, ...]] = {
    "GET /desk/projects/new": (_needs("project.entered"),),
    "POST /desk/projects/new": (_needs("project.entered"), _needs("project.entered", form={"do": "create"})),
    "GET /desk/projects/{project_id}/notice": (_needs("projects.read"),),
    "POST /desk/projects/{project_id}/notice": (_needs("projects.read"), _needs("projects.read", form={"do": "draft"})),
    "POST /desk/projects/{project_id}/notice/preview": (_needs("projects.read"),),
    "GET /desk/notices/{notice_id}/word": (_needs("drafts.read", values=_COSTLY),),
    "GET /desk/notices/{notice_id}/pdf": (_needs("drafts.read", values=_COSTLY),),
    "GET /desk/notices/{notice_id}/amend/{kind}": (_needs("notice.drafted"),),
    "POST /desk/notices/{notice_id}/amend/{kind}": (
        _needs("notice.drafted"),
        _needs("notice.drafted", form={"do": "draft"}),
    ),
    "POST /desk/notices/{notice_id}/amend/{kind}/preview": (_needs("notices.read"),),
    "POST /desk/notices/{notice_id}/amend/{kind}/notes": (_needs("notices.read"),),
    "GET /desk/notices/{notice_id}/elements": (_needs("notices.read"),),
    "GET /desk/notices/{notice_id}/placements": (_needs("notices.read"),),
    "POST /desk/notices/{notice_id}/placements": (_needs("placement.recorded", form=_PLACED), _needs("notices.read")),
    "POST /desk/notices/{notice_id}/placements/{placement_id}/scans": (
        _needs("placement_scan.stored", files={"placement-scan": ("整版.pdf", PDF)}),
        _needs("notices.read"),
    ),
    "GET /desk/scans/{scan_id}": (_needs("notices.read"),),
    "GET /desk/approvals": (_needs("drafts.read"),),
    "GET /desk/notices/{notice_id}/approve": (_needs("drafts.read"),),
    "GET /desk/notices/{notice_id}/publish": (_needs("drafts.read"),),
    "POST /desk/notices/{notice_id}/publication": (_needs("notice.published"),),
    "POST /desk/notices/{notice_id}/{act}": (
        _act("submit", "notice.submitted"),
        _act("withdraw", "notice.submission_withdrawn"),
        _act("approve", "notice.approved"),
        _act("return", "notice.approved", comment="改", reasons="other"),
    ),
    "GET /desk/notices/{notice_id}/papers/{paper}.pdf": (_needs("drafts.read", values=_COSTLY),),
}
_SCREENING: dict[str, tuple[Needs, ...]] = {
    "GET /desk/bidders/new": (_needs("bidder.entered"),),
    "GET /desk/bidders/projects": (_needs("projects.read"),),
    "POST /desk/bidders/new": (_needs("bidder.entered"),),
    "POST /desk/bidders/upload": (_needs("bidder.entered"),),
    "GET /desk/bidders/{bidder_id}/screen": (_needs("bidders.read"),),
    "POST /desk/bidders/{bidder_id}/screen": (_needs("bidders.read", "screening.made"),),
    "GET /desk/screenings": (_needs("bidders.read"),),
    "POST /desk/screenings/again": (_needs("bidders.read", "screening.made"),),
    "GET /desk/screenings/{screening_id}": (_needs("bidders.read"),),
    "GET /desk/screenings/{screening_id}/opinion.pdf": (_needs("bidders.read", values=_COSTLY),),
    "POST /desk/screenings/{screening_id}/findings/{number}": (
        _finding("confirm", "screening_decision.confirmed"),
        _finding("dismiss", "screening_decision.dismissed"),
        _finding("request", "screening_decision.override_requested"),
        _finding("approve", "screening_decision.override_approved"),
    ),
    "GET /desk/lists": (_needs("lists.read"),),
    "GET /desk/lists/new": (_needs("restricted_list.opened"),),
    "POST /desk/lists/new": (_needs("restricted_list.opened"),),
    "GET /desk/lists/{code}": (_needs("lists.read"),),
    "GET /desk/lists/{code}/import": (_needs("list_version.imported"),),
    "POST /desk/lists/{code}/import": (_needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}": (_needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/columns": (_needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}/check": (_needs("list_version.imported"),),
    "GET /desk/lists/{code}/import/{upload_id}/wrong-rows": (_needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/confirm": (_needs("list_version.imported"),),
    "POST /desk/lists/{code}/import/{upload_id}/discard": (_needs("list_upload.discarded"),),
}
_USER = {"login": "approver", "reason": "测试"}
_ACCOUNTS: dict[str, tuple[Needs, ...]] = {
    "GET /desk/audit": (_needs("audit.read"),),
    "GET /desk/users": (_needs("accounts.read"),),
    "GET /desk/users/new": (_needs("account.entered"),),
    "POST /desk/users/new": (
        _needs("person.entered", "account.entered", form={"login": "neu", "name": "新人", "roles": "auditor"}),
    ),
    "POST /desk/users/requests/{request_id}/{decision}": (
        _needs("account_request.confirmed", values={"decision": "confirm"}),
        _needs("account_request.confirmed", values={"decision": "decline"}),
    ),
    "GET /desk/users/{login}": (_needs("accounts.read"),),
    "POST /desk/users/{login}/{act}": (
        _act("unlock", "account.unlocked", **_USER),
        _act("roles", "account.changed", roles="approver", issuers="XGCS", **_USER),
        _act("reset", "account.reset", **_USER),
        _act("reset-factors", "account.reset", **_USER),
        _act("disable", "account.disabled", **_USER),
        _act("enable", "account.enabled", **_USER),
    ),
    "GET /api/v1/users": (_needs("accounts.read"),),
    "POST /api/v1/users": (
        _needs("person.entered", "account.entered", body={"login": "neu2", "name": "新人", "roles": ["auditor"]}),
    ),
}
_API: dict[str, tuple[Needs, ...]] = {
    "POST /api/v1/projects/from-content": (_needs("claim.entered", "project.entered", body=_ISSUED),),
    "POST /api/v1/projects/{code}/drafts": (
        _needs("notice.drafted", values={"code": "{project_id}"}, body={"published_on": "2022-08-03"}),
    ),
    "GET /api/v1/drafts/{draft}": (_needs("drafts.read"),),
    "POST /api/v1/drafts/{draft}/submit": (_needs("notice.submitted", body={}),),
    "POST /api/v1/drafts/{draft}/withdraw-submission": (_needs("notice.submission_withdrawn"),),
    "POST /api/v1/drafts/{draft}/approve": (_needs("notice.approved", body={"sha256": "0" * 64}),),
    "POST /api/v1/drafts/{draft}/return": (_needs("notice.approved", body={"comment": "改"}),),
    "POST /api/v1/drafts/{draft}/publish": (_needs("notice.published"),),
}
ROUTES: Mapping[str, tuple[Needs, ...]] = {
    **_PUBLIC, **_OF_STRANGERS, **_OWN, **_LISTED, **_CLAIMS, **_NOTICES, **_SCREENING, **_ACCOUNTS, **_API,
}  # fmt: skip
"""Method and path of each route, with a row for each of its buttons."""
