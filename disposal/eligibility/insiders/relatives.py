"""The bidder as a relative of an insider of the sale, inside or outside the notice's circle of relatives."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from disposal.eligibility.facts.lookups import HitStrength, PossibleMatch
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.findings.ground import Ground, softened
from disposal.eligibility.insiders.deal_insiders import DealInsider, deal_insiders
from disposal.eligibility.insiders.insider import may_be_words
from disposal.eligibility.insiders.kinship import Kin, covers, kin_of, likely_kin_of
from disposal.eligibility.paths.pathway import relation_path
from notices.content.limbs import RelativesScope
from notices.content.terms import RestrictionLimb


def relative_grounds(case: Case, limb: RestrictionLimb) -> Iterator[Ground]:
    """Yield a ground for each kinship between the bidder and an insider of the sale, whether it counts or not.

    Also what is merely likely: kinship that follows in most families, and kinship of somebody the bidder may be.
    """
    insiders = deal_insiders(case, limb)
    for key in case.subjects:
        yield from _of(case, limb, insiders, kin_of(case, key))
        likely = _of(case, limb, insiders, likely_kin_of(case, key))
        yield from (replace(ground, outcome=Outcome.possible) for ground in likely if ground.is_found)
        for other, pair in case.may_be(key):
            same = (ground for ground in _of(case, limb, insiders, kin_of(case, other)) if ground.is_found)
            yield from same if pair.strength is HitStrength.certain else softened(same, **may_be_words(case, key, pair))


def _of(
    case: Case, limb: RestrictionLimb, insiders: tuple[DealInsider, ...], relatives: Iterable[Kin]
) -> Iterator[Ground]:
    for kin in relatives:
        same: dict[str, PossibleMatch | None] = dict(case.may_be(kin.person))
        same[kin.person] = None
        for insider in insiders:
            if insider.person in same:
                yield _judged(case, limb, kin, _doubted(case, kin, insider, same[insider.person]))


def _doubted(case: Case, kin: Kin, insider: DealInsider, pair: PossibleMatch | None) -> DealInsider:
    """Return the insider as only possible if it is not certain that it is the relative."""
    if pair is None or pair.strength is HitStrength.certain:
        return insider
    outcome = Outcome.possible if insider.outcome is Outcome.barred else insider.outcome
    relative, other = case.name(kin.person), case.name(insider.person)
    return DealInsider(
        person=insider.person,
        outcome=outcome,
        zh=f"{insider.zh}（{relative}与{other}疑为同一人，{pair.field.zh}：{pair.because}）",
        en=f"{insider.en} ({relative} may be the same as {other}, {pair.field.en}: {pair.because_en})",
        asks=insider.asks,
    )


def _judged(case: Case, limb: RestrictionLimb, kin: Kin, of: DealInsider) -> Ground:
    (zh, en), (outcome, asks, but, but_en) = kin.words(case), _within(case, limb, kin, of)
    return Ground(
        outcome=outcome,
        person=case.bidder.key,
        zh=f"{zh}，{of.zh}{but}",
        en=f"{en}; {of.en}{but_en}",
        paths=(relation_path(case, kin.relations),),
        asks=asks,
    )


def _within(case: Case, limb: RestrictionLimb, kin: Kin, of: DealInsider) -> tuple[Outcome, tuple[str, ...], str, str]:
    """Return outcome, missing facts and reason, by the day and the notice's circle of relatives."""
    if not kin.is_in_force(case.on):
        return Outcome.clear, (), f"，但该亲属关系在{case.on}不存续，不计", f", but not on {case.on}: not counted"
    scope = limb.relatives or RelativesScope.lineal
    covered = covers(scope, kin.kinship)
    if covered:
        return of.outcome, of.asks, "", ""
    if covered is None:
        return Outcome.undecided, ("dossier.relatives",), "，但亲属关系不详", "; what relative is not stated"
    if limb.relatives is None and covers(RelativesScope.near, kin.kinship):
        zh, en = "，但本公告未载明亲属范围", "; the notice does not say how wide its circle of relatives is"
        return Outcome.undecided, ("restrictions.limbs.relatives",), zh, en
    zh = f"，但不在本公告所限的{scope.zh}范围内，不计"
    return Outcome.clear, (), zh, f", but outside the circle of {scope.en} relatives this notice bars: not counted"
