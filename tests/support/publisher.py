"""A publisher process: publishes the drafts it is given and writes each number down once it is committed."""

import os
from pathlib import Path
from uuid import UUID

from disposal.registry.opening import open_database
from disposal.settings import Settings
from notices.composition.composition import compose
from notices.rendering.pdf import render_pdf
from tests.support.publishing import CONTEXT, invented_content, publish

# The fork server imports this module: every publisher forked from it then has fonts and styles in memory.
render_pdf(compose(invented_content()), canonical_json=b"{}")


def run(data_dir: Path, acknowledged: Path, drafts: list[UUID]) -> None:
    """Publish the drafts one transaction each; a line is written, and is on disk, only after its commit."""
    with open_database(Settings(data_dir=data_dir), migrate=False) as database, acknowledged.open("a") as file:
        for draft in drafts:
            with database.session(f"发布人{os.getpid()}") as session:
                publish(session, draft, context=CONTEXT)
            file.write(f"{draft}\n")
            file.flush()
            os.fsync(file.fileno())
