"""The content to approve (批准对象), and the gate of publication: nothing else is published where accounts exist.

Number, registry box and QR code enter only at publication, so the content to approve is the public content without
them. Publication fills in only these, and the day where several days were approved; both digests are kept.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.lifecycle import NoticeState, Transition, transition
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.accounts.persons import needs_two
from disposal.services.approvals.authorities import refuse_above_authority
from disposal.services.approvals.contributors import entries_since, in_words
from disposal.services.approvals.errors import ApprovalVoid, DayNotApproved
from disposal.services.approvals.rights import refuse_incomplete
from disposal.services.approvals.submissions import approvals_of, contributors_of, move, open_submission
from disposal.services.projects.composed_records import composed_records, composed_records_of
from disposal.write_errors import ApprovalMissing
from notices.composition.composition import compose
from notices.composition.missing_glyphs import naming_the_field
from notices.content.content import NoticeContent
from notices.content.field_labels import label_of
from notices.rendering.plain import render_text
from notices.typesetting.resources import templates_root

FILLED_IN = ("number", "entered_afterwards")
"""Fields of the content that only publication fills in: 公告编号, and 补录 in the registry box."""
_OF_THE_DAY = {"": ("published_on",), **dict.fromkeys(("window", "validity"), ("ends_on", "ends_at", "is_provisional"))}
"""What follows from the publication date, by the part of the content that holds it."""


@dataclass(frozen=True, slots=True)
class Approvable:
    """What is approved: the public content without what only publication knows, its canonical bytes and its text."""

    content: NoticeContent
    canonical_json: bytes
    text: str

    @property
    def sha256(self) -> str:
        """Return the digest that an approval names."""
        return hashlib.sha256(self.canonical_json).hexdigest()

    @property
    def text_sha256(self) -> str:
        """Return the digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def approvable(content: NoticeContent) -> Approvable:
    """Return what is to be approved of a public content. Raises: GlyphMissing."""
    bare = content.model_copy(update=dict.fromkeys(FILLED_IN))
    with naming_the_field(bare):
        return Approvable(bare, bare.canonical_json(), render_text(compose(bare)))


@cache
def edition() -> str:
    """Return the digest of the templates, styles and fonts that notices are composed with."""
    root, digest = templates_root(), hashlib.sha256()
    files = [*(root / "notices").rglob("*.j2"), *(root / "style").glob("notice*.css"), *(root / "fonts").glob("*.ttf")]
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def publishing(session: Session, notice: Notice) -> Transition:
    """Return the transition by which a notice is published: with approvals as soon as two persons are needed.

    Raises: TransitionRefused if it is public already, ApprovalMissing if it was not approved.
    """
    state = NoticeState[notice.state]
    if not needs_two(session):
        return transition("publish_alone", state=state, notice=notice.title)
    if state in (NoticeState.draft, NoticeState.submitted):
        raise ApprovalMissing(notice.title)
    return transition("publish", state=state, notice=notice.title)


def hold_to_approval(session: Session, notice: Notice, content: NoticeContent) -> Submission | None:
    """Hold a public content to its approved submission and return it; None where one person publishes alone.

    Raises: ApprovalMissing, ApprovalIncomplete, ApprovalVoid, DayNotApproved.
    """
    if not needs_two(session):
        return None
    submission = open_submission(session, notice.id)
    if submission is None or submission.state is not SubmissionState.approved:
        raise ApprovalMissing(notice.title)
    refuse_changed(session, notice, submission, approvable(content), verb="notice.published")
    refuse_other_day(session, notice, content.published_on)
    project = session.get_one(DisposalProject, notice.project_id)
    refuse_above_authority(session, submission, project.book_value, is_signed=True)
    refuse_incomplete(session, submission, contributors_of(session, submission, records_of(session, notice)))
    return submission


def records_of(session: Session, notice: Notice) -> set[UUID]:
    """Return the ids of the records that a draft is composed from; an amendment's words are its own."""
    return {notice.id} if notice.draft is not None else {notice.id} | composed_records(session, notice.project_id)


def records_of_all(session: Session, notices: Collection[Notice]) -> dict[UUID, set[UUID]]:
    """Return the same for several notices, by their ids, by as many queries as for one."""
    composed = composed_records_of(session, [each.project_id for each in notices if each.draft is None])
    return {each.id: {each.id} | (composed[each.project_id] if each.draft is None else set()) for each in notices}


def refuse_other_day(session: Session, notice: Notice, day: date) -> None:
    """Refuse a publication date that was not approved. Raises: DayNotApproved."""
    submission = open_submission(session, notice.id)
    if submission is not None and not submission.publish_from <= day <= submission.publish_until:
        allowed = f"{submission.publish_from} – {submission.publish_until}"
        raise DayNotApproved(day=day.isoformat(), allowed=allowed)


def refuse_changed(session: Session, notice: Notice, submission: Submission, now: Approvable, *, verb: str) -> None:
    """Refuse what is composed now if it is not what was submitted.

    Raises: ApprovalVoid, which says the fields that differ, the records that changed and whose approval is void.
    """
    fields = changed_fields(submission, now)
    if fields:
        ids = records_of(session, notice) | {*submission.record_ids, notice.amends_notice_id or notice.id}
        changes = in_words(entries_since(session, ids, submission.last_entry_id))
        names = "、".join(approval.name for approval in approvals_of(session, submission.id))
        raise ApprovalVoid(fields=fields, changes=changes, approvers=names, verb=verb)


def changed_fields(submission: Submission, now: Approvable) -> list[str]:
    """Return the labels of the parts of a content that differ from what was submitted, apart from an approved day."""
    stood, stands = json.loads(submission.canonical_json), json.loads(now.canonical_json)
    if stood.get("published_on") != stands.get("published_on") and submission.publish_from < submission.publish_until:
        is_same_text = submission.edition == edition()
        stood, stands = _without_day(stood), _without_day(stands)
    else:
        is_same_text = submission.text == now.text
    names = [name for name in NoticeContent.model_fields if stood.get(name) != stands.get(name)]
    labels = [label_of("NoticeContent", name) for name in names]
    return labels or ([] if is_same_text else ["文字"])


def note_published(session: Session, submission: Submission, version: NoticeVersion) -> None:
    """Keep with a submission what was published of it: the digest, and what publication filled in."""
    approved = json.loads(submission.canonical_json)
    printed = version.content
    names = (*approved, *(name for name in printed if name not in approved))
    submission.published_sha256 = version.canonical_sha256
    submission.filled_in = {name: printed.get(name) for name in names if approved.get(name) != printed.get(name)}
    move(session, submission, SubmissionState.published)


def _without_day(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of a content without what follows from its publication date."""
    bare = {name: value for name, value in content.items() if name not in _OF_THE_DAY[""]}
    for part in ("window", "validity"):
        if isinstance(bare.get(part), dict):
            bare[part] = {name: value for name, value in bare[part].items() if name not in _OF_THE_DAY[part]}
    return bare
