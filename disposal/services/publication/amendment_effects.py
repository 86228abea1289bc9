"""The effect of a linked notice on the earlier notice: a consolidated version, an end, or a replacement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.lifecycle import NoticeState, transition
from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_link import NoticeLink, NoticeRelation
from disposal.services.notice_index.summary_fields import summary_fields
from disposal.services.projects.content import facts_of
from disposal.services.publication import live_claims, versions
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.errors import AmendmentRefused, NoticeIncomplete
from disposal.services.publication.notices import locked
from disposal.services.publication.search_index import index_notice
from disposal.services.records import audit
from disposal.services.windows.events import defer_events, is_offer, record_closed
from notices.completeness import Shortcoming, check
from notices.completeness.amendments import refusals
from notices.composition.composition import title_of
from notices.composition.consolidation import consolidate, told_beside
from notices.content.content import AmendedNotice, NoticeContent
from notices.privacy.public_form import PublicForm, with_flags

_GIVEN_BY_THE_REGISTER = ("revisions", "entered_afterwards")
_ANSWERED_AS_BEFORE = ("requires_written_intent", "accepts_enquiries")
"""Fields that an extension takes over from the notice whose window it extends."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The transition that a linked notice applies to the earlier one; ``project`` is the project's new status."""

    verb: str
    relation: NoticeRelation
    releases_claims: bool = False
    project: ProjectStatus | None = None


EFFECTS = {
    "supplement": Effect("amend", NoticeRelation.amends),
    "correction": Effect("amend", NoticeRelation.corrects),
    "extension": Effect("amend", NoticeRelation.extends),
    "withdrawal": Effect("withdraw", NoticeRelation.withdraws, releases_claims=True, project=ProjectStatus.draft),
    "result": Effect("conclude", NoticeRelation.reports_result, releases_claims=True, project=ProjectStatus.closed),
    "disposal": Effect("supersede", NoticeRelation.supersedes, releases_claims=True),
}


@dataclass(frozen=True, slots=True)
class Begun:
    """An effect in progress: the earlier notice, locked, and its content."""

    effect: Effect
    earlier: Notice
    said: NoticeContent


def effect_of(kind: str) -> Effect:
    """Return the effect of an amending kind. Raises: AmendmentRefused."""
    if kind not in EFFECTS or kind == "disposal":
        raise AmendmentRefused.of_kind(kind, [code for code in EFFECTS if code != "disposal"])
    return EFFECTS[kind]


def consolidated(said: NoticeContent, amendment: NoticeContent) -> NoticeContent:
    """Return the earlier notice's content after the amendment. Raises: what ``consolidate`` raises."""
    return consolidate(said, amendment, title=title_of(amendment))


def consolidated_form(said: NoticeContent, public: PublicForm) -> PublicForm:
    """Return the public form of the earlier notice after the amendment. Raises: what ``consolidate`` raises.

    A masked name identifies nobody, but here the register knows whom each one stands for.
    """
    labels = frozenset(label for name, label in public.masks.items() if name != label)
    known = (with_flags(content, labels, is_masked=False) for content in (said, public.content))
    return PublicForm(with_flags(consolidated(*known), labels, is_masked=True), public.masks)


def refuse_what_only_an_offer_takes(session: Session, earlier: Notice, kind: str) -> None:
    """Refuse an extension or a result of a notice that offers nothing, and the withdrawal of an extension.

    The first would leave the offer as it is; by the last, a window that was announced would end earlier.

    Raises: AmendmentRefused, which names the offer.
    """
    is_shorter = kind == "withdrawal" and earlier.kind == "extension"
    if is_offer(earlier) or (kind not in ("extension", "result") and not is_shorter):
        return
    offer = session.get(Notice, earlier.offer_id) if earlier.offer_id else None
    numbers = {"number": str(earlier.number), "offer": str(offer.number) if offer else ""}
    if is_shorter:
        raise AmendmentRefused.of_an_extension(**numbers)
    raise AmendmentRefused.only_of_an_offer(kind=kind, **numbers)


def fitted(content: NoticeContent, said: NoticeContent, *, amends: AmendedNotice) -> NoticeContent:
    """Return an amendment with the values it takes from the notice it amends: issuer, ``amends``, how to respond.

    Raises: AmendmentRefused if it states what its kind must not, or a different fact of the publication.
    """
    for name in _GIVEN_BY_THE_REGISTER:
        if getattr(content, name):
            raise AmendmentRefused.given_by_the_register(name)
    for name in sorted(content.issuer.model_fields_set):
        stated, stands = getattr(content.issuer, name), getattr(said.issuer, name)
        if stated != stands:
            raise AmendmentRefused.of_another_notice(field=f"issuer.{name}", stated=str(stated), stands=str(stands))
    update = {"issuer": said.issuer, "amends": amends}
    whole = content.model_copy(update=update)
    if findings := tuple(refusals(whole)):
        raise AmendmentRefused.because(findings)
    if whole.kind != "extension":
        return whole
    for name in _ANSWERED_AS_BEFORE:
        if not getattr(content, name) and getattr(said, name):
            raise AmendmentRefused.of_another_notice(field=name, stated="false", stands="true")
    return whole.model_copy(update={name: getattr(said, name) for name in _ANSWERED_AS_BEFORE})


