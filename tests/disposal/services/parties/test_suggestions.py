"""Parties while a name is typed: found by any part of name, former name or code; likely duplicates, told apart once."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.parties.party import Party, PartyCreate
from disposal.services.claims.collateral import enter_collateral
from disposal.services.parties.distinctions import distinguish, forget_distinction
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.parties.suggestions import (
    claims_with_certificate,
    claims_with_contract,
    duplicates_of,
    likely_duplicates,
    suggest_parties,
)
from disposal.services.records.validation import read
from notices.codes import PartyKind
from tests.support.factories import make_claim, make_guarantee, make_security_interest

CODE = "91330000000000003D"
PERSON, NUMBER = "张测试", "999999199001010016"


def party(session: Session, name: str, **fields: object) -> Party:
    return enter_party(session, read(PartyCreate, {"name": name, **fields}))


@pytest.fixture
def known(session: Session) -> Party:
    """Return a company with a former name and a code, among others."""
    for n in range(20):
        party(session, f"杭州虚构{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}贸易有限公司")
    return party(session, "浙江隔山纺织（集团）有限公司", former_names=["萧山隔水布厂"], credit_code=CODE)


@pytest.mark.parametrize(
    "words", ["隔山", "隔山纺", "浙江隔山纺织(集团)", "隔水布", CODE, "0003D", "０００３ｄ", "山纺织（集"]
)
def test_party_is_found_by_any_two_characters_that_stand_together(session: Session, known: Party, words: str) -> None:
    (found,) = suggest_parties(session, words)
    assert found.party_id == known.id
    assert (found.name, found.hint) == (known.name, "…003D · 萧山隔水布厂")


@pytest.mark.parametrize("words", ["", "隔", "水隔", "隔纺", "隔山贸易", "%隔山", "''"])
def test_words_that_no_party_holds_find_nothing(session: Session, known: Party, words: str) -> None:
    assert [each.name for each in suggest_parties(session, words)] == ([known.name] if words == "%隔山" else [])


def test_at_most_eight_are_offered_the_shortest_of_those_that_begin_so_first(session: Session, known: Party) -> None:
    party(session, "杭州虚构")
    found = suggest_parties(session, "杭州虚构")
    assert (len(found), found[0].name) == (8, "杭州虚构")


def test_suggestion_counts_the_claims_in_which_a_party_stands_in_any_role(session: Session, known: Party) -> None:
    one, other = make_claim(session, debtor_id=known.id), make_claim(session)
    make_guarantee(session, other, guarantor_id=known.id)
    make_guarantee(session, one, guarantor_id=known.id)
    assert suggest_parties(session, "隔山")[0].hint.endswith("2笔债权")


def test_person_is_found_by_whole_number_and_shown_masked_only(session: Session) -> None:
    person = party(session, PERSON, kind="natural_person", personal_number=NUMBER)
    (found,) = suggest_parties(session, NUMBER)
    assert (found.party_id, found.number_end) == (person.id, "0016")
    assert suggest_parties(session, NUMBER[:-1] + "X") == []
    assert suggest_parties(session, "19900101") == []


def test_renamed_party_is_found_by_its_new_name(session: Session, known: Party) -> None:
    change_party(session, known.id, {"name": "浙江飞来控股有限公司"}, reason="更名")
    assert [each.name for each in suggest_parties(session, "飞来控股")] == ["浙江飞来控股有限公司"]
    assert suggest_parties(session, "隔山") == []


@pytest.mark.parametrize(
    ("name", "is_certain"),
    [("浙江隔山纺织(集团)有限公司", True), ("浙江省隔山纺织集团有限公司", False), ("萧山隔水布厂", True)],
)
def test_name_that_may_be_of_a_known_party_is_told(session: Session, known: Party, name: str, is_certain: bool) -> None:
    (found,) = likely_duplicates(session, name, kind=PartyKind.organisation)
    assert (found.suggestion.party_id, found.is_certain) == (known.id, is_certain)
    assert found.because


def test_another_company_is_no_likely_duplicate(session: Session, known: Party) -> None:
    assert likely_duplicates(session, "浙江隔壁纺织有限公司", kind=PartyKind.organisation) == []


def test_parties_told_apart_are_not_offered_as_one_until_that_is_taken_back(session: Session, known: Party) -> None:
    other = party(session, "浙江隔山纺织(集团)有限公司")
    assert [each.suggestion.party_id for each in duplicates_of(session, other)] == [known.id]
    distinguish(session, known.id, other.id)
    assert distinguish(session, other.id, known.id) == distinguish(session, known.id, other.id)
    assert duplicates_of(session, other) == duplicates_of(session, known) == []
    forget_distinction(session, other.id, known.id, reason="核对后为同一家")
    assert [each.suggestion.party_id for each in duplicates_of(session, known)] == [other.id]


def test_contract_and_certificate_numbers_seen_elsewhere_name_the_claim(session: Session, known: Party) -> None:
    claim = make_claim(session, debtor_id=known.id, contract_numbers=["虚构借字1号"])
    data = {"type_code": "building", "owner_id": known.id, "certificate_numbers": ["虚构权证2号"]}
    thing = enter_collateral(session, read(CollateralCreate, data))
    make_security_interest(session, claim, collateral_id=thing.id)
    seen = [(claim.id, known.name)]
    assert claims_with_contract(session, "虚构借字1号") == claims_with_certificate(session, "虚构权证2号") == seen
    assert claims_with_contract(session, "虚构借字1号", besides=claim.id) == []
    assert isinstance(session.get(Claim, claim.id), Claim)


def test_suggestion_reads_the_index_and_not_the_table(session: Session, known: Party) -> None:
    session.execute(text("SET LOCAL enable_seqscan = off"))
    query = "EXPLAIN SELECT id FROM party WHERE search_runs @> text_runs(ARRAY['隔山'])"
    assert "ix_party_search_runs" in "".join(session.execute(text(query)).scalars())
