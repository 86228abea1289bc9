"""Looking parties up on the lists: whoever comparison would match is found, by indexes only, a bounded number."""

import csv
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, select

from disposal.eligibility.matching import Strength, Subject, compare, keys, prepare
from disposal.models.lists.entry import ListEntry, ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList
from disposal.services.lists.errors import ListKeysStale
from disposal.services.lists.keys import Named, key_sources, probe_keys, stored_keys
from disposal.services.lists.lookup import MOST_A_KEY, LookupCandidates, entry_subject, find_candidates, seek
from disposal.services.lists.restricted_lists import change_list, list_with_code
from disposal.storage.database import Database
from notices.codes import PartyKind
from tests.support.listing import bring_in, make_list, number_of, person, write_csv

CREDIT = "91330000MA00000007"
LIST_ID = UUID("00000000-0000-7000-8000-000000000001")
PAIRS = Path(__file__).parents[3] / "benchmarks" / "names" / "pairs.csv"


def human(*names: str, number: str | None = None) -> Subject:
    return Subject(PartyKind.natural_person, names, number)


def company(name: str, code: str | None = None) -> Subject:
    return Subject(PartyKind.organisation, (name,), code)


def met(session: Session, subject: Subject, *codes: str) -> list[tuple[str, Strength]]:
    """Return whom a party may be, and how sure that is, on the lists of these codes."""
    lists = [list_with_code(session, code) for code in codes or ("staff",)]
    sought = seek(session, subject)
    found = find_candidates(session, [sought], lists)
    pairs = [(entry, of) for of in lists for entry in found.of(0, of)]
    matches = [
        (entry.name, compare(sought.party, entry_subject(entry, sought.party, is_mask_exact=of.is_mask_exact)).strength)
        for entry, of in pairs
    ]
    return [each for each in matches if each[1] is not Strength.none]


@pytest.fixture
def roll(session: Session, tmp_path: Path) -> RestrictedList:
    """Return a list of whole numbers, masked ones, no numbers, and organisations."""
    rows = [
        ("测试甲", number_of(0), "虚构局", ""),
        ("欧阳测试", "", "虚构局", ""),
        ("张*三", "3301021980****1234", "", ""),
        ("李试测", "330102********5678", "", ""),
        ("虚构贸易有限公司", CREDIT, "", ""),
        ("测试外", "E12345678", "", ""),
        ("陈测试", "A123456(3)", "", ""),
    ]
    of = make_list(session, is_public=True)
    bring_in(session, write_csv(tmp_path / "名册.csv", rows))
    return of


@pytest.mark.usefixtures("roll")
@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (human("改了名", number=number_of(0)), [("测试甲", Strength.certain)]),
        (human("测试甲", number=number_of(1)), []),
        (human("测试甲"), [("测试甲", Strength.possible)]),
        (human("欧阳测试", number=number_of(1)), [("欧阳测试", Strength.possible)]),
        (human("歐陽測試"), [("欧阳测试", Strength.possible)]),
        (human("曾测试", "欧阳测试"), [("欧阳测试", Strength.possible)]),
        (human("张小三", number="330102198002031234"), [("张*三", Strength.possible)]),
        (human("张小三", number="330102198102031234"), []),
        (human("张小三"), [("张*三", Strength.possible)]),
        (human("李试测", number="33010219800203567X"), []),
        (company("改名贸易公司", CREDIT), [("虚构贸易有限公司", Strength.certain)]),
        (company("虚构贸易有限责任公司"), [("虚构贸易有限公司", Strength.probable)]),
        (human("测试外", number=number_of(3)), [("测试外", Strength.possible)]),
        (human("测试外", number="E12345678"), [("测试外", Strength.certain)]),
        (human("测试外", number="E12345679"), [("测试外", Strength.possible)]),
        (human("陈测试", number="A123456(3)"), [("陈测试", Strength.certain)]),
        (human("陈测试", number="G123456(A)"), []),
        (human("陈测试", number="G123456(1)"), [("陈测试", Strength.possible)]),
        (human("陈测试", number="1234567(8)"), [("陈测试", Strength.possible)]),
        (human("无此人", number=number_of(5)), []),
    ],
    ids=lambda value: str(value.names) if isinstance(value, Subject) else "",
)  # fmt: skip
def test_party_meets_whom_it_may_be_and_nobody_else(
    session: Session, subject: Subject, expected: list[tuple[str, Strength]]
) -> None:
    found = met(session, subject)
    assert [name for name, _ in found] == [name for name, _ in expected]
    if expected and expected[0][1] is Strength.certain:
        assert found == expected
    else:
        assert all(strength in {Strength.possible, Strength.probable} for _, strength in found)


