"""Publication: compose, check, number, freeze and publish a draft in one transaction.

财金〔2008〕87号: the notice and its contents; art. 14: an announcement changes only by a new notice; art. 15: process
and result are kept complete.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.lifecycle import NoticeState, transition
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim, ProjectStatus
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.accounts.permissions import require
from disposal.services.bidders.pending_rescreenings import note_project
from disposal.services.notice_index.summary_fields import summary_fields
from disposal.services.projects.content import content_of
from disposal.services.projects.projects import refuse_cancelled
from disposal.services.publication import amendment_effects, days, live_claims, public_names, versions
from disposal.services.publication.approved_content import (
    hold_to_approval,
    note_published,
    publishing,
    refuse_other_day,
)
from disposal.services.publication.booked_media import refuse_unbooked
from disposal.services.publication.buyers import refuse_barred_buyer
from disposal.services.publication.context import PublicationContext, refuse_clocks_apart, refuse_unfit_address
from disposal.services.publication.draft_check import completeness_facts, with_register_warnings
from disposal.services.publication.errors import AmendmentRefused, NoticeIncomplete, ResidentIdInNotice
from disposal.services.publication.loan_overrides import refuse_loans_on_offer
from disposal.services.publication.notices import locked, next_number
from disposal.services.publication.search_index import index_notice
from disposal.services.records import audit, writing
from disposal.services.windows.events import defer_events
from notices.completeness import Report, check
from notices.composition.composition import title_of
from notices.content.content import AmendedNotice, NoticeContent
from notices.content.counted_windows import resolve
from notices.kinds import kind_of
from notices.kinds.kind import package_of
from notices.resident_ids import resident_ids_in


def draft_notice(session: Session, project_id: UUID, *, published_on: date, supersedes: UUID | None = None) -> Notice:
    """Draft the disposal notice of a project. Its text is composed from the records on publication.

    ``supersedes`` is the published notice it will replace.

    Raises: what ``content_of`` raises if the project is incomplete; NoticeUnknown, TransitionRefused, AmendmentRefused,
    ResidentIdInNotice.
    """
    earlier = locked(session, supersedes) if supersedes else None
    if earlier is not None:
        transition("supersede", state=NoticeState[earlier.state], notice=str(earlier.number))
        _refuse_earlier_date(earlier, published_on)
    content = content_of(session, project_id, kind="disposal", published_on=published_on)
    return _draft(session, project_id, content=content, amends=earlier, draft=None)


def draft_amendment(session: Session, earlier_id: UUID, content: NoticeContent) -> Notice:
    """Draft a supplement, correction, extension, withdrawal or result of a published notice.

    ``content.amends`` and the issuer are set from that notice.

    Raises: NoticeUnknown, TransitionRefused, AmendmentRefused, ResidentIdInNotice; what ``consolidate`` raises.
    """
    earlier = locked(session, earlier_id)
    effect = amendment_effects.effect_of(content.kind)
    transition(effect.verb, state=NoticeState[earlier.state], notice=str(earlier.number))
    _refuse_earlier_date(earlier, content.published_on)
    amendment_effects.refuse_what_only_an_offer_takes(session, earlier, content.kind)
    said = versions.newest_content(session, earlier)
    whole = amendment_effects.fitted(content, said, amends=amended(earlier, said))
    amendment_effects.consolidated_form(said, public_names.public_amendment(session, earlier, said, whole))
    return _draft(session, earlier.project_id, content=whole, amends=earlier, draft=whole.as_json())


def content_to_publish(session: Session, notice: Notice, *, context: PublicationContext) -> NoticeContent:
    """Return the public content that a draft would have if published now: with counted windows, without a number."""
    return public_names.public_draft(session, notice, content_of_draft(session, notice, context=context)).content


def content_of_draft(session: Session, notice: Notice, *, context: PublicationContext) -> NoticeContent:
    """Return the content of a draft as staff hold it, with the full names of persons: it is checked, never shown."""
    if notice.draft is not None:
        content = NoticeContent.stored(notice.draft)
    else:
        content = content_of(session, notice.project_id, kind=notice.kind, published_on=_published_on(notice))
    if notice.amends_notice_id is not None and content.amends is None:
        earlier = session.get_one(Notice, notice.amends_notice_id)
        content = content.model_copy(update={"amends": amended(earlier, versions.newest_content(session, earlier))})
    return resolve(content, context.calendar, allow_provisional=True)


def check_notice(session: Session, notice_id: UUID, *, context: PublicationContext) -> Report:
    """Check a draft without publishing it: ``checked_draft`` without the content."""
    return checked_draft(session, notice_id, context=context)[0]


def checked_draft(session: Session, notice_id: UUID, *, context: PublicationContext) -> tuple[Report, NoticeContent]:
    """Return missing or wrong content with the register warnings, and the public content as ``content_to_publish``.

    For an amendment, also return what would block the consolidated version of the notice it amends.

    Raises: what ``consolidate`` raises, if that notice has changed since the amendment was drafted.
    """
    notice = writing.found(session, Notice, notice_id)
    content = content_of_draft(session, notice, context=context)
    report = check(content, calendar=context.calendar, facts=completeness_facts(session, notice))
    public = public_names.public_draft(session, notice, content)
    of_whole = amendment_effects.blockers_of_whole(session, notice, public, context=context)
    report = Report(tuple(dict.fromkeys(of_whole + report.findings)))
    return with_register_warnings(session, notice, content, report=report), public.content


def publish(session: Session, notice_id: UUID, *, context: PublicationContext) -> NoticeVersion:
    """Publish a draft: check it, number it, freeze it, and apply its effect on the notice it amends.

    All or nothing: after any error, the caller's rollback leaves no number, no version and no link.

    Raises:
        TransitionRefused: it is public already, or the amended notice has changed its state.
        PublicAddressUnfit, ClocksApart: in production, the address to be printed is this machine's or not of https,
            or a clock is wrong.
        ApprovalMissing, ApprovalIncomplete, ApprovalVoid, DayNotApproved: others have not approved exactly this.
        NoticeIncomplete: the completeness check found blockers.
        PublicationDayPassed, PublicationDayToCome: its date is not today, and no reason was given.
        ClaimInLiveNotice: one of its claims is in another live notice.
        BuyerBarred: the buyer of a result seems to be barred.
        GlyphMissing: no font has one of its characters.
    """
    notice = locked(session, notice_id)
    refuse_unfit_address(session, context)
    refuse_clocks_apart(session, context)
    step = publishing(session, notice)
    project = writing.locked(session, DisposalProject, notice.project_id)  # the claims printed are the claims held
    issuer = session.get_one(Issuer, notice.issuer_id)
    stated = days.held_to_its_day(notice, complete_content(session, notice, context=context), context=context)
    public_names.refuse_personal_data(stated)
    public = public_names.public_draft(session, notice, stated)
    approved = hold_to_approval(session, notice, public.content)
    refuse_unbooked(session, notice, public.content)
    before = audit.facts(notice)
    effect = amendment_effects.begin(session, notice, at=context.clock())
    refuse_barred_buyer(session, notice, stated)
    if kind_of(notice.kind).offers_assets:
        live_claims.hold(session, notice, _claims(session, project.id))
        refuse_loans_on_offer(session, notice)
    number = next_number(session, issuer, year=stated.published_on.year)
    public = replace(public, content=public.content.model_copy(update={"number": str(number)}))
    content = public.content
    version = versions.freeze(session, notice, public, context=context)
    if approved is not None:
        note_published(session, approved, version)
    notice.sqlmodel_update(summary_fields(content))
    notice.state, notice.number = step.to_state.value, str(number)
    notice.number_year, notice.number_serial = number.year, number.serial
    notice.publish_at = notice.scheduled_by = None
    notice.offer_id, notice.offer_published_on = _offer_of(session, notice)
    index_notice(session, notice, content, text=version.text)
    audit.record(session, step.event, subject=notice, before=before)
    defer_events(session, notice)
    _announce(session, notice, project)
    if effect is not None:
        amendment_effects.apply(session, effect, by=notice, public=public, context=context)
    note_project(session, notice.project_id, ("公告内容变更", "what the notice says has changed"))
    return version


def publish_or_schedule(session: Session, notice_id: UUID, *, context: PublicationContext) -> NoticeVersion | datetime:
    """Publish a draft, or schedule it if its date is in the future and return the instant of publication.

    A draft must pass the completeness check to be scheduled. The check is repeated on the day.

    Raises: PermissionRefused; what ``publish`` raises.
    """
    require(session, "notice.published")
    notice = locked(session, notice_id)
    if _published_on(notice) <= context.today:
        return publish(session, notice_id, context=context)
    refuse_unfit_address(session, context)
    refuse_clocks_apart(session, context)
    publishing(session, notice)
    stated = complete_content(session, notice, context=context)
    hold_to_approval(session, notice, public_names.public_draft(session, notice, stated).content)
    refuse_unbooked(session, notice, stated)
    refuse_barred_buyer(session, notice, stated)
    refuse_loans_on_offer(session, notice)
    return days.schedule(session, notice, _published_on(notice))


def change_day(session: Session, notice_id: UUID, published_on: date) -> Notice:
    """Change the date of a draft; this removes it from the schedule. Of an approved one, within the approved days.

    Raises: NoticeUnknown; TransitionRefused if it is neither; AmendmentRefused if before the amended notice;
    DayNotApproved.
    """
    notice = locked(session, notice_id)
    is_approved = notice.state == NoticeState.approved.value
    verb = "choose_day" if is_approved else "change_day"
    step = transition(verb, state=NoticeState[notice.state], notice=notice.title)
    if is_approved:
        refuse_other_day(session, notice, published_on)
    if notice.amends_notice_id is not None:
        _refuse_earlier_date(session.get_one(Notice, notice.amends_notice_id), published_on)
    before = audit.facts(notice)
    notice.published_on = published_on
    notice.publish_at = notice.scheduled_by = None
    if notice.draft is not None:
        notice.draft = {**notice.draft, "published_on": published_on.isoformat()}
    audit.record(session, step.event, subject=notice, before=before)
    return notice


def amended(earlier: Notice, said: NoticeContent) -> AmendedNotice:
    """Return the reference to a published notice that a later notice prints."""
    return AmendedNotice(
        title=title_of(said),
        number=earlier.number,
        published_on=said.published_on,
        placements=said.placements,
        window_ends_on=said.window.ends_on if said.window else None,
        package_name=package_of(said) or None,
    )


def _draft(
    session: Session, project_id: UUID, *, content: NoticeContent, amends: Notice | None, draft: dict[str, Any] | None
) -> Notice:
    for place, masked in resident_ids_in(content):
        raise ResidentIdInNotice(place=place, masked=masked)
    project = session.get_one(DisposalProject, project_id)
    if draft is None:
        refuse_cancelled(project)
    notice = Notice.model_validate(
        {
            "project_id": project_id,
            "issuer_id": project.issuer_id,
            "kind": content.kind,
            "title": title_of(content),
            "published_on": content.published_on,
            "province": project.province,
            "city": project.city,
            "amends_notice_id": amends.id if amends else None,
            "draft": draft,
        }
    )
    session.add(notice)
    audit.record(session, "notice.drafted", subject=notice)
    return notice


def complete_content(session: Session, notice: Notice, *, context: PublicationContext) -> NoticeContent:
    """Return the content of a draft as staff hold it. Raises: NoticeIncomplete."""
    content = content_of_draft(session, notice, context=context)
    report = check(content, calendar=context.calendar, facts=completeness_facts(session, notice))
    if report.blockers:
        raise NoticeIncomplete(report.blockers)
    return content


def _offer_of(session: Session, notice: Notice) -> tuple[UUID | None, date | None]:
    """Return the id and the publication date of the offer that lists show the notice under; an offer is its own."""
    if notice.amends_notice_id is None or kind_of(notice.kind).offers_assets:
        return notice.id, notice.published_on
    earlier = session.get_one(Notice, notice.amends_notice_id)
    return earlier.offer_id, earlier.offer_published_on


def _claims(session: Session, project_id: UUID) -> list[UUID]:
    return list(session.exec(select(ProjectClaim.claim_id).where(ProjectClaim.project_id == project_id)))


def _announce(session: Session, notice: Notice, project: DisposalProject) -> None:
    if kind_of(notice.kind).offers_assets and project.status is not ProjectStatus.announced:
        before = audit.facts(project)
        project.status = ProjectStatus.announced
        audit.record(session, "project.announced", subject=project, before=before)


def _published_on(notice: Notice) -> date:
    if notice.published_on is None:
        raise AmendmentRefused(
            zh=f"公告草稿“{notice.title}”没有发布日期；请填写。",
            en=f'the draft "{notice.title}" has no publication date; give one',
            field="published_on",
        )
    return notice.published_on


def _refuse_earlier_date(earlier: Notice, published_on: date) -> None:
    if earlier.published_on is not None and published_on < earlier.published_on:
        raise AmendmentRefused.before_the_original(published_on=published_on, original_on=earlier.published_on)
