"""Media: the notice is published in the media that its book value requires.

财金〔2008〕87号 (newspaper of prefecture or province level by book value, besides the company's website),
第十一条 (media chosen are filed with the supervisor). Before publication, planned media count. If media are named
but none is sufficient, this blocks. If none is named yet, it warns.
"""

from collections.abc import Iterator
from dataclasses import replace

from notices.codes import MediumKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.phrases import medium_name
from notices.dates import dated, dated_zh
from notices.law.provisions import CONSISTENT_RECORD, NOTICE_TIERS
from notices.law.tiers import MediumRequirement, NoTierInForce, tier_for

MEDIA_FILED = replace(NOTICE_TIERS, article="十一", title="media chosen are filed with the supervisor", quote="")
_FITTING = {
    MediumRequirement.none: None,
    MediumRequirement.newspaper_prefecture: {MediumKind.newspaper_prefecture, MediumKind.newspaper_province},
    MediumRequirement.newspaper_province: {MediumKind.newspaper_province},
    MediumRequirement.newspaper_or_platform: {
        MediumKind.newspaper_prefecture,
        MediumKind.newspaper_province,
        MediumKind.trading_platform,
    },
}


def medium_fits_tier(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Check the recorded and planned media: those the tier requires, and the company's website."""
    content, facts = subject.content, subject.facts
    is_bound = subject.kind.offers_assets and not content.issuer.is_local_amc
    if not is_bound or facts.book_value is None or facts.exempt_because:
        return
    try:
        tier = tier_for(facts.book_value, content.published_on)
    except NoTierInForce:
        return
    kinds = {placed.kind for placed in content.placements} | set(facts.media)
    fitting = _FITTING[tier.medium]
    if fitting and not kinds & fitting:
        papers = kinds - {MediumKind.company_website}
        yield Shortcoming(
            Severity.blocker if papers else Severity.warning,
            "medium_below_tier" if papers else "medium_not_chosen",
            "placements",
            f"{'所列媒体不符合要求' if papers else '尚未列明刊登媒体'}；{tier.words}",
            f"{'the media named do not fit' if papers else 'no medium is named yet'}; {tier.words_en}",
            NOTICE_TIERS,
        )
    if MediumKind.company_website not in kinds:
        yield Shortcoming(
            Severity.warning,
            "website_not_chosen",
            "placements",
            "未列明在公司网站公告；任何金额的公告均应同时在公司网站发布",
            "the company's website is not among the media; every notice also stands there",
            NOTICE_TIERS,
        )


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
