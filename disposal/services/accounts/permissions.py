"""The permissions: which role may do what. One table, asked at one place by pages, API, command line and jobs alike.

A verb is the event that the audit trail records (``claim.entered``), or, for reading, ``<nouns>.read``. Every write
asks through ``permit``, which ``services/records`` calls before it writes an audit entry: a verb without a row is
refused. To add a verb, add it to the row of the roles that may do it, or make a row.

Four eyes are another rule (``services/approvals``): a role is needed, and not enough.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session, SQLModel

from disposal.acting import Actor, Refusal, Role, TokenScope
from disposal.services.accounts.scope import refuse_foreign
from disposal.write_errors import ActorMissing

_MANAGER, _COMPLIANCE, _LEGAL = Role.asset_manager, Role.compliance_officer, Role.legal_officer
_APPROVER, _DISCIPLINE, _ADMINISTRATOR = Role.approver, Role.discipline_officer, Role.administrator
_STAFF = (_MANAGER, _COMPLIANCE, _LEGAL, _APPROVER)
_READERS = (*_STAFF, _DISCIPLINE, Role.auditor)


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: these roles may do these verbs; an API token needs this scope besides."""

    roles: tuple[Role, ...]
    scope: TokenScope
    verbs: tuple[str, ...]


def _on(noun: str, *done: str) -> tuple[str, ...]:
    return tuple(f"{noun}.{each}" for each in done)


_ENTERED = ("entered", "changed", "removed")

PERMISSIONS: tuple[Permission, ...] = (
    # Reading.
    Permission(
        _READERS,
        TokenScope.read,
        ("claims.read", "parties.read", "projects.read", "notices.read", "drafts.read", "bidders.read", "lists.read"),
    ),
    Permission((Role.auditor, *_STAFF), TokenScope.read, ("history.read",)),
    Permission(
        (Role.auditor, *_STAFF),
        TokenScope.export,
        ("claims.exported", "parties.exported", "projects.exported", "notices.exported", "bidders.exported"),
    ),
    Permission((Role.auditor, _ADMINISTRATOR), TokenScope.read, ("audit.read", "accounts.read")),
    Permission((_ADMINISTRATOR, *_READERS), TokenScope.read, ("own_account.read",)),
    # Claims, parties, projects: the asset manager's work; compliance adds what it learns of parties.
    Permission(
        (_MANAGER,),
        TokenScope.write,
        (
            *_on("claim", *_ENTERED),
            *_on("statement", *_ENTERED),
            *_on("assignment", *_ENTERED),
            *_on("collateral", *_ENTERED),
            *_on("security_interest", *_ENTERED),
            *_on("guarantee", *_ENTERED),
            *_on("co_debtor", *_ENTERED),
            *_on("claim_draft", "opened", "saved", "completed", "discarded", "restored"),
            *_on("project_claim", *_ENTERED),
            *_on("project", "claim_added", "claim_changed", "claim_taken_out"),
        ),
    ),
    Permission(
        (_MANAGER, _LEGAL),
        TokenScope.write,
        (
            *_on("litigation_status", *_ENTERED),
            *_on("preemption_notice", "entered", "changed"),
            *_on("project", "entered", "changed"),
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
        ),
    ),
    Permission((_MANAGER, _COMPLIANCE, _LEGAL), TokenScope.write, _on("contact_trace", "entered", "removed")),
    Permission(
        (_ADMINISTRATOR,),
        TokenScope.write,
        (
            "contact_trace.resealed",
            "party.number_resealed",
            "claim_draft.resealed",
            "restricted_list.resealed",
            "bidder.watch_resealed",
        ),
    ),
    Permission((_MANAGER, _ADMINISTRATOR), TokenScope.write, _on("issuer", "entered", "changed")),
    # Notices.
    Permission(
        (_MANAGER, _LEGAL),
        TokenScope.write,
        (
            *_on("notice", "drafted", "day_changed", "entered_afterwards", "unscheduled"),
            *_on("placement", "recorded"),
            *_on("placement_scan", "stored"),
            "notice.placed",
        ),
    ),
    Permission(
        (_MANAGER, _APPROVER),
        TokenScope.publish,
        (
            *_on("notice", "published", "scheduled", "amended", "superseded", "withdrawn", "concluded"),
            "notice_version.frozen",
            "project.announced",
        ),
    ),
    Permission((_COMPLIANCE, _APPROVER), TokenScope.approve, ("loan_override.entered", "buyer_override.entered")),
    # Screening and lists.
    Permission(
        (_COMPLIANCE,),
        TokenScope.write,
        (
            *_on("bidder", "entered", "changed", "dossier_taken_over"),
            *_on("restricted_list", "opened", "changed", "reindexed"),
            "list_version.imported",
        ),
    ),
    Permission((_COMPLIANCE, _APPROVER), TokenScope.approve, ("screening_decision.override_approved",)),
    Permission((_COMPLIANCE,), TokenScope.numbers, ("party.number_read", "list_entry.number_read")),
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
    Permission((_ADMINISTRATOR,), TokenScope.write, _on("account", "changed", "disabled", "enabled", "reset")),
)
"""The table of permissions."""


