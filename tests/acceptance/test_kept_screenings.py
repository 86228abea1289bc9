"""Kept screenings outlive new lists: replayed they say what they said; a new version touches whom it names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from disposal.eligibility.engine import ScreeningQuestion, screening_of
from disposal.eligibility.findings.finding import Outcome
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import new_id, now
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.records import audit
from disposal.services.screening.screenings import read_whole, replay
from tests.support.listing import bring_in, number_of, person, write_csv
from tests.support.restricted_lists import basic_lists
from tests.support.screening import COMPANY, PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
KEPT = 1_000
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
FIRST = "测试赵李"
SIBLING: dict[str, Any] = {
    "parties": [{"key": "sibling", "kind": "natural_person", "name": "测试胞弟", "personal_number": number_of(901)}],
    "relations": [
        {"from_key": "bidder", "to_key": "sibling", "kind": "kinship", "kinship": "sibling", "source": "测试"}
    ],
}


def bid(session: Session, project: DisposalProject, serial: int, **changes: Any) -> Bidder:
    """Enter a bidder with a name, a number and a phone of its own, and no other people around it."""
    own = {
        "name": f"测试{SURNAMES[serial % 30]}{SURNAMES[(7 * serial + serial // 30 + 3) % 30]}",
        "personal_number": number_of(serial, born="19700101"),
        "phones": [f"1390000{serial:04d}"],
    }
    return entered(session, project, PERSON, bidder=own | changes.pop("bidder", {}), **changes)


@pytest.fixture
def project(session: Session) -> DisposalProject:
    """Return the project of 2022 with the five lists at their first, empty version."""
    found = case_of_2022(session)
    basic_lists(session)
    return found


def screen_a_few(session: Session, project: DisposalProject, folder: Path) -> list[Screening]:
    """Screen a clean bidder, a listed one, a namesake, a listed one's brother, one who shares a phone, a company."""
    rows = [("测试孙许", number_of(1, born="19700101"), "虚构局", ""), ("测试何严", "", "虚构局", "")]
    rows.append(("测试胞弟", number_of(901), "虚构局", ""))
    bring_in(session, write_csv(folder / "一.csv", rows), list_code="civil")
    bidders = [bid(session, project, serial) for serial in (0, 1)]
    bidders.append(bid(session, project, 2, bidder={"name": "测试何严"}))
    bidders.append(bid(session, project, 3, **SIBLING))
    bidders.append(bid(session, project, 4, bidder={"phones": ["13900000001"]}))
    bidders.append(entered(session, project, COMPANY))
    return [screened(session, each) for each in bidders]


def variants(question: ScreeningQuestion) -> Iterator[ScreeningQuestion]:
    """Yield questions that differ in the day, the bidder's name, his silence, or what the lists could not answer."""
    dossier = question.facts.dossier
    dossiers = [
        dossier,
        replace(dossier, declarations=()),
        replace(dossier, relatives=None),
        replace(dossier, means=None, age_years=None),
        replace(dossier, positions=None, shareholders=None),
    ]
    serial = 0
    while True:
        for stated in dossiers:
            serial += 1
            bidder = replace(stated.bidder, name=f"{stated.bidder.name}{serial}")
            facts = replace(question.facts, dossier=replace(stated, bidder=bidder))
            yield replace(question, facts=facts, on=question.on + timedelta(days=serial % 40))


def keep(session: Session, few: list[Screening]) -> list[UUID]:
    """Keep as many more screenings of these bidders, each as the rules answer its question; return all their ids."""
    sources = [(row.model_dump(), variants(read_whole(row).question)) for row in few]
    rows = []
    for at in range(KEPT - len(few)):
        values, questions = sources[at % len(sources)]
        question = next(questions)
        made = screening_of(question.facts, question.restrictions, question.on)
        record = made.as_json()
        answer = {"overall": made.result.overall, "judged_on": question.on, "record": record}
        rows.append(values | answer | {"id": new_id(), "sha256": sha256(record.encode()).hexdigest()})
    session.execute(insert(Screening), rows)
    session.add_all([noted(row["id"]) for row in rows])
    session.flush()
    return [*(row.id for row in few), *(row["id"] for row in rows)]


def noted(screening_id: UUID) -> AuditEntry:
    """Return the audit entry of a screening, not yet written: a thousand of them are written at once."""
    values = {"at": now(), "actor": "测试员", "event": "screening.made", "subject_type": "screening", "sha256": "0"}
    entry = AuditEntry.model_validate(values | {"subject_id": screening_id})
    entry.sha256 = audit.digest(entry)
    return entry


def change_the_lists(session: Session, folder: Path) -> None:
    """Let whoever was listed go, and list others, among them bidders; every list has new versions."""
    for code, first in (("civil", 0), ("amc", 100), ("police", 200), ("civil", 300)):
        rows = [(FIRST, "", "虚构局", ""), *(person(serial) for serial in range(first, first + 40))]
        bring_in(session, write_csv(folder / "后.csv", rows), list_code=code)


def test_thousand_kept_screenings_replay_word_for_word_after_the_lists_changed(
    session: Session, project: DisposalProject, tmp_path: Path
) -> None:
    few = screen_a_few(session, project, tmp_path)
    kept = keep(session, few)
    change_the_lists(session, tmp_path)
    session.expunge_all()
    outcomes = set()
    for screening_id in kept:
        replayed = replay(session, screening_id)
        assert replayed.is_identical
        assert replayed.differing == ()
        outcomes.add(replayed.again.overall)
    assert len(set(kept)) == KEPT
    assert outcomes >= {Outcome.barred, Outcome.possible, Outcome.undecided, Outcome.clear}
    again = screened(session, session.get_one(Bidder, few[0].bidder_id))
    assert (few[0].overall, again.overall) == (Outcome.clear, Outcome.possible)


def test_import_that_adds_three_people_touches_exactly_the_bidders_they_are(
    session: Session, project: DisposalProject, tmp_path: Path
) -> None:
    base = [("测试旧人", number_of(800), "虚构局", "")]
    bring_in(session, write_csv(tmp_path / "一.csv", base), list_code="civil")
    bidders = [bid(session, project, serial, **(SIBLING if serial == 12 else {})) for serial in range(40)]
    for each in bidders:
        screened(session, each)
    assert pending_bidders(session) == []
    rows = [
        ("改名甲", number_of(5, born="19700101"), "虚构局", ""),  # the number of the sixth bidder
        ("测试胞弟", "", "虚构局", ""),  # may be the brother of the thirteenth
        (FIRST, "", "虚构局", ""),  # bears the name of the first
    ]
    result = bring_in(session, write_csv(tmp_path / "二.csv", [*base, *rows]), list_code="civil")
    assert (result.counts.added, result.counts.removed) == (3, 0)
    assert set(pending_bidders(session)) == {bidders[at].id for at in (0, 5, 12)}
