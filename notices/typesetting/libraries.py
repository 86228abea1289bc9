"""The system's libraries that the typesetter needs: where they are missing, the one command that brings them."""

import platform
import sys
from typing import ClassVar

from notices.errors import NoticesError

_DEBIAN = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FEDORA = "sudo dnf install pango harfbuzz"
_MACOS = "brew install pango"
_BY_SYSTEM = {"debian": _DEBIAN, "ubuntu": _DEBIAN, "fedora": _FEDORA, "rhel": _FEDORA, "darwin": _MACOS}


class TypesetterLibrariesMissing(NoticesError):
    """Pango or the part of HarfBuzz that cuts fonts is not installed, so that no PDF can be made."""

    code: ClassVar[str] = "typesetter_libraries_missing"
    status: ClassVar[int] = 503

    def __init__(self, missing: str) -> None:
        command = install_command(system_names())
        super().__init__(
            zh=f"缺少排版所需的系统库（{missing}），无法生成PDF。请运行以下命令安装，再重试：{command}",
            en=f"a system library of the typesetter is missing ({missing}), so that no PDF can be made. Install it "
            f"with this command, then try again: {command}",
        )


def system_names() -> tuple[str, ...]:
    """Return what this system calls itself and what it is like, the closest first."""
    if sys.platform == "darwin":
        return ("darwin",)
    try:
        told = platform.freedesktop_os_release()
    except OSError:  # a system that does not name itself
        return ()
    return (told.get("ID", ""), *told.get("ID_LIKE", "").split())


def install_command(systems: tuple[str, ...]) -> str:
    """Return the command for the first system that is known; for another one, those of all three."""
    known = next((_BY_SYSTEM[name] for name in systems if name in _BY_SYSTEM), None)
    return known or f"Debian/Ubuntu: {_DEBIAN}; Fedora: {_FEDORA}; macOS: {_MACOS}"
