"""Whether an actor may do a verb: asked at one place by pages, API, command line and jobs alike.

Every write asks through ``permit``, which ``services/records`` calls before it writes an audit entry: a verb without a
row in the table is refused. Four eyes are another rule (``services/approvals``): a role is needed, and not enough.
"""

from collections.abc import Sequence

from sqlmodel import Session, SQLModel, col, select

from disposal.acting import Actor, Refusal, Role, TokenScope
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.services.accounts.permission_table import OWN_VERBS, permissions_by_verb
from disposal.services.accounts.scope import refuse_foreign
from disposal.services.records.event_words import event_words
from disposal.write_errors import ActorMissing

_BY_VERB = permissions_by_verb()
_MOST_NAMES = 3
_OF_EVERY_ISSUER = frozenset({"bidder.screening_due"})
"""What follows from a change of a list or a party, which belong to the whole company, for bidders of every issuer."""
OF_THE_REGISTER = frozenset({
    "notice.unscheduled",
    "notice.window_recounted",
    *(f"window_event.{kind}" for kind in ("opened", "closing_soon", "closed")),
})  # fmt: skip
"""What the register does by itself, in nobody's name. A verb that has no row besides is done by no account."""
OF_THE_PUBLIC = frozenset({
    "objection.filed", "objection_file.filed", "objection_message.received", "objection_pause.lifted",
    "objection.taken_back", "objection.left_by_lead", "objection_decision.taken_back",
    "enquiry.filed", "enquiry_file.filed", "enquiry.consent_withdrawn",
})  # fmt: skip
"""What somebody without account does on a public page or over a private link; staff have verbs of their own."""
OF_THE_SERVER = frozenset({
    "person.entered", "account.entered", "account.changed", "account.enabled", "account.reset", "account.unlocked",
    "account.opened_on_server", "account_request.entered", "one_time_secret.made", "provider_identity.removed",
    "api_token.withdrawn", "second_factor.withdrawn", "passkey.withdrawn",
})  # fmt: skip
"""What who runs the server does: open an administrator, or let one in again, where no second one can confirm it."""


class PermissionRefused(Refusal):
    """None of the account's roles may do this."""

    code = "permission_refused"

    def __init__(
        self, *, verb: str, actor: Actor, able: Sequence[str] = (), administrators: Sequence[str] = ()
    ) -> None:
        """``able`` are the names of some who may, ``administrators`` of some who give roles."""
        act, act_en = event_words(verb, "zh"), event_words(verb, "en")
        row = _BY_VERB.get(verb)
        roles = "、".join(role.zh for role in row.roles) if row else ""
        roles_en = ", ".join(role.en for role in row.roles) if row else "none"
        who, who_en = "、".join(able) or "其中一人", ", ".join(able) or "one of them"
        asked = f"（{'、'.join(administrators)}）" if administrators else ""
        asked_en = f" ({', '.join(administrators)})" if administrators else ""
        may_zh = f"可由以下岗位办理：{roles}。请转交{who}，" if roles else "没有岗位可以办理，"
        super().__init__(
            zh=f"{actor.name}的岗位不能办理此事：{act}。{may_zh}或请管理员{asked}调整岗位。",
            en=f'the roles of {actor.name} may not do what the audit trail calls "{act_en}"; these may: '
            f"{roles_en}. Hand it to {who_en}, or ask an administrator{asked_en} to change the roles.",
            verb=verb,
        )


class AccountForeign(Refusal):
    """What only the person may do to an account was tried on another's, or with an API token."""

    code = "account_foreign"

    def __init__(self, verb: str) -> None:
        super().__init__(
            zh=f"密码、二次验证、令牌和登录只由本人登录后变更（{event_words(verb, 'zh')}）；"
            "请本人办理，或请管理员重设。",
            en="only the person signed in changes password, factors, tokens and sign-ins "
            f'("{event_words(verb, "en")}"); let that person do it, or ask an administrator for a reset.',
            verb=verb,
        )


