"""Evidence of means (支付能力证明): it proves something only on the day judged, and for a sum that could buy."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from disposal.eligibility.facts.facts import MeansEvidence
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.findings.ground import Ground, missing
from notices.content.limbs import THIS_NOTICE

_LEAST_PART = Decimal("0.01")
"""Below this part of the book value, evidence proves no means; the registry's own rule, far below any usual price."""


def means_grounds(case: Case) -> Iterator[Ground]:
    """Yield a ground if the evidence of means is missing, dated after the day judged, or far too small."""
    means, key, name = case.facts.dossier.means, case.bidder.key, case.bidder.name
    if means is None:
        yield _asked(key, f"{name}未提供支付能力证明", f"{name} has given no evidence of means")
        return
    if not means:
        zh, en = f"{name}表示没有支付能力证明", f"{name} says there is no evidence of means"
        yield Ground(outcome=Outcome.possible, person=key, zh=zh, en=en, source=THIS_NOTICE)
        return
    proving = [each for each in means if each.dated_on is None or each.dated_on <= case.on]
    if not proving:
        dates = "、".join(str(each.dated_on) for each in means)
        zh = f"{name}的支付能力证明日期（{dates}）晚于审查日{case.on}，当日尚无此证明，请提供审查日当日或之前的证明"
        en = f"{name}'s evidence of means is dated {dates}, after the day judged, {case.on}: no evidence on that day"
        yield _asked(key, zh, en)
        return
    yield from _too_small(case, proving)


def _too_small(case: Case, means: list[MeansEvidence]) -> Iterator[Ground]:
    """Yield a gap if all evidence states sums that together are below the floor price or a hundredth of the asset."""
    amounts = [each.amount for each in means if each.amount is not None]
    floor, book = case.facts.floor_price, case.facts.book_value
    needed = floor if floor is not None else book * _LEAST_PART if book is not None else None
    if needed is None or len(amounts) < len(means) or sum(amounts) >= needed:
        return
    total, name = sum(amounts, Decimal()), case.bidder.name
    if floor is not None:
        against, against_en = f"起拍价（底价）{floor}元", f"the floor price of {floor} yuan"
    else:
        against, against_en = f"账面价值{book}元的百分之一", f"one hundredth of the book value of {book} yuan"
    zh = f"{name}的支付能力证明合计{total}元，低于{against}，不足以证明支付能力，请补充"
    en = f"{name}'s evidence of means comes to {total} yuan, below {against_en}: it proves no means; ask for more"
    yield _asked(case.bidder.key, zh, en)


def _asked(key: str, zh: str, en: str) -> Ground:
    """Return the gap in the evidence of means, which the notice alone asks for."""
    return replace(missing(key, "dossier.means", zh=zh, en=en), source=THIS_NOTICE)
