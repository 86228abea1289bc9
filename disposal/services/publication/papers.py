"""Text, PDF and Word file of a draft as it would be published now, without a number."""

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import content_to_publish
from disposal.services.publication.versions import marked_if_training
from notices.composition.composition import compose
from notices.composition.missing_glyphs import naming_the_field
from notices.rendering.pdf import render_pdf
from notices.rendering.plain import render_text


def draft_text(session: Session, notice: Notice, *, context: PublicationContext) -> str:
    """Return the text of a draft. Raises: what ``content_to_publish`` raises."""
    return render_text(compose(content_to_publish(session, notice, context=context)))


def draft_pdf(session: Session, notice: Notice, *, context: PublicationContext) -> bytes:
    """Return the PDF of a draft. It has no number and no address, and so no QR code.

    Raises: GlyphMissing, and what ``content_to_publish`` raises.
    """
    content = content_to_publish(session, notice, context=context)
    with naming_the_field(content):
        document = marked_if_training(session, compose(content))
        return render_pdf(document, canonical_json=content.canonical_json())


def draft_word(session: Session, notice: Notice, *, context: PublicationContext) -> bytes:
    """Return a draft as a Word file, with the words it would be published with. Raises: as ``draft_text``."""
    from notices.rendering.word import render_word  # only here are the words of a draft set for Word

    return render_word(compose(content_to_publish(session, notice, context=context)))
