"""A trial on this machine: a folder of its own below the user's data, with its own database and settings."""

import os
import shutil
from pathlib import Path
from typing import ClassVar

from platformdirs import user_data_path

from disposal.errors import DisposalError
from disposal.settings import Settings, get_settings, reset_settings
from disposal.storage.embedded import EmbeddedPostgres

APPLICATION = "disposal-registry"
_OF_ROOT = Path("/var/lib") / APPLICATION


class TrialInUse(DisposalError):
    """A trial was to be removed while it is served."""

    code: ClassVar[str] = "trial_in_use"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            zh=f"试用系统正在运行（{folder}），未删除。请在其终端按 Ctrl-C 停止后，再运行 disposal try --clean。",
            en=f"the trial in {folder} is running, and nothing was removed. Stop it with Ctrl-C in its terminal, then "
            "run disposal try --clean again.",
        )


def trial_folder() -> Path:
    """Return the folder that holds all of the trial: among the user's data, or those of the system for root.

    PostgreSQL does not run as root, and root's own folder should not be opened to its user.
    """
    data = _OF_ROOT if os.geteuid() == 0 else user_data_path(APPLICATION, appauthor=False)
    return data / "try"


def trial_settings(folder: Path, *, port: int) -> Settings:
    """Set up this process and its children for the trial, whatever register the environment names; return its settings.

    Libraries that keep a cache in the user's folder keep it in the trial's.
    """
    for name in [name for name in os.environ if name.startswith("DISPOSAL_")]:
        del os.environ[name]
    os.environ |= {
        "DISPOSAL_DATA_DIR": str(folder),
        "DISPOSAL_MODE": "training",
        "DISPOSAL_PORT": str(port),
        "DISPOSAL_PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    reset_settings()
    return get_settings()


def remove_trial(folder: Path) -> bool:
    """Stop the trial's database, and remove all that the trial made. Return whether there was anything.

    Raises: TrialInUse.
    """
    if not folder.exists():
        return False
    if (folder / "postgres").exists():
        # Whoever joins and is the last to leave stops the server, also one that a killed process left behind.
        server = EmbeddedPostgres(folder)
        server.attach()
        if not server.release():
            raise TrialInUse(folder)
    shutil.rmtree(folder)
    if folder.parent.name == APPLICATION and not any(folder.parent.iterdir()):
        folder.parent.rmdir()
    return True
