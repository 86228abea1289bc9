"""Security: what is mortgaged can be, what is pledged can be, and land lies somewhere.

民法典 第三百九十五条 (what may be mortgaged), 第四百二十五条 (movables are pledged), 第四百四十条 (rights that are
pledged). Only movables and listed rights can be pledged, so a pledge of land blocks; the list of what may be mortgaged
ends in "other property", so a mortgage of a right warns.
"""

from collections.abc import Iterator

from notices.codes import CeilingLimits, CollateralType, SecurityKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.named_parties import claims_of, security_of
from notices.law.provisions import CONSISTENT_RECORD, MAY_BE_MORTGAGED, MOVABLES_ARE_PLEDGED, NOTICE_CONTENTS
from notices.written.blanks import says_nothing

LAND = (CollateralType.land_use_right, CollateralType.building, CollateralType.unfinished_building)
RIGHTS = (CollateralType.equity, CollateralType.receivable, CollateralType.deposit)
_MISFITS = {
    SecurityKind.mortgage: {CeilingLimits.pledge_amount, CeilingLimits.guarantee_amount},
    SecurityKind.pledge: {CeilingLimits.mortgage_amount, CeilingLimits.guarantee_amount},
}
_MISFITS_OF_GUARANTEES = {CeilingLimits.mortgage_amount, CeilingLimits.pledge_amount}


def kind_fits_the_collateral(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a pledge of land or a building; warn of a mortgage of equity, a receivable or a deposit."""
    for path, interest in security_of(subject.content):
        thing = interest.collateral
        if interest.kind is SecurityKind.pledge and thing.type in LAND:
            yield Shortcoming(
                Severity.blocker,
                "land_pledged",
                f"{path}.kind",
                f"{thing.type.zh}“{thing.description}”录为质押；不动产只能抵押，请更正担保方式（kind）或担保物类型（type）",
                f'"{thing.description}" ({thing.type.en}) is entered as pledged; land and buildings are mortgaged, '
                "correct kind or type",
                MOVABLES_ARE_PLEDGED,
            )
        if interest.kind is SecurityKind.mortgage and thing.type in RIGHTS:
            yield Shortcoming(
                Severity.warning,
                "right_mortgaged",
                f"{path}.kind",
                f"{thing.type.zh}“{thing.description}”录为抵押；此类权利应为质押，请核对 kind",
                f'"{thing.description}" ({thing.type.en}) is entered as mortgaged; such a right is pledged, check kind',
                MAY_BE_MORTGAGED,
            )


def ceiling_fits_the_kind(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a ceiling on a pledge for a mortgage, and the like: the words contradict each other."""
    stated = [(path, each.ceiling, _MISFITS[each.kind], each.kind.zh) for path, each in security_of(subject.content)]
    stated += [
        (f"{path}.guarantees.{j}", given.ceiling, _MISFITS_OF_GUARANTEES, "保证")
        for path, claim in claims_of(subject.content)
        for j, given in enumerate(claim.guarantees)
    ]
    for path, ceiling, misfits, kind_zh in stated:
        if ceiling is not None and ceiling.limits in misfits:
            yield Shortcoming(
                Severity.warning,
                "ceiling_of_another_kind",
                f"{path}.ceiling.limits",
                f"担保方式为{kind_zh}，最高额口径却是“{ceiling.limits.zh}”，请核对",
                f"the ceiling limits a {ceiling.limits.en}, which is another kind of security; check it",
                CONSISTENT_RECORD,
            )


def land_has_a_place(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of land or a building of which the notice does not say where it lies."""
    for path, interest in security_of(subject.content):
        thing = interest.collateral
        if thing.type in LAND and (thing.place is None or says_nothing(thing.place)):
            yield Shortcoming(
                Severity.warning,
                "land_without_place",
                f"{path}.collateral.place",
                f"{thing.type.zh}“{thing.description}”没有写明坐落，请填写 place",
                f'the notice does not say where "{thing.description}" lies; fill in place',
                NOTICE_CONTENTS,
            )


def no_security_twice(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a security that stands twice with one claim, alike in everything."""
    for path, claim in claims_of(subject.content):
        for k, interest in enumerate(claim.security):
            first = claim.security.index(interest)
            if first != k:
                yield Shortcoming(
                    Severity.warning,
                    "security_twice",
                    f"{path}.security.{k}",
                    f"“{interest.collateral.description}”与同一债权的第{first + 1}项担保完全相同，请核对是否重复列出",
                    f'"{interest.collateral.description}" is alike in everything to security {first + 1} of the claim; '
                    "check that it is not listed twice",
                    CONSISTENT_RECORD,
                )
