"""Eight processes publish at once; some are killed; every acknowledged notice is there whole, none half."""

import hashlib
import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import psutil
import pytest
from sqlmodel import Session, col, select

from disposal.models.publication.notice import LiveClaim, Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.services.publication.publication import draft_notice
from disposal.settings import Settings
from tests.support import publisher
from tests.support.publishing import PUBLISHED_ON, enter_project

PROCESSES = 8
PUBLICATIONS = 200
STARTING = multiprocessing.get_context("forkserver")  # each publisher is a process of its own; imports are made once
STARTING.set_forkserver_preload([publisher.__name__])
pytestmark = pytest.mark.xdist_group("served")  # beside a browser, both would wait for the other


def enter_drafts(data_dir: Path, count: int) -> list[UUID]:
    """Enter that many projects of one issuer and draft a notice of each."""
    with open_database(Settings(data_dir=data_dir)) as database, database.session("测试员") as session:
        projects = [enter_project(session, f"{n}号", issuer_code="XGCS") for n in range(count)]
        return [draft_notice(session, project.id, published_on=PUBLISHED_ON).id for project in projects]


def start_publishers(data_dir: Path, drafts: list[UUID]) -> list[BaseProcess]:
    """Share the drafts out to eight processes and start them."""
    publishers: list[BaseProcess] = [
        STARTING.Process(target=publisher.run, args=(data_dir, data_dir / f"acknowledged-{n}", drafts[n::PROCESSES]))
        for n in range(PROCESSES)
    ]
    for each in publishers:
        each.start()
    return publishers


def acknowledged(data_dir: Path) -> set[UUID]:
    """Read which drafts were written down as published."""
    return {UUID(line) for path in data_dir.glob("acknowledged-*") for line in path.read_text().splitlines()}


def assert_whole(session: Session) -> set[UUID]:
    """See that every published notice has its version, its bytes, its claim, its audit entry; return their ids."""
    notices = session.exec(select(Notice).where(Notice.state == "published")).all()
    versions = {version.notice_id: version for version in session.exec(select(NoticeVersion))}
    held = set(session.exec(select(LiveClaim.notice_id)))
    audited = set(session.exec(select(AuditEntry.subject_id).where(col(AuditEntry.event) == "notice.published")))
    ids = {notice.id for notice in notices}
    assert ids == set(versions) == held == audited
    for version in versions.values():
        assert hashlib.sha256(version.pdf).hexdigest() == version.pdf_sha256
        assert hashlib.sha256(version.canonical_json).hexdigest() == version.canonical_sha256
        assert hashlib.sha256(version.text.encode()).hexdigest() == version.text_sha256
    serials = sorted(notice.number_serial or 0 for notice in notices)
    assert serials == list(range(1, len(serials) + 1))
    return ids


def kill_tree(data_dir: Path, publishers: list[BaseProcess]) -> None:
    """Kill -9 the PostgreSQL server, its children and every publisher."""
    postmaster = psutil.Process(int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0]))
    victims = [postmaster.pid, *(child.pid for child in postmaster.children(recursive=True))]
    for pid in (*victims, *(each.pid or 0 for each in publishers)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:  # it ended between being listed and being killed
            continue
    for each in publishers:
        each.join(timeout=30)


def kill_amid_publications(data_dir: Path, drafts: list[UUID]) -> set[UUID]:
    """Start the publishers, kill everything once some publications are written down, and return those."""
    publishers = start_publishers(data_dir, drafts)
    deadline = time.monotonic() + 100
    while len(acknowledged(data_dir)) < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    kill_tree(data_dir, publishers)
    return acknowledged(data_dir)


@pytest.mark.timeout(400)
def test_two_hundred_publications_survive_kill_9_and_get_numbers_without_gap(tmp_path: Path) -> None:
    drafts = enter_drafts(tmp_path, PUBLICATIONS)
    written_down = kill_amid_publications(tmp_path, drafts)
    assert 20 <= len(written_down) < PUBLICATIONS

    with open_database(Settings(data_dir=tmp_path)) as database, database.session() as session:
        published = assert_whole(session)
        assert written_down <= published
        left = set(session.exec(select(Notice.id).where(Notice.state == "draft")))
        assert left == set(drafts) - published

    publishers = start_publishers(tmp_path, sorted(left))
    for each in publishers:
        each.join(timeout=300)
    assert [each.exitcode for each in publishers] == [0] * PROCESSES
    with open_database(Settings(data_dir=tmp_path)) as database, database.session() as session:
        assert assert_whole(session) == set(drafts)
        assert acknowledged(tmp_path) <= set(drafts)
