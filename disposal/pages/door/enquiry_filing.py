"""Asking (咨询) at the door: what was asked and answered before is offered while typing.

With script the answers come as a part of the page; without it a first post shows them before anything is filed.
"""

from collections.abc import Sequence

from fastapi import Response

from disposal.pages.door.filing_form import Typed, filing_form
from disposal.pages.filings import Filed, PostedFiling, caller, filed_page, uploaded
from disposal.pages.forms import Form
from disposal.pages.site import HTML, Place, environment
from disposal.registry.public_enquiries import enquire_publicly
from disposal.registry.public_filing import Filer
from disposal.services.enquiries.public_enquiries import PublicEnquiry, similar_enquiries
from disposal.services.filings.published import number_of_notice
from disposal.services.publication.errors import NoticeUnknown
from disposal.web.dependencies import register

FIELDS = ("words", "enquirer", "phone", "email")


def answers_alike(posted: PostedFiling) -> Response:
    """Send the answered questions like what is being typed, as a part of the page.

    It is asked for whatever is being written; of a report no words come along, and nothing is found.
    """
    body = environment().get_template("_parts/similar.html.j2")
    return Response(body.render(place=Place.of(posted.request), similar=_similar(posted)), media_type=HTML)


def enquire_on_page(posted: PostedFiling) -> Response:
    """File an enquiry; show its receipt and its private address. First show answers like it, where none were seen."""
    form, number = posted.form, number_of_notice(posted.number)
    if form.value("seen") != "1" and (found := _similar(posted)):
        return filing_form(posted.request, number, Typed(Form(dict(form.items)), similar=found), posted.context)
    values: dict[str, object] = {name: form.value(name).strip() or None for name in FIELDS}
    values["agrees_to_publish"] = form.value("agrees_to_publish") == "true"
    filer = Filer(caller(posted.request), posted.context)
    done = enquire_publicly(register(posted.request).database, number, values, uploaded(form), filer=filer)
    filed = Filed(("咨询", "Enquiry"), done.enquiry.receipt, done.timeliness, f"/enquiries/{done.token}")
    return filed_page(posted, filed)


def _similar(posted: PostedFiling) -> Sequence[PublicEnquiry]:
    words = posted.form.value("words")
    if not words:
        return ()
    try:
        with register(posted.request).database.session() as session:
            return similar_enquiries(session, posted.number, words)
    except NoticeUnknown:  # filing tells it; beside the field nothing is similar
        return ()
