"""The kinds of notices. To add a kind: one file here, one folder of templates, one line in ``KINDS``."""

from notices.errors import NoticesError
from notices.kinds.correction import CORRECTION
from notices.kinds.disposal import DISPOSAL
from notices.kinds.extension import EXTENSION
from notices.kinds.kind import FIELD_LABELS, Kind
from notices.kinds.result import RESULT
from notices.kinds.supplement import SUPPLEMENT
from notices.kinds.withdrawal import WITHDRAWAL

__all__ = ["CODES_BY_NAME", "KINDS", "KINDS_BY_CODE", "Kind", "KindNeedsField", "UnknownKind", "kind_of"]

KINDS: tuple[Kind, ...] = (
    DISPOSAL,
    SUPPLEMENT,
    CORRECTION,
    EXTENSION,
    WITHDRAWAL,
    RESULT,
)
"""All kinds, in display order."""

CODES_BY_NAME: dict[str, str] = {
    name: kind.code
    for kind in KINDS
    for name in (kind.code, kind.label_zh, kind.label_zh.removesuffix("公告"), *kind.also)
}
"""The code of a kind by every name a content may give it: correction, 更正公告, 更正."""

KINDS_BY_CODE: dict[str, Kind] = {kind.code: kind for kind in KINDS}


class UnknownKind(NoticesError):
    """The content names an unknown kind of notice."""

    code = "unknown_kind"

    def __init__(self, code: str) -> None:
        known_zh = "、".join(f"{kind.code}（{kind.label_zh}）" for kind in KINDS)
        super().__init__(
            zh=f"未知的公告种类“{code[:40]}”；可用的种类：{known_zh}",
            en=f'unknown kind of notice "{code[:40]}"; use one of {", ".join(f"{k.code} {k.label_zh}" for k in KINDS)}',
            field="kind",
        )


class KindNeedsField(NoticesError):
    """A field that this kind of notice requires is missing."""

    code = "kind_needs_field"

    def __init__(self, kind: Kind, field: str) -> None:
        zh, en = FIELD_LABELS[field]
        super().__init__(
            zh=f"{kind.label_zh}须写明{zh}，请填写 {field}",
            en=f"the {kind.label_en} needs {en}; fill in {field}",
            field=field,
        )


def kind_of(code: str) -> Kind:
    """Return the kind with this code or name: ``correction``, 更正公告, 更正.

    Raises:
        UnknownKind: no kind is called so.
    """
    known = CODES_BY_NAME.get(code.strip())
    if known is None:
        raise UnknownKind(code)
    return KINDS_BY_CODE[known]
