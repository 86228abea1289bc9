"""What an event of the audit trail, and a verb of the permissions, is called on screen: 更改债权, 发布公告."""

from collections.abc import Mapping
from types import MappingProxyType

from disposal.models.records.record import Record
from disposal.models.tables import every_table

_WHOLE: Mapping[str, tuple[str, str]] = MappingProxyType({
    "access.refused": ("办理被拒绝", "was refused an act"),
    "sign_in.failed": ("登录失败", "failed to sign in"),
    "sign_in.begun": ("登录", "signed in"),
    "sign_in.proved": ("验证本人", "gave the second factor"),
    "sign_in.ended": ("退出", "signed out"),
    "project.claims_imported": ("导入项目债权", "imported claims of the project"),
    "project.import_undone": ("还原项目债权的导入", "undid the import of claims of the project"),
    "package.staged": ("上传资产包工作簿", "uploaded the workbook of a package"),
    "package.discarded": ("作废资产包工作簿", "put the workbook of a package aside"),
    "package.imported": ("导入资产包", "imported a package"),
    "package.import_undone": ("还原资产包的导入", "undid the import of a package"),
    "party.separated": ("拆分主体", "separated the parties"),
    "party.number_resealed": ("重新加密证件号码", "sealed a personal number again"),
    "bidder.watch_resealed": ("重新加密意向受让人的比对标记", "sealed the marks of a bidder again"),
    "notice.day_chosen": ("选定公告日期", "chose the day of publication"),
    "notice.submission_withdrawn": ("撤回送审", "took the submission back"),
    "submission.replaced": ("以新送审稿替代", "replaced the submission"),
    "notice.step_approved": ("批准审批步骤", "approved a step"),
    "project.closed": ("关闭项目", "closed the project"),
    "project.reopened": ("重新打开项目", "reopened the project"),
    "objection.grouped": ("合并处理异议", "grouped the objections"),
    "objection.ungrouped": ("取消合并处理", "ungrouped the objections"),
    "objection.case_number_entered": ("登记案号", "entered a case number"),
    "objection.refusal_returned": ("退回不予受理的提请", "returned the proposal not to accept"),
    "objection.decision_returned": ("退回审查结论的提请", "returned the proposed decision"),
    "list_upload.staged": ("上传名单文件", "uploaded the file of a list"),
    "list_upload.imported": ("导入名单文件", "imported the file of a list"),
    "mode.settled": ("确定培训或生产模式", "settled the mode of the register"),
    "account.unlocked": ("解除账号锁定", "unlocked the account"),
    "own_account.changed": ("更改本人账号", "changed the own account"),
    "own_account.password_set": ("设定密码", "set the password"),
    "second_factor.used": ("使用二次验证", "used the second factor"),
    "recovery_code.used": ("使用恢复码", "used a recovery code"),
    "passkey.used": ("使用通行密钥", "used a passkey"),
    "one_time_secret.used": ("使用重设码", "used the reset code"),
    "jobs.retried": ("重新运行失败的后台任务", "ran failed jobs again"),
    "bidder.screened": ("审查意向受让人", "screened the bidder"),
    "bidder.screening_due": ("标记为待重新审查", "marked the bidder for screening again"),
    "bidder.dossier_taken_over": ("接收申报资料", "took over the dossier"),
    "list_version.imported": ("导入名单", "imported a list"),
    "notice.drafted": ("起草公告", "drafted the notice"),
    "notice.day_changed": ("更改公告日期", "changed the day of publication"),
    "notice.entered_afterwards": ("补录公告", "entered the notice afterwards"),
    "notice.placed": ("登记刊登", "recorded a placement"),
    "discipline_opinion.given": ("出具纪检部门意见", "gave the discipline opinion"),
    "discipline_key.made": ("建立纪检密钥", "made a discipline key"),
    "discipline_key.signed": ("签署纪检密钥", "signed a discipline key"),
    "discipline_key.ended": ("停用纪检密钥", "ended a discipline key"),
    "notice.unscheduled": ("取消定时发布", "cancelled the scheduled publication"),
    "notice_version.frozen": ("固定公告版本", "froze a version of the notice"),
    "project.announced": ("项目已公告", "announced the project"),
    "project.claim_added": ("加入债权", "added a claim"),
    "project.claim_changed": ("更改项目内债权", "changed a claim of the project"),
    "project.claim_taken_out": ("移出债权", "took a claim out"),
    "party.number_read": ("查看证件号码", "read the personal number"),
    "list_entry.number_read": ("查看名单号码", "read a number of a list"),
    "screening_decision.override_approved": ("批准破例", "approved an override"),
    "issuer.rules_changed": ("更改审批规则", "changed the rules of approval of"),
    "press_booking.confirmed": ("确认刊发", "confirmed the printing"),
    "paper_approval.confirmed": ("核对线下审批", "confirmed the approval on paper"),
    "objection.accepted": ("受理异议", "took up the objection"),
    "objection.not_accepted": ("复核不予受理", "confirmed that the objection is not accepted"),
    "objection.refusal_proposed": ("提请不予受理", "proposed not to accept the objection"),
    "objection.decision_proposed": ("提请异议审查结论", "proposed a decision on the objection"),
    "objection.review_begun": ("开始审查异议", "began the review of the objection"),
    "objection.upheld": ("复核异议成立", "upheld the objection"),
    "objection.partly_upheld": ("复核异议部分成立", "upheld the objection in part"),
    "objection.dismissed": ("复核异议不成立", "dismissed the objection"),
    "enquiry.filed": ("咨询", "asked"),
    "enquiry.answered": ("答复咨询", "answered the enquiry"),
    "enquiry.consent_withdrawn": ("撤回公开同意", "took the consent to publish back"),
    "enquiry_file.filed": ("提交咨询材料", "filed a file with the enquiry"),
    "objection.filed": ("提出异议", "filed the objection"),
    "objection.voided": ("登记误收", "recorded as entered by mistake"),
    "objection.taken_back": ("撤回异议", "took the objection back"),
    "objection.left_by_lead": ("取消合并（所并入的异议已撤回）", "ungrouped, since its lead was taken back"),
    "objection.received_at_changed": ("更改收到时间", "corrected the time of receipt of"),
    "objection.receipt_confirmed": ("认可收到时间", "confirmed the time of receipt of"),
    "objection.receipt_declined": ("不予认可收到时间", "declined the time of receipt of"),
    "objection.link_renewed": ("重发专用网址", "made a new private link for"),
    "objection_message.asked": ("向异议人提问", "asked the objector"),
    "objection_message.received": ("异议人答复", "the objector answered"),
    "objection_file.filed": ("提交异议材料", "filed evidence"),
    "window_event.opened": ("公告期开始", "noted that the window opened"),
    "window_event.closing_soon": ("提醒公告期将届满", "reminded that the window closes soon"),
    "window_event.closed": ("公告期届满", "noted that the window closed"),
    "notice.window_recounted": ("重新计算公告期", "counted the window anew"),
    "screening_alert.sent": ("发出重新审查通知", "sent an alert"),
})  # fmt: skip
"""Events whose words are not those of a noun and a verb."""
_VERBS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "entered": ("录入", "entered"),
    "changed": ("更改", "changed"),
    "removed": ("移除", "removed"),
    "merged": ("合并", "merged"),
    "unmerged": ("还原合并", "undid the merger of"),
    "undone": ("还原", "undid"),
    "published": ("发布", "published"),
    "scheduled": ("定时发布", "scheduled"),
    "amended": ("发布后续公告，涉及", "amended"),
    "superseded": ("替代", "superseded"),
    "withdrawn": ("撤销", "withdrew"),
    "concluded": ("结束", "concluded"),
    "submitted": ("提交审批", "submitted"),
    "approved": ("批准", "approved"),
    "returned": ("退回修改", "returned"),
    "recorded": ("登记", "recorded"),
    "stored": ("存入", "stored"),
    "made": ("作出", "made"),
    "opened": ("开设", "opened"),
    "disabled": ("停用", "disabled"),
    "enabled": ("启用", "enabled"),
    "reset": ("重设", "reset"),
    "saved": ("保存", "saved"),
    "discarded": ("作废", "discarded"),
    "restored": ("还原", "restored"),
    "completed": ("完成", "completed"),
    "exported": ("导出", "exported"),
    "resealed": ("重新加密", "sealed again"),
    "reindexed": ("重建索引", "indexed again"),
    "read": ("查看", "read"),
    "declined": ("不予采用", "declined"),
    "given": ("作出", "gave"),
    "cancelled": ("取消", "cancelled"),
    "ended": ("终止", "ended"),
    "confirmed": ("确认", "confirmed"),
    "dismissed": ("排除", "dismissed"),
    "override_requested": ("申请破例：", "asked for an override of"),
})  # fmt: skip
_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "claims": ("债权", "claims"),
    "parties": ("主体", "parties"),
    "projects": ("处置项目", "projects"),
    "notices": ("公告", "notices"),
    "bidders": ("意向受让人", "bidders"),
    "objections": ("异议", "objections"),
    "drafts": ("公告草稿", "drafts"),
    "lists": ("名单", "lists"),
    "enquiries": ("咨询", "enquiries"),
    "deputyships": ("代理", "deputyships"),
    "history": ("变更记录", "the history of records"),
    "audit": ("审计记录", "the audit trail"),
    "accounts": ("账号", "accounts"),
    "jobs": ("后台任务", "jobs"),
    "reports": ("举报", "reports"),
    "own_account": ("本人账号", "the own account"),
    "objection_rules": ("异议办理规则", "the rules for objections"),
})  # fmt: skip


def event_words(event: str, language: str) -> str:
    """Return the words of an event; of one that has none, the noun and 已办理."""
    at = 1 if language == "en" else 0
    if event in _WHOLE:
        return _WHOLE[event][at]
    noun, _, verb = event.partition(".")
    named = _NOUNS.get(noun) or _labels().get(noun) or ("记录", noun.replace("_", " "))
    done = _VERBS.get(verb) or ("办理", verb.replace("_", " "))
    return f"{done[1]} {named[1]}" if at else f"{done[0]}{named[0]}"


def table_called(name: str) -> type[Record] | None:
    """Return the table of that name, or None."""
    return next((table for table in every_table() if table.__tablename__ == name), None)


def _labels() -> Mapping[str, tuple[str, str]]:
    known = {str(table.__tablename__): table.label for table in every_table() if "label" in vars(table)}
    return known | {"statement": known["claim_statement"], "project": known["disposal_project"]}