def permissions_by_verb(rows: Iterable[Permission] = PERMISSIONS) -> Mapping[str, Permission]:
    """Return the row of each verb. Raises: ValueError if a verb stands in two rows."""
    found: dict[str, Permission] = {}
    for row in rows:
        for verb in row.verbs:
            if found.setdefault(verb, row) is not row:
                message = f"{verb} stands in two rows of the permissions"
                raise ValueError(message)
    return MappingProxyType(found)


_BY_VERB = permissions_by_verb()


class PermissionRefused(Refusal):
    """None of the account's roles may do this."""

    code = "permission_refused"

    def __init__(self, *, verb: str, actor: Actor) -> None:
        row = _BY_VERB.get(verb)
        roles_zh = "、".join(role.zh for role in row.roles) if row else "无"
        roles_en = ", ".join(role.en for role in row.roles) if row else "none"
        super().__init__(
            zh=f"{actor.name} 的岗位不能办理此事（{verb}）；可办理的岗位：{roles_zh}。"
            "请转交其中一人，或请管理员调整岗位。",
            en=f"the roles of {actor.name} may not do this ({verb}); these may: {roles_en}. Hand it to one of them, or "
            "ask an administrator to change the roles.",
            verb=verb,
        )


class ScopeRefused(Refusal):
    """The API token does not reach this far."""

    code = "token_scope_refused"

    def __init__(self, *, verb: str, scope: TokenScope) -> None:
        super().__init__(
            zh=f"该令牌没有“{scope.zh}”范围，不能办理此事（{verb}）；请换用有该范围的令牌。",
            en=f"this token lacks the scope {scope.value} that {verb} needs; use a token that has it.",
            field="token",
            verb=verb,
        )


def may(actor: Actor, verb: str) -> bool:
    """Return whether the actor's roles and token allow a verb, for menus and buttons."""
    row = _BY_VERB.get(verb)
    if row is None:
        return False
    return actor.account_id is None or (actor.has(*row.roles) and (actor.scopes is None or row.scope in actor.scopes))


def require(session: Session, verb: str) -> Actor:
    """Return the session's actor if it may do the verb. Raises: ActorMissing, PermissionRefused, ScopeRefused."""
    actor: Actor | None = session.info.get("acting")
    if actor is None:
        raise ActorMissing
    if actor.account_id is None:  # before the first account; ``identify`` refuses such actors afterwards
        return actor
    row = _BY_VERB.get(verb)
    if row is None or not actor.has(*row.roles):
        raise PermissionRefused(verb=verb, actor=actor)
    if actor.scopes is not None and row.scope not in actor.scopes:
        raise ScopeRefused(verb=verb, scope=row.scope)
    return actor


def permit(session: Session, verb: str, subject: SQLModel) -> None:
    """Let a write of ``subject`` pass, or refuse it. ``services/records`` calls it for every audit entry.

    Raises: what ``require`` raises; RecordNotFound for a record of another issuer.
    """
    actor = require(session, verb)
    if actor.issuer_ids is not None:
        refuse_foreign(session, actor.issuer_ids, subject)
