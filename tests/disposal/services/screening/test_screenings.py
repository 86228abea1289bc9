"""Reading a kept screening: it is refused where its record, or a column that repeats it, is not what was kept."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.eligibility.facts.errors import RecordUnreadable
from disposal.eligibility.findings.finding import Outcome
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.screening.screening import Screening, WatchedParty
from disposal.services.records.writing import remove
from disposal.services.screening.screenings import read_whole, replay, show
from disposal.storage.database import Database
from tests.benchmarks.database.plans import noted
from tests.support.restricted_lists import basic_lists
from tests.support.screening import COMPANY, PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
MOST_STATEMENTS = 22  # savepoints included


@pytest.fixture
def kept(database: Database) -> UUID:
    """Return a screening that is committed, with the five lists consulted."""
    with database.session("测试员") as session:
        project = case_of_2022(session)
        basic_lists(session)
        return screened(session, entered(session, project, PERSON)).id


def alter(database: Database, kept: UUID, column: str, value: str) -> None:
    """Alter a column as only the tables' owner can: the trigger that refuses it is off meanwhile."""
    with database.engine.begin() as owner:
        owner.execute(text("ALTER TABLE screening DISABLE TRIGGER USER"))
        done = owner.execute(text(f"UPDATE screening SET {column} = {value} WHERE id = :id"), {"id": kept})
        assert done.rowcount == 1
        owner.execute(text("ALTER TABLE screening ENABLE TRIGGER USER"))


def test_screening_takes_no_more_statements_however_many_lists_and_parties_there_are(session: Session) -> None:
    project = case_of_2022(session)
    basic_lists(session, civil=[{"name": "测试股东"}])
    bidder = entered(session, project, COMPANY)
    with noted(session.connection().engine) as asked:
        first, again = (screened(session, bidder) for _ in range(2))
    assert len(asked.statements) <= 2 * MOST_STATEMENTS
    assert (first.overall, again.sha256) == (Outcome.possible, first.sha256)


def test_watch_list_is_that_of_the_newest_screening(session: Session) -> None:
    bidder = entered(session, case_of_2022(session), COMPANY)
    owner = session.exec(select(Party.id).where(Party.name == "测试股东")).one()
    watched = select(WatchedParty.party_id).where(WatchedParty.bidder_id == bidder.id)
    screened(session, bidder)
    assert owner in session.exec(watched).all()
    for bond in session.exec(select(PartyRelation).where(PartyRelation.from_party_id == owner)).all():
        remove(session, bond, event="party_relation.removed", reason="测试")
    screened(session, bidder)
    left = session.exec(watched).all()
    assert owner not in left
    assert bidder.party_id in left


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("overall", "'barred'"),
        ("judged_on", "judged_on + 1"),
        ("list_versions", "jsonb_set(list_versions::jsonb, '{civil}', '2')"),
        ("list_versions", "'{}'"),
        ("list_versions", "list_versions::jsonb || '{\"another\": 1}'"),
        ("rule_versions", "jsonb_set(rule_versions::jsonb, '{evasion}', '\"0\"')"),
        ("engine_version", "engine_version || '.1'"),
        ("record", "replace(record, '测试竞买人', '测试另一人')"),
        ("sha256", "repeat('0', 64)"),
    ],
)
def test_screening_altered_in_a_column_is_refused_by_its_name(
    database: Database, kept: UUID, column: str, value: str
) -> None:
    alter(database, kept, column, value)
    place = "sha256" if column == "record" else column
    with database.session() as session:
        for read_again in (show, replay):
            with pytest.raises(RecordUnreadable) as refused:
                read_again(session, kept)
            assert refused.value.field == place
            assert f"审查记录无法读取：{place}（" in refused.value.zh


def test_screening_as_it_was_kept_is_read_whole(database: Database, kept: UUID) -> None:
    for column in ("list_versions", "rule_versions"):
        alter(database, kept, column, f"{column}::jsonb || '{{}}'")  # the same again
    with database.session() as session:
        row = session.get_one(Screening, kept)
        result = read_whole(row).result
        assert len(row.list_versions) == 5
        assert (result.overall, result.on) == (row.overall, row.judged_on)
        assert (dict(result.rule_versions), result.engine_version) == (row.rule_versions, row.engine_version)
        assert replay(session, kept).is_identical
