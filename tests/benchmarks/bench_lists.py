"""Restricted lists of 100,000 and 1,000,000 entries (``--largest``: 5,000,000 too): import, screening, search by name.

Import: time, and the peak memory of the importing process, which must not grow with the list. Screening: the whole of
one bidder, from its dossier to the record that is kept, all 13 limbs asked; p50 and p99 at each size, the sizes asked
in turns so that the machine's noise meets them alike. Search by name: beside ``rapidfuzz.process.extract`` over the
same names. No plan of a screening may read a table of the register from end to end.

``--home FOLDER`` keeps the databases there, and uses those it finds.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.benchmarks.database.list_store import imported, list_database
from tests.benchmarks.database.register_around import fill_around
from tests.benchmarks.names.name_search import LEAST_FASTER, measure_search
from tests.benchmarks.screening_times import bidders, look_ups, refuse_scans, screenings

SIZES = (100_000, 1_000_000)
LARGEST = 5_000_000
COMPARED_WITH_RAPIDFUZZ = 1_000_000
MOST_GROWTH = 1.5
MOST_MEMORY_GROWTH = 1.5

Figures = dict[str, float]


def run(home: Path, sizes: Sequence[int], *, is_kept: bool) -> dict[int, Figures]:
    """Measure at each size, print what was found, and return the figures by size."""
    home.chmod(0o711)
    with EmbeddedPostgres(home) as server, ExitStack() as open_ones:
        databases = {
            size: open_ones.enter_context(list_database(server, home, size, is_kept=is_kept)) for size in sorted(sizes)
        }
        figures: dict[int, Figures] = {size: {"peak_mb": imported(home, size).peak_mb} for size in databases}
        asked = {}
        for size, database in databases.items():
            asked[size] = bidders(database)
            with _as_owner(server, size) as engine:
                fill_around(engine)
        _note(figures, look_ups(databases))
        _note(figures, screenings(databases, asked))
        for size, database in databases.items():
            print(f"plans at {size:,} entries: {refuse_scans(database, asked[size][0])}", flush=True)
        _search(databases, figures)
        return figures


@contextmanager
def _as_owner(server: EmbeddedPostgres, size: int) -> Iterator[Engine]:
    engine = create_engine(server.url(f"lists_{size}", user="postgres"))
    yield engine
    engine.dispose()


def _note(figures: dict[int, Figures], more: dict[int, Figures]) -> None:
    for size, found in more.items():
        figures[size] |= found


def _search(databases: dict[int, Database], figures: dict[int, Figures]) -> None:
    """Search by name at the size that is compared, or at the largest below it."""
    size = max((each for each in databases if each <= COMPARED_WITH_RAPIDFUZZ), default=min(databases))
    figures[size]["faster"], _ = measure_search(databases[size], size)


def report(figures: dict[int, Figures]) -> bool:
    """Print what grew, and each target with whether it was held; return whether all were."""
    first, last = min(figures), max(figures)
    grown = {name: figures[last][name] / figures[first][name] for name in figures[first] if name in figures[last]}
    print(f"\ngrowth from {first:,} to {last:,} entries: "
          + ", ".join(f"{name} {times:.2f}×" for name, times in grown.items() if name != "faster"))  # fmt: skip
    faster = max(found.get("faster", 0.0) for found in figures.values())
    held = {
        f"screening p50 grows at most {MOST_GROWTH}×": grown["screening_p50_ms"] <= MOST_GROWTH,
        f"screening p99 grows at most {MOST_GROWTH}×": grown["screening_p99_ms"] <= MOST_GROWTH,
        f"memory of the import grows at most {MOST_MEMORY_GROWTH}×": grown["peak_mb"] <= MOST_MEMORY_GROWTH,
        f"search by name at least {LEAST_FASTER}× faster than rapidfuzz at its best": faster >= LEAST_FASTER,
    }
    for target, is_held in held.items():
        print(f"  {'held  ' if is_held else 'MISSED'} {target}")
    if last < LARGEST:
        print(f"left out: {LARGEST:,} entries; python -m tests.benchmarks.bench_lists --largest measures them too")
    return all(held.values())


def main() -> int:
    """Measure and say whether the targets were held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", action="store_true", help=f"measure {LARGEST:,} entries too")
    parser.add_argument("--sizes", type=int, nargs="+", help="measure these sizes instead")
    parser.add_argument("--home", type=Path, help="keep the databases in this folder, and use those it has")
    options = parser.parse_args()
    sizes = options.sizes or ((*SIZES, LARGEST) if options.largest else SIZES)
    if options.home:
        options.home.mkdir(parents=True, exist_ok=True)
        return 0 if report(run(options.home, sizes, is_kept=True)) else 1
    with tempfile.TemporaryDirectory(prefix="disposal-bench-lists-") as folder:
        return 0 if report(run(Path(folder), sizes, is_kept=False)) else 1


if __name__ == "__main__":
    sys.exit(main())
