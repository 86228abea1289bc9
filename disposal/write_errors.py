"""Errors of writes that the database refuses: no actor, no audit entry, no approval, or an append-only table.

The triggers raise the SQLSTATEs below (see ``migrations/triggers.py``).
"""

from typing import ClassVar

from disposal.acting import Refusal
from disposal.errors import DisposalError


class ActorMissing(DisposalError):
    """A write in a session without an actor."""

    code: ClassVar[str] = "actor_missing"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            zh="此会话未指明操作人，不得写入。请以 session(操作人) 打开会话，命令行请用 --as 指明。",
            en="This session names nobody, so it may not write. Open it as session(actor); "
            "on the command line say who with --as.",
            field="actor",
        )
        self.detail = detail


class OnChangeMissing(DisposalError):
    """A write in a session that does not carry the rules of sessions: rights, and what follows from a change."""

    code: ClassVar[str] = "on_change_missing"
    status: ClassVar[int] = 500

    def __init__(self) -> None:
        super().__init__(
            zh="此会话未载明变更后的后续处理（如重新审查），不得写入。请以 registry.opening.open_database 打开数据库。",
            en="This session does not carry what must follow from a change, such as screening again, so it may not "
            "write. Open the database with registry.opening.open_database.",
        )


class AuditMissing(DisposalError):
    """A change without an audit entry in the same transaction."""

    code: ClassVar[str] = "audit_missing"

    def __init__(self, detail: str) -> None:
        super().__init__(
            zh=f"更改未在同一事务中留下审计记录（{detail}），已全部撤销。请在更改处调用 audit.record。",
            en=f"A change left no audit entry in its transaction ({detail}); all of it is undone. "
            "Call audit.record where the change is made.",
        )


class AppendOnly(DisposalError):
    """A change to a table whose rows are never changed or deleted."""

    code: ClassVar[str] = "append_only"

    def __init__(self, detail: str) -> None:
        super().__init__(
            zh=f"该表只能追加，不得修改、删除或清空（{detail}）。更正请另行追加一条记录。",
            en=f"That table only grows: no update, delete or truncate ({detail}). To correct it, append a new row.",
        )


class ApprovalMissing(Refusal):
    """A notice would become public without the complete approvals of exactly its content."""

    code: ClassVar[str] = "approval_missing"
    status: ClassVar[int] = 409

    def __init__(self, detail: str) -> None:
        super().__init__(
            zh=f"公告“{detail}”没有他人对其内容的完整批准，不能发布；请先提交审批（disposal draft submit）。",
            en=f'The notice "{detail}" lacks the complete approvals of exactly its content by other persons, so it is '
            "not published; submit it for approval first (disposal draft submit).",
            field="notice",
            verb="notice.published",
        )


AUDIT_MISSING = "DR001"
APPEND_ONLY = "DR002"
APPROVAL_MISSING = "DR003"
READ_ONLY = "25006"

ERRORS_BY_SQLSTATE: dict[str, type[ActorMissing | AuditMissing | AppendOnly | ApprovalMissing]] = {
    AUDIT_MISSING: AuditMissing,
    APPEND_ONLY: AppendOnly,
    APPROVAL_MISSING: ApprovalMissing,
    READ_ONLY: ActorMissing,
}
"""The registry's error for each SQLSTATE of a refused write."""
