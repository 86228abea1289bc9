"""Where the typesetter's libraries are missing, the message names the one command that brings them."""

import subprocess
import sys

import pytest

from notices.typesetting.libraries import install_command

DEBIAN = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
WITHOUT = """
import cffi
found = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if {missing!r} in name:
        raise OSError(f"cannot load library {{name!r}}: no such file")
    return found(self, name, flags)
cffi.FFI.dlopen = dlopen
from notices.errors import NoticesError
try:
    from notices.typesetting.engine import setting
    with setting():
        pass
except NoticesError as error:
    print(error.code, error.zh, error.en)
"""


@pytest.mark.parametrize(
    ("systems", "command"),
    [
        (("debian",), DEBIAN),
        (("ubuntu", "debian"), DEBIAN),
        (("linuxmint", "ubuntu", "debian"), DEBIAN),
        (("fedora",), "sudo dnf install pango harfbuzz"),
        (("rocky", "rhel", "centos", "fedora"), "sudo dnf install pango harfbuzz"),
        (("darwin",), "brew install pango"),
    ],
)
def test_system_is_told_its_own_command(systems: tuple[str, ...], command: str) -> None:
    assert install_command(systems) == command


def test_unknown_system_is_told_all_three() -> None:
    told = install_command(("plan9",))
    assert all(word in told for word in (DEBIAN, "dnf install", "brew install"))


@pytest.mark.parametrize("missing", ["pango", "harfbuzz-subset"])
def test_missing_library_is_told_with_a_command_and_no_traceback(missing: str) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT.format(missing=missing)], capture_output=True, check=False)
    told = done.stdout.decode()
    assert told.startswith("typesetter_libraries_missing"), done.stderr.decode()
    assert missing in told
    assert "请运行以下命令安装" in told
    assert "install" in told.partition("this command")[2]
    assert done.returncode == 0
