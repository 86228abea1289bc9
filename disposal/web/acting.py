"""Who acts in a request of the desk. Routes of staff pages depend on ``acting``."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Depends, Request

from disposal.errors import DisposalError


class SignInNeeded(DisposalError):
    """Nobody is signed in."""

    code: ClassVar[str] = "sign_in_needed"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(
            zh="打开业务台的网页须先登录。请登录后再打开。",
            en="pages of the desk need a sign-in; sign in and open the page again",
        )


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """The account that acts: its login and name, its roles, the codes of its branches, the secret of its session."""

    login: str
    name: str
    roles: frozenset[str]
    issuers: frozenset[str]
    secret: bytes


async def acting(request: Request) -> ActingPerson:
    """Return who acts. Raises: SignInNeeded."""
    found = getattr(request.state, "acting", None)
    if not isinstance(found, ActingPerson):
        raise SignInNeeded
    return found


Acting = Annotated[ActingPerson, Depends(acting)]
