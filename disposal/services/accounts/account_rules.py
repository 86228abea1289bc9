"""Rules of accounts: which roles exclude each other, and what needs a second administrator (双人授权)."""

from collections.abc import Collection

from disposal.acting import Role
from disposal.errors import RecordRefused

EXCLUSIVE = (Role.administrator, Role.auditor, Role.discipline_officer)
"""In production these have no other role beside them."""
PRIVILEGED = frozenset({Role.approver, Role.compliance_officer, Role.legal_officer, Role.discipline_officer,
                        Role.administrator})  # fmt: skip
"""Making or resetting an account with one of these needs a second administrator in production; so does whatever
changes the account of an administrator, for one who disables the other acts alone."""
ALONE = "单人授权"
"""Stands in the audit trail where there was no second administrator."""
SERVER = "服务器开设"
"""Stands in the audit trail where who runs the server opened an administrator, or let one in again."""

MADE_BY_ONE_ZH = (
    "该管理员由一名管理员单独开设或放行，无第二人确认。请由服务器管理人运行 "
    "disposal user open-on-server 登录名 --reason 补办授权，将重设码当面交给本人，由其重设密码和二次验证；"
    "不再使用的，停用该账号。"
)
MADE_BY_ONE = (
    "one administrator made this one or let it in, and nobody confirmed it. Let who runs the server run disposal user "
    "open-on-server LOGIN --reason …, and hand the code to the person, who sets password and second factor anew; or "
    "disable the account."
)
"""What to do about an administrator made by one alone, before releases that refuse it."""


def check_roles(roles: Collection[Role], *, is_production: bool) -> None:
    """Check the roles of an account. Raises: RecordRefused."""
    if not roles:
        raise RecordRefused(
            field="roles",
            zh=f"账号至少要有一个岗位；可用：{'、'.join(role.zh for role in Role)}。",
            en=f"an account has one role at least; use {', '.join(role.value for role in Role)}",
        )
    alone = [role for role in EXCLUSIVE if role in roles]
    if is_production and alone and len(set(roles)) > 1:
        raise RecordRefused(
            field="roles",
            zh=f"{alone[0].zh}不得兼任其他岗位；请为该人员另开一个账号，或只留一个岗位。",
            en=f"the role {alone[0].value} excludes all others; keep one role, or open a second account",
        )


def needs_second(*, before: Collection[Role], after: Collection[Role], gains_issuers: bool = False) -> bool:
    """Return whether a change of roles needs a second administrator.

    It does where it gives or widens a privileged role, and always where the account is an administrator's.
    """
    held = PRIVILEGED & set(after)
    return Role.administrator in before or bool(held - set(before)) or (bool(held) and gains_issuers)
