"""The required placements of a notice, and the day from which the floor counts (必需的刊登).

财金〔2008〕87号: the verb is 刊登, so where a newspaper is required the distance to the review runs from the latest
required placement. The paper must be 公开发行, 经济类 or 综合类, and of the place of the asset.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from notices.codes import MediumKind, PaperKind
from notices.law.tiers import MediumRequirement

NEWSPAPERS = frozenset({MediumKind.newspaper_prefecture, MediumKind.newspaper_province})
NATIONWIDE = "全国"
_FITTING_PAPERS = {PaperKind.general, PaperKind.economic}
_FITTING: dict[MediumRequirement, frozenset[MediumKind]] = {
    MediumRequirement.none: frozenset(),
    MediumRequirement.newspaper_prefecture: NEWSPAPERS,
    MediumRequirement.newspaper_province: frozenset({MediumKind.newspaper_province}),
}
_SUFFIX = re.compile(r"(特别行政区|(壮族|回族|维吾尔)?自治区|自治州|地区|省|市|盟)$")


class Placed(Protocol):
    """A placement, as recorded or as a notice states it."""

    @property
    def kind(self) -> MediumKind:
        """Return what kind of medium it is."""

    @property
    def published_on(self) -> date:
        """Return the day it carries the notice."""

    @property
    def paper(self) -> PaperKind | None:
        """Return what kind of newspaper it is, where stated."""

    @property
    def province(self) -> str | None:
        """Return the province of the newspaper, or 全国, where stated."""

    @property
    def city(self) -> str | None:
        """Return the city of the newspaper, where stated."""


@dataclass(frozen=True, slots=True)
class AssetPlace:
    """Where the asset is (资产所在地); None where it is not known."""

    province: str | None = None
    city: str | None = None


def fitting_media(requirement: MediumRequirement) -> frozenset[MediumKind]:
    """Return the kinds of medium that fulfil a requirement; empty if no newspaper is required."""
    return _FITTING[requirement]


def is_fitting_paper(placed: Placed) -> bool | None:
    """Return whether a newspaper is 公开发行 and 经济类 or 综合类; None where its kind is not stated."""
    return None if placed.paper is None else placed.paper in _FITTING_PAPERS


def is_of_place(placed: Placed, asset: AssetPlace) -> bool | None:
    """Return whether a newspaper is of the place of the asset; None where one of the places is not known.

    A nationwide paper is of every place. A paper of province level is compared by province, one of prefecture level
    by province and city.
    """
    if placed.province == NATIONWIDE:
        return True
    pairs = [(placed.province, asset.province)]
    if placed.kind is MediumKind.newspaper_prefecture:
        pairs.append((placed.city, asset.city))
    if any(_differ(paper, place) for paper, place in pairs):
        return False
    return True if all(paper and place for paper, place in pairs) else None


def counted_from(
    requirement: MediumRequirement, placements: Iterable[Placed], *, stated_on: date, asset: AssetPlace
) -> date:
    """Return the day from which the floor counts: that of the latest required placement.

    Required are the company's website, and the newspapers that fulfil the requirement. No placement counts from before
    the day that the notice states, and a required medium that is not placed yet is taken at that day. A paper of the
    wrong kind or place is required only if none fits.
    """
    placed = tuple(placements)
    level = [each for each in placed if each.kind in fitting_media(requirement)]
    papers = [each for each in level if is_fitting_paper(each) is not False and is_of_place(each, asset) is not False]
    websites = [each for each in placed if each.kind is MediumKind.company_website]
    return max([stated_on, *(each.published_on for each in (*(papers or level), *websites))])


def _differ(paper: str | None, place: str | None) -> bool:
    return bool(paper and place) and _bare(paper or "") != _bare(place or "")


def _bare(place: str) -> str:
    return _SUFFIX.sub("", place.strip())
