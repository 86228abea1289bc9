"""Who calls names a debtor: the notice is found by it, with script and without, and from the notice's own page."""

import pytest
from sqlmodel import select

from disposal.models.publication.notice import Notice
from disposal.storage.database import Database
from tests.disposal.pages.objections.test_desk import NEW, TYPED, desk
from tests.disposal.services.objections.objecting import NUMBER, fill_published

pytestmark = pytest.mark.filled(by=fill_published)
SUGGESTED = "/desk/published-notices"


def test_notice_is_found_by_a_part_of_its_debtor_or_number(database: Database) -> None:
    with desk(database, "fawu") as browser:
        found = [browser.get(f"{SUGGESTED}?q={words}").json()["suggestions"] for words in ("虚构甲", NUMBER[:8])]
        assert [[each["value"] for each in said] for said in found] == [[NUMBER], [NUMBER]]
        assert "至2022-08-31" in found[0][0]["hint"]
        assert not any(browser.get(f"{SUGGESTED}?q={words}").json()["suggestions"] for words in ("无此债务人", "虚"))


def test_notice_named_by_its_debtor_is_picked_without_script_and_everything_typed_stays(database: Database) -> None:
    with desk(database, "fawu") as browser:
        browser.get(NEW)
        asked = browser.post(NEW, TYPED | {"notice": "虚构甲", "do": "look"})
        assert f'name="pick" value="{NUMBER}"' in asked.text
        picked = browser.post(NEW, TYPED | {"notice": "虚构甲", "pick": NUMBER}).text
        assert f'value="{NUMBER}"' in picked
        assert "已还二十万元" in picked
        assert "2022年8月31日（星期三）24:00" in picked


def test_page_of_a_notice_leads_legal_staff_to_the_form_with_its_number(database: Database) -> None:
    with database.session() as session:
        notice_id = session.exec(select(Notice.id)).one()
    for login, is_there in (("fawu", True), ("jingli", False)):
        with desk(database, login) as browser:
            shown = browser.get(f"/desk/notices/{notice_id}").text
            assert (f'href="{NEW}?notice={NUMBER}"' in shown) is is_there
