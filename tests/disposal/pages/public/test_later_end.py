"""A paper that appeared late: the page of the notice shows both days, and the later one is when filings end."""

import pytest
from sqlmodel import select

from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.disposal.pages.objections.test_desk import desk
from tests.disposal.services.objections.objecting import NUMBER, fill_published
from tests.disposal.services.objections.test_moved_ends import placed
from tests.support.website import site_on

pytestmark = pytest.mark.filled(by=fill_published)
LATER = "2022年9月2日（星期五）24:00"


def shown(database: Database, at: str) -> str:
    with site_on(database, at) as client:
        return client.get(f"/notices/{NUMBER}").text


@pytest.mark.parametrize("at", ["2022-08-15 10:00", "2022-09-01 10:00"])
def test_notice_whose_paper_appeared_late_shows_both_ends(database: Database, at: str) -> None:
    assert LATER not in shown(database, at)
    placed(database)
    page = shown(database, at)
    assert LATER in page
    assert "报纸2022-08-05方见报" in page
    assert "2022年8月31日（星期三）" in page
    assert "不再受理购买意向" not in page


def test_page_of_the_notice_on_the_desk_tells_the_later_end_too(database: Database) -> None:
    with database.session() as session:
        notice_id = session.exec(select(Notice.id)).one()
    placed(database)
    with desk(database, "jingli", "2022-09-01 10:00") as browser:
        assert f"异议、咨询、购买意向计至{LATER}" in browser.get(f"/desk/notices/{notice_id}").text
