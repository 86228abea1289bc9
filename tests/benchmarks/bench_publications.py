"""Publications a second by 1, 2, 4 and 8 processes, all of one issuer, whose numbers are given one after the other.

The baseline of the same run: the PDFs alone of as many notices, made by as many processes, which share nothing.
``python -m tests.benchmarks.bench_publications 96`` publishes so many with each number of processes.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from disposal.registry.opening import open_database
from disposal.services.publication.publication import draft_notice
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from notices.composition.composition import compose
from notices.rendering.pdf import render_pdf
from tests.support import publisher
from tests.support.publishing import PUBLISHED_ON, enter_project, invented_content, publish

NOTICES = int(sys.argv[1]) if len(sys.argv) > 1 else 48
PROCESSES = (1, 2, 4, 8)
STARTING = multiprocessing.get_context("forkserver")  # each process is one of its own; imports are made once
STARTING.set_forkserver_preload([publisher.__name__])


def drafts_of(home: Path, name: str) -> list[UUID]:
    """Enter as many projects as are published in a round, and draft a notice of each."""
    with open_database(Settings(data_dir=home)) as database, database.session("测试员") as session:
        projects = [enter_project(session, f"{name}的{at}号", issuer_code="XGCS") for at in range(NOTICES)]
        return [draft_notice(session, project.id, published_on=PUBLISHED_ON).id for project in projects]


def publish_all(home: Path, drafts: Sequence[UUID], together: Any) -> None:
    """Publish the drafts, one transaction each: the first to be warm, the others once all processes are."""
    with open_database(Settings(data_dir=home), migrate=False) as database:
        for at, draft in enumerate(drafts):
            with database.session(f"发布人{os.getpid()}") as session:
                publish(session, draft)
            if at == 0:
                together.wait()
        together.wait()


def print_all(home: Path, drafts: Sequence[UUID], together: Any) -> None:
    """Make a PDF for each draft, and nothing else."""
    for at, draft in enumerate(drafts):
        render_pdf(compose(invented_content(draft.hex)), canonical_json=b"{}")
        if at == 0:
            together.wait()
    together.wait()


def a_second(work: Callable[..., None], home: Path, drafts: Sequence[UUID], processes: int) -> float:
    """Return how many notices a second so many processes finish."""
    together = STARTING.Barrier(processes + 1)
    started = [
        STARTING.Process(target=work, args=(home, drafts[at::processes], together), daemon=True)
        for at in range(processes)
    ]
    for each in started:
        each.start()
    together.wait()
    began = perf_counter()
    together.wait()
    seconds = perf_counter() - began
    for each in started:
        each.join()
    return (len(drafts) - processes) / seconds


def main() -> int:
    """Print the rates and how they grow."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-publications-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        first: tuple[float, float] | None = None
        with EmbeddedPostgres(home):
            for processes in PROCESSES:
                drafts = drafts_of(home, f"{processes}个")
                published, printed = (a_second(work, home, drafts, processes) for work in (publish_all, print_all))
                first = first or (published, printed)
                print(
                    f"{processes} processes: {published:5.1f} publications a second, {published / first[0]:.2f} × one; "
                    f"{printed:5.1f} PDFs alone, {printed / first[1]:.2f} × one",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
