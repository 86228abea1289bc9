"""Stamps: they change with whatever a notice's page shows, and one query answers all who wait."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import PlacementCreate
from disposal.services.press.placements import record_placement
from disposal.services.public.freshness import EVERYTHING, RegisterUnavailable, Stamp, Stamps
from disposal.storage.database import Database
from notices.working_days.calendar import WorkingCalendar
from notices.working_days.calendar_year import InvalidCalendarFile
from tests.support.publishing import PUBLISHED_ON, amend, publish_project

T = TypeVar("T")


def asking(database: Database, ask: Callable[[Stamps], Awaitable[T]]) -> T:
    """Run ``ask`` with the stamps of a database."""

    async def run() -> T:
        stamps = Stamps(database.engine, WorkingCalendar.builtin)
        try:
            return await ask(stamps)
        finally:
            await stamps.close()

    return asyncio.run(run())


def _placed(session: Session, notice: Notice) -> None:
    medium = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON}
    record_placement(session, PlacementCreate.model_validate({"notice_id": notice.id, **medium}))


def _supplemented(session: Session, notice: Notice) -> None:
    amend(session, notice, "supplement", statements=["补充说明。"])


def _withdrawn(session: Session, notice: Notice) -> None:
    amend(session, notice, "withdrawal", reason="债务人已清偿")


@pytest.mark.parametrize("change", [_placed, _supplemented, _withdrawn], ids=["placed", "supplemented", "withdrawn"])
def test_stamp_read_after_a_change_is_another(database: Database, change: Callable[[Session, Notice], None]) -> None:
    with database.session("测试员") as session:
        notice = publish_project(session)

    async def ask(stamps: Stamps) -> list[Stamp | None]:
        before = [await stamps.of("XGCS-2022-0001"), await stamps.of("XGCS-2022-0001")]
        with database.session("测试员") as session:
            change(session, notice)
        return [*before, await stamps.of("XGCS-2022-0001")]

    first, again, after = asking(database, ask)
    assert first is not None
    assert first == again
    assert after not in {None, first}


def test_stamp_does_not_change_with_another_notice(database: Database) -> None:
    with database.session("测试员") as session:
        publish_project(session)

    async def ask(stamps: Stamps) -> tuple[Stamp | None, Stamp | None]:
        before = await stamps.of("XGCS-2022-0001")
        with database.session("测试员") as session:
            publish_project(session, "乙")
        return before, await stamps.of("XGCS-2022-0001")

    before, after = asking(database, ask)
    assert before == after


def test_stamp_of_everything_changes_with_any_notice_and_with_nothing_else(database: Database) -> None:
    async def ask(stamps: Stamps) -> list[Stamp | None]:
        unchanged = [await stamps.of(EVERYTHING), await stamps.of(EVERYTHING)]
        with database.session("测试员") as session:
            publish_project(session)
        return [*unchanged, await stamps.of(EVERYTHING)]

    first, again, after = asking(database, ask)
    assert first is not None
    assert first == again
    assert after not in {None, first}


def test_stamp_changes_when_the_notice_that_replaced_it_is_itself_withdrawn(database: Database) -> None:
    with database.session("测试员") as session:
        supplement = amend(session, publish_project(session), "supplement", statements=["补充说明。"])

    async def ask(stamps: Stamps) -> tuple[Stamp | None, Stamp | None]:
        before = await stamps.of("XGCS-2022-0001")
        with database.session("测试员") as session:
            amend(session, session.get_one(Notice, supplement.id), "withdrawal", reason="误发", published_on=LATER)
        return before, await stamps.of("XGCS-2022-0001")

    before, after = asking(database, ask)
    assert before != after


def test_calendar_that_cannot_be_read_fails_those_who_ask_and_nobody_after_it_is_mended(shelf: Database) -> None:
    said = [
        InvalidCalendarFile(field="year", value="二〇二七", zh="须为年份", en="must be a year"),
        FileNotFoundError(),
    ]

    def calendar() -> WorkingCalendar:
        if said:
            raise said.pop(0)
        return WorkingCalendar.builtin()

    async def ask() -> Stamp | None:
        stamps = Stamps(shelf.engine, calendar)
        for _ in range(2):
            with pytest.raises(RegisterUnavailable):
                await asyncio.wait_for(stamps.of("XGCS-2022-0001"), timeout=30)
        try:
            return await asyncio.wait_for(stamps.of("XGCS-2022-0001"), timeout=30)
        finally:
            await stamps.close()

    assert asyncio.run(ask()) is not None


LATER = date(2022, 8, 12)


@pytest.mark.parametrize("number", [" ", "XGCS-2022-0002", "xgcs-2022-0001", "' OR 1=1", "公告"])
def test_number_that_no_published_notice_bears_has_no_stamp(shelf: Database, number: str) -> None:
    async def ask(stamps: Stamps) -> Stamp | None:
        return await stamps.of(f"{number}不存在" if number.startswith("XGCS") else number)

    assert asking(shelf, ask) is None


def test_many_readers_at_once_are_answered_by_few_queries(shelf: Database) -> None:
    async def ask(stamps: Stamps) -> tuple[list[Stamp | None], int]:
        asked: list[str] = []
        run = stamps._run
        stamps._run = lambda *given: asked.append(given[0]) or run(*given)  # type: ignore[func-returns-value,method-assign]
        return await asyncio.gather(*(stamps.of("XGCS-2022-0001") for _ in range(500))), len(asked)

    stamps, queries = asking(shelf, ask)
    assert len(set(stamps)) == 1
    assert stamps[0] is not None
    assert queries <= 4


def test_answer_begun_before_a_write_of_our_own_is_not_held_beyond_it(shelf: Database) -> None:
    async def ask(stamps: Stamps) -> tuple[Stamp | None, Stamp | None]:
        stamps._hold_s, run = 3600.0, stamps._run
        await stamps.of("XGCS-2022-0001")
        held = stamps.held("XGCS-2022-0001")

        async def while_somebody_writes(*given: Any) -> list[Any]:
            found = await run(*given)
            stamps.forget()
            return found

        stamps._run = while_somebody_writes  # type: ignore[assignment,method-assign]
        await stamps.of("XGCS-2022-0001")
        return held, stamps.held("XGCS-2022-0001")

    held, after = asking(shelf, ask)
    assert held is not None
    assert after is None


def test_reader_who_goes_away_does_not_take_the_others_answer_along(shelf: Database) -> None:
    async def ask(stamps: Stamps) -> Stamp | None:
        gone, stays = stamps.of("XGCS-2022-0001"), stamps.of("XGCS-2022-0001")
        gone.cancel()
        return await stays

    assert asking(shelf, ask) is not None


def test_stamps_are_read_again_after_the_connection_was_cut(database: Database) -> None:
    with database.session("测试员") as session:
        publish_project(session)

    async def ask(stamps: Stamps) -> tuple[Stamp | None, Stamp | None]:
        before, cut = await stamps.of("XGCS-2022-0001"), stamps._connection
        with database.engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        after = await stamps.of("XGCS-2022-0001")
        assert cut is not None
        assert cut.closed  # on this side too
        assert stamps._connection is not cut
        return before, after

    before, after = asking(database, ask)
    assert before is not None
    assert before == after


def test_who_asks_as_the_server_stops_opens_no_connection_that_nobody_closes(shelf: Database) -> None:
    async def ask(stamps: Stamps) -> bool:
        await stamps.of("XGCS-2022-0001")
        await stamps.close()
        with pytest.raises(RegisterUnavailable):
            await stamps.of("XGCS-2022-0001")
        return stamps._connection is None

    assert asking(shelf, ask)


def test_stamps_without_database_say_that_the_register_cannot_be_read(database: Database) -> None:
    async def ask(stamps: Stamps) -> None:
        stamps._address["dbname"] = "no_such_database"
        with pytest.raises(RegisterUnavailable) as caught:
            await stamps.of("甲")
        assert "稍后" in caught.value.zh
        assert "no_such_database" not in caught.value.en

    asking(database, ask)
