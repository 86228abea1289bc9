"""Who acts, through which channel, with which rights: the value that every session carries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from disposal.errors import DisposalError
from notices.codes import Coded


class Role(Coded):
    """A role of an account (岗位). An account may have several."""

    asset_manager = "asset_manager", "资产经理", "asset manager"
    compliance_officer = "compliance_officer", "合规", "compliance officer"
    legal_officer = "legal_officer", "法务", "legal officer"
    approver = "approver", "审批人", "approver"
    discipline_officer = "discipline_officer", "纪检", "discipline officer"
    administrator = "administrator", "管理员", "administrator"
    auditor = "auditor", "审计", "auditor"


class Channel(Coded):
    """How an act reached the register (途径)."""

    page = "page", "网页", "page"
    api = "api", "接口", "API"
    command_line = "command_line", "命令行", "command line"
    job = "job", "后台任务", "job"


class TokenScope(Coded):
    """What an API token may do, within the roles of its account (令牌范围)."""

    read = "read", "读取", "read"
    write = "write", "录入", "write"
    submit = "submit", "提交审批", "submit"
    approve = "approve", "审批", "approve"
    publish = "publish", "发布", "publish"
    numbers = "numbers", "证件号码", "full personal numbers"
    export = "export", "导出", "export"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. With ``account_id`` None it is only a name: permitted until the register has its first account.

    ``bearer`` is an API token shown in place of a login; it is gone once the account is known.
    ``issuer_ids`` are the issuers whose records the actor sees and changes, None for all. ``scopes`` limit an API
    token, None for no limit. ``login`` on the command line is what ``--as`` said. ``proof`` says how the account was
    proved: ``password``, ``totp``, ``passkey``, ``oidc``, ``token``; None on the command line in training.
    ``proved_at`` is when the API token was made, which takes the person's password and code; else None.
    ``is_register`` marks ``REGISTER``, the register itself; ``is_public`` marks somebody without account
    (``OBJECTOR``, ``ENQUIRER``); ``is_server`` marks who runs the server and has no account: ``on_server``.
    """

    name: str
    channel: Channel = Channel.command_line
    account_id: UUID | None = None
    person_id: UUID | None = None
    login: str | None = None
    roles: frozenset[Role] = frozenset()
    issuer_ids: frozenset[UUID] | None = None
    scopes: frozenset[TokenScope] | None = None
    os_user: str | None = None
    proof: str | None = None
    proved_at: datetime | None = None
    is_register: bool = False
    is_public: bool = False
    is_server: bool = False
    bearer: str | None = field(default=None, repr=False)

    def has(self, *roles: Role) -> bool:
        """Return whether the actor has one of these roles."""
        return not self.roles.isdisjoint(roles)


REGISTER = Actor("登记系统", channel=Channel.job, is_register=True)
"""The register itself: it does what the clock brings, in nobody's name, and nothing else."""
OBJECTOR = Actor("异议人", channel=Channel.page, is_public=True)
ENQUIRER = Actor("咨询人", channel=Channel.page, is_public=True)
"""Whoever files on a public page or answers over a private link; may do that and nothing else."""


def on_server(os_user: str) -> Actor:
    """Return who runs the server under this user of the system: opens administrators there, and does nothing else."""
    return Actor(f"服务器管理人（{os_user}）", os_user=os_user, proof="server", is_server=True)


class Refusal(DisposalError):
    """Base of refusals that the audit trail records: without a right, without a second person, out of period.

    ``verb`` is what was tried, as the audit trail would have called it.
    """

    code: ClassVar[str] = "act_refused"
    status: ClassVar[int] = 403

    def __init__(self, *, zh: str, en: str, field: str = "actor", verb: str = "") -> None:
        super().__init__(zh=zh, en=en, field=field)
        self.verb = verb
