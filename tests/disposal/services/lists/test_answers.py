"""What the lists answer in a screening: a list out of date clears nobody, a crowded key is read to its end."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from disposal.eligibility.facts.lookups import HitStrength
from disposal.models.parties.party import Party
from disposal.services.lists import answers as answers_module
from disposal.services.lists.answers import MOST_NAMESAKES, ListAnswers, consult_lists
from disposal.services.lists.lookup import MOST_A_KEY
from disposal.services.parties.screening_facts import screened_parties
from notices.codes import PartyKind
from tests.support.factories import make_party
from tests.support.listing import bring_in, make_list, number_of, write_csv

DAY = date(2026, 6, 30)  # Tue
CITIES = re.findall("..", "北京上海天津重庆太原沈阳长春大连南京杭州合肥福州南昌郑州武汉长沙广州南宁海口成都")
TRADES = re.findall("..", "商贸医药食品包装物流机械化工纺织建材环保电子家具印刷服装餐饮能源农业园林广告装饰")


def asked(session: Session, party: Party, *, on: date = DAY) -> ListAnswers:
    return consult_lists(session, tuple(screened_parties(session, [party.id]).values()), on=on)


@pytest.fixture
def crowd(session: Session, tmp_path: Path) -> Path:
    """Write companies of one brand, in Qingdao in other trades and elsewhere in the same: none is the one asked for."""
    forms = ("有限公司", "有限责任公司", "股份有限公司")
    names = [f"青岛鑫西{trade}{form}" for trade in TRADES for form in forms]
    names += [f"{city}鑫西房地产开发{form}" for city in CITIES for form in forms]
    make_list(session, entry_kind=PartyKind.organisation)
    return write_csv(tmp_path / "一.csv", [(name, "", "", "") for name in names])


def test_list_is_relied_on_until_its_last_day_and_clears_nobody_the_day_after(session: Session, tmp_path: Path) -> None:
    make_list(session)
    bring_in(session, write_csv(tmp_path / "一.csv", [("测试甲", "", "", "")]), valid_until=DAY)
    listed, other = (make_party(session, name, kind=PartyKind.natural_person) for name in ("测试甲", "虚构乙"))
    assert asked(session, other).failures == []
    after = asked(session, other, on=date(2026, 7, 1))  # Wed
    assert "《测试名册》第1版的有效期为 –2026-06-30" in after.failures[0].reason
    assert [hit.party for hit in asked(session, listed, on=date(2026, 7, 1)).hits] == [str(listed.id)]


def test_entry_behind_a_crowd_of_others_is_found(session: Session, crowd: Path) -> None:
    with crowd.open("a", encoding="utf-8") as file:
        file.write("青岛鑫曦房地产开发有限公司,,,\n")
    assert bring_in(session, crowd).standing > 2 * MOST_A_KEY
    found = asked(session, make_party(session, "青岛鑫西房地产开发有限公司"))
    assert [(hit.strength, hit.list_code) for hit in found.hits] == [(HitStrength.possible, "staff")]
    assert found.failures == []


def test_crowd_without_the_one_asked_for_clears_and_one_too_large_to_read_does_not(
    session: Session, crowd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(session, crowd)
    party = make_party(session, "青岛鑫西房地产开发有限公司")
    found = asked(session, party)
    assert (found.hits, found.failures) == ([], [])
    monkeypatch.setattr(answers_module, "MOST_READ_ON", MOST_A_KEY)
    (failure,) = asked(session, party).failures
    assert failure.parties == (str(party.id),)
    assert failure.reason.endswith("未能逐一比对，请补充其证件号码")


def test_many_namesakes_are_one_hit_that_stands_for_all_and_few_are_told_each(session: Session, tmp_path: Path) -> None:
    make_list(session)
    party = make_party(session, "测试甲", kind=PartyKind.natural_person)
    namesakes = [("测试甲", number_of(serial), "虚构局", "") for serial in range(MOST_NAMESAKES + 1)]
    bring_in(session, write_csv(tmp_path / "一.csv", namesakes[:-1]))
    assert [hit.others for hit in asked(session, party).hits] == [0] * MOST_NAMESAKES
    bring_in(session, write_csv(tmp_path / "二.csv", namesakes))
    found = asked(session, party)
    (hit,) = found.hits
    assert (hit.strength, hit.others) == (HitStrength.possible, MOST_NAMESAKES)
    assert (len(found.met[str(party.id)]), len(found.entry_fingerprints[hit.entry_id])) == (4, 4)


def test_namesakes_no_longer_in_force_are_told_apart_from_those_who_are(session: Session, tmp_path: Path) -> None:
    make_list(session)
    party = make_party(session, "测试甲", kind=PartyKind.natural_person)
    rows = [("测试甲", number_of(serial), ("2026-06-29", "")[serial % 2]) for serial in range(8)]
    bring_in(session, write_csv(tmp_path / "一.csv", rows, headings=("姓名", "身份证号", "离职日期")))
    assert [(hit.others, str(hit.valid_until)) for hit in asked(session, party).hits] == [
        (3, "None"),
        (3, "2026-06-29"),
    ]


def test_crowd_of_namesakes_no_longer_in_force_hides_nobody_who_is(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_list(session)
    party = make_party(session, "测试甲", kind=PartyKind.natural_person)
    gone = [("测试甲", f"虚构{at}局", "2026-06-29") for at in range(2 * MOST_A_KEY)]
    headings = ("姓名", "工作单位", "离职日期")
    bring_in(session, write_csv(tmp_path / "一.csv", gone, headings=headings))
    assert [str(hit.valid_until) for hit in asked(session, party).hits] == ["2026-06-29"]
    assert asked(session, party).failures == []
    bring_in(session, write_csv(tmp_path / "二.csv", [*gone, ("测试甲", "虚构现任局", "")], headings=headings))
    assert [str(hit.valid_until) for hit in asked(session, party).hits] == ["None", "2026-06-29"]
    monkeypatch.setattr(answers_module, "MOST_READ_ON", MOST_A_KEY)
    assert [failure.parties for failure in asked(session, party).failures] == [(str(party.id),)]