class ScopeRefused(Refusal):
    """The API token does not reach this far."""

    code = "token_scope_refused"

    def __init__(self, *, verb: str, scope: TokenScope) -> None:
        super().__init__(
            zh=f"该令牌没有“{scope.zh}”范围，不能办理此事：{event_words(verb, 'zh')}；请换用有该范围的令牌。",
            en=f'this token lacks the scope {scope.en} for "{event_words(verb, "en")}"; use a token that has it.',
            field="token",
            verb=verb,
        )


def may(actor: Actor, verb: str) -> bool:
    """Return whether the actor's roles and token allow a verb, for menus and buttons."""
    row, allowed = _BY_VERB.get(verb), _without_account(actor)
    if allowed is not None:
        return verb in allowed
    if row is None:
        return False
    return actor.account_id is None or (actor.has(*row.roles) and (actor.scopes is None or row.scope in actor.scopes))


def require(session: Session, verb: str) -> Actor:
    """Return the session's actor if it may do the verb, and note in ``session.info`` that it was ``granted``.

    Raises: ActorMissing, PermissionRefused, ScopeRefused.
    """
    actor: Actor | None = session.info.get("acting")
    if actor is None:
        raise ActorMissing
    allowed = _without_account(actor)
    if allowed is not None and verb not in allowed:
        raise PermissionRefused(verb=verb, actor=actor)
    if actor.account_id is None:  # before the first account; ``identify`` refuses such actors afterwards
        return actor
    row = _BY_VERB.get(verb)
    if row is None or not actor.has(*row.roles):
        raise _refusal(session, verb, actor)
    if actor.scopes is not None and row.scope not in actor.scopes:
        raise ScopeRefused(verb=verb, scope=row.scope)
    session.info.setdefault("granted", set()).add(verb)
    return actor


def _without_account(actor: Actor) -> frozenset[str] | None:
    """Return all that an actor does who never has an account, None for staff."""
    if actor.is_register:
        return OF_THE_REGISTER
    if actor.is_public:
        return OF_THE_PUBLIC
    return OF_THE_SERVER if actor.is_server else None


def _refusal(session: Session, verb: str, actor: Actor) -> PermissionRefused:
    """Return the refusal, with the names of a few colleagues who may, and of who changes roles."""
    row = _BY_VERB.get(verb)
    able = _names(session, row.roles, actor) if row else ()
    return PermissionRefused(
        verb=verb, actor=actor, able=able, administrators=_names(session, (Role.administrator,), actor)
    )


def _names(session: Session, roles: Sequence[Role], actor: Actor) -> tuple[str, ...]:
    """Return names of persons of these roles at the actor's branches, a few at most."""
    query = select(Account, col(Person.name)).join(Person, col(Person.id) == Account.person_id)
    query = query.where(col(Account.disabled_at).is_(None)).order_by(col(Person.name), col(Account.id))
    with session.no_autoflush:
        rows = session.exec(query).all()
    found = dict.fromkeys(
        name
        for account, name in rows
        if not set(account.roles).isdisjoint(roles)
        and (actor.issuer_ids is None or not actor.issuer_ids.isdisjoint(account.issuer_ids))
    )
    return tuple(found)[:_MOST_NAMES]


def permit(session: Session, verb: str, subject: SQLModel) -> None:
    """Let a write of ``subject`` pass, or refuse it. ``services/records`` calls it for every audit entry.

    ``session.info`` notes the issuers that were ``touched``.

    Raises: what ``require`` raises; AccountForeign; RecordNotFound for a record of another issuer.
    """
    actor = require(session, verb)
    if verb in OWN_VERBS and actor.account_id is not None and not _is_own_account(actor, subject):
        raise AccountForeign(verb)
    if actor.issuer_ids is not None and verb not in _OF_EVERY_ISSUER:
        session.info.setdefault("touched", set()).add(refuse_foreign(session, actor.issuer_ids, subject))


def _is_own_account(actor: Actor, subject: SQLModel) -> bool:
    owner = subject.id if isinstance(subject, Account) else getattr(subject, "account_id", None)
    return owner == actor.account_id and actor.scopes is None
