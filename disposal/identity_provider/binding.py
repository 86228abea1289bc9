"""What a sign-in at the provider is bound to, and where it comes back. It loads nothing of the protocol."""

from dataclasses import dataclass

ANSWER_PATH = "/desk/sign-in/oidc/answer"
"""The redirect address that is registered with the provider, under DISPOSAL_DESK_URL."""


@dataclass(frozen=True, slots=True)
class BrowserBinding:
    """What a sign-in at the provider is bound to. ``is_again``: the person must be authenticated anew."""

    state: str
    nonce: str
    verifier: str
    is_again: bool = False
