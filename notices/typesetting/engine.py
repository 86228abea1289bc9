"""WeasyPrint, isolated from the system: bundled fonts only, no network, no files, every warning an error.

A font configuration without the system's fonts and settings gives the same page on every machine. It is
cached for the life of the process, because loading the fonts takes longer than typesetting a notice. Pango's
font maps are not thread-safe, so one page is typeset at a time.
"""

import ctypes.util
import gc
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from types import SimpleNamespace
from typing import Any, ClassVar, Never

from notices.errors import NoticesError
from notices.typesetting.embedding import EmbeddedFace, EmbeddedFaces
from notices.typesetting.fonts import CORE_FACES, RARE_FACES, Face, advances
from notices.typesetting.libraries import TypesetterLibrariesMissing
from notices.typesetting.resources import templates_root
from notices.typesetting.typesetting import spacing_style


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Let WeasyPrint load its libraries by their file names, of which it knows those of Linux.

    It tries names of other systems first. For each of them ``ctypes`` would run ldconfig, gcc and ld: 54 processes.
    """
    found = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = found


try:
    # Missing fonts or libharfbuzz-subset are reported when a page is typeset, not on import. Where Pango is missing,
    # WeasyPrint prints a page of advice; ours is one sentence.
    with warnings.catch_warnings(), _no_search_for_libraries(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        from weasyprint import CSS
        from weasyprint.formatting_structure.boxes import PageBox
        from weasyprint.text.ffi import TO_UNITS, ffi, fontconfig, gobject, harfbuzz_subset, pango, pangoft2
        from weasyprint.text.fonts import FontConfiguration, get_pango_font_key
        from weasyprint.urls import FatalURLFetchingError, URLFetcher
except OSError as error:
    raise TypesetterLibrariesMissing(str(error).partition(":")[0]) from error
ffi.cdef("FcConfig *FcConfigCreate(void);")  # WeasyPrint has the library open, but does not use this function

__all__ = [
    "NO_BOXES", "NO_FONTS", "BundledFonts", "RenderingFailed", "SealedFetcher", "fonts", "setting", "stylesheet",
]  # fmt: skip

_LOCK = threading.Lock()
_LOGGER = logging.getLogger("weasyprint")


class RenderingFailed(NoticesError):
    """WeasyPrint reported a fault; such a page is never returned."""

    code: ClassVar[str] = "rendering_failed"
    status: ClassVar[int] = 500

    def __init__(self, report: str) -> None:
        super().__init__(
            zh="文书排版失败：排版程序报告错误，原文见本条的英文说明。请检查运行环境（make demo 会安装所需的系统库）"
            "后重试。",
            en=f"The page could not be typeset: {report}. Check the system libraries (make demo installs them) "
            "and render again.",
        )


class BundledFonts(FontConfiguration):  # type: ignore[misc]
    """A font configuration with the bundled fonts only."""

    def __init__(self, *, with_rare: bool) -> None:
        self._config = fontconfig.FcConfigCreate()
        faces = CORE_FACES + (RARE_FACES if with_rare else ())
        for face in faces:
            if not fontconfig.FcConfigAppFontAddFile(self._config, os.fsencode(face.path)):
                report = f"font file {face.path.name} cannot be read"
                raise RenderingFailed(report)
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds its own reference
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        samples = {face: _pango_font(self, face, min(advances(face))) for face in faces}
        self._keys = {face: get_pango_font_key(font)[0] for face, (_, font) in samples.items()}

    def embedded_faces(self) -> EmbeddedFaces:
        """Return the faces for one PDF, by the keys under which WeasyPrint looks for them."""
        return EmbeddedFaces({key: EmbeddedFace(face) for face, key in self._keys.items()})


def _pango_font(fonts: BundledFonts, face: Face, sample: str) -> tuple[Any, Any]:
    """Return the layout that keeps Pango's font alive, and the font; ``sample`` is a character of ``face``."""
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, ffi.new("char[]", face.family.encode()))
    pango.pango_font_description_set_weight(description, 700 if face.style == "Bold" else 400)
    pango.pango_font_description_set_absolute_size(description, 12 * TO_UNITS)
    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_font_description(layout, description)
    pango.pango_layout_set_text(layout, ffi.new("char[]", sample.encode()), -1)
    line = pango.pango_layout_get_line_readonly(layout, 0)
    return layout, line.runs[0].data.item.analysis.font


class SealedFetcher(URLFetcher):  # type: ignore[misc]
    """Refuses every address: a printed page loads nothing."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Never:
        """Refuse ``url``."""
        report = f"a printed page must not load {url}"
        raise FatalURLFetchingError(report)


class _Reports(logging.Handler):
    """Collects what WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(record.getMessage())


class _NoBoxes(PageBox):  # type: ignore[misc]
    """In place of the boxes of a page that is drawn: it brings its own tags."""

    element, children = None, ()

    def __init__(self) -> None:
        """Leave out what a box is made of."""


NO_BOXES = _NoBoxes()
NO_FONTS = SimpleNamespace(font_map=None)
"""In place of the fonts of a document that is drawn: its faces are read without Pango."""


@cache
def fonts(*, with_rare: bool) -> BundledFonts:
    """Return the cached font configuration, with or without the rare faces."""
    return BundledFonts(with_rare=with_rare)


@cache
def stylesheet(name: str, *, with_rare: bool) -> Any:
    """Return the cached, parsed style of a printed page; ``name`` is a file in templates/style."""
    text = (templates_root() / "style" / name).read_text("utf-8") + spacing_style()
    return CSS(string=text, font_config=fonts(with_rare=with_rare), url_fetcher=SealedFetcher())


@contextmanager
def setting() -> Iterator[None]:
    """Typeset inside this block: one page at a time, no garbage collection, every warning an error.

    Raises:
        RenderingFailed: something was logged or fetched.
        TypesetterLibrariesMissing: libharfbuzz-subset is not installed.
    """
    if harfbuzz_subset is None:
        raise TypesetterLibrariesMissing("libharfbuzz-subset")
    reports = _Reports()
    with _LOCK:
        was_enabled = gc.isenabled()
        gc.disable()
        _LOGGER.addHandler(reports)
        try:
            yield
        except FatalURLFetchingError as error:
            raise RenderingFailed(str(error)) from error
        finally:
            _LOGGER.removeHandler(reports)
            if was_enabled:
                gc.enable()
    if reports.sentences:
        raise RenderingFailed("; ".join(dict.fromkeys(reports.sentences)))
