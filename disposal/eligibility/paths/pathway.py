"""Paths in words: 甲 —60%→ 乙 —50%→ 竞买人，合计30%."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from disposal.eligibility.facts.relations import Relation, RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Path, Step
from disposal.eligibility.ownership.ownership import HUNDRED, percent_words
from disposal.eligibility.ownership.participation import Chain, Participation
from disposal.eligibility.ownership.stakes import PRECISION

_SPOKEN = 3  # a sentence prints this many paths; the finding holds more
MOST_PATHS = 5  # a finding holds this many
_PRINTED = Decimal("0.0001")  # the last digit of a printed share
_STAKE_PLACES = Decimal("0.00000001")  # a stake is stored with eight decimals of a percent


def path_of(case: Case, chain: Chain) -> Path:
    """Return the chain as a path with the names of the parties."""
    steps = tuple(
        Step(
            from_party=link.owner,
            from_name=case.name(link.owner),
            to_party=link.owned,
            to_name=case.name(link.owned),
            label=link.label,
            label_en=link.label_en,
            percent=link.percent,
        )
        for link in chain.links
    )
    with localcontext(prec=PRECISION):
        percent = None if chain.fraction is None else rounded(chain.fraction * HUNDRED)
    return Path(steps=steps, percent=percent)


def relation_path(case: Case, relations: Sequence[Relation]) -> Path:
    """Return consecutive relations, such as kinship, office or acting-for, as a path."""
    return Path(steps=tuple(_step(case, relation) for relation in relations))


def _step(case: Case, relation: Relation) -> Step:
    word = relation.kinship or relation.office
    label, label_en = (word.zh, word.en) if word else (relation.kind.zh, relation.kind.en)
    if relation.kind is RelationKind.ownership and relation.percent is not None:
        label = label_en = percent_words(relation.percent)
    return Step(
        from_party=relation.from_party,
        from_name=case.name(relation.from_party),
        to_party=relation.to_party,
        to_name=case.name(relation.to_party),
        label=label,
        label_en=label_en,
        percent=relation.percent,
    )


def rounded(percent: Decimal) -> Decimal:
    """Return a percentage to eight decimals, without trailing zeros."""
    with localcontext(prec=PRECISION):
        return Decimal(f"{percent.quantize(_STAKE_PLACES).normalize():f}")


def ways(
    case: Case, participation: Participation, key: str, *, most: int = MOST_PATHS
) -> tuple[tuple[Path, ...], Decimal]:
    """Return the most important paths from the party to the target, and its effective stake in percent."""
    paths = tuple(path_of(case, chain) for chain in participation.chains(key, most))
    return paths, rounded(participation.stake(key))


def path_words(paths: Sequence[Path], stake: Decimal | None = None, *, english: bool = False) -> str:
    """Return the first paths and the total stake in one line: 甲 —60%→ 乙 —50%→ 竞买人，合计30%."""
    joint = "; " if english else "；"
    parts = [_one(path, english=english) for path in paths[:_SPOKEN]]
    if len(paths) > _SPOKEN:
        parts.append("and other paths" if english else "另有其他路径")
    text = joint.join(parts)
    if not stake:
        return text
    return text + (", " if english else "，") + total_words(paths, stake, english=english)


def total_words(paths: Sequence[Path], stake: Decimal, *, english: bool = False) -> str:
    """Return the total stake; if it is more than its paths come to, because part of it runs through a ring."""
    total = percent_words(stake)
    known = [path.percent for path in paths if path.percent is not None]
    is_whole = len(known) == len(paths) < MOST_PATHS
    is_ringed = is_whole and stake - sum(known, Decimal()) > _PRINTED
    if english:
        return f"together {total}, through a ring of owners" if is_ringed else f"together {total}"
    return f"计入循环持股合计{total}" if is_ringed else f"合计{total}"


def _one(path: Path, *, english: bool) -> str:
    arrows = (f" —{step.label_en if english else step.label}→ {step.to_name}" for step in path.steps)
    return path.steps[0].from_name + "".join(arrows)
