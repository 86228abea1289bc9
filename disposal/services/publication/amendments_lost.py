"""What later notices of a project changed or ended, and its new draft does not state.

A draft is composed from the records. What a correction or supplement changed in a published notice is not in them
unless somebody entered it there too, so a notice published again may repeat the mistake, or offer what is sold.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.services.publication import versions
from notices.completeness import Severity, Shortcoming
from notices.composition.corrections import forms_at
from notices.content.content import Change, NoticeContent, Revision
from notices.kinds import kind_of
from notices.law.provisions import CONSISTENT_RECORD

MOST_NAMED = 5
"""Debtors that a warning names; of more it tells how many."""


def amendments_lost(session: Session, notice: Notice, content: NoticeContent) -> Iterator[Shortcoming]:
    """Warn of debtors whose sale a result told of, and of each element that stands as it was before a correction.

    What was told in words alone is noted.
    """
    if not kind_of(notice.kind).offers_assets:
        return
    yield from _sold(session, notice, content)
    for said in _said_before(session, notice):
        by_path = {change.path: (change, each) for each in said.revisions for change in each.changes if change.path}
        for path, (change, revision) in by_path.items():
            if _stands_as_before(content, change, path=path):
                yield _undone(change, revision, path=path)
        for revision in said.revisions:
            if revision.kind == "supplement" or any(change.path is None for change in revision.changes):
                yield _to_compare(revision)


def _said_before(session: Session, notice: Notice) -> Iterator[NoticeContent]:
    yield from (versions.newest_content(session, each) for each in _before(session, notice, notice.kind))


def _before(session: Session, notice: Notice, kind: str) -> Sequence[Notice]:
    query = (
        select(Notice)
        .where(col(Notice.project_id) == notice.project_id, col(Notice.kind) == kind)
        .where(col(Notice.id) != notice.id, col(Notice.state) != NoticeState.draft.value)
        .order_by(col(Notice.number_year), col(Notice.number_serial))
    )
    return session.exec(query).all()


def _sold(session: Session, notice: Notice, content: NoticeContent) -> Iterator[Shortcoming]:
    """Warn of debtors that a result with a price or a buyer names; one that names none speaks of all."""
    offered = [item.debtor.name for item in content.items]
    for result in _before(session, notice, "result"):
        said = versions.newest_content(session, result)
        is_sale = said.outcome is not None and (said.outcome.price or said.outcome.buyer)
        if not is_sale or result.state == NoticeState.withdrawn.value:
            continue
        masks = versions.newest_masks(session, result)
        named = {item.debtor.name for item in said.items}
        sold = [name for name in offered if not named or name in named or masks.get(name) in named]
        if sold:
            yield _sold_already(sold, str(result.number))


def _sold_already(sold: Sequence[str], number: str) -> Shortcoming:
    names, others = sold[:MOST_NAMED], len(sold) > MOST_NAMED
    zh = "、".join(names) + (f"等{len(sold)}户" if others else "")
    en = ", ".join(names) + (f" and others, {len(sold)} in all," if others else "")
    return Shortcoming(
        Severity.warning,
        "sold_already",
        "items",
        f"结果公告 {number} 载明{zh}的债权已成交；已成交的债权不得再次公告，请核对，并以未成交的各户另录项目后再发布",
        f"result {number} tells that the claims on {en} were sold; what is sold is not offered again: check it, and "
        "enter those that were not sold as a project of its own",
        CONSISTENT_RECORD,
    )


def _stands_as_before(content: NoticeContent, change: Change, *, path: str) -> bool:
    forms = forms_at(content, path)
    return change.before in forms and change.after not in forms


def _undone(change: Change, revision: Revision, *, path: str) -> Shortcoming:
    return Shortcoming(
        Severity.warning,
        "correction_undone",
        path,
        f"“{change.label}”为“{change.before}”，而公告 {revision.number} 已更正为“{change.after}”；登记数据仍为"
        "更正前内容，草稿由其生成；请以更正后的内容文件另录项目后再发布",
        f'"{change.label}" is "{change.before}" again, though notice {revision.number} corrected it to '
        f'"{change.after}": the draft is composed from the records, which still hold the old value; enter the '
        "corrected content file as a project of its own and publish that",
        CONSISTENT_RECORD,
    )


def _to_compare(revision: Revision) -> Shortcoming:
    return Shortcoming(
        Severity.note,
        "amendment_to_compare",
        "register",
        f"此前公告 {revision.number} 补充或以文字更正的内容不会自动写入草稿，请核对登记数据是否已包含",
        f"what notice {revision.number} added or corrected in words does not enter a draft by itself; check that the "
        "records hold it",
        CONSISTENT_RECORD,
    )
