"""What a publication does to obligors: demands (公告催收), notice of assignment (债权转让通知); before 2021 and since.

法释〔2020〕17号第八条第一款第（四）项: from 2021-01-01 a published demand interrupts limitation only for a missing
obligor, in national or influential provincial media of its home, and only if it contains the demand.
民法典第五百四十六条、第六百九十六条: an assignment binds debtor and guarantor by notice to them. 法释〔2001〕12号, by
which the press could stand for notice, is repealed from that day (second-hand).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from notices.duties.advice import Advice
from notices.duties.provisions import (
    ASSIGNMENT_IS_NOTIFIED,
    CIVIL_CODE_DAY,
    DEMAND_BY_NOTICE,
    NOTICE_BY_NEWSPAPER,
)

_STANDS_FOR_NOTICE = re.compile(
    r"(?<!不)(?<!不能)(?:视为|视同|即为|等同于|构成|具有)[^，。；]{0,24}(?:通知|送达)|公告(?:的)?(?:方式|形式)?(?:依法)?(?:予以)?(?:通知|告知)|"
    r"以(?:公告|登报|刊登)[^，。；]{0,6}(?:方式|形式)[^，。；]{0,10}(?:通知|告知|送达)|(?:登报|见报)即[^，。；]{0,4}通知|"
    r"公告[^，。；]{0,8}日起[^。；]{0,4}转让[^。；]{0,16}(?:发生|产生)(?:法律)?效力|通知义务[^，。；]{0,4}(?:履行|完成)|"
    r"公告[^。；]{0,12}履行[^。；]{0,8}通知义务|本公告[^。；]{0,12}送达"
)
_TITLE_OF_NOTICE = re.compile(r"债权转让(?:通知)?(?:暨|及|并|与|和)[^。；]{0,8}催收|债权转让通知")
"""Titles by which a publication presents itself as the notice of assignment."""
_INTERRUPTS = re.compile(r"(?:诉讼)?时效[^。；]{0,10}(?:中断|重新(?:开始)?(?:起算|计算))|中断[^。；]{0,6}时效")


def demand_advice(published_on: date, *, has_newspaper: bool | None) -> Iterator[Advice]:
    """Yield what the demand printed in a notice of this day does, and does not do.

    ``has_newspaper``: a newspaper of province level or above is planned or recorded; None: no medium is known.
    """
    if published_on < CIVIL_CODE_DAY:
        yield Advice(
            "demand_by_notice",
            "has_demand",
            "公告兼作催收：2020年12月31日以前，公告催收可依当时的规定作为时效中断的证据，限于其适用的债权和媒体"
            "（法释〔2001〕12号，未经核对原文）；请同时保留送达凭证",
            "the notice also demands payment: until 2020-12-31 a demand in the press could be evidence of interruption "
            "for the claims and media that Fa Shi [2001] No. 12 covered (not read in the original); keep proof of "
            "delivery as well",
            NOTICE_BY_NEWSPAPER,
            is_warning=False,
        )
        return
    yield Advice(
        "demand_by_notice",
        "has_demand",
        "公告催收只对下落不明的义务人产生诉讼时效中断的效力，且须刊登于国家级或其住所地省级有影响的媒体、载有主张权利的内容；"
        "对其他义务人不中断时效，请分别送达催收文书",
        "a published demand interrupts limitation only for a missing obligor, in national or influential provincial "
        "media of its home, and only with the demand in it; for all others it does not: deliver a demand to each",
        DEMAND_BY_NOTICE,
        is_warning=False,
    )
    if has_newspaper is False:
        yield Advice(
            "demand_medium",
            "placements",
            "公告兼作催收，但未见省级以上报纸：即使义务人下落不明，也可能不产生时效中断的效力",
            "the notice demands payment, but no newspaper of province level or above is stated: even for a missing "
            "obligor it may not interrupt limitation",
            DEMAND_BY_NOTICE,
        )


def wording_advice(texts: Iterable[tuple[str, str]], published_on: date) -> Iterator[Advice]:
    """Yield advice on words (path, text) that claim publication notifies obligors or interrupts limitation."""
    for path, text in texts:
        found = _STANDS_FOR_NOTICE.search(text) or (_TITLE_OF_NOTICE.search(text) if path == "title" else None)
        if found:
            yield _of_notice(path, found[0], published_on)
        if found := _INTERRUPTS.search(text):
            yield _of_interruption(path, found[0], published_on)


def _of_notice(path: str, words: str, published_on: date) -> Advice:
    if published_on < CIVIL_CODE_DAY:
        return Advice(
            "publication_as_notice",
            path,
            f"“{words}”：2020年12月31日以前，在全国或者省级有影响的报纸上发布可被认定为债权转让通知，限于其适用的债权"
            "（法释〔2001〕12号，未经核对原文）；请核对",
            f'"{words}": until 2020-12-31 publication in the national or provincial press could stand for notice of '
            "assignment, for the claims that Fa Shi [2001] No. 12 covered (not read in the original); check it",
            NOTICE_BY_NEWSPAPER,
            is_warning=False,
        )
    return Advice(
        "publication_as_notice",
        path,
        f"“{words}”：自2021年1月1日起，仅有公告不构成对债务人、保证人的债权转让通知，未通知的对其不发生效力；"
        "请删改，并逐一送达、保留凭证",
        f'"{words}": from 2021-01-01 publication alone is no notice of assignment to debtor or guarantor, and without '
        "notice it has no effect on them; change the words, deliver to each and keep the proof",
        ASSIGNMENT_IS_NOTIFIED,
    )


def _of_interruption(path: str, words: str, published_on: date) -> Advice:
    if published_on < CIVIL_CODE_DAY:
        return Advice(
            "publication_as_interruption",
            path,
            f"“{words}”：公告催收是否中断时效依当时的规定（法释〔2001〕12号，未经核对原文）；请核对",
            f'"{words}": whether publication interrupts follows the rules of that time (Fa Shi [2001] No. 12, not read '
            "in the original); check it",
            NOTICE_BY_NEWSPAPER,
            is_warning=False,
        )
    return Advice(
        "publication_as_interruption",
        path,
        f"“{words}”：公告只对下落不明的义务人、在国家级或其住所地省级有影响的媒体上并载有主张权利内容时中断时效；请删改",
        f'"{words}": publication interrupts limitation only for a missing obligor, in national or home-province media, '
        "with the demand in it; change the words",
        DEMAND_BY_NOTICE,
    )
