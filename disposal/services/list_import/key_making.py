"""Make the look-up keys of many entries: where there are enough of them, in one process for each processor."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import current_process, get_context, parent_process
from threading import Thread
from typing import Any
from uuid import UUID

from disposal.models.lists.entry import ListNumberKind
from disposal.services.lists.keys import Named, stored_keys
from notices.codes import PartyKind

LEAST_SHARED = 50_000
"""Entries from which on more processes save more time than their start takes."""

Row = Sequence[Any]
"""An entry: id, kind, name, former names, kind of number, masked number, credit code."""


@dataclass(frozen=True, slots=True)
class MadeKeys:
    """The keys of some entries: how many entries, the key classes found, and lines for COPY (entry, its keys)."""

    count: int
    classes: frozenset[str]
    lines: str


Make = Callable[[Sequence[Row]], MadeKeys]


def make_keys(list_id: UUID, rows: Sequence[Row], *, is_mask_exact: bool) -> MadeKeys:
    """Return the keys of entries of one list."""
    classes, lines = set[str](), list[str]()
    for entry_id, kind, name, former_names, number_kind, number_masked, credit_code in rows:
        number = ListNumberKind[number_kind] if number_kind else None
        named = Named(PartyKind[kind], (name, *former_names), number, number_masked, credit_code, is_mask_exact)
        class_, found = stored_keys(list_id, named)
        classes.add(class_)
        lines.append(f"{entry_id}\t{{{','.join(map(str, found))}}}\n")
    return MadeKeys(len(rows), frozenset(classes), "".join(lines))


def made_in_order(batches: Iterable[Sequence[Row]], make: Make, *, count: int) -> Iterator[MadeKeys]:
    """Yield the keys of each batch in turn; ``count`` is how many entries there are in all.

    What a process does not bring to its end, because it is ended itself, is made here.
    """
    processes = len(os.sched_getaffinity(0))
    if count < LEAST_SHARED or processes == 1 or current_process().daemon:  # a daemon may not start processes
        yield from map(make, batches)
        return
    waiting = deque[tuple[Sequence[Row], Future[MadeKeys] | None]]()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        for batch in batches:
            waiting.append((batch, _begun(pool, make, batch)))
            if len(waiting) > processes:
                yield _ended(*waiting.popleft(), make)
        while waiting:
            yield _ended(*waiting.popleft(), make)


def _end_with_parent() -> None:
    """Let this process end once the one that started it is gone: it would wait for work for ever."""

    def wait() -> None:
        if parent := parent_process():
            parent.join()
        os._exit(1)

    Thread(target=wait, name="parent", daemon=True).start()


def _begun(pool: ProcessPoolExecutor, make: Make, batch: Sequence[Row]) -> Future[MadeKeys] | None:
    try:
        return pool.submit(make, batch)
    except BrokenProcessPool:  # a process was killed: its work is done here
        return None


def _ended(batch: Sequence[Row], begun: Future[MadeKeys] | None, make: Make) -> MadeKeys:
    try:
        return begun.result() if begun else make(batch)
    except BrokenProcessPool:  # a process was killed: its work is done here
        return make(batch)
