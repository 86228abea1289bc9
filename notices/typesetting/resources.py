"""The location of templates, styles and fonts, in the checkout and in the installed wheel."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

_PACKAGE = Path(__file__).resolve().parent.parent


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept by their content in a folder of the user's own below the temporary one (Jinja's way)."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where there is no room for it, it is compiled again by the next process."""
        with suppress(OSError):  # no room: compiled again next time
            super().dump_bytecode(bucket)


@cache
def _compiled() -> _Compiled | None:
    """Return where compiled templates are kept, or nothing where no such folder can be made."""
    with suppress(OSError, RuntimeError):  # no such folder can be made: templates are compiled anew
        return _Compiled()
    return None


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
        bytecode_cache=_compiled(),
    )
