"""Numbers of Hong Kong and Macau identity cards on rolls and in the register: for life, so two of them rule out."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from disposal.eligibility.matching import Strength, compare, prepare
from disposal.models.lists.entry import ListEntry, ListNumberKind
from disposal.models.parties.party import Party, PartyCreate
from disposal.services.list_import.numbers import is_card, read_number
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.parties.screening_facts import subject_of
from disposal.services.records.validation import read
from notices.written.documents import plain_number
from tests.support.listing import HEADINGS, bring_in, make_list, write_csv


@pytest.mark.parametrize(
    ("cell", "document", "shown"),
    [
        ("A123456(3)", "", "A******(*)"),
        ("Ａ123456（3）", "", "A******(*)"),
        ("5215299(8)", "", "*******(*)"),
        ("A1234563", "香港永久性居民身份证", "A******(*)"),
        ("52152998", "澳门居民身份证", "*******(*)"),
        ("A1234564", "香港身份证", "********"),  # a wrong check digit proves nothing
        ("A1234563", "", "********"),  # as well a passport's
        ("A1234563", "护照", "********"),
        ("H01234567", "港澳居民来往内地通行证", "********"),
    ],
)
def test_number_of_a_roll_is_that_of_a_card_if_said_or_written_so(cell: str, document: str, shown: str) -> None:
    found = read_number(
        plain_number(cell),
        is_organisation=False,
        is_other_document=bool(document),
        may_be_masked=False,
        is_card=is_card(cell, document),
    )
    assert (found.kind, found.shown) == (ListNumberKind.other_document, shown)


def test_roll_keeps_the_kind_of_card_and_not_the_number(session: Session, tmp_path: Path) -> None:
    make_list(session)
    bring_in(session, write_csv(tmp_path / "x.csv", [("陈志强", "A123456(3)", "虚构局", "")], headings=HEADINGS))
    entry = session.exec(select(ListEntry)).one()
    assert entry.number_masked == "A******(*)"
    assert entry.number_index == session.info["personal_numbers"]().index("A1234563")


@pytest.mark.parametrize(
    ("document", "numbers", "strength"),
    [
        ("hk_macao_identity", ("A123456(3)", "Z683365(A)"), Strength.none),
        ("hk_macao_identity", ("5215299(8)", "1234567(8)"), Strength.none),
        ("hk_macao_identity", ("A123456(3)", "5215299(8)"), Strength.possible),
        ("passport", ("E12345678", "E12345679"), Strength.possible),
        ("other", ("A1234563", "Z683365A"), Strength.possible),
    ],
)
def test_two_people_on_record_are_ruled_out_by_cards_and_not_by_passports(
    session: Session, document: str, numbers: tuple[str, str], strength: Strength
) -> None:
    common = {"kind": "natural_person", "name": "陈志强", "identity_document": document}
    one, other = (_entered(session, {**common, "personal_number": number}) for number in numbers)
    assert compare(prepare(subject_of(one)), prepare(subject_of(other))).strength is strength


def test_card_entered_as_another_document_becomes_one_by_giving_its_number_again(session: Session) -> None:
    values = {"kind": "natural_person", "name": "陈志强", "identity_document": "other", "personal_number": "A1234563"}
    party = _entered(session, values)
    assert party.personal_number_masked == "********"
    changes = {"identity_document": "hk_macao_identity", "personal_number": "A123456(3)"}
    change_party(session, party.id, changes, reason="补录证件种类")
    assert party.personal_number_masked == "A******(*)"


def _entered(session: Session, values: dict[str, str]) -> Party:
    return enter_party(session, read(PartyCreate, values))
