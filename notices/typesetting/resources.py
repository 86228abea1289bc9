"""The location of templates, styles and fonts, in the checkout and in the installed wheel."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def templates_root() -> Path:
    """Return the folder of templates: in the installed package, else at the top of the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def jinja_environment(folder: str = "", *, is_html: bool = True) -> Environment:
    """Return a new environment that loads from ``folder`` below the templates; callers cache it.

    An undefined name raises an error. HTML escapes every value; plain text (``is_html=False``) does not.
    """
    return Environment(
        loader=FileSystemLoader(templates_root() / folder, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=is_html,  # noqa: S701 - plain text has nothing to escape
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
