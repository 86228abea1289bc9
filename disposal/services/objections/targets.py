"""What of a notice an objection may speak of (对象): the whole, a claim, a collateral, a guarantor, a limb."""

from dataclasses import dataclass

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.objections.errors import ObjectionInvalid
from disposal.services.publication.versions import newest_content
from notices.content.content import ClaimItem, NoticeContent
from notices.content.named_parties import claims_of, security_of

_LIMB = "limb-"
MOST_LISTED = 300
"""Targets that a form offers; of a larger package others are named in the objector's own words."""


@dataclass(frozen=True, slots=True)
class ObjectionTarget:
    """A target: the code that is stored, and its words as the notice has them.

    ``places`` are the paths in the content that a correction of it names: of amounts, each that is stated. There are
    none where it has no place of its own, or where only a new notice may change it, as who may not buy.
    """

    code: str
    zh: str
    en: str
    places: tuple[str, ...] = ()


WHOLE = ObjectionTarget("notice", "整份公告", "the whole notice")
PROCEDURE = ObjectionTarget("procedure", "公告程序（媒体、期限）", "procedure: media, period")


def targets_of(content: NoticeContent) -> tuple[ObjectionTarget, ...]:
    """Return the targets of a notice in the order of its text."""
    found = [WHOLE, PROCEDURE]
    claims = list(claims_of(content))
    for number, (path, claim) in enumerate(claims, 1):
        debtor = content.items[int(path.split(".")[1])].debtor.name
        name = claim.name or "、".join(claim.contract_numbers[:2])
        words = f"{debtor}{f'（{name}）' if name else ''}"
        places = (f"{path}.details",)
        found.append(
            ObjectionTarget(f"claim-{number}", f"第{number}笔债权：{words}", f"claim {number}: {words}", places)
        )
        found.append(
            ObjectionTarget(
                f"statement-{number}",
                f"第{number}笔债权的金额：{words}",
                f"amounts of claim {number}",
                _amounts(path, claim),
            )
        )
    for number, (path, security) in enumerate(security_of(content), 1):
        words = f"{security.owner.name}：{security.collateral.description}"
        zh = f"第{number}项{security.kind.zh}：{words}"
        places = (f"{path}.collateral.description",)
        found.append(ObjectionTarget(f"collateral-{number}", zh, f"collateral {number}: {words}", places))
    for number, (name, named) in enumerate(_guarantors(content).items(), 1):
        found.append(ObjectionTarget(f"guarantor-{number}", f"保证人：{name}", f"guarantor: {name}", tuple(named)))
    for limb in content.restrictions.limbs if content.restrictions else ():
        code = limb.code
        found.append(ObjectionTarget(f"{_LIMB}{code.value}", f"受让限制：{code.zh}", f"who may not buy: {code.en}"))
    return tuple(found)


def _amounts(path: str, claim: ClaimItem) -> tuple[str, ...]:
    """Return the paths of the amounts that a claim states, in printing order."""
    if claim.amounts is None:
        return ()
    stated = (*claim.amounts.parts, *(("total",) if claim.amounts.total is not None else ()))
    return tuple(f"{path}.amounts.{name}" for name in stated)


def is_limb(code: str) -> bool:
    """Tell whether a target is one of those who may not buy."""
    return code.startswith(_LIMB)


def _guarantors(content: NoticeContent) -> dict[str, list[str]]:
    """Return each guarantor with the paths at which it is named, in the order of the text."""
    found: dict[str, list[str]] = {}
    for path, claim in claims_of(content):
        for at, given in enumerate(claim.guarantees):
            for number, party in enumerate(given.guarantors):
                found.setdefault(party.name, []).append(f"{path}.guarantees.{at}.guarantors.{number}.name")
    return found


def targets_of_notice(session: Session, notice: Notice) -> tuple[ObjectionTarget, ...]:
    """Return the targets of a published notice by its newest version, at most ``MOST_LISTED``."""
    return targets_of(newest_content(session, notice))[:MOST_LISTED]


def target_called(session: Session, notice: Notice, written: str) -> ObjectionTarget:
    """Return the target of a published notice that a code or its Chinese words name.

    Raises: ObjectionInvalid, which names those there are.
    """
    said = written.strip()
    known = {name: each for each in (WHOLE, PROCEDURE) for name in (each.code, each.zh)}
    if said in known:
        return known[said]
    found = targets_of(newest_content(session, notice))
    for each in found:
        if said in (each.code, each.zh):
            return each
    listed = "、".join(f"{each.code}（{each.zh}）" for each in found[:20])
    raise ObjectionInvalid(
        field="target",
        zh=f"公告 {notice.number} 中没有对象“{said[:40]}”；只填一项，涉及多项的填 notice（整份公告）并在原话中写明；"
        f"可填：{listed}。",
        en=f'notice {notice.number} has no target "{said[:40]}"; give one, or notice for several, named in your words: '
        + ", ".join(f"{each.code} ({each.en})" for each in found[:20]),
    )
