"""The clock of this process: the real time, or in training the time that DISPOSAL_NOW has set and that runs on."""

from datetime import datetime

from disposal.settings import get_settings


def now() -> datetime:
    """Return the current time, timezone-aware. What records when it was written uses the real time instead."""
    return get_settings().clock()
