"""A shelf of published notices that the tests of the public site share: they only read it."""

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import PlacementCreate
from disposal.registry.opening import open_database
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.press.placements import record_placement
from disposal.services.publication.publication import draft_notice
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import CONTEXT, amend, invented_content, publish, publish_project
from tests.support.website import publish_huarong, site_on

SHELF = "shelf"
FAR = {"issuer_code": "XGCS", "project_code": "测试-己", "project_name": "虚构己项目", "book_value": "1234567.89"}


@pytest.fixture(scope="module", autouse=True)
def _years_until_2026() -> Iterator[None]:
    """Let commands and site carry no later year than the tests count by, whatever the package carries since."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notices.working_days.calendar._builtin", lambda: UNTIL_2026)
        yield


@pytest.fixture(scope="session")
def shelf(server: EmbeddedPostgres, admin: Engine, _template: str) -> Iterator[Database]:
    """Yield a database with the notices of ``SHELF_NUMBERS``, published once for all tests of this worker."""
    name = f"{SHELF}_{_template}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {_template} OWNER disposal STRATEGY file_copy")
    url = server.url(name).render_as_string(hide_password=False)
    settings = Settings(database_url=url, personal_number_key="5e" * 32, secrets_key="5a" * 32)  # type: ignore[arg-type]
    with open_database(settings) as database:
        with database.session("测试员") as session:
            _fill(session)
        yield database
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def site(shelf: Database) -> Iterator[TestClient]:
    """Yield a client of the public site on Mon 2022-08-15 at 10:00, unless a test sets its clock."""
    with site_on(shelf) as client:
        yield client


def _fill(session: Session) -> None:
    """Publish, in this order: HRZJ-2022-0001, then XGCS-2022-0001 … as the comments say, then XGCS-2026-0001."""
    huarong = publish_huarong(session)
    medium = {"medium": "浙江日报", "kind": "newspaper_province", "published_on": date(2022, 8, 3), "page": "第8版"}
    record_placement(session, PlacementCreate.model_validate({"notice_id": huarong.id, **medium}))
    supplemented = publish_project(session, "甲")  # 0001
    amend(session, supplemented, "supplement", statements=["补充：虚构甲制造有限公司名下设备已由法院查封。"])  # 0002
    withdrawn = publish_project(session, "乙")  # 0003
    amend(session, withdrawn, "withdrawal", reason="债务人已清偿全部债务")  # 0004
    extended = publish_project(session, "丙")  # 0005
    longer = {"count": 10, "begins_on": date(2022, 8, 31)}
    amend(session, extended, "extension", published_on=date(2022, 8, 15), window=longer, reason="征集不足")  # 0006
    _supersede(session, publish_project(session, "丁"))  # 0007 and 0008
    publish_project(
        session, "戊", window={"count": 20, "convention": "first_day_counted", "closes_at": "17:00"}
    )  # 0009
    far = enter_content(session, invented_content("己"), IntakeFacts.model_validate(FAR))
    provisional = draft_notice(session, far.id, published_on=date(2026, 12, 15))
    publish(session, provisional.id, context=CONTEXT)  # XGCS-2026-0001


def _supersede(session: Session, earlier: Notice) -> None:
    later = draft_notice(session, earlier.project_id, published_on=date(2022, 8, 9), supersedes=earlier.id)
    publish(session, later.id, context=CONTEXT)
