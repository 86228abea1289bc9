"""Search by name beside ``rapidfuzz.process.extract`` over the same names, in the same run.

rapidfuzz is treated well: its names stand ready in memory as plain strings, it takes the faster of the two scorers of
``bench_names`` (``ratio``), and cuts off at the threshold that does best on the labelled set there. Both are asked for
the same names and for as many answers; our times hold the way to the database and back, and the comparison.
"""

from statistics import median
from time import perf_counter

from rapidfuzz import fuzz, process

from disposal.database import Database
from disposal.eligibility.matching import Subject, compare
from disposal.services.list_lookup import MOST_A_KEY, entry_subject, find_candidates, seek
from disposal.services.restricted_lists import all_lists
from notices.codes import PartyKind
from tests.benchmarks.bench_names import best_rapidfuzz
from tests.benchmarks.list_store import SHARE_PUBLIC
from tests.benchmarks.listed_people import company_of, name_of, rows
from tests.benchmarks.names.pair import read_pairs

LEAST_FASTER = 30
ASKED = 60


def measure_search(database: Database, size: int) -> float:
    """Return how many times faster a search by name is; every fourth of those asked for is a company."""
    names = [line.partition(",")[0] for line in rows(range(size))]
    first_public = size * 2
    names += [line.partition(",")[0] for line in rows(range(first_public, first_public + size // SHARE_PUBLIC),
                                                      is_public=True)]  # fmt: skip
    setting, _, threshold = best_rapidfuzz(read_pairs(), ["ratio"])
    ours, theirs, found, missed = [], [], 0, 0
    for at in range(ASKED):
        is_company = at % 4 == 3
        serial = first_public + at // 4 * 5 if is_company else at * (size // ASKED) + size // 50
        name = company_of(serial) if is_company else name_of(serial)
        began = perf_counter()
        answers = _search(database, name, PartyKind.organisation if is_company else PartyKind.natural_person)
        ours.append(perf_counter() - began)
        began = perf_counter()
        process.extract(name, names, scorer=fuzz.ratio, score_cutoff=threshold, limit=MOST_A_KEY)
        theirs.append(perf_counter() - began)
        found, missed = found + (name in answers), missed + (name not in answers)
    faster, at_worst = median(theirs) / median(ours), sum(theirs) / sum(ours)
    print(
        f"search by name over {len(names):,} names, {ASKED} asked: {median(ours) * 1000:.2f} ms, "
        f"rapidfuzz.process.extract ({setting} >= {threshold}) {median(theirs) * 1000:.0f} ms: "
        f"{faster:.0f}× faster by the median, {at_worst:.0f}× over all; found {found}, missed {missed}",
        flush=True,
    )
    assert not missed
    return min(faster, at_worst)


def _search(database: Database, name: str, kind: PartyKind) -> set[str]:
    """Return the names of everybody on the lists who may be the one of this name."""
    with database.session() as session:
        lists = all_lists(session)
        sought = seek(session, Subject(kind, (name,)))
        found = find_candidates(session, [sought], lists)
        return {
            entry.name
            for of in lists
            for entry in found.of(0, of)
            if compare(sought.party, entry_subject(entry, sought.party, is_mask_exact=of.is_mask_exact)).is_match
        }