def test_party_is_looked_up_on_the_lists_asked_and_in_their_newest_version(session: Session, tmp_path: Path) -> None:
    one, two = make_list(session), make_list(session, "other")
    bring_in(session, write_csv(tmp_path / "一.csv", [person(0), person(1)]))
    bring_in(session, write_csv(tmp_path / "二.csv", [person(1)]), list_code="other")
    sought = [seek(session, human(person(serial)[0], number=number_of(serial))) for serial in (0, 1)]
    found = find_candidates(session, sought, [one, two])
    assert [len(found.of(place, of)) for place in (0, 1) for of in (one, two)] == [1, 0, 1, 1]
    assert [len(find_candidates(session, sought, [two]).of(place, one)) for place in (0, 1)] == [0, 0]
    bring_in(session, write_csv(tmp_path / "三.csv", [person(1)]))
    assert [len(find_candidates(session, sought, [one]).of(place, one)) for place in (0, 1)] == [0, 1]
    keyed = session.execute(text("SELECT count(DISTINCT entry_id) FROM list_key")).scalar_one()
    assert keyed == 2


def test_masked_name_that_hides_several_characters_is_found_where_the_list_says_so(
    session: Session, tmp_path: Path
) -> None:
    make_list(session, is_public=True, is_mask_exact=False)
    bring_in(session, write_csv(tmp_path / "一.csv", [("张小*", "", "", "")]))
    assert met(session, human("张小三四"))
    make_list(session, "exact", is_public=True)
    bring_in(session, tmp_path / "一.csv", list_code="exact")
    assert not met(session, human("张小三四"), "exact")
    assert met(session, human("张小三"), "exact")


def test_crowded_name_gives_a_bounded_number_and_says_so(session: Session, tmp_path: Path) -> None:
    of = make_list(session)
    count = MOST_A_KEY + 5
    bring_in(session, write_csv(tmp_path / "一.csv", [person(serial, name="张测试") for serial in range(count)]))
    found = find_candidates(session, [seek(session, human("张测试"))], [of])
    assert len(found.of(0, of)) == MOST_A_KEY
    assert found.crowded == {(0, of.id)}
    one = find_candidates(session, [seek(session, human("张测试", number=number_of(count - 1)))], [of])
    assert ([each.row_no for each in one.of(0, of)], one.crowded) == ([count + 1], frozenset())


def test_nobody_asked_or_no_list_gives_nothing(session: Session) -> None:
    assert find_candidates(session, [], [make_list(session)]) == LookupCandidates({}, frozenset())
    assert find_candidates(session, [seek(session, human("测试甲"))], []) == LookupCandidates({}, frozenset())


def test_list_with_stale_keys_gives_an_error_and_never_nothing(session: Session, roll: RestrictedList) -> None:
    change_list(session, "staff", {"is_mask_exact": False}, reason="测试")
    with pytest.raises(ListKeysStale):
        find_candidates(session, [seek(session, human("无此人"))], [roll])


def labelled() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_of(pair: dict[str, str], side: str) -> tuple[str, ...]:
    return (pair[f"{side}_name"], *(name for name in pair[f"{side}_former"].split("|") if name))


NUMBERS: list[tuple[str | None, ListNumberKind | None]] = [
    (None, None),
    ("3301021980****1234", ListNumberKind.masked),
    ("3301**************", ListNumberKind.masked),
    ("******************", ListNumberKind.other_document),
]


@pytest.mark.parametrize(("printed", "kind"), NUMBERS, ids=["none", "ends shown", "head shown", "other document"])
@pytest.mark.parametrize("asked", [None, "330102198002031234"], ids=["no number", "number"])
def test_every_labelled_pair_that_comparison_matches_shares_a_key(
    printed: str | None, kind: ListNumberKind | None, asked: str | None
) -> None:
    missed, matched = [], 0
    for pair in labelled():
        party_kind = PartyKind.natural_person if pair["kind"] == "person" else PartyKind.organisation
        is_person = party_kind is PartyKind.natural_person
        index = "5e" * 32 if asked and is_person else None
        party = prepare(Subject(party_kind, names_of(pair, "a"), asked if is_person else None, number_index=index))
        entry = Named(party_kind, names_of(pair, "b"), kind if is_person else None, printed if is_person else None)
        if compare(party, entry.subject()).is_match:
            matched += 1
            class_, stored = stored_keys(LIST_ID, entry)
            probe = keys(party, index=str).probe
            if stored.isdisjoint(probe_keys(LIST_ID, party, probe=probe, classes=class_)):
                missed.append((pair["a_name"], pair["b_name"]))
    assert missed == []
    assert matched > 500


