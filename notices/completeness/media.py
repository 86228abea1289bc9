"""Media: the notice is published in the media that its book value requires.

财金〔2008〕87号 (newspaper of prefecture or province level by book value, 公开发行, 经济类 or 综合类, of the place
of the asset, besides the company's website), 第十一条 (media chosen are filed with the supervisor). Before
publication, planned media count. If media are named but none is sufficient, this blocks. If none is named yet, it
warns.
"""

from collections.abc import Iterator
from dataclasses import replace

from notices.codes import MediumKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.phrases import medium_name
from notices.content.parties import PlacementItem
from notices.dates import dated, dated_zh
from notices.law.provisions import CONSISTENT_RECORD, NOTICE_TIERS
from notices.law.required_media import NEWSPAPERS, fitting_media, is_fitting_paper, is_of_place
from notices.law.tiers import MediumRequirement, NoTierInForce, Tier, tier_for

MEDIA_FILED = replace(NOTICE_TIERS, article="十一", title="media chosen are filed with the supervisor", quote="")


def medium_fits_tier(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Check the recorded and planned media: those the tier requires, and the company's website."""
    tier = _tier(subject)
    if tier is None:
        return
    kinds, fitting = subject.media, fitting_media(tier.medium)
    if fitting and not kinds & fitting:
        papers = kinds - {MediumKind.company_website}
        yield subject.weighed(
            Severity.blocker if papers else Severity.warning,
            "medium_below_tier" if papers else "medium_not_chosen",
            "placements",
            (
                f"{'所列媒体不符合要求' if papers else '尚未列明刊登媒体'}；{tier.words}",
                f"{'the media named do not fit' if papers else 'no medium is named yet'}; {tier.words_en}",
            ),
        )
    if MediumKind.company_website not in kinds:
        yield subject.weighed(
            Severity.warning,
            "website_not_chosen",
            "placements",
            (
                "未列明在公司网站公告；任何金额的公告均应同时在公司网站发布",
                "the company's website is not among the media; every notice also stands there",
            ),
        )


def papers_fit_asset(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a newspaper is of the wrong kind or of another place than the asset; note where it does not say."""
    tier = _tier(subject)
    if tier is None or tier.medium is MediumRequirement.none:
        return
    for at, placed in enumerate(subject.content.placements):
        if placed.kind in NEWSPAPERS:
            yield from _paper(subject, placed, at)


def no_placement_twice(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a placement that is listed twice, word for word."""
    placements = subject.content.placements
    for at, placed in enumerate(placements):
        if placed in placements[:at]:
            yield Shortcoming(
                Severity.warning,
                "placement_twice",
                f"placements.{at}",
                f"{medium_name(placed)}的同一次刊登列了两次，请删去其一",
                f'"{placed.medium}" is listed twice for one placement; delete one',
                CONSISTENT_RECORD,
            )


def _paper(subject: CheckedNotice, placed: PlacementItem, at: int) -> Iterator[Shortcoming]:
    name, asset = medium_name(placed), subject.facts.asset
    if placed.paper is not None and not is_fitting_paper(placed):
        yield subject.weighed(
            Severity.warning,
            "paper_of_wrong_kind",
            f"placements.{at}.paper",
            (
                f"{name}为{placed.paper.zh}报纸；公告应刊登于公开发行的经济类或综合类报纸",
                f'"{placed.medium}" is a paper {placed.paper.en}; the law asks for a public one, economic or general',
            ),
        )
    if is_of_place(placed, asset) is False:
        here, there = "".join(filter(None, (placed.province, placed.city))), (asset.province or "") + (asset.city or "")
        yield subject.weighed(
            Severity.warning,
            "paper_of_another_place",
            f"placements.{at}.province",
            (
                f"{name}的发行地（{here}）不是资产所在地（{there}）；公告应刊登于资产所在地的报纸",
                f'"{placed.medium}" is issued in {here}, the asset is in {there}: the paper must be of its place',
            ),
        )
    if placed.paper is None or placed.province is None:
        yield Shortcoming(
            Severity.note,
            "paper_not_described",
            f"placements.{at}",
            f"{name}未写明报纸类别或发行省份，无法核对是否为资产所在地公开发行的经济类或综合类报纸",
            f'"{placed.medium}" states no kind of paper or no province: not compared with what the law asks of a paper',
            NOTICE_TIERS,
        )


def _tier(subject: CheckedNotice) -> Tier | None:
    """Return the tier of a notice that offers assets; None if it is exempt, or if no tier is known."""
    facts = subject.facts
    if not subject.kind.offers_assets or facts.book_value is None or facts.exempt_because:
        return None
    try:
        return tier_for(facts.book_value, subject.content.published_on)
    except NoTierInForce:  # another rule tells that no tier is known
        return None


def placements_fit_date(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a placement is on another date than the notice, or its medium is not filed with the supervisor."""
    content = subject.content
    for at, placed in enumerate(content.placements):
        if placed.published_on != content.published_on:
            yield Shortcoming(
                Severity.warning,
                "placement_on_another_day",
                f"placements.{at}.published_on",
                f"{medium_name(placed)}的刊登日期{dated_zh(placed.published_on)}与公告日期不同；公告期自公告日期起算，请核对",
                f'"{placed.medium}" carries it on {dated(placed.published_on)}, another day than that of the notice; '
                "the window runs from the notice's date, check it",
                CONSISTENT_RECORD,
            )
        if placed.is_filed_with_supervisor is False:
            yield Shortcoming(
                Severity.warning,
                "medium_not_filed",
                f"placements.{at}.is_filed_with_supervisor",
                f"{medium_name(placed)}尚未向监管部门备案",
                f'"{placed.medium}" is not filed with the supervisor',
                MEDIA_FILED,
            )
