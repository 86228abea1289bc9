"""What forms that anybody files share: the form itself, files read, problems at their fields, the private page."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request, Response

from disposal.pages.forms import Form
from disposal.pages.site import HTML, public_body
from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import ENDINGS, MOST_PUBLIC_FILES, OF_PUBLIC, EvidenceFile, evidence_of
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import Timeliness
from disposal.services.records.validation import InvalidRecord
from disposal.services.sign_in.attempts import network_of
from disposal.web.dependencies import register
from disposal.web.middleware import language_of
from disposal.web.posted_form import OF_FILERS, PostedForm, read_form
from disposal.web.responses import NEVER
from disposal.web.writer import SameSite
from notices.errors import NoticesError

ACCEPT = ",".join(ENDINGS)
HAPPENED = "happened"
"""The field of a report's words: they have one of their own, so that nothing of them is sent while they are typed."""
PRIVATE = {"cache-control": NEVER, "referrer-policy": "no-referrer"}
"""Headers of everything behind a private link: it is stored nowhere and told to no other page."""


@dataclass(frozen=True, slots=True)
class PostedFiling:
    """A form posted at the door of filings, with what is needed to answer it."""

    request: Request
    form: PostedForm
    context: FilingContext

    @property
    def kind(self) -> str:
        """Return what is filed: objection, enquiry or report."""
        return self.form.value("kind")

    @property
    def number(self) -> str:
        """Return the number of the notice."""
        return self.form.value("notice").strip()


@dataclass(frozen=True, slots=True)
class Filed:
    """What somebody sees who has filed: the receipt, in time or late, and the private address, shown once."""

    noun: tuple[str, str]
    receipt: str
    timeliness: Timeliness
    path: str


async def door_form(request: Request, _: SameSite) -> AsyncIterator[PostedForm]:
    """Yield a form of the door. It carries no rights, so no cookie and no token; a report stays in memory.

    Raises: PostOfAnotherSite and TooManyRequests before the body is read; what ``read_form`` raises.
    """
    register(request).filing_rates.take(network_of(caller(request)))
    form = await read_form(request, OF_FILERS, is_door=True)
    try:
        yield form
    finally:
        for file in form.files:
            file.content.close()


def shown(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """Return a page of the door; ``template`` is below ``templates/pages``."""
    return Response(public_body(request, template, **context), status_code=status, media_type=HTML)


def filed_page(posted: PostedFiling, filed: Filed) -> Response:
    """Return the page that shows receipt and private address. It is no redirect: that would tell what was filed."""
    base = register(posted.request).database.settings.public_base_url
    return shown(posted.request, "door/filed.html.j2", filed=filed, address=base + filed.path)


def to_private(request: Request, address: str) -> Response:
    """Lead on to a private page, in the language of this one."""
    prefix = "/en" if language_of(request.scope) == "en" else ""
    return Response(status_code=303, headers={"location": prefix + address, **PRIVATE})


def caller(request: Request) -> str:
    """Return the address of the network that asks."""
    return request.client.host if request.client else ""


def uploaded(form: PostedForm) -> list[EvidenceFile]:
    """Return the files that somebody without account uploaded. Raises: EvidenceRefused."""
    given = [each for each in form.files if each.name or each.size]
    if len(given) > MOST_PUBLIC_FILES:
        raise EvidenceRefused(
            given[MOST_PUBLIC_FILES].name,
            zh=f"超出一次可传的{MOST_PUBLIC_FILES}个文件；请合并，或提交后再补充",
            en=f"is one too many: {MOST_PUBLIC_FILES} files at once; join some, or add them afterwards",
        )
    return [evidence_of(each.name, each.content.read(OF_PUBLIC + 1), most=OF_PUBLIC) for each in given]


def with_problems(form: Form, error: NoticesError, fields: Collection[str]) -> Form:
    """Return the form with what is wrong beside its field; what concerns no field stands above it."""
    if isinstance(error, InvalidRecord):
        return replace(form, problems=error.problems)
    at = HAPPENED if form.value("kind") == "report" and error.field == "words" else error.field
    return form.with_error(error, at=at) if at in fields else form
