"""An objection entered by mistake (误收): its number stays used, what was said goes from register and audit trail.

Nobody alone makes an objection disappear: what goes was handed to the discipline officers before, whatever it was
(``services/reports/handing_over``). So the entry 误收 says nothing of why. What is said stands in the audit trail as a
digest only, whose salt goes too; what the API keeps of its answers, to repeat them, is deleted.
"""

import hmac
import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.models.objections.codes import ObjectionGround, ObjectionState, ObjectorStanding
from disposal.models.objections.handling import ObjectionFile, ObjectionMessage, ObjectionPause
from disposal.models.objections.objection import Objection
from disposal.services.accounts.idempotency import forget_naming
from disposal.services.objections.errors import ObjectionRefused
from disposal.services.objections.lifecycle import objection_step
from disposal.services.objections.lookup import decisions_of, members_of
from disposal.services.records.writing import change, locked, remove

VOIDED = "误收"
"""What stands in place of the words, and the reason that the audit trail gives."""
_NOTHING = "—"
_SAID: dict[str, Any] = {
    "words": VOIDED, "target": "notice", "target_words": _NOTHING, "ground": ObjectionGround.other,
    "standing": ObjectorStanding.other, "remedy": None, "arguments": None, "objector": None, "objector_kind": None,
    "phone": None, "email": None, "address": None, "representative": None, "recording": None, "said_salt": None,
}  # fmt: skip


def digest_of_said(salt: str | None, said: dict[str, Any]) -> str:
    """Return the digest that stands in the audit trail for what was said; without the salt nobody can guess at it."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest((salt or "").encode(), written.encode(), "sha256").hex()


def said_in(row: Objection | ObjectionMessage | ObjectionFile) -> dict[str, Any]:
    """Return what a digest stands for: the fields that the audit trail leaves out, without bytes and contacts."""
    left_out = {"data", "link_digest", "said_salt", "phone", "email", "address"}
    return row.model_dump(mode="json", include=set(row.unaudited) - left_out)


def refuse_unfit_to_void(session: Session, objection: Objection) -> None:
    """Refuse an objection that was decided on, grouped, paused or taken to court: the trail holds words about it.

    Raises: ObjectionStepRefused, ObjectionRefused.
    """
    objection_step("void", state=objection.state, receipt=objection.receipt)
    pauses = session.exec(select(ObjectionPause.id).where(ObjectionPause.objection_id == objection.id)).all()
    is_grouped = objection.lead_id is not None or bool(members_of(session, objection))
    if decisions_of(session, objection) or pauses or is_grouped or objection.case_number or not objection.said_salt:
        raise ObjectionRefused(
            field="receipt",
            zh=f"异议 {objection.receipt} 已有处理决定、提问、中止、合并或案号，审计记录中留有相关内容，不能再转；"
            "请照常办理，并请对方自行在“举报”中提交，或拨打举报电话。",
            en=f"objection {objection.receipt} has a decision, a question, a pause, a group or a court case, of which "
            "the audit trail keeps words, so it cannot be handed over; handle it, and ask the person to report it, or "
            "to call the telephone for reports",
        )


def void_objection(session: Session, objection_id: UUID, *, copied: Collection[UUID]) -> Objection:
    """Take away what was said of an objection, with its files and messages; ``copied`` are those handed over.

    Raises: ObjectionStepRefused; ObjectionRefused where something came since.
    """
    objection = locked(session, Objection, objection_id)
    refuse_unfit_to_void(session, objection)
    files, messages = files_and_messages(session, objection)
    if any(each.id not in copied for each in (*files, *messages)):
        raise ObjectionRefused(
            field="receipt",
            zh=f"异议 {objection.receipt} 又收到材料，尚未移出；请再办理一次。",
            en=f"something more came to objection {objection.receipt}; do it once more",
        )
    state = {"state": ObjectionState.voided, "authority": None}
    change(session, objection, _SAID | state, event="objection.voided", reason=VOIDED)
    for file in files:
        remove(session, file, event="objection_file.removed", reason=VOIDED)
    for message in messages:
        remove(session, message, event="objection_message.removed", reason=VOIDED)
    forget_naming(session, objection.receipt)
    return objection


def files_and_messages(session: Session, objection: Objection) -> tuple[list[ObjectionFile], list[ObjectionMessage]]:
    """Return the files of an objection, with their bytes, and what was said over the private link."""
    files = session.exec(select(ObjectionFile).where(ObjectionFile.objection_id == objection.id)).all()
    messages = session.exec(select(ObjectionMessage).where(ObjectionMessage.objection_id == objection.id)).all()
    return list(files), list(messages)
