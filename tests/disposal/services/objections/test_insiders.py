"""Who took part in notices is asked of all of them at once: as many queries for several as for one."""

from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from disposal.acting import Actor
from disposal.models.accounts.account import Account
from disposal.models.publication.notice import Notice
from disposal.services.objections.insiders import notices_with_part
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import fill_published
from tests.support.factories import make_claim, make_issuer, make_notice, make_project


def fill(session: Session) -> None:
    """Publish a notice, and enter two more of other projects as of that day."""
    issuer = make_issuer(session, "TEST-B", branch="另一分公司").id
    for code in ("P-8", "P-9"):
        project = make_project(session, make_claim(session), code=code, issuer_id=issuer)
        make_notice(session, project, published_on=date(2022, 8, 3))
    fill_published(session)


pytestmark = pytest.mark.filled(by=fill)


def asked(session: Session, notices: list[Notice], actor: Actor) -> tuple[frozenset[object], int]:
    """Return the notices in which somebody took part, and by how many queries they were found."""
    said: list[str] = []
    connection = session.connection()

    def note(*about: object) -> None:
        said.append(str(about[2]))

    event.listen(connection, "before_cursor_execute", note)
    found = notices_with_part(session, notices, actor)
    event.remove(connection, "before_cursor_execute", note)
    return found, len(said)


def test_parts_in_several_notices_are_found_by_as_many_queries_as_in_one(database: Database) -> None:
    counts = []
    with database.session() as session:
        legal = session.exec(select(Account).where(Account.login == "fawu")).one()
        somebody = Actor("虚构fawu", account_id=legal.id, person_id=legal.person_id)
        for count in (1, 3):
            session.expunge_all()
            none, queries = asked(session, list(session.exec(select(Notice).limit(count))), somebody)
            counts.append(queries)
            assert none == frozenset()
        notices = list(session.exec(select(Notice)))
        mine, _ = asked(session, notices, Actor("测试员"))
    assert counts[0] == counts[1]
    assert mine == {each.id for each in notices}
