"""Words and signs that people put into a field of which they know nothing: they say nothing, and count as nothing."""

import re

from notices.written.characters import tidied, with_hyphens

_SIGNS = re.compile(r"[-/\\|*×?.…~_＿－﹣■□○〇]+|[Xx]{2,}", re.ASCII)
_LEFT_OPEN = frozenset(
    {"待定", "待补", "待补充", "待填", "待填写", "待核实", "待查", "略", "n/a", "na", "null", "none", "nil", "tbd"}
)
_UNKNOWN = frozenset({"无", "暂无", "没有", "不详", "未知", "不明", "空", "缺"})


def is_left_open(text: str) -> bool:
    """Return whether a text only holds a place open: /, —, ×××, 待定, N/A."""
    words = with_hyphens(tidied(text)).replace(" ", "").lower()
    return not words or _SIGNS.fullmatch(words) is not None or words in _LEFT_OPEN


def says_nothing(text: str) -> bool:
    """Return whether a text names nothing: one that holds a place open, or 无, 不详 and the like."""
    return is_left_open(text) or tidied(text) in _UNKNOWN
