"""The form of the door: 异议, 咨询 and 举报 on one page, with what the notice says beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import Request, Response

from disposal.models.objections.codes import ObjectionGround, ObjectorStanding
from disposal.models.publication.notice import Notice
from disposal.pages.filings import ACCEPT, shown
from disposal.pages.forms import Choice, Form, choices
from disposal.services.enquiries.public_enquiries import PublicEnquiries, PublicEnquiry, public_enquiries
from disposal.services.filings.published import FilingContext, published_notice
from disposal.services.filings.windows import WindowEnd, end_words, is_within, window_end
from disposal.services.objection_register.public_count import PublicCount, public_count
from disposal.services.objections.targets import WHOLE, targets_of_notice
from disposal.services.public.contacts import ContactView
from disposal.services.public.notice import public_notice
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.reports.trusted_keys import TrustedKeys
from disposal.web.dependencies import Register, register
from disposal.web.middleware import language_of
from notices.codes import PartyKind
from notices.dates import SHANGHAI
from notices.errors import NoticesError


@dataclass(frozen=True, slots=True)
class AboutNotice:
    """What the form shows of its notice: its period, what may be objected to, answers and counts that readers see."""

    notice: Notice
    end: WindowEnd | None
    ends: str
    is_late: bool
    targets: tuple[Choice, ...]
    count: PublicCount | None
    answered: PublicEnquiries
    hotlines: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class FilingPage:
    """What the form shows. ``fingerprint`` is empty where no report can be filed; ``error`` is of no field."""

    form: Form
    about: AboutNotice | None
    fingerprint: str
    targets: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    party_kinds: tuple[Choice, ...]
    similar: Sequence[PublicEnquiry] = ()
    error: NoticesError | None = None
    accept: str = ACCEPT


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, what is wrong, and answers like it. ``is_even``: the page reads nothing, as after a report."""

    form: Form = field(default_factory=Form)
    error: NoticesError | None = None
    similar: Sequence[PublicEnquiry] = ()
    status: int = 200
    is_even: bool = False


def good_keys(found: Register) -> TrustedKeys:
    """Return the keys that reports are encrypted to; none before the mailbox is open."""
    return found.mailbox.keys if found.mailbox.is_open else TrustedKeys()


def filing_form(request: Request, number: str, typed: Typed, context: FilingContext) -> Response:
    """Return the form, with what was typed and what is wrong. Nothing is read from the database without a number."""
    language, found = language_of(request.scope), register(request)
    is_read = number and number.isprintable() and not typed.is_even
    about = _about(found, number, context, language=language) if is_read else None
    page = FilingPage(
        typed.form,
        about,
        good_keys(found).fingerprint,
        about.targets if about else ((WHOLE.code, WHOLE.en if language == "en" else WHOLE.zh),),
        choices(ObjectionGround, language),
        choices(ObjectorStanding, language),
        choices(PartyKind, language),
        similar=typed.similar,
        error=typed.error if not typed.form.problems else None,
    )
    return shown(request, "door/filing.html.j2", status=typed.status, shown=page)


def _about(found: Register, number: str, context: FilingContext, *, language: str) -> AboutNotice | None:
    with found.database.session() as session:
        try:
            notice = published_notice(session, number)
        except NoticeUnknown:  # filing tells it; the form shows no notice
            return None
        end = window_end(session, notice, calendar=context.calendar)
        targets = targets_of_notice(session, notice)
        contacts = public_notice(session, str(notice.number), calendar=context.calendar, now=context.at).contacts
        return AboutNotice(
            notice,
            end,
            end_words(end.dates.ends_at) if end else "",
            is_late=end is not None and not is_within(end, context.at),
            targets=tuple((each.code, each.en if language == "en" else each.zh) for each in targets),
            count=public_count(session, notice, today=context.at.astimezone(SHANGHAI).date()),
            answered=public_enquiries(session, str(notice.number)),
            hotlines=contacts.hotlines if contacts else (),
        )
