"""How many entries the blocking keys bring back for one search, among a million invented ones."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from statistics import mean, median, quantiles

from disposal.eligibility.matching import Subject, keys, prepare
from notices.codes import PartyKind
from tests.benchmarks.names.confusions import latin, latin_surname
from tests.benchmarks.names.vocabulary import draw_company, draw_person

PERSON, COMPANY = PartyKind.natural_person, PartyKind.organisation
Counts = dict[str, list[int]]


def candidates(population: int, *, searches: int = 1000) -> Counts:
    """Return, for each way of searching, how many entries of the population every search must score."""
    probes = list(_probes(Random(7), searches))  # noqa: S311 - repeatable chance, nothing secret
    seekers: dict[str, list[int]] = defaultdict(list)
    for at, (_, subject) in enumerate(probes):
        for key in keys(prepare(subject), index=str).probe:
            seekers[key].append(at)
    found = [0] * len(probes)
    for subject in entries(Random(8), population):  # noqa: S311 - repeatable chance, nothing secret
        for at in {at for key in keys(subject, index=str).stored if key in seekers for at in seekers[key]}:
            found[at] += 1
    counts: Counts = defaultdict(list)
    for (way, _), count in zip(probes, found, strict=True):
        counts[way].append(count)
    return counts


def entries(random: Random, population: int) -> Iterator[Subject]:
    """Yield invented list entries: four persons to one company."""
    for at in range(population):
        if at % 5:
            yield Subject(PERSON, (draw_person(random).name,))
        else:
            yield Subject(COMPANY, (draw_company(random).name,))


def say(counts: Counts, population: int) -> str:
    """Return a table of the figures."""
    lines = [f"candidates to score per search among {population:,} entries: median, mean, p99, most"]
    for way, found in counts.items():
        p99 = quantiles(found, n=100)[98]
        lines.append(f"  {way:34}{median(found):8.0f}{mean(found):9.1f}{p99:8.0f}{max(found):8d}")
    return "\n".join(lines)


def _probes(random: Random, searches: int) -> Iterator[tuple[str, Subject]]:
    for _ in range(searches):
        person = draw_person(random)
        yield "person, Chinese name", Subject(PERSON, (person.name,))
        company = draw_company(random)
        yield "company", Subject(COMPANY, (company.name,))
    for _ in range(searches // 5):
        person = draw_person(random, least_given=2)
        yield (
            "person, Latin spelling",
            Subject(PERSON, (f"{latin(person.given)} {latin_surname(person.surname)}".title(),)),
        )
        yield "person, masked (张*三)", Subject(PERSON, (f"{person.surname}*{person.given[1]}",))
