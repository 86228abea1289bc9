"""An officer's identity while it is unlocked: for 15 minutes, in the officer's cookie and nowhere else.

The cookie holds the seed sealed with a key of the register, for this sign-in alone. Neither opens anything by itself:
nothing is stored here, and the cookie is of no use to another sign-in or later.
"""

import base64
import binascii
from datetime import datetime, timedelta
from uuid import UUID

from disposal.mailbox_keys.identity import SEED_BYTES, AgeIdentity
from disposal.personal_data.secrets_key import Secrets, SecretsKeyWrong

UNLOCKED_FOR = timedelta(minutes=15)
_PURPOSE = "mailbox unlocked"


def unlock_token(secrets: Secrets, identity: AgeIdentity, session_id: UUID, *, at: datetime) -> str:
    """Return what the cookie holds from now on."""
    until = int((at + UNLOCKED_FOR).timestamp()).to_bytes(8)
    sealed = secrets.seal(_PURPOSE, identity.seed + until, about=session_id)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unlocked_identity(secrets: Secrets, token: str, session_id: UUID, *, at: datetime) -> AgeIdentity | None:
    """Return the identity that a cookie unlocks, or None if its time is over or it is another sign-in's."""
    try:
        plain = secrets.unseal(_PURPOSE, base64.urlsafe_b64decode(token + "=="), about=session_id)
    except (SecretsKeyWrong, binascii.Error, ValueError):  # no cookie of ours, or its time is over: both are told alike
        return None
    seed, until = plain[:SEED_BYTES], int.from_bytes(plain[SEED_BYTES:])
    return AgeIdentity(seed) if at.timestamp() < until else None
