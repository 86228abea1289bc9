"""What stands around every staff page: the menu of those pages a person may open, and who is signed in."""

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the menu: its address without language, its words, and how many items wait there."""

    path: str
    zh: str
    en: str
    waiting: int = 0


ENTRIES = (
    MenuEntry("/desk", "工作台", "Home"),
    MenuEntry("/desk/claims", "债权", "Claims"),
    MenuEntry("/desk/parties", "主体", "Parties"),
    MenuEntry("/desk/projects", "项目", "Projects"),
    MenuEntry("/desk/notices", "公告", "Notices"),
    MenuEntry("/desk/bidders", "意向受让人", "Bidders"),
    MenuEntry("/desk/lists", "名单", "Lists"),
    MenuEntry("/desk/audit", "审计记录", "Audit trail"),
    MenuEntry("/desk/users", "用户", "Users"),
)
"""All entries in their order on screen."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The frame of a staff page.

    ``person`` and ``branch`` say who is signed in; an empty person stands for nobody. ``token`` goes into the form of
    退出. ``training`` is the sentence of the training banner, empty in production. ``look`` is ``system``, ``light``
    or ``dark``.
    """

    entries: tuple[MenuEntry, ...] = ()
    person: str = ""
    branch: str = ""
    token: str = ""
    training: str = ""
    look: str = "system"

    @property
    def dark_media(self) -> str:
        """Return the media in which the dark colours hold; empty where they never do."""
        return {"system": "screen and (prefers-color-scheme: dark)", "dark": "screen"}.get(self.look, "")

    def current(self, path: str) -> str:
        """Return the path of the entry that a page belongs to: the longest that its address begins with."""
        begun = [
            e.path for e in self.entries if path == e.path or (e.path != "/desk" and path.startswith(e.path + "/"))
        ]
        return max(begun, key=len, default="")


def entries_of(paths: Collection[str], *, waiting: int = 0) -> tuple[MenuEntry, ...]:
    """Return the entries whose pages a role may open, in order; ``waiting`` items stand at 工作台."""
    shown = (entry for entry in ENTRIES if entry.path in paths)
    return tuple(replace(entry, waiting=waiting) if entry.path == "/desk" else entry for entry in shown)
