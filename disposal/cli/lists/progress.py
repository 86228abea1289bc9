"""Show the progress of an import: a bar on a terminal, otherwise a plain line now and then."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

STAGES = {
    "reading": "读取与校验 reading",
    "comparing": "比对上一版 comparing",
    "indexing": "建立检索键 indexing",
    "planning": "核对 checking",
    "writing": "写入 writing",
    "done": "完成 done",
}
_QUIET_SECONDS = 5.0


@contextmanager
def import_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield the progress callback of an import (stage, done, total); output goes to standard error."""
    if not sys.stderr.isatty():
        yield _plain_lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(words, total=None, visible=False) for name, words in STAGES.items()}

        def show(stage: str, done: int, total: int) -> None:
            progress.update(tasks[stage], completed=done, total=max(total, 1), visible=True)

        yield show


def _plain_lines() -> Callable[[str, int, int], None]:
    """Return a callback that prints a line when a stage is done, and every few seconds during a long one."""
    said_at = monotonic()

    def show(stage: str, done: int, total: int) -> None:
        nonlocal said_at
        if done < total and monotonic() - said_at < _QUIET_SECONDS:
            return
        said_at = monotonic()
        typer.echo(f"{STAGES[stage]} {done * 100 // max(total, 1)}%", err=True)

    return show
