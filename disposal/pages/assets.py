"""The static files of the pages, read once. Each URL contains the digest of the bytes, so its content never changes."""

from dataclasses import dataclass
from functools import cache

from disposal.web.responses import digest_of
from notices.typesetting.resources import templates_root

_CSS, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_DESK_PARTS = ("rows", "paste", "saving", "combobox", "keys", "passkey", "waiting", "whole")
ASSETS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("site.css", ("style/tokens.css", "style/base.css", "style/site.css"), _CSS),
    (
        "desk.css",
        tuple(
            f"style/{part}.css"
            for part in (
                "tokens",
                "base",
                "desk",
                "desk-records",
                "desk-claim",
                "desk-lists",
                "desk-compose",
                "desk-screening",
                "desk-objections",
            )
        ),
        _CSS,
    ),
    ("dark.css", ("style/dark.css",), _CSS),
    (
        "desk.js",
        tuple(f"static/desk-{part}.js" for part in _DESK_PARTS),
        _SCRIPT,
    ),
    ("htmx.js", ("static/htmx/htmx.min.js",), _SCRIPT),
    ("icon.svg", ("static/icon.svg",), "image/svg+xml"),
)
"""Name in the URL, paths below ``templates`` that are joined in this order, media type."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, digest and media type."""

    data: bytes
    digest: str
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Return all assets by name."""
    found = {}
    for name, paths, media_type in ASSETS:
        data = b"".join((templates_root() / path).read_bytes() for path in paths)
        found[name] = Asset(data, digest_of(data), media_type)
    return found


def asset_address(name: str) -> str:
    """Return the URL of an asset, with its digest."""
    return f"/static/{assets()[name].digest[:16]}/{name}"
