"""Filing an objection (提出异议) at the door."""

from fastapi import Response

from disposal.pages.filings import Filed, PostedFiling, caller, filed_page, uploaded
from disposal.registry.public_filing import Filer, file_publicly
from disposal.services.filings.published import number_of_notice
from disposal.web.dependencies import register

FIELDS = (
    "target", "ground", "words", "arguments", "remedy", "objector", "objector_kind", "standing", "phone", "email",
    "address", "representative",
)  # fmt: skip


def object_on_page(posted: PostedFiling) -> Response:
    """File an objection; show its receipt and its private address."""
    values = {name: posted.form.value(name).strip() or None for name in FIELDS}
    values |= {"target": values["target"] or "notice", "ground": values["ground"] or "other"}
    values["standing"] = values["standing"] or "other"
    filer = Filer(caller(posted.request), posted.context)
    number, files = number_of_notice(posted.number), uploaded(posted.form)
    done = file_publicly(register(posted.request).database, number, values, files, filer=filer)
    filed = Filed(("异议", "Objection"), done.objection.receipt, done.timeliness, f"/objections/{done.token}")
    return filed_page(posted, filed)
