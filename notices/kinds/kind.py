"""What a kind of notice is: a frozen value that names its words, its needs and its template."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notices.law import LegalSource
from notices.rendering.resources import templates_root

if TYPE_CHECKING:
    from notices.content import NoticeContent


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice (公告种类).

    ``title`` composes the title where the content gives none. ``required`` are the field paths without
    which a notice of this kind says nothing. ``offers_assets``: it must have the contents of a disposal
    notice. ``amends``: it speaks of an earlier notice. ``opens_window``: it promises a window.
    """

    code: str
    label_zh: str
    label_en: str
    source: LegalSource
    title: Callable[["NoticeContent"], str]
    required: tuple[str, ...] = ()
    offers_assets: bool = False
    amends: bool = False
    opens_window: bool = False

    @property
    def template(self) -> str:
        """Return the text template's name below ``templates/notices``."""
        return f"{self.code}/text.j2"

    @property
    def sample(self) -> Path:
        """Return the file of a whole content of this kind."""
        return templates_root() / "notices" / self.code / "sample.toml"
