"""The table of permissions: which role may do what.

A verb is the event that the audit trail records (``claim.entered``), or, for reading, ``<nouns>.read``. To add a verb,
add it to the row of the roles that may do it, or make a row. ``permissions.py`` asks this table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from disposal.acting import Role, TokenScope

_MANAGER, _COMPLIANCE, _LEGAL = Role.asset_manager, Role.compliance_officer, Role.legal_officer
_APPROVER, _DISCIPLINE, _ADMINISTRATOR = Role.approver, Role.discipline_officer, Role.administrator
_STAFF = (_MANAGER, _COMPLIANCE, _LEGAL, _APPROVER)
_READERS = (*_STAFF, _DISCIPLINE, Role.auditor)
_EVERYBODY = (_ADMINISTRATOR, *_READERS)


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: these roles may do these verbs; an API token needs this scope besides."""

    roles: tuple[Role, ...]
    scope: TokenScope
    verbs: tuple[str, ...]


def _on(noun: str, *done: str) -> tuple[str, ...]:
    return tuple(f"{noun}.{each}" for each in done)


def _of(nouns: str, *done: str) -> tuple[str, ...]:
    return tuple(verb for noun in nouns.split() for verb in _on(noun, *done))


_ENTERED = ("entered", "changed", "removed")

PERMISSIONS: tuple[Permission, ...] = (
    # Reading.
    Permission(
        _READERS,
        TokenScope.read,
        _of("claims parties projects notices drafts bidders lists objections enquiries", "read"),
    ),
    Permission((Role.auditor, *_STAFF), TokenScope.read, ("history.read",)),
    Permission(
        (Role.auditor, *_STAFF),
        TokenScope.export,
        _of("claims parties projects notices bidders objections", "exported"),
    ),
    Permission((Role.auditor, _ADMINISTRATOR), TokenScope.read, ("audit.read", "accounts.read")),
    Permission((_ADMINISTRATOR,), TokenScope.read, ("jobs.read",)),
    Permission(_EVERYBODY, TokenScope.read, ("own_account.read", "messages.read", "objection_rules.read")),
    Permission(_EVERYBODY, TokenScope.write, ("message.marked",)),
    # Claims, parties, projects: the asset manager's work; compliance adds what it learns of parties.
    Permission(
        (_MANAGER,),
        TokenScope.write,
        (
            *_of("claim statement assignment collateral security_interest guarantee co_debtor", *_ENTERED),
            *_on("claim_draft", "opened", "saved", "completed", "discarded", "restored"),
            *_on("project_claim", *_ENTERED),
            *_on("project", "claim_added", "claim_changed", "claim_taken_out"),
            *_on("project", "claims_imported", "import_undone", "removed"),
            *_on("package", "staged", "discarded", "imported", "import_undone"),
            "party.removed",
        ),
    ),
    Permission(
        (_MANAGER, _LEGAL),
        TokenScope.write,
        (
            *_on("litigation_status", *_ENTERED),
            *_on("preemption_notice", "entered", "changed"),
            *_on("project", "entered", "changed", "cancelled", "restored"),
            *_on("project_role", "entered", "removed"),
        ),
    ),
    Permission(
        (_MANAGER, _COMPLIANCE, _LEGAL),
        TokenScope.write,
        (
            *_on("party", "entered", "changed", "merged", "separated"),
            *_on("party_relation", *_ENTERED),
            *_on("party_standing", *_ENTERED),
            *_on("party_distinction", "entered", "removed"),
            *_on("contact_trace", "entered", "removed"),
        ),
    ),
    Permission(
        (_ADMINISTRATOR,),
        TokenScope.write,
        (
            "contact_trace.resealed",
            "party.number_resealed",
            *_of("claim_draft dossier_draft notice_form_draft", "resealed"),
            "restricted_list.resealed",
            "bidder.watch_resealed",
        ),
    ),
    Permission((_ADMINISTRATOR,), TokenScope.write, _on("issuer", "entered")),
    Permission((_MANAGER, _ADMINISTRATOR), TokenScope.write, _on("issuer", "changed")),
    # Notices.
    Permission(
        (_MANAGER, _LEGAL),
        TokenScope.write,
        (
            *_on("notice", "drafted", "day_changed", "entered_afterwards", "discarded"),
            *_on("notice_form_draft", "opened", "saved", "completed", "discarded"),
            *_on("placement", "recorded", "corrected", "withdrawn", "record_taken_back"),
            *_on("placement_change", "entered", "proposed", "taken_back"),
            *_on("placement_scan", "stored"),
            *_on("seal_use", "entered"),
            *_on("press_booking", "entered", "confirmed", "cancelled"),
            *_on("press_proof", "entered"),
            "notice.placed",
        ),
    ),
    # Where a placement, or a change of one, moves an end, another person confirms it.
    Permission(
        (_LEGAL, _APPROVER),
        TokenScope.approve,
        (
            *_on("placement_change", "confirmed", "declined"),
            *_on("placement", "change_confirmed", "change_declined"),
            "notice.placement_confirmed",
        ),
    ),
    Permission((_MANAGER, _LEGAL, _APPROVER), TokenScope.write, _on("notice", "unscheduled", "day_chosen")),
    Permission(
        (_MANAGER, _LEGAL),
        TokenScope.submit,
        (*_on("notice", "submitted", "submission_withdrawn"), *_on("submission", "entered", "replaced", "withdrawn")),
    ),
    # Whoever may approve at some step; services/approvals asks for the role of the very step, or a deputyship.
    Permission(
        _STAFF,
        TokenScope.approve,
        (
            *_on("notice", "step_approved", "approved", "returned"),
            *_on("submission", "approved", "returned"),
            "approval.given",
            "submission_return.entered",
        ),
    ),
    Permission((*_STAFF, _DISCIPLINE), TokenScope.approve, _on("approval_reading", "made")),
    Permission((*_STAFF, _ADMINISTRATOR), TokenScope.read, ("deputyships.read",)),
    Permission(_STAFF, TokenScope.approve, _on("deputyship", "entered")),
    # Of these only who gave it, whose steps it is about, and who administers accounts: see end_deputyship.
    Permission((*_STAFF, _ADMINISTRATOR), TokenScope.approve, _on("deputyship", "ended")),
    Permission(_STAFF, TokenScope.approve, _on("paper_approval", "entered", "confirmed", "declined")),
    Permission(
        (_ADMINISTRATOR,),
        TokenScope.write,
        (
            *_on("approval_step", "entered", "removed"),
            *_on("approval_authority", "entered", "ended"),
            "issuer.rules_changed",
        ),
    ),
    Permission(
        (_MANAGER, _APPROVER),
        TokenScope.publish,
        (
            *_on("notice", "published", "scheduled", "amended", "superseded", "withdrawn", "concluded"),
            "notice_version.frozen",
            *_on("project", "announced", "closed", "reopened"),
            "submission.published",
        ),
    ),
    Permission((_COMPLIANCE, _APPROVER), TokenScope.approve, ("loan_override.entered", "buyer_override.entered")),
    # Objections: logged, taken up and proposed on by the legal officer; a second person confirms.
    Permission(
        (_LEGAL,),
        TokenScope.write,
        (
            *_on(
                "objection", "entered", "accepted", "refusal_proposed", "review_begun", "decision_proposed", "withdrawn"
            ),
            *_on("objection", "grouped", "ungrouped", "received_at_changed", "case_number_entered", "link_renewed"),
            *_on("objection", "voided"),
            *_on("objection_decision", "entered", "withdrawn"),
            *_on("objection_pause", "entered", "ended"),
            *_on("objection_reply", "entered", "changed"),
            *_on("objection_message", "asked", "removed"),
            *_on("objection_file", "stored", "removed"),
        ),
    ),
    Permission(
        (_LEGAL, _COMPLIANCE, _APPROVER),
        TokenScope.approve,
        (
            *_on("objection", "not_accepted", "refusal_returned", "upheld", "partly_upheld", "dismissed"),
            *_on("objection", "decision_returned", "receipt_confirmed", "receipt_declined"),
            *_on("objection_decision", "confirmed", "returned"),
        ),
    ),
    Permission((_ADMINISTRATOR,), TokenScope.write, _on("objection_rule", "entered")),
    # Enquiries: logged and answered by the legal officer and the asset manager, nobody else.
    Permission(
        (_LEGAL, _MANAGER),
        TokenScope.write,
        (*_on("enquiry", "entered", "answered"), "enquiry_answer.entered", "enquiry_file.stored"),
    ),
    # Screening and lists.
    Permission(
        (_COMPLIANCE,),
        TokenScope.write,
        (
            *_on("bidder", "entered", "changed", "dossier_taken_over"),
            *_on("dossier_draft", "opened", "saved", "completed", "discarded"),
            *_on("restricted_list", "opened", "changed", "reindexed"),
            "list_version.imported",
            *_on("list_upload", "staged", "changed", "imported", "discarded"),
        ),
    ),
    Permission(
        (_COMPLIANCE,), TokenScope.write, _on("screening_decision", "confirmed", "dismissed", "override_requested")
    ),
    Permission((_COMPLIANCE, _APPROVER), TokenScope.approve, ("screening_decision.override_approved",)),
    Permission((_COMPLIANCE,), TokenScope.numbers, ("party.number_read", "list_entry.number_read")),
    # Reports of obstruction. A report has no verb of its own, for no act on one leaves an audit entry.
    Permission(
        (_DISCIPLINE,),
        TokenScope.write,
        ("reports.read", *_on("discipline_key", "made", "signed", "ended"), "discipline_opinion.given"),
    ),
    # What follows from an act of anybody: screening again, and telling who decided.
    Permission(
        (_MANAGER, _COMPLIANCE, _LEGAL, _APPROVER, _ADMINISTRATOR),
        TokenScope.write,
        (
            *_on("screening", "made"),
            *_on("bidder", "screened", "screening_due"),
            "screening_alert.sent",
        ),
    ),
    # Accounts.
    Permission((_ADMINISTRATOR,), TokenScope.write, (*_on("person", "entered", "changed"), "account.entered")),
    Permission(
        (_ADMINISTRATOR,),
        TokenScope.write,
        (
            "mode.settled",
            *_on("account", "changed", "disabled", "enabled", "reset", "unlocked"),
            *_on("account_request", "entered", "declined"),
            *_on("provider_identity", "entered", "removed"),
            "one_time_secret.made",
            *_of("api_token second_factor passkey", "withdrawn"),
        ),
    ),
    Permission((_ADMINISTRATOR,), TokenScope.approve, ("account_request.confirmed",)),
    # The queue of jobs.
    Permission((_ADMINISTRATOR,), TokenScope.write, ("jobs.retried",)),
    # One's own account: see OWN_VERBS.
    Permission(
        _EVERYBODY,
        TokenScope.write,
        (
            *_on("sign_in", "begun", "proved", "ended"),
            *_on("own_account", "changed", "password_set"),
            *_on("second_factor", "entered", "confirmed", "used", "removed"),
            *_on("recovery_code", "made", "used"),
            *_on("passkey", "entered", "used", "removed"),
            *_on("api_token", "made", "ended"),
            "one_time_secret.used",
        ),
    ),
)
"""The table of permissions."""


OWN_VERBS = frozenset(PERMISSIONS[-1].verbs)
"""Everybody does these to the own account only, and never with an API token: a token makes no other token."""


def permissions_by_verb(rows: Iterable[Permission] = PERMISSIONS) -> Mapping[str, Permission]:
    """Return the row of each verb. Raises: ValueError if a verb stands in two rows."""
    found: dict[str, Permission] = {}
    for row in rows:
        for verb in row.verbs:
            if found.setdefault(verb, row) is not row:
                message = f"{verb} stands in two rows of the permissions"
                raise ValueError(message)
    return MappingProxyType(found)
