"""Kept pages: served while they hold, made once for many, thrown out before they fill the memory."""

import asyncio
from datetime import timedelta

import pytest

from disposal.web.page_cache import CachedPage, PageCache
from tests.support.website import instant

NOON, MIDNIGHT = instant("2022-08-15 12:00"), instant("2022-08-16 00:00")


class Maker:
    """Makes pages and counts them."""

    def __init__(self, size: int = 1) -> None:
        self.size, self.made = size, 0

    def __call__(self) -> CachedPage:
        self.made += 1
        return CachedPage.of(str(self.made).encode() * self.size, since=NOON, until=MIDNIGHT)


def test_page_is_made_once_while_its_stamp_and_hour_hold() -> None:
    make, pages = Maker(), PageCache()

    async def read() -> None:
        for now in (NOON, NOON, MIDNIGHT - timedelta(seconds=1)):
            await pages.fresh("page", stamp="first", now=now, make=make)

    asyncio.run(read())
    assert make.made == 1


@pytest.mark.parametrize(
    ("stamp", "now"),
    [("second", NOON), ("first", NOON - timedelta(seconds=1))],
    ids=["stamp changed", "clock set back"],
)
def test_page_is_made_anew_when_it_no_longer_holds(stamp: str, now: object) -> None:
    make, pages = Maker(), PageCache()

    async def read() -> None:
        await pages.fresh("page", stamp="first", now=NOON, make=make)
        await pages.fresh("page", stamp=stamp, now=now, make=make)  # type: ignore[arg-type]

    asyncio.run(read())
    assert make.made == 2


def test_page_of_yesterday_is_never_served_at_midnight() -> None:
    pages, made = PageCache(), []

    def make() -> CachedPage:
        made.append(MIDNIGHT if made else NOON)
        return CachedPage.of(b"x", since=made[-1], until=made[-1] + timedelta(hours=12))

    async def read() -> CachedPage:
        await pages.fresh("page", stamp="first", now=NOON, make=make)
        return await pages.fresh("page", stamp="first", now=MIDNIGHT, make=make)

    assert asyncio.run(read()).since == MIDNIGHT


def test_many_who_miss_a_page_wait_for_one_making_of_it() -> None:
    make, pages = Maker(), PageCache()

    async def read() -> None:
        await asyncio.gather(*(pages.fresh("page", stamp="first", now=NOON, make=make) for _ in range(50)))

    asyncio.run(read())
    assert make.made == 1


def test_least_recently_read_page_is_thrown_out_when_memory_is_full() -> None:
    make, pages = Maker(size=10), PageCache(most_bytes=80)  # each page 10, and 23 as gzip

    async def read() -> list[int]:
        made = []
        for key in ("a", "b", "a", "c", "a", "b"):
            await pages.fresh(key, stamp="first", now=NOON, make=make)
            made.append(make.made)
        return made

    assert asyncio.run(read()) == [1, 2, 2, 3, 3, 4]


def test_making_that_fails_leaves_nothing_behind() -> None:
    pages = PageCache()

    def fail() -> CachedPage:
        raise LookupError

    async def read() -> None:
        with pytest.raises(LookupError):
            await pages.fresh("page", stamp="first", now=NOON, make=fail)
        await pages.fresh("page", stamp="first", now=NOON, make=Maker())

    asyncio.run(read())
