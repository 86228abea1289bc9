"""From which placement the floor counts, and which newspapers fit."""

from datetime import date

import pytest

from notices.codes import MediumKind, PaperKind
from notices.content.parties import PlacementItem
from notices.law.required_media import AssetPlace, counted_from, is_fitting_paper, is_of_place
from notices.law.tiers import MediumRequirement

STATED = date(2022, 8, 3)  # Wed
HANGZHOU = AssetPlace("浙江省", "杭州市")


def paper(day: int, kind: str = "newspaper_province", **more: str) -> PlacementItem:
    return PlacementItem.model_validate(
        {"medium": "虚构日报", "kind": kind, "published_on": date(2022, 8, day), **more}
    )


def website(day: int) -> PlacementItem:
    return paper(day, "company_website")


@pytest.mark.parametrize(
    ("requirement", "placements", "day"),
    [
        ("none", [], 3),
        ("none", [paper(9)], 3),  # no newspaper is required
        ("none", [website(4)], 4),
        ("newspaper_province", [], 3),
        ("newspaper_province", [paper(2)], 3),  # no placement counts from before the stated day
        ("newspaper_province", [paper(3)], 3),
        ("newspaper_province", [paper(4)], 4),
        ("newspaper_province", [paper(4), paper(5)], 5),
        ("newspaper_province", [paper(3), website(5)], 5),
        ("newspaper_province", [paper(3), paper(5, "newspaper_prefecture")], 3),  # too low a level
        ("newspaper_prefecture", [paper(3), paper(5, "newspaper_prefecture")], 5),
        ("newspaper_province", [paper(3), paper(5, "trading_platform")], 3),
        ("newspaper_province", [paper(3, paper="general"), paper(5, paper="specialised")], 3),
        ("newspaper_province", [paper(5, paper="specialised")], 5),  # none fits, so it is taken for the required one
        ("newspaper_province", [paper(3, province="浙江省"), paper(5, province="江苏省")], 3),
    ],
)
def test_floor_counts_from_the_latest_required_placement(
    requirement: str, placements: list[PlacementItem], day: int
) -> None:
    found = counted_from(MediumRequirement(requirement), placements, stated_on=STATED, asset=HANGZHOU)
    assert found == date(2022, 8, day)


@pytest.mark.parametrize(
    ("kind", "fits"),
    [("general", True), ("economic", True), ("specialised", False), ("not_public", False), ("法制类", False)],
)
def test_paper_fits_if_it_is_public_and_economic_or_general(kind: str, fits: bool) -> None:
    assert is_fitting_paper(paper(3, paper=kind)) is fits
    assert {member.zh for member in PaperKind} >= {"综合类", "经济类"}
    assert is_fitting_paper(paper(3)) is None


@pytest.mark.parametrize(
    ("placed", "fits"),
    [
        (paper(3, province="浙江省"), True),
        (paper(3, province="浙江"), True),
        (paper(3, province="全国"), True),
        (paper(3, province="江苏省"), False),
        (paper(3), None),
        (paper(3, province="浙江省", city="宁波市"), True),  # of province level: the city does not matter
        (paper(3, "newspaper_prefecture", province="浙江省", city="杭州市"), True),
        (paper(3, "newspaper_prefecture", province="浙江省", city="宁波市"), False),
        (paper(3, "newspaper_prefecture", province="浙江省"), None),
        (paper(3, "newspaper_prefecture", province="江苏省"), False),
    ],
)
def test_paper_is_of_the_place_of_the_asset(placed: PlacementItem, fits: bool | None) -> None:
    assert is_of_place(placed, HANGZHOU) is fits
    assert is_of_place(placed, AssetPlace()) is (True if placed.province == "全国" else None)
    assert placed.kind in MediumKind