def fill(session: Session, of: RestrictedList, count: int) -> None:
    """Put many entries and their keys into a list past the triggers, as a restore would."""
    session.execute(
        text("""
        INSERT INTO list_entry (id, created_at, restricted_list_id, first_version_no, row_no, kind, name, former_names,
            number_encrypted, number_index, number_masked, number_kind, fingerprint)
        SELECT gen_random_uuid(), now(), :of, 1, i, 'natural_person', '测试' || i, '{}', 'x', md5(i::text), '*',
            'resident_id', gen_random_uuid() FROM generate_series(1, :count) i"""),
        {"of": of.id, "count": count},
    )  # fmt: skip
    session.execute(text("""
        INSERT INTO list_key SELECT hashint8extended(key, e.row_no % 5000), e.id
        FROM list_entry e, generate_series(1, 4) key"""))  # fmt: skip


def test_plans_at_200_000_entries_read_no_table_from_end_to_end(
    database: Database, admin: Any, settings: Any, tmp_path: Path
) -> None:
    with database.session("测试员") as session:
        of = make_list(session)
        bring_in(session, write_csv(tmp_path / "一.csv", [person(0), ("李测试", "", "", "")]))
    with admin.connect() as superuser:
        name = settings.database_url.get_secret_value().rsplit("/", 1)[-1].split("?")[0]
        superuser.execute(text(f"ALTER DATABASE {name} SET session_replication_role = replica"))
    database.engine.dispose()
    with database.session("测试员") as session:
        fill(session, of, 200_000)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE list_entry"))
        connection.execute(text("VACUUM ANALYZE list_key"))
    with database.session() as session:
        plans = plans_of(session, list_with_code(session, "staff"))
    assert len(plans) == 1
    assert [line for line in plans if "Seq Scan" in line] == []
    for index in ("ix_list_key_key", "ix_list_entry_number_index", "pk_list_entry"):
        assert any(index in plan for plan in plans), (index, plans)


def plans_of(session: Session, of: RestrictedList) -> list[str]:
    """Return the plan of each statement that a search of thirty parties asks, as the server made it."""
    asked: list[tuple[str, Any]] = []
    engine = session.get_bind()

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    sought = [seek(session, human(f"李测{'试甲乙丙丁'[at % 5]}", number=number_of(at))) for at in range(30)]
    event.listen(engine, "before_cursor_execute", note)
    find_candidates(session, sought, [of])
    event.remove(engine, "before_cursor_execute", note)
    cursor = session.connection().connection.cursor()
    plans = []
    for statement, parameters in asked:
        cursor.execute(f"EXPLAIN (COSTS OFF) {statement}", parameters)
        plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def test_entry_of_another_document_does_not_rule_a_resident_id_out(session: Session, roll: RestrictedList) -> None:
    entry = session.exec(select(ListEntry).where(ListEntry.name == "测试外")).one()
    sought = seek(session, human("测试外", number=number_of(3)))
    assert entry_subject(entry, sought.party).number_index is None
    assert compare(sought.party, entry_subject(entry, sought.party)).is_match


def test_operator_told_in_a_shops_name_is_found_though_both_have_numbers() -> None:
    operator = prepare(human("李晓红", number="999999199001010016"))
    class_, stored = stored_keys(
        LIST_ID, Named(PartyKind.organisation, ("某店（经营者：李晓红）",), credit_code=CREDIT)
    )
    assert class_ == "N"
    probe = keys(operator, index=str).probe
    assert stored & set(probe_keys(LIST_ID, operator, probe=probe, classes="DMN"))


def test_stored_keys_are_stale_with_a_change_of_any_file_that_reads_names() -> None:
    read = {file.name for file in key_sources()}
    assert {"slips.py", "latin_words.py", "keys.py", "posts.py", "trades.txt", "name_shapes.py", "surnames.py"} <= read
