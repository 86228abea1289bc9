"""Look-up keys of many entries are made by several processes, and are the same as those made by one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from uuid import UUID

import pytest

from disposal.services.list_import.key_making import LEAST_SHARED, MadeKeys, Make, Row, made_in_order, make_keys

LIST_ID = UUID(int=7)
BATCHES: list[Sequence[Row]] = [
    [
        (UUID(int=1), "natural_person", "张测试", [], "resident_id", "990001********0017", None),
        (UUID(int=2), "organisation", "杭州虚构机械有限公司", ["虚构机械厂"], None, None, None),
    ],
    [(UUID(int=3), "natural_person", "李虚构", [], None, None, None)],
    [(UUID(int=4), "natural_person", "王某某", [], None, None, None)],
    [(UUID(int=5), "individual_business", "虚构五金店", [], None, None, None)],
]
make = partial(make_keys, LIST_ID, is_mask_exact=True)


def make_or_end(rows: Sequence[Row]) -> MadeKeys:
    """Make the keys; a process of its own is ended at the second batch, as by a server that is out of memory."""
    if parent_process() and rows[0][0] == UUID(int=3):
        os.kill(os.getpid(), signal.SIGKILL)
    return make(rows)


@pytest.mark.parametrize("make_them", [make, make_or_end], ids=["to the end", "one process ended"])
def test_keys_of_several_processes_are_those_of_one(make_them: Make) -> None:
    alone = list(made_in_order(BATCHES, make, count=LEAST_SHARED - 1))
    shared = list(made_in_order(BATCHES, make_them, count=LEAST_SHARED))
    assert [each.count for each in shared] == [2, 1, 1, 1]
    assert [_keys(each) for each in shared] == [_keys(each) for each in alone]


def test_processes_end_when_the_one_that_started_them_is_killed() -> None:
    words = (
        "import multiprocessing, time\n"
        "from disposal.services.list_import.key_making import LEAST_SHARED\n"
        "from tests.disposal.services.list_import.test_key_making import BATCHES, make, made_in_order\n"
        "made = made_in_order(BATCHES * 9, make, count=LEAST_SHARED)\n"
        "next(made)\n"
        "print(*(each.pid for each in multiprocessing.active_children()), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert children
    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def test_classes_tell_what_decides() -> None:
    assert set().union(*(each.classes for each in made_in_order(BATCHES, make, count=5))) == {"D", "N"}


def _keys(made: MadeKeys) -> dict[str, set[str]]:
    lines = (line.split("\t") for line in made.lines.splitlines())
    return {entry_id: set(keys.strip("{}").split(",")) for entry_id, keys in lines}
