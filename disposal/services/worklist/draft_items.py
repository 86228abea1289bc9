"""One's own drafts (我的草稿) wait until they are completed or put aside: claims, dossiers, forms of notices."""

from collections.abc import Iterable

from sqlmodel import Session, select

from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.notice_form_draft import NoticeFormDraft
from disposal.services.accounts.own_drafts import own_drafts
from disposal.services.accounts.permissions import may
from disposal.services.bidders.dossier_drafts import own_dossiers
from disposal.services.records.id_sets import among
from disposal.services.worklist.work_item import MOST, WorkContext, WorkItem


def claim_drafts(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the person's own claims not completed."""
    if not may(context.actor, "claim_draft.opened"):
        return
    for draft in own_drafts(session, ClaimDraft, context.actor, most=MOST + 1):
        about = draft.title or "未填债务人"
        yield WorkItem("完成债权草稿", "finish the claim", about, f"/desk/claims/drafts/{draft.id}", draft.saved_at)


def dossier_drafts(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the person's own dossiers not completed."""
    if not may(context.actor, "dossier_draft.saved"):
        return
    for draft in own_dossiers(session, most=MOST + 1):
        about, path = draft.title or "未填名称", f"/desk/bidders/new?draft={draft.id}"
        yield WorkItem("完成申报草稿", "finish the dossier", about, path, draft.saved_at)


def notice_forms(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the person's own forms of notices that are not stored in their projects."""
    if not may(context.actor, "notice_form_draft.saved"):
        return
    drafts = own_drafts(session, NoticeFormDraft, context.actor, most=MOST + 1)
    query = select(DisposalProject).where(among(DisposalProject.id, [draft.project_id for draft in drafts]))
    projects = {project.id: project for project in session.exec(query)}
    for draft in drafts:
        project = projects[draft.project_id]
        about, path = f"{project.code} {project.name}", f"/desk/projects/{project.id}/notice?change=1"
        yield WorkItem("完成公告填写", "finish the form of a notice", about, path, draft.saved_at)
