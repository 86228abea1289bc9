"""Errors of changes of placements."""

from typing import ClassVar

from disposal.errors import DisposalError


class PlacementChangeRefused(DisposalError):
    """A placement is not to be changed, or has no change to be checked."""

    code: ClassVar[str] = "placement_change_refused"
