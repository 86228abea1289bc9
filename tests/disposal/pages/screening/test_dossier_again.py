"""补充资料: what is on record fills the form again; sent back as it is it changes nothing, what is added is added."""

from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from disposal.acting import Actor, Channel
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.screening.bidder import Bidder
from disposal.pages.screening.dossier_again import items_of
from disposal.pages.screening.dossier_form import typed_dossier
from disposal.services.bidders.dossier_again import held_dossier
from disposal.services.bidders.dossier_file import DossierFile
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.parties.standings import contacts_of
from disposal.services.records.validation import read
from disposal.storage.database import Database
from tests.disposal.pages.screening.conftest import client_of
from tests.disposal.pages.screening.test_bidders import NEW, post, pytestmark
from tests.support.screening import NUMBER

__all__ = ["pytestmark"]


def entered(client: TestClient, database: Database) -> Bidder:
    assert post(client).status_code == 303
    with database.session() as session:
        return session.exec(select(Bidder)).one()


def records(session: Session) -> list[list[object]]:
    """Return names of parties, ids of relations, and what the bidder declares and shows."""
    names = session.exec(select(Party.name).order_by(col(Party.id))).all()
    relations = session.exec(select(PartyRelation.id).order_by(col(PartyRelation.id))).all()
    bidder = session.exec(select(Bidder)).one()
    return [list(names), list(relations), [bidder.declarations, bidder.means, bidder.stated, bidder.file_keys]]


def test_dossier_on_record_sent_again_as_it_stands_changes_nothing(database: Database) -> None:
    with client_of(database) as client:
        bidder = entered(client, database)
    with database.session(Actor("hege", channel=Channel.page)) as session:
        before = records(session)
        typed = typed_dossier(items_of(held_dossier(session, bidder.id), "zh"))
        assert not typed.problems
        again = take_over(session, bidder.project_id, read(DossierFile, typed.values))
        assert (again.id, records(session)) == (bidder.id, before)


def test_form_shows_what_is_on_record_without_numbers_and_adds_what_is_supplied(database: Database) -> None:
    with client_of(database) as client:
        bidder = entered(client, database)
        shown = client.get(f"{NEW}?bidder={bidder.id}").text
        assert "补充资料：虚构竞买有限公司" in shown
        assert 'value="测试股东"' in shown
        assert NUMBER not in shown
        assert "057100000002" not in shown
        supplied = post(client, **{"bidder-id": str(bidder.party_id), "bidder-addresses": "虚构路7号"})
        assert supplied.status_code == 303
    with database.session() as session:
        assert session.exec(select(Bidder.id)).all() == [bidder.id]
        assert len(contacts_of(session, [bidder.party_id])) == 3  # two telephones of before, and the address
