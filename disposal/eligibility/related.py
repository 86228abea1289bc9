"""The bidder as a relative of somebody who takes part in the sale, within the notice's circle or outside it."""

from collections.abc import Iterator

from disposal.eligibility.case import Case
from disposal.eligibility.deal_insiders import DealInsider, deal_insiders
from disposal.eligibility.finding import Outcome
from disposal.eligibility.ground import Ground
from disposal.eligibility.kinship import Kin, covers, inverse, kin_of
from disposal.eligibility.lookups import MayBeSame, Strength
from disposal.eligibility.pathway import relation_path
from notices.limbs import RelativesScope
from notices.terms import RestrictionLimb


def related(case: Case, limb: RestrictionLimb) -> Iterator[Ground]:
    """Yield a ground for each kinship between the bidder and an insider of the sale, whether it counts or not."""
    insiders = deal_insiders(case, limb)
    for kin in (kin for key in case.subjects for kin in kin_of(case, key)):
        same: dict[str, MayBeSame | None] = dict(case.may_be(kin.person))
        same[kin.person] = None
        for insider in insiders:
            if insider.person in same:
                yield _judged(case, limb, kin, _doubted(case, kin, insider, same[insider.person]))


def _doubted(case: Case, kin: Kin, insider: DealInsider, pair: MayBeSame | None) -> DealInsider:
    """Return the insider as merely possible where it only may be the relative."""
    if pair is None or pair.strength is Strength.certain:
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
    is_kin, relative, subject = inverse(kin.kinship), case.name(kin.person), case.name(kin.subject)
    outcome, asks, but, but_en = _within(case, limb, kin, of)
    return Ground(
        outcome=outcome,
        person=case.bidder.key,
        zh=f"{subject}系{relative}的{is_kin.zh}，{of.zh}{but}",
        en=f"{subject} is the {is_kin.en} of {relative}; {of.en}{but_en}",
        paths=(relation_path(case, kin.relations),),
        asks=asks,
    )


def _within(case: Case, limb: RestrictionLimb, kin: Kin, of: DealInsider) -> tuple[Outcome, tuple[str, ...], str, str]:
    """Return what the day and the notice's circle make of it, with the words why."""
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
