"""64 readers at once of a site with 200,000 notices: its list and a notice, each against a bare route of its size.

``python -m tests.benchmarks.bench_readers 20000`` takes fewer notices. All servers have one worker and are asked by
turns by the same clients on the same cores.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from tests.benchmarks.bench_pages import PAGE, free_port, serving
from tests.benchmarks.bench_search import NOTICES, fill
from tests.benchmarks.load.http_load import load

READERS, ROUNDS, SECONDS = 64, 5, 2.0
TARGETS = {"/notices": 0.25, PAGE: 0.5}
_EMPTY = sha256().hexdigest()
_VERSIONS = text(f"""
    INSERT INTO notice_version
    SELECT made.* FROM (SELECT v FROM notice_version v LIMIT 1) one (version),
        notice n CROSS JOIN LATERAL jsonb_populate_record(one.version, jsonb_build_object(
            'id', gen_random_uuid(), 'notice_id', n.id, 'version_no', 1, 'published_at', n.published_on,
            'content', CAST('{{}}' AS jsonb), 'canonical_json', '', 'text', '', 'html', '', 'pdf', '',
            'canonical_sha256', '{_EMPTY}', 'text_sha256', '{_EMPTY}',
            'html_sha256', '{_EMPTY}', 'pdf_sha256', '{_EMPTY}')) made
    WHERE NOT EXISTS (SELECT FROM notice_version v WHERE v.notice_id = n.id)
""")
"""A version without forms for each generated notice: lists tell when a notice was registered."""

_EVENTS = text("""
    INSERT INTO window_event (id, created_at, notice_id, kind, at, recorded_at)
    SELECT gen_random_uuid(), now(), n.id, due.kind, due.at, due.at FROM notice n CROSS JOIN LATERAL (VALUES
        ('opened', n.published_on::timestamp AT TIME ZONE 'Asia/Shanghai'),
        ('closing_soon', (n.window_ends_on - :reminded)::timestamp AT TIME ZONE 'Asia/Shanghai'),
        ('closed', n.window_ends_at)) due (kind, at)
    WHERE n.offer_id = n.id AND n.window_ends_at IS NOT NULL AND due.at <= now() ON CONFLICT DO NOTHING
""")
"""What the clock brought, or a worker would write for minutes, and each commit makes lists anew."""


def main() -> int:
    """Print what each page serves beside the bare route; status 1 when a target is missed."""
    with tempfile.TemporaryDirectory(prefix="disposal-bench-") as home:
        environment = {"DISPOSAL_DATA_DIR": home, "DISPOSAL_DATABASE_URL": ""}
        demo = [sys.executable, "-m", "disposal", "demo", "--out", str(Path(home) / "demo")]
        subprocess.run(demo, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
        with EmbeddedPostgres(Settings(data_dir=Path(home)).data_dir) as server:
            owner = create_engine(server.url(user="postgres"))
            fill(owner)
            with owner.begin() as connection:
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(_VERSIONS)
                for days in range(2, 12):  # reminders, on any day they may be due: weekends and holidays lie between
                    connection.execute(_EVENTS, {"reminded": days})
            with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE notice_version"))
            owner.dispose()
            print(f"{NOTICES:,} notices, {READERS} connections", flush=True)
            held = [_measure(environment, path, target) for path, target in TARGETS.items()]
    return 0 if all(held) else 1


def _measure(environment: dict[str, str], path: str, target: float) -> bool:
    ours, bare = free_port(), free_port()
    with ExitStack() as servers:
        servers.enter_context(serving(["-m", "disposal", "serve", "--port", str(ours)], ours, environment))
        size = {"BARE_BYTES": str(load(ours, path, seconds=1).body_bytes)}
        granian = ["-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--log-level", "warning"]
        bare_app = [*granian, "--port", str(bare), "tests.benchmarks.load.bare_app:create_app"]
        servers.enter_context(serving(bare_app, bare, size))
        turns = []
        for _ in range(ROUNDS):
            page = load(ours, path, connections=READERS, seconds=SECONDS)
            turns.append((page, load(bare, "/bare", connections=READERS, seconds=SECONDS)))
    ratio = median(page.per_second / other.per_second for page, other in turns)
    first, rate = turns[0][0], median(page.per_second for page, _ in turns)
    if "200" not in first.status:
        print(f"  {path} is answered by {first.status}: nothing to measure")
        return False
    print(
        f"  {path} of {first.body_bytes:,} bytes ({first.status}): {rate:,.0f}/s, "
        f"p95 {median(page.p95_ms for page, _ in turns):.0f} ms; ratio {ratio:.2f} (target {target}) "
        f"{'ok' if ratio >= target else 'MISSED'}",
        flush=True,
    )
    return ratio >= target


if __name__ == "__main__":
    sys.exit(main())
