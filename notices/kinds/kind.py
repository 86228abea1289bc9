"""A kind of notice: a frozen value with its labels, required fields and template."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from notices.legal_source import LegalSource
from notices.typesetting.resources import templates_root

if TYPE_CHECKING:
    from notices.content.content import NoticeContent

FIELD_LABELS = {
    "amends": ("所涉原公告", "the notice it speaks of"),
    "amends.window_ends_on": ("原公告期最后一日", "the last day of the earlier window"),
    "changes": ("更正内容", "the changes"),
    "window": ("公告期限", "the window"),
    "window.begins_on": ("延长期起算的日期（原公告期最后一日）", "the day the extension is counted from"),
    "reason": ("撤销原因", "the reason"),
    "outcome": ("处置结果", "the outcome"),
}
"""Labels of the fields that kinds require, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice (公告种类).

    ``title`` composes the title if the content gives none. ``required`` are the field paths that a notice of this
    kind must have. ``offers_assets``: it must have the contents of a disposal notice. ``amends``: it refers to an
    earlier notice. ``opens_window``: it promises a window. ``also``: other names a content can use for it.
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
    also: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """Return the path of the text template below ``templates/notices``."""
        return f"{self.code}/text.j2"

    @property
    def sample(self) -> Path:
        """Return the path of a complete sample content of this kind."""
        return templates_root() / "notices" / self.code / "sample.toml"

    def missing_fields(self, content: "NoticeContent") -> tuple[str, ...]:
        """Return the required fields that are missing; if a part is missing, its own fields are not listed."""
        missing: list[str] = []
        for path in self.required:
            is_covered = any(path.startswith(f"{part}.") for part in missing)
            if not is_covered and attrgetter(path)(content) in (None, ()):
                missing.append(path)
        return tuple(missing)
