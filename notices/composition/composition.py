"""Compose content into the printed notice: title, paragraphs, annex, signature, facts."""

from datetime import datetime

from notices.composition.annex import annex_of
from notices.composition.markup import paragraphs, phrase, text_environment
from notices.composition.package_figures import figures_of, overall
from notices.composition.phrases import clause, date_zh, duration, medium_name, quoted_title
from notices.content.content import AmendedNotice, NoticeContent
from notices.content.field_search import find_field
from notices.content.parties import PlacementItem
from notices.dates import dated_zh, instant_zh
from notices.kinds import KindNeedsField, kind_of
from notices.typesetting.document import NoticeDocument, Paragraph
from notices.windows.window import CountingConvention

__all__ = ["compose", "find_field", "title_of"]


def compose(
    content: NoticeContent, *, public_url: str | None = None, registered_at: datetime | None = None
) -> NoticeDocument:
    """Compose the notice. The same content gives the same document on any day and machine.

    ``registered_at`` is the instant at which the register froze the version; a draft has none.
    The window's last day is printed as stated in the content: resolve it first (``notices.content.counted_windows``).

    Raises:
        UnknownKind: the content's kind is unknown.
        KindNeedsField: a field that its kind requires is missing.
    """
    kind = kind_of(content.kind)
    for field in kind.missing_fields(content):
        raise KindNeedsField(kind, field)
    return NoticeDocument(
        title=title_of(content),
        number=content.number,
        paragraphs=paragraphs_of(content),
        annex=annex_of(content) if kind.offers_assets and content.package and content.items else None,
        signature=(content.issuer.full_name,),
        date_text=date_zh(content.published_on),
        facts=facts_of(content, registered_at=registered_at),
        public_url=public_url,
        published_on=content.published_on,
        author=content.issuer.full_name,
    )


def title_of(content: NoticeContent) -> str:
    """Return the given title, or else the one composed by its kind."""
    return content.title or kind_of(content.kind).title(content)


def paragraphs_of(content: NoticeContent) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the notice's text, in order."""
    template = text_environment().get_template(kind_of(content.kind).template)
    revised = phrase("revisions", "revised", content)
    text = template.render(content=content, figures=figures_of(content), overall=overall(content))
    return tuple(paragraphs(revised + text))


def facts_of(content: NoticeContent, *, registered_at: datetime | None = None) -> tuple[tuple[str, str], ...]:
    """Return label and value of each fact in the box under the notice; unknown facts are left out."""
    window, earlier = content.window, content.amends
    facts = [("公告编号", content.number or ""), ("公告日期", dated_zh(content.published_on))]
    if registered_at is not None:
        facts.append(("登记于", instant_zh(registered_at)))
    if window and window.begins_on:
        counts = "计入" if window.convention is CountingConvention.first_day_counted else "不计入"
        words = f"自{date_zh(window.begins_on)}起{duration(window.count, window.unit)}（起算日{counts}）"
        facts.append(("延长期" if earlier else "公告期", words))
    elif window:
        facts.append(("公告期", window.rule.words))
    if window and window.ends_on:
        provisional = "（暂定，以放假安排公布后为准）" if window.is_provisional else ""
        hour = f"{window.closes_at:%H:%M}" if window.closes_at else "24:00"
        facts.append(("公告期最后一日", f"{dated_zh(window.ends_on)}{hour}截止{provisional}"))
    if earlier:
        facts.append(
            ("所涉公告", f"{quoted_title(earlier.title)}{_numbered(earlier)}，{date_zh(earlier.published_on)}")
        )
    facts += [
        ("已修订", f"{quoted_title(later.title)}{_numbered(later)}，{date_zh(later.published_on)}{_stood_in(later)}")
        for later in content.revisions
    ]
    facts += [("刊登媒体", _placed(placed)) for placed in content.placements]
    if content.entered_afterwards:
        late = content.entered_afterwards
        facts.append(("补录", f"{instant_zh(late.entered_at)}录入；原因：{clause(late.reason)}"))
    facts.append(("公司网站", content.issuer.website or ""))
    return tuple((label, clause(value)) for label, value in facts if value)


def _stood_in(notice: AmendedNotice) -> str:
    return f"；刊登于{'、'.join(_placed(placed) for placed in notice.placements)}" if notice.placements else ""


def _placed(placed: PlacementItem) -> str:
    """Return a placement with its page and day, and of a newspaper its kind and place as far as they are stated."""
    place = (placed.province or "") + (placed.city or "")
    described = "，".join(filter(None, (placed.paper.zh if placed.paper else "", place)))
    brackets = f"（{described}）" if described else ""
    return f"{medium_name(placed)}{brackets}{placed.page or ''}，{date_zh(placed.published_on)}"


def _numbered(notice: AmendedNotice) -> str:
    return f"（{notice.number}）" if notice.number else ""
