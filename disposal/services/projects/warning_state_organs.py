"""State organs among the parties of a project (法发〔2009〕19号第六条第（一）项、第七条): checks that only warn."""

from collections.abc import Iterator, Sequence
from datetime import date

from disposal.services.projects.warning_facts import ClaimFact, PartyFact, RegisterWarning
from notices.completeness import Severity
from notices.sales_minutes import GROUND, GROUND_EN, ONE_TAINTS_THE_PACKAGE, VOID_GROUNDS

_STATE_ORGAN = VOID_GROUNDS[1].source


def state_organ_owes(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if debtor, guarantor or owner of collateral is a state organ: a court has ground to void the sale."""
    for claim in claims:
        for party, role, role_en in _liable(claim):
            if party.is_state_organ:
                yield RegisterWarning(
                    "state_organ_owes",
                    Severity.warning,
                    str(party.id),
                    f"{claim.label}：{role}{party.name}为国家机关，{GROUND}。请法务核实，或不转让该债权。",
                    f"{claim.label}: the {role_en} {party.name} is a state organ: {GROUND_EN}. "
                    "Let legal check it, or do not sell the claim.",
                    _STATE_ORGAN,
                )


def state_organ_in_package(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a project of several claims holds one that a state organ owes or secures."""
    tainted = [claim for claim in claims if any(party.is_state_organ for party, *_ in _liable(claim))]
    if tainted and len(claims) > 1:
        labels = list(dict.fromkeys(claim.label for claim in tainted))
        yield RegisterWarning(
            "state_organ_in_package",
            Severity.warning,
            str(tainted[0].id),
            f"{'；'.join(labels)}：涉及国家机关。法院认定其转让合同无效的，受让人可请求连同整个资产包一并认定。"
            "请移出资产包或单独处置。",
            f"{'; '.join(labels)}: a state organ is involved. If a court voids its sale, the buyer may ask "
            "it to void that of the whole package. Take it out or sell it apart.",
            ONE_TAINTS_THE_PACKAGE,
        )


def _liable(claim: ClaimFact) -> list[tuple[PartyFact, str, str]]:
    """Return the debtor and each other 担保人 once, with its role; who gives security is one as a guarantor is."""
    found = {claim.debtor.id: (claim.debtor, "债务人", "debtor")}
    for guarantee in claim.guarantees:
        found.setdefault(guarantee.guarantor.id, (guarantee.guarantor, "保证人", "guarantor"))
    for interest in claim.security:
        found.setdefault(interest.owner.id, (interest.owner, "抵（质）押人", "owner of collateral"))
    return list(found.values())
