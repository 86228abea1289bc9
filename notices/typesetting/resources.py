"""Where templates, styles and fonts stand, in the checkout and in the installed wheel."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def templates_root() -> Path:
    """Return the folder of templates: inside the installed package, else at the top of the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def jinja_environment(folder: str = "", *, is_html: bool = True) -> Environment:
    """Return a new environment that loads from ``folder`` under the templates; callers keep it.

    An unknown name stops the rendering. HTML escapes every value; plain text (``is_html=False``) does not.
    """
    return Environment(
        loader=FileSystemLoader(templates_root() / folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=is_html,  # noqa: S701 - plain text has nothing to escape
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
