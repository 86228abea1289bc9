"""Control in words: the votes of a party and of the companies it controls, and the paths down."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Path
from disposal.eligibility.findings.ground import Ground, softened
from disposal.eligibility.findings.listed import listed
from disposal.eligibility.ownership.control import Command, control_share
from disposal.eligibility.ownership.ownership import Link, percent_words
from disposal.eligibility.ownership.participation import chain_of
from disposal.eligibility.paths.pathway import path_of, path_words
from notices.content.limbs import LimbCode


def joint_words(command: Command) -> tuple[str, str]:
    """Return the clause of votes held together, in both languages; empty if one holder alone has control."""
    if not command.is_joint:
        return "", ""
    votes = percent_words(command.votes)
    return (
        f"（直接及通过其控制的企业合计持有{votes}的表决权）",
        f" (with {votes} of the votes, its companies' included)",
    )


def paths_of(case: Case, chains: Iterable[tuple[Link, ...]]) -> tuple[Path, ...]:
    """Return the ways of control as paths."""
    return tuple(path_of(case, chain_of(links)) for links in chains)


def companies_controlled(case: Case, known: set[str]) -> list[tuple[str, str]]:
    """Return each subject with the companies that it controls by votes, without those already ``known``."""
    return [(key, company) for key in case.subjects for company in case.control.companies(key) if company not in known]


def listed_companies(case: Case, code: LimbCode, controlled: Iterable[tuple[str, str]]) -> Iterator[Ground]:
    """Yield the list entries of companies that a subject controls through or with others: possible, with the paths."""
    law = control_share(case.on).source
    for key, company in controlled:
        command, found = case.control.command(key, company), listed(case, code, company)
        if command and found:
            paths, (votes, votes_en) = paths_of(case, command.chains), joint_words(command)
            zh = f"{case.name(key)}控制{case.name(company)}{votes}（{law.citation}）：{path_words(paths)}"
            en = f"{case.name(key)} controls {case.name(company)}{votes_en} ({law.citation_en}): "
            grounds = softened(found, zh=f"{zh}，是否其实际控制人须核实", en=en + path_words(paths, english=True))
            yield from (replace(ground, person=company, paths=paths) for ground in grounds)
