"""Make notices searchable by all their words; notices without debtors get those of the notice they refer to.

Search data is derived from the frozen versions, so it needs no audit entry. This file contains a copy of the code of
that time, so that its result does not depend on later changes. A later change of the index rebuilds the words in its
own migration.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import cache
from typing import Any

import sqlalchemy as sa
from alembic import op
from opencc import OpenCC
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from notices.resident_ids import mask_resident_ids

revision = "0013"
down_revision = "0012"

_ID, _DEBTOR_NAMES, _SEARCH = sa.column("id", sa.Uuid), sa.column("debtor_names", JSONB), sa.column("search", TSVECTOR)
_NOTICE = sa.table("notice", _ID, _DEBTOR_NAMES, _SEARCH)
_NEWEST = """
    SELECT n.province, n.city, n.amends_notice_id, n.debtor_names, v.content, v.text,
           ARRAY(SELECT p.medium FROM placement AS p WHERE p.notice_id = n.id) AS media
    FROM notice AS n JOIN notice_version AS v ON v.notice_id = n.id
    WHERE n.id = :id ORDER BY v.version_no DESC LIMIT 1
"""
_LONGEST_RUN, _NUMBER_RUN = 3, 6
_NUMBERS = re.compile(rf"[0-9]{{{_NUMBER_RUN},}}")
_MOST_BYTES = 1_000_000  # PostgreSQL addresses at most 1 MB of a tsvector, without checking

Json = dict[str, Any]
"""A content or part of it as JSON; fields with their default value are omitted."""


def upgrade() -> None:
    """Rebuild the search words of every published notice, one notice at a time."""
    op.execute("ALTER TABLE notice DISABLE TRIGGER require_audit")
    make_words_anew(op.get_bind())
    op.execute("ALTER TABLE notice ENABLE TRIGGER require_audit")


def make_words_anew(connection: sa.Connection) -> None:
    """Write the search words of every published notice, and the debtors of notices that name none."""
    for notice_id in connection.execute(sa.text("SELECT id FROM notice WHERE state <> 'draft'")).scalars().all():
        row = _newest(connection, notice_id)
        said = _newest(connection, row.amends_notice_id).content if row.amends_notice_id else {}
        places = (row.province or "", row.city or "", *row.media)
        found_by = sa.func.array_to_tsvector(sa.cast(_runs(_words(row, places=places, said=said)), ARRAY(sa.Text)))
        names = row.debtor_names or [item["debtor"]["name"] for item in said.get("items", ())]
        change = sa.update(_NOTICE).where(_NOTICE.c.id == notice_id)
        connection.execute(change.values({_SEARCH: found_by, _DEBTOR_NAMES: names}))


def _newest(connection: sa.Connection, notice_id: Any) -> Any:
    return connection.execute(sa.text(_NEWEST), {"id": notice_id}).one()


# --- searchable texts of a notice, most important first ----------------------------------------------------------


def _words(row: Any, *, places: tuple[str, ...], said: Json) -> Iterator[str]:
    content: Json = row.content
    title, _, _ = row.text.partition("\n")
    yield from (title, content.get("number", ""), content["issuer"]["name"] + content["issuer"].get("branch", ""))
    yield from places
    yield content.get("package", {}).get("name", "")
    for item in content.get("items", ()):
        yield from (item.get("heading", ""), *_names(item["debtor"]))
    for item in content.get("items", ()):
        yield item.get("original_creditor", "")
        for claim in item["claims"]:
            yield from _of_claim(claim)
    if amends := content.get("amends"):
        yield from (amends["title"], amends.get("number", ""))
    yield from _parties_of(said)
    for line in (*_facts_of(content), *row.text.splitlines()):
        yield mask_resident_ids(line)


def _parties_of(content: Json) -> Iterator[str]:
    """Yield the names of debtors, then those of guarantors and owners of collateral."""
    for item in content.get("items", ()):
        yield from _names(item["debtor"])
    for item in content.get("items", ()):
        for claim in item["claims"]:
            yield from _bound_by(claim)


def _of_claim(claim: Json) -> Iterator[str]:
    yield from _bound_by(claim)
    for security in claim.get("security", ()):
        collateral = security["collateral"]
        yield from (collateral["description"], collateral.get("place", ""), *collateral.get("certificate_numbers", ()))
    yield from claim.get("contract_numbers", ())
    yield from (status.get("case_number", "") for status in claim.get("litigation", ()))


def _bound_by(claim: Json) -> Iterator[str]:
    for guarantee in claim.get("guarantees", ()):
        for guarantor in guarantee["guarantors"]:
            yield from _names(guarantor)
    for security in claim.get("security", ()):
        yield from _names(security["owner"])


def _names(obligor: Json) -> tuple[str, ...]:
    return (obligor["name"], *obligor.get("former_names", ()), obligor.get("credit_code", ""))


# --- the box below a notice, which is not part of its text -------------------------------------------------------


def _facts_of(content: Json) -> Iterator[str]:
    yield _day(content["published_on"], with_weekday=True)
    if window := content.get("window"):
        yield from _window(window)
    for other in (content.get("amends"), *content.get("revisions", ())):
        if other:
            title = other["title"].replace("《", "〈").replace("》", "〉")
            number = f"（{other['number']}）" if other.get("number") else ""
            yield f"《{title}》{number}，{_day(other['published_on'])}"
    for placement in content.get("placements", ()):
        yield f"{_medium(placement)}{placement.get('page', '')}，{_day(placement['published_on'])}"
    yield content["issuer"].get("website", "").rstrip("。；，")


def _window(window: Json) -> Iterator[str]:
    convention = window.get("convention", "first_day_not_counted")
    hour = f"{time.fromisoformat(window['closes_at']):%H:%M}" if window.get("closes_at") else ""
    in_working_days = window.get("unit", "working_days") == "working_days"
    if begins_on := window.get("begins_on"):
        counts = "计入" if convention == "first_day_counted" else "不计入"
        length = f"{window['count']}个工作日" if in_working_days else f"{window['count']}日"
        yield f"自{_day(begins_on)}起{length}（起算日{counts}）"
    else:
        counted = {
            "first_day_not_counted": "发布当日不计入",
            "first_day_counted": "发布当日计入",
            "from_next_day": "自发布次日起算",
        }
        length = f"{window['count']}个{'工作日' if in_working_days else '自然日'}"
        yield f"{length}（{counted[convention]}{f'，{hour}截止' if hour else ''}）"
    if ends_on := window.get("ends_on"):
        provisional = "（暂定，以放假安排公布后为准）" if window.get("is_provisional") else ""
        yield f"{_day(ends_on, with_weekday=True)}{hour or '24:00'}截止{provisional}"


def _day(written: str, *, with_weekday: bool = False) -> str:
    day = date.fromisoformat(written)
    weekday = f"（星期{'一二三四五六日'[day.weekday()]}）" if with_weekday else ""
    return f"{day.year}年{day.month}月{day.day}日{weekday}"


def _medium(placement: Json) -> str:
    medium: str = placement["medium"]
    if placement["kind"] in {"newspaper_prefecture", "newspaper_province"}:
        return medium if medium.startswith("《") else f"《{medium}》"
    return medium + (f"（{placement['url']}）" if placement.get("url") else "")


# --- lexemes: every run of one, two and three characters, and of six digits ---------------------------------------


def _runs(texts: Iterable[str]) -> list[str]:
    """Return the distinct runs of these texts, sorted; words beyond the size limit are dropped."""
    found: set[str] = set()
    room = _MOST_BYTES
    for stretch in (stretch for text in texts for stretch in _stretches(text)):
        new = set(_runs_of(stretch)) - found
        size = sum(len(run.encode()) for run in new)
        if size <= room:
            found |= new
            room -= size
    return sorted(found)


def _stretches(text: str) -> Iterator[str]:
    """Yield the words of a text split at spaces: simplified, case folded, without punctuation."""
    whole = text.encode(errors="replace").decode()
    for stretch in _simplify().convert(unicodedata.normalize("NFKC", whole)).casefold().split():
        if word := "".join(character for character in stretch if character.isalnum()):
            yield word


def _runs_of(word: str) -> Iterator[str]:
    for length in range(1, _LONGEST_RUN + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]
    for number in _NUMBERS.finditer(word):
        for start in range(number.start(), number.end() - _NUMBER_RUN + 1):
            yield word[start : start + _NUMBER_RUN]


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")
