"""The pages of the notices that amend an offer end with it: none says that a window is open that was withdrawn."""

import re
from datetime import date

from disposal.storage.database import Database
from tests.support.publishing import amend, publish_project
from tests.support.website import site_on

OFFER, EXTENSION, CORRECTION, WITHDRAWAL = (f"XGCS-2022-000{number}" for number in (1, 2, 3, 4))
LONGER = {"count": 5, "begins_on": date(2022, 8, 31)}
PHONE = {"path": "contacts.0.phones.0", "label": "联系电话", "before": "(0000)10000001", "after": "(0000)10000009"}


def plain(page: str) -> str:
    """Return a page without tags and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


def test_amendments_say_that_their_offer_was_withdrawn(database: Database) -> None:
    with database.session("测试员") as session:
        offer = publish_project(session)
        extension = amend(session, offer, "extension", window=LONGER, reason="征集不足")
        amend(session, extension, "correction", changes=[PHONE])
    with site_on(database) as site:
        before = plain(site.get(f"/notices/{EXTENSION}").text)
        assert "剩余工作日" in before
        assert "已撤销" not in before
        assert "已撤销" not in plain(site.get(f"/notices/{CORRECTION}").text)
        with database.session("测试员") as session:
            amend(session, session.merge(offer), "withdrawal", published_on=date(2022, 8, 15), reason="重新定价")
        shown = {number: plain(site.get(f"/notices/{number}").text) for number in (EXTENSION, CORRECTION, WITHDRAWAL)}
        english = plain(site.get(f"/en/notices/{EXTENSION}").text)
        told = site.get(f"/api/v1/notices/{EXTENSION}").json()["notice"]
    for number in (EXTENSION, CORRECTION):
        assert "本公告所涉的原公告已撤销" in shown[number]
        assert "公告期内" not in shown[number]
        assert "剩余工作日" not in shown[number]
    assert "随原公告撤销失效" in shown[EXTENSION]
    assert "原公告已撤销" not in shown[WITHDRAWAL]
    assert "Thenoticeamendedherehasbeenwithdrawn" in english
    assert "workingdaysleft" not in english
    assert (told["status"]["code"], told["working_days_left"]) == ("withdrawn", None)
