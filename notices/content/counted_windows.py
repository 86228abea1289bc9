"""Count the windows of a notice's content with a calendar, so that print and enforcement agree."""

from notices.content.content import NoticeContent
from notices.content.terms import WindowTerms
from notices.windows.window import NoticeWindow, count_window
from notices.working_days.calendar import WorkingCalendar


def counted(
    terms: WindowTerms, content: NoticeContent, calendar: WorkingCalendar, *, allow_provisional: bool = True
) -> NoticeWindow:
    """Count the window of these terms from the day they begin on, else from the publication.

    Raises:
        CalendarYearMissing: a year is not loaded, and a provisional answer is not allowed or not possible.
    """
    return count_window(
        terms.rule,
        terms.begins_on or content.published_on,
        calendar,
        allow_provisional=allow_provisional,
        is_begun_later=terms.begins_on not in (None, content.published_on),
    )


def resolve(content: NoticeContent, calendar: WorkingCalendar, *, allow_provisional: bool = True) -> NoticeContent:
    """Return the content with the ends of its window and validity counted; an existing end is replaced.

    A consolidated content keeps its end: the amendment has already counted it.

    Raises:
        CalendarYearMissing: a year is not loaded, and a provisional answer is not allowed or not possible.
    """
    ends: dict[str, WindowTerms] = {}
    for name in ("window", "validity"):
        terms: WindowTerms | None = getattr(content, name)
        if terms and not (content.revisions and terms.ends_on):
            window = counted(terms, content, calendar, allow_provisional=allow_provisional)
            ends[name] = terms.resolved(
                ends_on=window.ends_on, ends_at=window.ends_at, is_provisional=window.is_provisional
            )
    return content.model_copy(update=ends)
