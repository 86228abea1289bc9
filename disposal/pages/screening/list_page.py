"""The pages of 名单 put together: all lists, one list, and the form that opens one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request, Response

from disposal.models.lists.entry import ListEntry
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ListVersion
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import choices
from disposal.pages.screening.frame import today
from disposal.pages.site import Place
from disposal.services.accounts.identity import acting as actor_in
from disposal.services.accounts.permissions import may
from disposal.services.list_import.columns import FIELDS
from disposal.services.lists.differences import Counts, EntryDifference
from disposal.services.lists.entry_search import entries_like
from disposal.services.lists.restricted_lists import all_lists, list_with_code
from disposal.services.lists.versions import count_differences, current_version, differences, versions
from disposal.services.sign_in.sessions import SignedIn
from notices.codes import PartyKind
from notices.content.limbs import LimbCode

_MOST = 50
_MOST_DIFFERENCES = 200
_OTHER_FIELDS = {"number_masked": "证件号码"}


@dataclass(frozen=True, slots=True)
class ListedList:
    """A list with its newest version; ``is_over`` if that no longer clears anybody."""

    row: RestrictedList
    version: ListVersion | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for: words to search, the two versions to compare, what was just done."""

    words: str = ""
    since: int | None = None
    until: int | None = None
    done: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """Return it from the query of the address."""
        since, until = _number(query.get("from", "")), _number(query.get("to", ""))
        done = next((name for name in ("opened", "imported") if query.get(name)), "")
        return cls(query.get("q", "")[:200], since, until, done)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a list compared."""

    since: int
    until: int
    counts: Counts
    found: tuple[EntryDifference, ...]


@dataclass(frozen=True, slots=True)
class RestrictedListPage:
    """One list."""

    row: RestrictedList
    versions: tuple[ListVersion, ...]
    newest: ListVersion | None
    is_over: bool
    asked: Asked
    found: tuple[ListEntry, ...]
    comparison: Comparison | None
    may_import: bool
    most: int = _MOST

    def field(self, name: str) -> str:
        """Return the words of a field of an entry."""
        return field_words(name)


@dataclass(frozen=True, slots=True)
class NewListPage:
    """The form on which a list is opened."""

    form: EntryForm
    limbs: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


def field_words(name: str) -> str:
    """Return the Chinese words of a field of an entry."""
    return _OTHER_FIELDS.get(name) or (FIELDS[name].zh if name in FIELDS else name)


def lists_page(request: Request, acting: SignedIn, session: Any) -> Response:
    """Return the page of all lists."""
    day = today(request)
    rows = [(row, current_version(session, row)) for row in all_lists(session)]
    shown = tuple(ListedList(row, version, _is_over(version, day)) for row, version in rows)
    may_open = _may(session, "restricted_list.opened")
    return staff_page(request, "screening/lists.html.j2", menu_of(request, acting), shown=shown, may_open=may_open)


def list_page(request: Request, acting: SignedIn, session: Any, code: str, *, asked: Asked) -> Response:
    """Return the page of one list. Raises: RecordNotFound."""
    row = list_with_code(session, code)
    all_versions = tuple(reversed(versions(session, row)))
    newest = all_versions[0] if all_versions else None
    found = entries_like(session, newest, asked.words, most=_MOST + 1) if newest and asked.words else []
    shown = RestrictedListPage(
        row=row,
        versions=all_versions,
        newest=newest,
        is_over=_is_over(newest, today(request)),
        asked=asked,
        found=tuple(found),
        comparison=_compared(session, row, asked, newest),
        may_import=_may(session, "list_version.imported"),
    )
    return staff_page(request, "screening/list.html.j2", menu_of(request, acting), shown=shown)


def new_list_page(request: Request, acting: SignedIn, form: EntryForm, *, status: int = 200) -> Response:
    """Return the form on which a list is opened, as it was typed."""
    language = Place.of(request).language
    shown = NewListPage(form, choices(LimbCode, language), (("", "—"), *choices(PartyKind, language)))
    return staff_page(request, "screening/new_list.html.j2", menu_of(request, acting), status=status, shown=shown)


def _compared(session: Any, row: RestrictedList, asked: Asked, newest: ListVersion | None) -> Comparison | None:
    """Return the versions asked for compared, the earlier first; None if there are none such."""
    if newest is None or asked.since is None or asked.until is None:
        return None
    since, until = sorted((asked.since, asked.until))
    if since == until or until > newest.version_no:
        return None
    counts = count_differences(session, row, since=since, until=until)
    found = tuple(differences(session, row, since=since, until=until, most=_MOST_DIFFERENCES))
    return Comparison(since, until, counts, found)


def _is_over(version: ListVersion | None, day: date) -> bool:
    return version is not None and version.valid_until is not None and version.valid_until < day


def _may(session: Any, verb: str) -> bool:
    actor = actor_in(session)
    return actor is not None and may(actor, verb)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
