"""An amendment typed in its form: read, prefilled from the notice it speaks of, shown as it prints, drafted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.records.record import new_id
from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.fields import Need
from disposal.services.claim_entry.typed import Typed, flat, row_in, rows_in
from disposal.services.notice_entry.amendment_sections import CHANGES, PLACED, SAID
from disposal.services.notice_entry.elements import element_called
from disposal.services.notice_entry.preview import NoticePreview
from disposal.services.notice_entry.reading import parts_of
from disposal.services.projects.content import facts_of
from disposal.services.publication import amendment_effects, public_names, versions
from disposal.services.publication.amendment_files import amendment_of
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.errors import NoticeIncomplete
from disposal.services.publication.publication import amended, draft_amendment
from disposal.services.records.validation import InvalidRecord
from notices.completeness import Report, check
from notices.composition.composition import compose
from notices.composition.corrections import label_at
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.content.parties import PlacementItem
from notices.errors import NoticesError
from notices.reading import InvalidContent, Problem

_FIELDS = {"reason": "said-reason", "window.count": "said-count", "window.begins_on": "said-begins_on",
           "window.closes_at": "said-closes_at", "published_on": "said-published_on", "statements": "said-statements",
           "outcome.words": "said-outcome", "outcome.price": "said-price", "outcome": "said-outcome",
           "outcome.concluded_on": "said-concluded_on", "outcome.buyer": "said-buyer", "changes": "changes",
           "placements": "placed", "window": "said-count"}  # fmt: skip
"""Fields of the form by the path of the content that a refusal names."""
_CORRECTED = frozenset({"items", "package", "terms", "restrictions"})
"""Parts of the notice that a correction alone changes."""


def amendment_as_typed(said: NoticeContent, kind: str, *, today: date) -> dict[str, str]:
    """Return the form of an amendment as it is opened: media of the notice, the last day of its window."""
    typed: dict[str, Any] = {"published_on": today.isoformat(), "other_elements_unchanged": "yes"}
    if kind == "extension" and said.window and said.window.ends_on:
        closing = said.window.closes_at
        typed |= {"begins_on": said.window.ends_on.isoformat(), "unit": said.window.unit.zh,
                  "closes_at": f"{closing:%H:%M}" if closing else ""}  # fmt: skip
    media = dict.fromkeys((each.medium, each.kind.zh, each.paper.zh if each.paper else "") for each in said.placements)
    rows = [{"medium": medium, "kind": of, "paper": paper} for medium, of, paper in media]
    return {name: text for name, text in flat({"said": typed, "placed": rows}).items() if text}


def read_amendment(typed: Typed, said: NoticeContent, kind: str, *, today: date) -> tuple[dict[str, Any], date]:
    """Return what an amendment states, and its day. Raises: InvalidRecord with the problems of all fields."""
    reader = PageReader(today=today)
    row = row_in(typed, SAID)
    if not row.text("published_on"):
        reader.refuse(row, "published_on", zh="填写公告日期", en="fill in the publication date")
    day = reader.value(row, "published_on") or today
    values = {"other_elements_unchanged": bool(reader.value(row, "other_elements_unchanged"))}
    values |= _READERS[kind](reader, typed, said)
    placements = []
    for each in rows_in(typed, PLACED):
        stated = {"published_on": day, **reader.values(each, *(field.name for field in PLACED.fields))}
        placements.append(reader.read(each, PlacementItem, stated, named={}))
    if problems := tuple(reader.found[Need.never]):
        raise InvalidRecord(problems)
    return {**values, "placements": placements}, day


def draft_typed_amendment(session: Session, earlier: Notice, kind: str, typed: Typed, *, today: date) -> Notice:
    """Draft an amendment as typed. Raises: InvalidRecord; what ``draft_amendment`` raises."""
    said = versions.newest_content(session, earlier)
    values, day = read_amendment(typed, said, kind, today=today)
    return draft_amendment(session, earlier.id, amendment_of(session, earlier, kind, values, published_on=day))


def preview_amendment(
    session: Session, earlier: Notice, kind: str, typed: Typed, *, context: PublicationContext
) -> NoticePreview:
    """Return how an amendment would print as typed, and what stands against it; nothing is stored."""
    report = Report(())
    try:
        amendment_effects.refuse_what_only_an_offer_takes(session, earlier, kind)
        said = versions.newest_content(session, earlier)
        values, day = read_amendment(typed, said, kind, today=context.today)
        content = amendment_of(session, earlier, kind, values, published_on=day)
        whole = amendment_effects.fitted(content, said, amends=amended(earlier, said))
        whole = resolve(whole, context.calendar, allow_provisional=True)
        facts = replace(facts_of(session, earlier), amended=said)
        report = check(whole, calendar=context.calendar, facts=facts)
        public = public_names.public_amendment(session, earlier, said, whole)
        against = amendment_effects.blockers_of_whole(session, _draft(earlier, kind), public, context=context)
        report = Report(tuple(dict.fromkeys((*against, *report.findings))))
        return NoticePreview(public.content, compose(public.content), report, (), None, None)
    except NoticesError as error:
        return NoticePreview(None, None, report, problems_in(error), None, None)


def problems_in(error: NoticesError) -> tuple[Problem, ...]:
    """Return a refusal as problems of the fields of the form."""
    if isinstance(error, InvalidRecord):
        return error.problems
    if isinstance(error, NoticeIncomplete):
        return ()  # told as what stands against the amendment, each where it is mended
    found = error.problems if isinstance(error, InvalidContent) else (Problem(error.field, "", error.zh, error.en),)
    return tuple(replace(each, path=field_at(each.path)) for each in found)


def field_at(path: str) -> str:
    """Return the field of the form where what a path of an amendment names is typed; empty where none is.

    What a correction leaves wrong in the corrected notice is mended by a further change.
    """
    parts = path.split(".")
    if parts[0] == "changes" and len(parts) > 1:
        return f"changes-{parts[1]}-{'after' if parts[-1] == 'after' else 'element'}"
    return _FIELDS.get(path) or _FIELDS.get(parts[0], "changes" if parts[0] in _CORRECTED else "said-published_on")


def quotes_of(typed: Typed, said: NoticeContent) -> dict[str, str]:
    """Return what stands in the notice for each element that is chosen, by the field in which it is chosen."""
    rows = rows_in(typed, CHANGES)
    found = {row.path("element"): element_called(said, row.text("element"), row.text("element_id")) for row in rows}
    return {name: f"原为：{element.printed}" for name, element in found.items() if element}


def _draft(earlier: Notice, kind: str) -> Notice:
    """Return the draft that the amendment would be; it belongs to no session."""
    known = earlier.model_dump(include={"project_id", "issuer_id", "title"})
    return Notice.model_validate({**known, "id": new_id(), "kind": kind, "amends_notice_id": earlier.id})


def _reason(reader: PageReader, typed: Typed, said: NoticeContent) -> dict[str, Any]:
    row = row_in(typed, SAID)
    if not row.text("reason"):
        reader.refuse(row, "reason", zh="填写原因", en="fill in the reason")
    return reader.values(row, "reason")


def _correction(reader: PageReader, typed: Typed, said: NoticeContent) -> dict[str, Any]:
    """Return the changes: of an element with its path and what was published, or told in words alone."""
    changes = []
    for row in rows_in(typed, CHANGES):
        element = element_called(said, row.text("element"), row.text("element_id"))
        if element is None and not row.text("element"):
            reader.refuse(row, "element", zh="选择要更正的要素", en="choose the element to correct")
        if not row.text("after"):
            reader.refuse(row, "after", zh="填写更正后内容", en="fill in what stands now")
        name = label_at(said, element.path) if element else row.text("element")
        stated = {"label": row.text("label") or name, "after": row.text("after")}
        known = {"path": element.path, "before": element.printed} if element else {"before": row.text("before") or None}
        changes.append({**stated, **known})
    if not changes:
        reader.found[Need.never].append(Problem("changes", "", "填写至少一处更正", "fill in at least one change"))
    return {**_optional_reason(reader, typed), "changes": changes}


def _supplement(reader: PageReader, typed: Typed, said: NoticeContent) -> dict[str, Any]:
    row = row_in(typed, SAID)
    if not row.text("statements"):
        reader.refuse(row, "statements", zh="填写补充内容", en="fill in what is added")
    return {**_optional_reason(reader, typed), "statements": parts_of(row.text("statements"))}


def _extension(reader: PageReader, typed: Typed, said: NoticeContent) -> dict[str, Any]:
    row = row_in(typed, SAID)
    if not row.text("count"):
        reader.refuse(row, "count", zh="填写延长天数", en="fill in the days added")
    window = reader.values(row, "count", "unit", "begins_on", "closes_at")
    return {**_reason(reader, typed, said), "window": window}


def _result(reader: PageReader, typed: Typed, said: NoticeContent) -> dict[str, Any]:
    row = row_in(typed, SAID)
    if not row.text("outcome"):
        reader.refuse(row, "outcome", zh="填写处置结果", en="fill in the result")
    outcome = {"words": row.text("outcome") or None, **reader.values(row, "price", "buyer", "concluded_on")}
    names = {"name", "kind", "is_masked", "name_bases"}
    debtors = [] if said.package else [{"debtor": item.debtor.model_dump(include=names)} for item in said.items]
    return {"outcome": outcome, "items": debtors}


def _optional_reason(reader: PageReader, typed: Typed) -> dict[str, Any]:
    return reader.values(row_in(typed, SAID), "reason")


_READERS: Mapping[str, Callable[[PageReader, Typed, NoticeContent], dict[str, Any]]] = MappingProxyType({
    "correction": _correction,
    "supplement": _supplement,
    "extension": _extension,
    "withdrawal": _reason,
    "result": _result,
})  # fmt: skip
