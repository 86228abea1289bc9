"""How people know a screening: by its stage, its day, who made it and when. Its id is for programs."""

from disposal.models.screening.screening import Screening
from notices.composition.phrases import date_zh
from notices.dates import SHANGHAI


def screening_words(row: Screening) -> tuple[str, str]:
    """Return what names a screening beside another of the same bidder, in Chinese and English.

    The opinion of each prints all of it: 审查阶段, 审查基准日, 审查人, 审查时间.
    """
    at = row.created_at.astimezone(SHANGHAI)
    return (
        f"{date_zh(at.date())}{at:%H:%M:%S}由{row.asked_by}作出的“{row.stage.zh}”审查（基准日{date_zh(row.judged_on)}）",
        f'the screening "{row.stage.en}" of {at:%Y-%m-%d %H:%M:%S} by {row.asked_by}, judged on {row.judged_on}',
    )
