"""What stands around every staff page: the menu of those pages a person may open, and who is signed in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from fastapi import Request

from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import form_token
from disposal.web.dependencies import register
from disposal.web.middleware import language_of


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the menu: address without language, words, the right it needs, how many items wait if known."""

    path: str
    zh: str
    en: str
    verb: str = "own_account.read"
    waiting: int | None = None


ENTRIES = (
    MenuEntry("/desk", "工作台", "Home"),
    MenuEntry("/desk/claims", "债权", "Claims", "claims.read"),
    MenuEntry("/desk/parties", "主体", "Parties", "parties.read"),
    MenuEntry("/desk/projects", "项目", "Projects", "projects.read"),
    MenuEntry("/desk/notices", "公告", "Notices", "notices.read"),
    MenuEntry("/desk/approvals", "待审批", "Approvals", "drafts.read"),
    MenuEntry("/desk/objections", "异议", "Objections", "objections.read"),
    MenuEntry("/desk/enquiries", "咨询", "Enquiries", "enquiries.read"),
    MenuEntry("/desk/bidders", "意向受让人", "Bidders", "bidders.read"),
    MenuEntry("/desk/screenings", "审查待办", "Screenings", "bidders.read"),
    MenuEntry("/desk/lists", "名单", "Lists", "lists.read"),
    MenuEntry("/desk/reports", "举报", "Reports", "reports.read"),
    MenuEntry("/desk/discipline-opinions", "纪检部门意见", "Discipline opinions", "discipline_opinion.given"),
    MenuEntry("/desk/audit", "审计记录", "Audit trail", "audit.read"),
    MenuEntry("/desk/issuers", "分公司", "Branches", "issuer.entered"),
    MenuEntry("/desk/users", "用户", "Users", "accounts.read"),
    MenuEntry("/desk/jobs", "后台任务", "Jobs", "jobs.read"),
)
"""All entries in their order on screen."""
ROOM = 600
"""Pixels that the Chinese entries have on one line of a window of 1280; those that find no room go under 更多."""
_SIGN, _GAP, _COUNT, _MORE = 15, 10, 32, 55
"""Pixels of a sign, between entries, of the number at 工作台, and of 更多 itself."""
FOLDED_FIRST = (
    "/desk/lists", "/desk/screenings", "/desk/parties", "/desk/enquiries", "/desk/jobs", "/desk/issuers", "/desk/audit",
    "/desk/users",
)  # fmt: skip
"""Which entries go under 更多 first: those that a person of many rights opens least."""
BUILT = frozenset(entry.path for entry in ENTRIES)
"""The entries whose pages exist. A new page adds its address."""


def _width(entry: MenuEntry) -> int:
    """Estimate how many pixels an entry takes on its line."""
    return _SIGN * len(entry.zh) + _GAP + (_COUNT if entry.path == "/desk" else 0)


def nothing(verb: str) -> bool:
    """Return False: whoever is not signed in may do nothing."""
    return False


@dataclass(frozen=True, slots=True)
class Menu:
    """The frame of a staff page.

    ``person`` and ``branch`` say who is signed in; an empty person stands for nobody. ``token`` goes into the form of
    退出. ``training`` is the sentence of the training banner, empty in production. ``look`` is ``system``, ``light``
    or ``dark``. ``may`` tells whether the person may do a verb, so that no page offers what is then refused.
    ``messages`` are those not read, where they are counted anyway.
    """

    entries: tuple[MenuEntry, ...] = ()
    person: str = ""
    branch: str = ""
    token: str = ""
    training: str = ""
    look: str = "system"
    may: Callable[[str], bool] = nothing
    messages: int | None = None

    @property
    def dark_media(self) -> str:
        """Return the media in which the dark colours hold; empty where they never do."""
        return {"system": "screen and (prefers-color-scheme: dark)", "dark": "screen"}.get(self.look, "")

    @property
    def more(self) -> tuple[MenuEntry, ...]:
        """Return the entries that stand under 更多, in their order; none where all have room on one line."""
        left, room = self.entries, ROOM
        for path in FOLDED_FIRST:
            if sum(map(_width, left)) <= room:
                break
            left, room = tuple(entry for entry in left if entry.path != path), ROOM - _MORE
        return tuple(entry for entry in self.entries if entry not in left)

    def current(self, path: str) -> str:
        """Return the path of the entry that a page belongs to: the longest that its address begins with."""
        begun = [
            e.path for e in self.entries if path == e.path or (e.path != "/desk" and path.startswith(e.path + "/"))
        ]
        return max(begun, key=len, default="")


def entries_of(paths: Collection[str], *, waiting: int | None = None) -> tuple[MenuEntry, ...]:
    """Return the entries whose pages a role may open, in order; ``waiting`` items stand at 工作台."""
    shown = (entry for entry in ENTRIES if entry.path in paths)
    return tuple(replace(entry, waiting=waiting) if entry.path == "/desk" else entry for entry in shown)


def menu_of(
    request: Request,
    signed: SignedIn | None,
    *,
    look: str = "system",
    waiting: int | None = None,
    messages: int | None = None,
) -> Menu:
    """Return the frame of a page for whoever is signed in; ``waiting`` stand at 工作台, unread ``messages`` at 消息.

    Where they are not counted anyway, the page asks for their number afterwards (``/desk/waiting``).

    A person who must still give a code or set a password sees no entries.
    """
    is_training = register(request).is_training if signed is None else not signed.is_production
    training = ("培训系统：所载内容不作依据", "Training: nothing here is to be relied on") if is_training else ("", "")
    words = training[language_of(request.scope) == "en"]
    token = form_token(request, signed)
    if signed is None:
        return Menu(token=token, training=words, look=look)
    paths = {entry.path for entry in ENTRIES if entry.path in BUILT and signed.may(entry.verb)}
    entries = entries_of(paths if signed.need is None else (), waiting=waiting)
    frame = Menu(entries, signed.name, signed.branch, token, training=words, look=signed.look, may=signed.may)
    return replace(frame, messages=messages)
