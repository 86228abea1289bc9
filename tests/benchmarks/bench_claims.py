"""Saving a claim with 10 things that secure it and 10 guarantors, as its page does: p95, and of its draft.

The baseline of the same run is as many rows written by plain INSERT statements in one transaction, without rules,
history or rights.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from sqlalchemy import text
from sqlmodel import Session, func, select

from disposal.acting import Actor, Role
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.services.claim_entry.completion import complete
from disposal.services.claim_entry.drafts import owner_in, save_draft
from disposal.services.claim_entry.typed import flat
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.accounts import make_account
from tests.support.factories import make_issuer

SAVES = 40
MOST_MS = 1_000.0
CLERK = Actor("chen")


def page(number: int) -> dict[str, str]:
    """Return the page of a claim of its own debtor, with ten things and ten guarantors of its own."""
    things = [
        {"kind": "抵押", "type": "房地产", "owner": f"虚构第{number}号制造有限公司",
         "place": f"虚构市{number}号路{at}号",
         "building_area_m2": f"{1000 + at}.5", "ceiling": "300万元", "ceiling_limits": "最高额抵押金额"}
        for at in range(10)
    ]  # fmt: skip
    people = [
        {
            "name": f"虚构第{number}号担保{at}有限公司",
            "kind": "单位",
            "mode": "连带责任保证",
            "ceiling": "500万元",
            "ceiling_limits": "最高额保证金额",
        }
        for at in range(10)
    ]
    return flat(
        {
            "debtor": {"name": f"虚构第{number}号制造有限公司", "kind": "单位"},
            "claim": {"currency": "人民币", "asset_number": f"A-{number:05}"},
            "statements": [{"record_date": "2022-01-31", "principal": "1,340万元", "interest": "60万元"}],
            "security": things,
            "guarantees": people,
        }
    )


def saved(database: Database, number: int) -> tuple[float, float]:
    """Return the milliseconds of saving the draft, and of making records of it."""
    typed = page(number)
    began = perf_counter()
    with database.session(CLERK) as session:
        draft = save_draft(session, typed, owner=owner_in(session)).id
    kept = perf_counter()
    with database.session(CLERK) as session:
        complete(session, draft, owner=owner_in(session))
    return (kept - began) * 1000, (perf_counter() - kept) * 1000


def plainly(session: Session, rows: int) -> float:
    """Return the milliseconds of writing so many rows of the same width without anything of ours."""
    began = perf_counter()
    for number in range(rows):
        session.execute(
            text("INSERT INTO plain VALUES (gen_random_uuid(), :name, :number)"),
            {"name": "虚构制造有限公司", "number": number},
        )
    session.commit()
    return (perf_counter() - began) * 1000


def main() -> int:
    """Print the figures; status 1 when the target is missed."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as home:
        settings = Settings(data_dir=Path(home))
        with EmbeddedPostgres(settings.data_dir), open_database(settings) as database:
            with database.session("首位管理员") as session:
                make_account(session, "chen", Role.asset_manager, issuers=[make_issuer(session).id])
            times, bases, rows = [], [], 0
            saved(database, 0)
            with database.session() as session:
                before = session.exec(select(func.count()).select_from(AuditEntry)).one()
            for number in range(1, SAVES + 1):
                times.append(saved(database, number))
                if not rows:
                    with database.session() as session:
                        rows = 2 * (session.exec(select(func.count()).select_from(AuditEntry)).one() - before)
                with database.engine.begin() as connection:
                    connection.execute(
                        text("CREATE TABLE IF NOT EXISTS plain (id uuid PRIMARY KEY, name text, number int)")
                    )
                with Session(database.engine) as session:
                    bases.append(plainly(session, rows))
    return _told(times, bases, rows)


def _told(times: list[tuple[float, float]], bases: list[float], rows: int) -> int:
    held = True
    base = median(bases)
    print(f"baseline: {rows} plain INSERT statements in one transaction: median {base:.0f} ms")
    for words, found in (("draft kept as typed", [d for d, _ in times]), ("claim completed", [c for _, c in times])):
        p95 = quantiles(found, n=20)[-1]
        is_held = p95 <= MOST_MS
        held &= is_held
        print(f"  {words}: p95 {p95:.0f} ms, median {median(found):.0f} ms, {median(found) / base:.1f}×"
              + ("" if is_held else f"   MISSED {MOST_MS:.0f} ms"))  # fmt: skip
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
