"""The page 用印与登报: sealed, booked, compared with the approved text, confirmed; refusals stand at their fields."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest

from disposal.acting import Role
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import approved, submission_of
from tests.disposal.services.press.test_bookings import SEAL, SPACE
from tests.support.accounts import open_branch
from tests.support.website import DeskBrowser, desk_on

STAMPED = {"scan": ("用印件.pdf", b"%PDF-1.7 stamped", "application/pdf")}
PICTURE = {"scan": ("小样.png", b"\x89PNG\r\n\x1a\n0", "image/png")}


class PressDesk:
    """An approved notice, and the manager who brings it to the paper."""

    def __init__(self, database: Database, notice: UUID, chen: DeskBrowser) -> None:
        self.chen, self.notice = chen, notice
        self.page = f"/desk/notices/{self.notice}/press"
        with database.session() as session:
            self.words = submission_of(session, self.notice).text

    def booking(self) -> str:
        """Return the address of the open booking."""
        found = re.search(rf"{self.page}/[0-9a-f-]{{36}}(?=/proof)", self.chen.get(self.page).text)
        assert found is not None
        return found[0]


@pytest.fixture
def desk(database: Database) -> Iterator[PressDesk]:
    """Yield the page at noon of 2022-08-03."""
    open_branch(database, ("chen", Role.asset_manager), ("wang", Role.approver), ("shen", Role.compliance_officer))
    notice = approved(database)
    with desk_on(database, "2022-08-03 12:00") as browser:
        browser.sign_in("chen")
        yield PressDesk(database, notice, browser)


def test_notice_is_sealed_booked_compared_and_confirmed_on_the_page(desk: PressDesk) -> None:
    assert "尚未订版：虚构日报" in desk.chen.get(desk.page).text
    assert desk.chen.upload(f"{desk.page}/seal", SEAL, STAMPED).headers["location"].endswith("?done=seal")
    desk.chen.get(desk.page)
    assert desk.chen.post(f"{desk.page}/book", SPACE).headers["location"].endswith("?done=book")
    here = desk.booking()
    desk.chen.upload(f"{here}/proof", {"typed": desk.words.replace("20个工作日", "10个工作日", 1)}, PICTURE)
    page = desk.chen.get(desk.page).text
    assert "1处不同" in page
    assert "<del>20</del>" in page
    assert "<ins>10</ins>" in page
    refused = desk.chen.post(f"{here}/confirm")
    assert refused.status_code == 422
    assert "最新小样与批准的文字有1处不同" in refused.text
    desk.chen.get(desk.page)
    desk.chen.upload(f"{here}/proof", {"typed": desk.words}, PICTURE)
    desk.chen.get(desk.page)
    assert desk.chen.post(f"{here}/confirm").headers["location"].endswith("?done=confirm")
    assert "已确认刊发" in desk.chen.get(desk.page).text


def test_stamped_copy_is_sent_as_a_download(desk: PressDesk) -> None:
    desk.chen.get(desk.page)
    desk.chen.upload(f"{desk.page}/seal", SEAL, STAMPED)
    found = re.search(rf"{desk.page}/files/[0-9a-f-]{{36}}", desk.chen.get(desk.page).text)
    assert found is not None
    sent = desk.chen.get(found[0])
    assert sent.content == STAMPED["scan"][1]
    assert sent.headers["content-disposition"].startswith("attachment")


def test_wrong_fields_are_told_at_their_fields_and_what_was_typed_stays(desk: PressDesk) -> None:
    desk.chen.get(desk.page)
    answer = desk.chen.post(f"{desk.page}/book", SPACE | {"planned_on": "八月", "contact": "虚构编辑"})
    assert answer.status_code == 422
    assert 'href="#planned_on"' in answer.text
    assert 'value="虚构编辑"' in answer.text


def test_booking_of_another_notice_is_not_found(desk: PressDesk) -> None:
    desk.chen.get(desk.page)
    desk.chen.post(f"{desk.page}/book", SPACE)
    booking = desk.booking().rpartition("/")[2]
    answer = desk.chen.post(f"/desk/notices/{UUID(int=1)}/press/{booking}/cancel", {"reason": "报社版面已满"})
    assert answer.status_code == 404


def test_publication_page_tells_which_paper_is_not_booked(desk: PressDesk) -> None:
    assert "报纸尚未订版：虚构日报" in desk.chen.get(f"/desk/notices/{desk.notice}/publish").text
    desk.chen.get(desk.page)
    desk.chen.post(f"{desk.page}/book", SPACE)
    assert "尚未订版" not in desk.chen.get(f"/desk/notices/{desk.notice}/publish").text
