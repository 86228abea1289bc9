"""The words of a proof that a paper sends as PDF. A picture has none: its words are typed or pasted."""

import subprocess
import sys

from disposal.services.press.scans import ScanFile

MOST_SECONDS, PATIENCE_S = 10, 60.0
"""How long the reader may take, in processor time and by the clock."""


def text_of_proof(scan: ScanFile) -> str:
    """Return the words that stand in a PDF, in any of its first pages.

    Empty for a picture, for a PDF of pictures, for one that is broken, and for one that takes the reader too long.
    """
    if scan.media_type != "application/pdf":
        return ""
    from disposal.services.press import pdf_words  # and with it the reader, which nothing else here needs

    command = [sys.executable, "-I", pdf_words.__file__, str(MOST_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command, no shell
            command, input=scan.data, capture_output=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:  # no words within its time: the clerk pastes them
        return ""
    return done.stdout.decode() if done.returncode == 0 else ""
