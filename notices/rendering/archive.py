"""HTML as PDF/A-3a (ISO 19005-3): tagged, fonts embedded, source data attached, the same bytes every time."""

import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pydyf  # type: ignore[import-untyped]

from notices.rendering.source import Source, identifier_of
from notices.typesetting.canvas import Canvas
from notices.typesetting.embedding import EmbeddedFaces
from notices.typesetting.engine import NO_BOXES, NO_FONTS, SealedFetcher, fonts, stylesheet
from notices.typesetting.tagging import Tag, Written, write_tags

from weasyprint import HTML, Attachment  # isort: skip  - after engine, which silences its warnings
from weasyprint.document import Document, DocumentMetadata  # isort: skip

VARIANT = "pdf/a-3a"
_PROFILE_MARK = slice(36, 40)  # where a colour profile says that it is one (ISO 15076-1)


def write_pdf(html: str, options: dict[str, Any], *, style: str, with_rare: bool) -> bytes:
    """Return an HTML page as PDF; call it inside ``setting``.

    ``options`` are those of ``archive_options``. ``style`` is a file in templates/style.
    """
    bundled = fonts(with_rare=with_rare)
    stylesheets = [stylesheet(style, with_rare=with_rare)]
    page = HTML(string=html, url_fetcher=SealedFetcher())
    document = page.render(font_config=bundled, stylesheets=stylesheets, **options)
    return _written(document, bundled.embedded_faces(), options)


def write_drawn(
    pages: Sequence[Canvas], tree: Tag, faces: EmbeddedFaces, metadata: dict[str, Any], options: dict[str, Any]
) -> bytes:
    """Return drawn pages as PDF; call it inside ``setting``. ``metadata`` are those of WeasyPrint."""
    for page in pages:
        page._page_box = NO_BOXES  # type: ignore[attr-defined]  # noqa: SLF001 - what a page of WeasyPrint has
    document = Document(pages, DocumentMetadata(**metadata), SealedFetcher(), NO_FONTS, {}, None)
    return _written(document, faces, options, lambda pdf: write_tags(pdf, tree, [page.marks for page in pages]))


def _written(
    document: Document,
    faces: EmbeddedFaces,
    options: dict[str, Any],
    before_writing: Callable[[pydyf.PDF], None] = lambda _: None,
) -> bytes:
    document.fonts = faces

    def finish(_: object, pdf: pydyf.PDF) -> None:
        before_writing(pdf)
        faces.number_glyphs(pdf)
        _write_once(pdf)

    written: bytes = document.write_pdf(finisher=finish, **options)
    return written


def archive_options(source: Source, *, identity: bytes) -> dict[str, Any]:
    """Return the options of the PDF: variant, identifier from ``identity``, the source as attachment."""
    attachment = Attachment(
        string=source.data,
        name=source.name,
        description=source.description,
        created=source.made_at,
        modified=source.made_at,
        relationship="Source",
        url_fetcher=SealedFetcher(),
    )
    return {"pdf_variant": VARIANT, "pdf_identifier": identifier_of(identity), "attachments": [attachment]}


def _write_once(pdf: pydyf.PDF) -> None:
    """Serialise every object once: otherwise the file identifier and the file each compress it again."""
    pdf.objects = [_Frozen(entry) if entry.free == "n" else entry for entry in pdf.objects]


class _Frozen(Written):
    """A PDF object in its serialised form."""

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__(_packed(source) if isinstance(source, pydyf.Stream) and source.compress else source.data)
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._is_compressible: bool = source.compressible

    @property
    def compressible(self) -> bool:
        return self._is_compressible


def _packed(stream: pydyf.Stream) -> bytes:
    """Return a stream's bytes at the usual level of compression: the highest takes twice as long for 1 in 100."""
    content = _deflated(b"\n".join(map(pydyf._to_bytes, stream.stream)))  # noqa: SLF001 - as pydyf does
    extra = pydyf.Dictionary({**stream.extra, "Filter": "/FlateDecode", "Length": len(content)})
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


def _deflated(content: bytes) -> bytes:
    """Return compressed bytes; the colour profile, the same in every file, is compressed once."""
    return _profile_deflated(content) if content[_PROFILE_MARK] == b"acsp" else zlib.compress(content)


@lru_cache(maxsize=1)
def _profile_deflated(profile: bytes) -> bytes:
    return zlib.compress(profile)
