"""A register in training says so on every public page; one in production does not."""

import pytest

from disposal.acting import Role
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import in_production, open_account
from tests.support.website import HUARONG, publish_huarong, site_on

PAGES = ("/", f"/notices/{HUARONG}", "/calculator", "/calculator/floor", "/api/docs", "/notices/XX-2022-0009")
MARK = "培训系统：所载内容不作依据"


@pytest.fixture
def published(database: Database) -> Database:
    """Return a register with the notice of 2022; nobody has an account yet."""
    with database.session("测试员") as session:
        publish_huarong(session)
    return database


def test_every_public_page_of_a_register_in_training_bears_the_mark(published: Database) -> None:
    with site_on(published) as client:
        for path in PAGES:
            assert MARK in client.get(path).text, path
            assert "Training: nothing here is to be relied on" in client.get(f"/en{path}").text, path


def test_no_page_of_a_register_in_production_bears_it(published: Database, settings: Settings) -> None:
    with in_production(settings) as database:
        open_account(database, "guanli", Role.administrator)
        with site_on(database) as client:
            for path in PAGES:
                assert MARK not in client.get(path).text, path
