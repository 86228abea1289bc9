"""Errors of changes of placements."""

from typing import ClassVar

from disposal.acting import Refusal
from disposal.errors import DisposalError


class PlacementChangeRefused(DisposalError):
    """A placement is not to be changed, or has no change to be checked."""

    code: ClassVar[str] = "placement_change_refused"


class OnlyProposerTakesBack(Refusal):
    """What somebody else proposed is checked, not taken back."""

    code: ClassVar[str] = "only_proposer_takes_back"

    def __init__(self, proposed_by: str, *, verb: str) -> None:
        super().__init__(
            zh=f"该项由{proposed_by}登记或提请，只能由本人撤回；请本人撤回，或由另一人复核时不予采用。",
            en=f"{proposed_by} recorded or proposed this, and nobody else takes it back; let that person do so, or "
            "decline it as the second person",
            field="placement",
            verb=verb,
        )
