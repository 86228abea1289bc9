"""What forms that anybody files share: files read, problems at their fields, the way to the private page."""

from collections.abc import Sequence

from fastapi import Request, Response

from disposal.pages.forms import Form
from disposal.services.filings.errors import EvidenceRefused
from disposal.services.filings.evidence import ENDINGS, MOST_PUBLIC_FILES, OF_PUBLIC, EvidenceFile, evidence_of
from disposal.services.records.validation import InvalidRecord
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.responses import NEVER
from notices.errors import NoticesError
from notices.reading import Problem

ACCEPT = ",".join(ENDINGS)
PRIVATE = {"cache-control": NEVER, "referrer-policy": "no-referrer"}
"""Headers of everything behind a private link: it is stored nowhere and told to no other page."""


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


def with_problems(form: Form, error: NoticesError, fields: Sequence[str]) -> Form:
    """Return the form with what is wrong beside its field; what concerns no field stands above it."""
    if isinstance(error, InvalidRecord):
        return Form(form.values, error.problems)
    if error.field in fields or error.field == "files":
        return Form(form.values, (Problem(path=error.field, value="", zh=error.zh, en=error.en),))
    return form
