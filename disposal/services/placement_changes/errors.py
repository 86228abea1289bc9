"""Errors of changes of placements."""

from typing import ClassVar

from disposal.errors import DisposalError


class PlacementChangeRefused(DisposalError):
    """A placement is not to be changed, or has no change to be checked."""

    code: ClassVar[str] = "placement_change_refused"

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en, field=field)
