"""The consolidated content of a notice: its content after a later notice has amended it.

财金〔2008〕87号 art. 14: announced content changes only by a new notice. The earlier version stays as published.
The consolidated content is a separate version, lists its amendments, and holds all that they say.
What becomes of each field stands in ``notices.kinds.amendment_fields``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from notices.composition.composition import paragraphs_of
from notices.composition.corrections import corrected
from notices.composition.filling import ContradictsNotice, appended
from notices.composition.markup import phrase
from notices.composition.phrases import date_zh, window_words
from notices.composition.supplements import supplemented
from notices.content.content import Change, NoticeContent, Revision
from notices.content.field_labels import label_of
from notices.content.terms import ExtensionTerms, WindowTerms
from notices.errors import NoticesError
from notices.kinds.amendment_fields import AMENDING
from notices.text import LINE_LENGTH, PROSE_LENGTH

_SET = ("is_not_an_offer", "amounts_in_words")
_TOLD_BESIDE = ("statements", "items", "package", "terms", "supervisor", "disclaimers", "attachments")
_APPENDED = ("statements", "disclaimers", "attachments", "contacts")


class ExtensionDoesNotFit(NoticesError):
    """An extension does not continue the window of the notice as it stands now."""

    code = "extension_does_not_fit"

    def __init__(self, *, stands: str, stands_en: str) -> None:
        super().__init__(
            zh=f"延期公告须自原公告期最后一日起算并延长公告期；{stands}。请按原公告现行的最后一日重新起草延期公告。",
            en=f"an extension runs from the last day of the window and ends later; {stands_en}. Draft it anew from "
            "the last day that now holds",
            field="window.begins_on",
        )


class NothingNew(NoticesError):
    """All that an amendment states is in the notice already."""

    code = "nothing_new"

    def __init__(self) -> None:
        super().__init__(
            zh="本公告所述内容原公告均已载明，没有补充或更正任何内容；请核对后填写。",
            en="the notice says all of this already: nothing is added or changed; check what the amendment is to say",
            field="statements",
        )


@dataclass(frozen=True, slots=True)
class _Merged:
    """What an amendment makes of a notice, and what is told over its text."""

    content: NoticeContent
    changes: tuple[Change, ...] = ()
    words: tuple[str, ...] = ()


def consolidate(earlier: NoticeContent, amendment: NoticeContent, *, title: str) -> NoticeContent:
    """Return the content of ``earlier`` as amended by ``amendment``, which is published under ``title``.

    What can be merged is merged. ``revisions`` tells every amendment, each change, and in the amendment's own words
    what could not be merged. A notice that withdraws or concludes ``earlier`` leaves it as it is.

    Raises:
        ChangeDoesNotFit: a change names an element that does not exist, or a value that is not valid there.
        BeforeDiffers: the value before a change differs from the published one.
        ContradictsNotice: a supplement states another value than the notice.
        DebtorNotInNotice: a supplement speaks of a debtor that the notice does not name.
        ExtensionDoesNotFit: an extension does not continue the window as it stands.
        NothingNew: the notice says all of it already.
    """
    if amendment.kind not in AMENDING:
        return earlier
    merged = _MERGING[amendment.kind](earlier, amendment)
    content = _with_what_all_state(merged.content, amendment, earlier=earlier)
    if content == earlier and not merged.changes and not merged.words:
        raise NothingNew
    revision = Revision(
        title=title,
        number=amendment.number,
        published_on=amendment.published_on,
        placements=amendment.placements,
        kind=amendment.kind,
        reason=amendment.reason,
        changes=merged.changes,
        words=merged.words,
        is_merged=content != earlier,
        other_elements_unchanged=amendment.other_elements_unchanged,
    )
    return content.model_copy(update={"revisions": (*earlier.revisions, revision)})


def told_beside(offer: NoticeContent, later: NoticeContent, *, title: str, amendment: NoticeContent) -> NoticeContent:
    """Return the content of an offer that tells over its text of ``later``, which speaks of an ``amendment`` of it.

    What that amendment said may be part of the text, so only new contacts are merged: a change is told with the
    amendment it changes, and a withdrawal as its reader must know it.
    """
    of = _amendment_named(later)
    changes = tuple(
        change.model_copy(update={"path": None, "label": f"{of}中的{change.label}"[:LINE_LENGTH]})
        for change in later.changes
    )
    words = _words(later, *_TOLD_BESIDE)
    if later.kind == "withdrawal":
        words = (f"{of}已撤销，下文中由其补充或更正的内容不再有效。", *words)
    contacts = offer.contacts
    if later.kind in AMENDING:
        contacts = appended(contacts, appended(amendment.contacts, later.contacts)[len(amendment.contacts) :])
    revision = Revision(
        title=title,
        number=later.number,
        published_on=later.published_on,
        placements=later.placements,
        kind=later.kind,
        reason=later.reason,
        changes=changes,
        words=words,
        is_merged=contacts != offer.contacts,
    )
    return offer.model_copy(update={"contacts": contacts, "revisions": (*offer.revisions, revision)})


def _amendment_named(later: NoticeContent) -> str:
    amended = later.amends
    if amended is None:
        return "后续公告"
    return f"公告{amended.number}" if amended.number else f"《{amended.title}》"


def _correct(earlier: NoticeContent, amendment: NoticeContent) -> _Merged:
    return _Merged(corrected(earlier, amendment.changes), changes=amendment.changes)


def _supplement(earlier: NoticeContent, amendment: NoticeContent) -> _Merged:
    answer = supplemented(earlier, amendment)
    sources = [f"items.{at}" for at in answer.not_identified]
    return _Merged(answer.content, answer.changes, _words(amendment, *sources))


def _extend(earlier: NoticeContent, amendment: NoticeContent) -> _Merged:
    update: dict[str, Any] = {"window": _extended(earlier.window, amendment.window)}
    changes: tuple[Change, ...] = ()
    if amendment.extension and amendment.extension != earlier.extension:
        update["extension"] = amendment.extension
        before = _rule(earlier.extension) if earlier.extension else None
        label = label_of("NoticeContent", "extension")
        changes = (Change(path="extension", label=label, before=before, after=_rule(amendment.extension)),)
    return _Merged(earlier.model_copy(update=update), changes, _words(amendment, "window"))


_MERGING = {"correction": _correct, "supplement": _supplement, "extension": _extend}


def _extended(window: WindowTerms | None, later: WindowTerms | None) -> WindowTerms | None:
    """Return the window with the last day and hour of the extension, once a calendar has counted it."""
    if window is None:
        raise ExtensionDoesNotFit(stands="原公告没有公告期限", stands_en="the notice has no window")
    if later is None:
        return window
    if window.ends_on and later.begins_on != window.ends_on:
        raise _not_from(window.ends_on)
    if later.ends_on is None:
        return window
    if window.ends_on and later.ends_on <= window.ends_on:
        raise _not_from(window.ends_on)
    closing = f"{later.closes_at:%H:%M}" if later.closes_at else ""
    since = f"由{date_zh(window.ends_on)}" if window.ends_on else ""
    words = f"{window_words(window)}，经延期公告{since}延长至{date_zh(later.ends_on)}{closing}"
    end = {"closes_at": later.closes_at, "ends_on": later.ends_on, "ends_at": later.ends_at}
    return window.model_copy(update={"wording": words, "is_provisional": later.is_provisional, **end})


def _not_from(ends_on: date) -> ExtensionDoesNotFit:
    return ExtensionDoesNotFit(
        stands=f"原公告期现至{date_zh(ends_on)}止", stands_en=f"the window now ends on {ends_on}"
    )


def _rule(terms: ExtensionTerms) -> str:
    return terms.wording or phrase("closing", "extension_rule", terms)


def _with_what_all_state(content: NoticeContent, amendment: NoticeContent, *, earlier: NoticeContent) -> NoticeContent:
    """Return the content with what an amendment of any kind may add: statements, contacts, closing clauses.

    What ``earlier`` says already is not added: a correction may repeat the very contact that it corrects.
    """
    update: dict[str, Any] = {}
    for name in _APPENDED:
        said = getattr(earlier, name)
        if new := appended(said, getattr(amendment, name))[len(said) :]:
            update[name] = appended(getattr(content, name), new)
    update |= {name: True for name in _SET if getattr(amendment, name)}
    if amendment.supervisor and content.supervisor not in (None, amendment.supervisor):
        raise ContradictsNotice(
            path="supervisor",
            label=label_of("NoticeContent", "supervisor"),
            stands=str(content.supervisor),
            said=amendment.supervisor,
        )
    if amendment.supervisor:
        update["supervisor"] = amendment.supervisor
    return content.model_copy(update=update)


def _words(amendment: NoticeContent, *sources: str) -> tuple[str, ...]:
    """Return the paragraphs of the amendment on these fields, in pieces that a content can hold."""
    said = [
        paragraph.text
        for paragraph in paragraphs_of(amendment)
        if any(paragraph.source == source or paragraph.source.startswith(f"{source}.") for source in sources)
    ]
    return tuple(text[at : at + PROSE_LENGTH] for text in said for at in range(0, len(text), PROSE_LENGTH))