def blockers_of_whole(
    session: Session, notice: Notice, public: PublicForm, *, context: PublicationContext
) -> tuple[Shortcoming, ...]:
    """Return what would block the consolidated version made by this amendment; empty if it makes none.

    Raises: what ``consolidate`` raises.
    """
    if notice.amends_notice_id is None or EFFECTS[notice.kind].verb != "amend":
        return ()
    earlier = session.get_one(Notice, notice.amends_notice_id)
    return _checked_whole(session, earlier, versions.newest_content(session, earlier), public, context)[1]


def begin(session: Session, notice: Notice, *, at: datetime) -> Begun | None:
    """Lock the notice that ``notice`` refers to, and release its claims if the effect requires it.

    If its window has closed by now, that is recorded before anything changes it.

    Raises: TransitionRefused if the earlier notice cannot take that transition.
    """
    if notice.amends_notice_id is None:
        return None
    effect = EFFECTS[notice.kind]
    earlier = locked(session, notice.amends_notice_id)
    transition(effect.verb, state=NoticeState[earlier.state], notice=str(earlier.number))
    record_closed(session, earlier, at=at)
    if effect.releases_claims:
        live_claims.release(session, earlier)
    return Begun(effect=effect, earlier=earlier, said=versions.newest_content(session, earlier))


def apply(session: Session, begun: Begun, *, by: Notice, public: PublicForm, context: PublicationContext) -> None:
    """Link the two notices and apply the transition to the earlier one, with its own audit entry.

    Raises: NoticeIncomplete if the earlier notice would be incomplete after the amendment.
    """
    effect, earlier = begun.effect, begun.earlier
    step = transition(effect.verb, state=NoticeState[earlier.state], notice=str(earlier.number))
    before = audit.facts(earlier)
    earlier.state = step.to_state.value
    if effect.relation is NoticeRelation.supersedes:
        earlier.superseded_by_id = by.id
    if effect.verb == "amend":
        _add_version(session, begun, by=by.id, public=public, context=context)
    _tell_offer(session, begun, by=by.id, public=public, context=context)
    link = {"from_notice_id": by.id, "to_notice_id": earlier.id, "relation": effect.relation}
    session.add(NoticeLink.model_validate(link))
    audit.record(session, step.event, subject=earlier, before=before, reason=public.content.reason)
    if is_offer(earlier):  # a supplement that is withdrawn leaves the offer as it is, and so the project
        _move_project(session, earlier.project_id, effect.project)


def _add_version(session: Session, begun: Begun, *, by: UUID, public: PublicForm, context: PublicationContext) -> None:
    whole, blockers = _checked_whole(session, begun.earlier, begun.said, public, context)
    if blockers:
        raise NoticeIncomplete(blockers)
    _freeze_whole(session, begun.earlier, whole, by=by, context=context)
    defer_events(session, begun.earlier)


def _tell_offer(session: Session, begun: Begun, *, by: UUID, public: PublicForm, context: PublicationContext) -> None:
    """Give the offer behind an amendment a version that tells of the notice on that amendment, while it is live."""
    earlier = begun.earlier
    offer = None if is_offer(earlier) or earlier.offer_id is None else locked(session, earlier.offer_id)
    if offer is None or offer.state != NoticeState.published.value:
        return
    known = {**versions.newest_masks(session, offer), **public.masks}
    labels = frozenset(label for name, label in known.items() if name != label)
    said, later = (
        with_flags(content, labels, is_masked=False)
        for content in (versions.newest_content(session, offer), public.content)
    )
    before = audit.facts(offer)
    told = with_flags(told_beside(said, later, title=title_of(later), amendment=begun.said), labels, is_masked=True)
    _freeze_whole(session, offer, PublicForm(told, known), by=by, context=context)
    step = transition("amend", state=NoticeState[offer.state], notice=str(offer.number))
    audit.record(session, step.event, subject=offer, before=before, reason=public.content.reason)


def _freeze_whole(
    session: Session, notice: Notice, whole: PublicForm, *, by: UUID, context: PublicationContext
) -> None:
    version = versions.freeze(session, notice, whole, context=context, because=by)
    notice.sqlmodel_update(summary_fields(whole.content))
    index_notice(session, notice, whole.content, text=version.text)


def _checked_whole(
    session: Session, earlier: Notice, said: NoticeContent, public: PublicForm, context: PublicationContext
) -> tuple[PublicForm, tuple[Shortcoming, ...]]:
    whole = consolidated_form(said, public)
    return whole, check(whole.content, calendar=context.calendar, facts=facts_of(session, earlier)).blockers


def _move_project(session: Session, project_id: UUID, status: ProjectStatus | None) -> None:
    project = session.get_one(DisposalProject, project_id)
    if status is None or project.status is status:
        return
    before = audit.facts(project)
    project.status = status
    audit.record(
        session, f"project.{'closed' if status is ProjectStatus.closed else 'reopened'}", subject=project, before=before
    )
