"""How long screenings and look-ups take in several databases, asked in turns, and what their plans read."""

import gc
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import quantiles
from time import perf_counter
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.matching import Subject, compare
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import ScreeningStage
from disposal.services.bidders.pending_rescreenings import note_bidders
from disposal.services.lists.lookup import entry_subject, find_candidates, seek
from disposal.services.lists.restricted_lists import all_lists
from disposal.services.screening.screenings import screen_bidder, show
from disposal.storage.database import Database
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from tests.benchmarks.database.list_store import ACTOR
from tests.benchmarks.database.plans import noted, scans
from tests.benchmarks.names.listed_people import name_of, number_of
from tests.benchmarks.screened_bidders import DAY, bid, same_case, widened_case

BIDDERS, A_PROJECT, WARM_UP = 240, 4, 40
ASKED = 400
SMALL_BY_NATURE = {"restricted_list", "issuer", "account"}
"""Tables of a dozen rows, which a plan rightly reads whole."""

Figures = dict[str, float]


@dataclass(frozen=True)
class Question:
    """A kind of person that is asked about: whether the number is given, and whether he is on the roll."""

    words: str
    has_number: bool
    is_listed: bool


QUESTIONS = {
    "listed": Question("number given, on the list", has_number=True, is_listed=True),
    "unlisted": Question("number given, not on the list", has_number=True, is_listed=False),
    "name_only": Question("name alone", has_number=False, is_listed=False),
}


def bidders(database: Database) -> list[UUID]:
    """Return the bidders of a database, entered if it has none, several to a project."""
    with database.session(ACTOR) as session:
        in_a_project = col(Bidder.project_id).in_(select(DisposalProject.id))  # as copies are not
        ids = list(session.exec(select(Bidder.id).where(in_a_project).order_by(col(Bidder.id))).all())
        if not ids:  # a database that was kept has them
            project = widened_case(session)
            for serial in range(BIDDERS):
                if serial % A_PROJECT == 0 and serial:
                    project = _next(session, project, serial)
                ids.append(bid(session, project, serial))
            for bidder_id in ids[:A_PROJECT]:
                screen_bidder(session, bidder_id, stage=ScreeningStage.intake, on=DAY)
            note_bidders(session, ids[:A_PROJECT], ("测试", "a test"))
    return ids[:BIDDERS]


def _next(session: Session, project: DisposalProject, serial: int) -> DisposalProject:
    session.flush()
    return same_case(session, project, f"TEST-{serial}")


def screenings(databases: Mapping[int, Database], asked: Mapping[int, list[UUID]]) -> dict[int, Figures]:
    """Screen every bidder once in each database, commit included."""
    took: dict[int, list[float]] = {size: [] for size in databases}
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is not walked again within one screening or another
    for at in range(BIDDERS):
        for size, database in databases.items():
            began = perf_counter()
            with database.session(ACTOR) as session:
                screen_bidder(session, asked[size][at], stage=ScreeningStage.intake, on=DAY)
            took[size].append((perf_counter() - began) * 1000)
    print(f"whole screening of a bidder, all {len(LimbCode)} limbs:")
    for size, database in databases.items():
        print(f"  {size:>9,} entries {_say(took[size][WARM_UP:])}  {_answered(database, asked[size][-1])}", flush=True)
    return {size: _figures("screening", times[WARM_UP:]) for size, times in took.items()}


def _answered(database: Database, bidder_id: UUID) -> str:
    """Say what a screening held; fail where a limb was not asked."""
    with database.session(ACTOR) as session:
        row = screen_bidder(session, bidder_id, stage=ScreeningStage.intake, on=DAY)
        made = show(session, row.id)
    limbs = {finding.limb for finding in made.result.findings if finding.limb and finding.wording}
    assert limbs == set(LimbCode), set(LimbCode) - limbs
    facts = made.question.facts
    return (
        f"{len(facts.parties) + 1} parties, {len(facts.relations) + len(facts.dossier.relations)} relations, "
        f"{len(facts.hits)} hits, {len(facts.failures)} failures, {len(limbs)} limbs"
    )


def look_ups(databases: Mapping[int, Database]) -> dict[int, Figures]:
    """Ask about people one by one, comparison included, the databases in turns."""
    chance = random.Random(2026)  # noqa: S311 - a seeded sample, no secret
    figures: dict[int, Figures] = {size: {} for size in databases}
    with ExitStack() as open_ones:
        searches = {size: open_ones.enter_context(searching(database)) for size, database in databases.items()}
        for name, question in QUESTIONS.items():
            print(f"look-up of one party, {question.words}:")
            took: dict[int, list[float]] = {size: [] for size in databases}
            for _ in range(ASKED + WARM_UP):
                place = chance.random()
                for size, search in searches.items():
                    took[size].append(_timed(partial(search, _party(question, size, place))))
            for size, times in took.items():
                print(f"  {size:>9,} entries {_say(times[WARM_UP:])}", flush=True)
                figures[size] |= _figures(name, times[WARM_UP:])
    return figures


def _party(question: Question, size: int, place: float) -> Subject:
    serial = size // 50 + int(place * size * 0.9) if question.is_listed else 20_000_000 + int(place * 1_000_000)
    number = number_of(serial) if question.has_number else None
    return Subject(PartyKind.natural_person, (name_of(serial),), number)


Search = Callable[[Subject], set[str]]


@contextmanager
def searching(database: Database) -> Iterator[Search]:
    """Yield what finds and compares one party, in a session that stays open; it returns the names met."""
    with database.session() as session:
        lists = all_lists(session)

        def search(party: Subject) -> set[str]:
            sought = seek(session, party)
            found = find_candidates(session, [sought], lists)
            met = {
                entry.name
                for of in lists
                for entry in found.of(0, of)
                if compare(sought.party, entry_subject(entry, sought.party, is_mask_exact=of.is_mask_exact)).is_match
            }
            session.expunge_all()
            return met

        yield search


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _figures(name: str, times: list[float]) -> Figures:
    cuts = quantiles(times, n=100)
    return {f"{name}_p50_ms": cuts[49], f"{name}_p99_ms": cuts[98]}


def _say(times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    return f"p50 {cuts[49]:7.2f} ms  p99 {cuts[98]:7.2f} ms"


def refuse_scans(database: Database, bidder_id: UUID) -> str:
    """Say how many queries a screening makes; fail where a plan reads a table of the register from end to end."""
    with noted(database.engine) as asked, database.session(ACTOR) as session:
        screen_bidder(session, bidder_id, stage=ScreeningStage.intake, on=DAY)
    found = {name: plan for name, plan in scans(database.engine, asked).items() if name not in SMALL_BY_NATURE}
    assert not found, "\n\n".join(found.values())
    return f"{len(asked.statements)} statements of a screening, no sequential scan"
