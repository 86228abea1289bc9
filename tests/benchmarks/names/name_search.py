"""Search by name beside ``rapidfuzz.process.extract`` over the same names, in the same run.

rapidfuzz is treated well: its names stand ready in memory as plain strings, and it cuts off at the threshold that
does best on the labelled set of ``bench_names``. It is measured with the scorer that does best there (``WRatio``, which
``extract`` also takes by itself), and with the fastest (``ratio``), which does worse. All are asked for the same names
and for as many answers; our times hold the way to the database and back, and the comparison.
"""

from statistics import median
from time import perf_counter
from typing import Any

from rapidfuzz import fuzz, process

from disposal.eligibility.matching import Subject
from disposal.services.lists.lookup import MOST_A_KEY
from disposal.storage.database import Database
from notices.codes import PartyKind
from tests.benchmarks.bench_names import best_rapidfuzz
from tests.benchmarks.database.list_store import SHARE_PUBLIC
from tests.benchmarks.names.listed_people import company_of, name_of, rows
from tests.benchmarks.names.pair import read_pairs
from tests.benchmarks.screening_times import searching

LEAST_FASTER = 30
ASKED, WARM_UP = 100, 20


SCORERS: dict[str, Any] = {"WRatio": fuzz.WRatio, "ratio": fuzz.ratio}


def measure_search(database: Database, size: int) -> tuple[float, float]:
    """Return how many times faster than rapidfuzz a search by name is: than its best scorer, than its fastest."""
    names, first_public = _names(size), size * 2
    asked = []
    for at in range(ASKED):  # every fourth is a company
        is_company = at % 4 == 3
        serial = first_public + at // 4 * 5 if is_company else at * (size // ASKED) + size // 50
        kind = PartyKind.organisation if is_company else PartyKind.natural_person
        asked.append(Subject(kind, (company_of(serial) if is_company else name_of(serial),)))
    with searching(database) as search:
        for party in asked[:WARM_UP]:
            search(party)
        ours = [_timed(lambda party=party: search(party)) for party in asked]
        missed = sum(party.names[0] not in search(party) for party in asked)
    print(f"search by name over {len(names):,} names: {median(ours) * 1000:.2f} ms, {len(asked) - missed} of "
          f"{len(asked)} found", flush=True)  # fmt: skip
    assert not missed
    best, fastest = (_beside(name, names, asked=asked, ours=ours) for name in SCORERS)
    return best, fastest


def _names(size: int) -> list[str]:
    """Return every name on the lists of that size."""
    lines = (*rows(range(size)), *rows(range(size * 2, size * 2 + size // SHARE_PUBLIC), is_public=True))
    return [line.partition(",")[0] for line in lines]


def _beside(name: str, names: list[str], *, asked: list[Subject], ours: list[float]) -> float:
    """Return how many times our median goes into that of ``extract`` with a scorer, asked every fifth."""
    _, _, threshold = best_rapidfuzz(read_pairs(), [name])
    scorer = SCORERS[name]
    theirs = [
        _timed(
            lambda party=party: process.extract(
                party.names[0], names, scorer=scorer, score_cutoff=threshold, limit=MOST_A_KEY
            )
        )
        for party in asked[::5]
    ]
    faster = median(theirs) / median(ours)
    print(f"  rapidfuzz.process.extract, {name} >= {threshold}: {median(theirs) * 1000:,.0f} ms, "
          f"{faster:.0f}× as long", flush=True)  # fmt: skip
    return faster


def _timed(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
