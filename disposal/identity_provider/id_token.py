"""The ID token: its signature by the provider's keys, and each claim that binds it to us and to this sign-in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from disposal.identity_provider.errors import TokenRefused

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key of which the provider alone has the private half. Neither ``none`` nor any by the secret."""
LEEWAY_SECONDS = 60
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say. ``is_again``: it must say when the person was authenticated."""

    issuer: str
    client_id: str
    nonce: str
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider has authenticated, when, and by what: the values of ``acr`` and ``amr``."""

    issuer: str
    subject: str
    authenticated_at: datetime | None
    means: frozenset[str]
    has_factor: bool = False

    def with_factor(self, factors: Collection[str]) -> "Identity":
        """Return the identity with whether one of its means counts as a second factor."""
        return replace(self, has_factor=not self.means.isdisjoint(factors))


def identity_of(token: str, keys: Mapping[str, Any], *, expected: Expected, at: datetime) -> Identity:
    """Return the identity in an ID token. Raises: TokenRefused."""
    now = int(at.timestamp())
    try:
        decoded = jwt.decode(token, _key_set(keys), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "nonce": {"essential": True, "value": expected.nonce},
                "auth_time": {"essential": expected.is_again},
            },
            params={"nonce": expected.nonce, "client_id": expected.client_id},
        )
        claims.validate(now=now, leeway=LEEWAY_SECONDS)
        return _identity(claims)
    except (JoseError, ValueError, TypeError, KeyError, OverflowError):
        raise TokenRefused from None


def _identity(claims: Mapping[str, Any]) -> Identity:
    """Return the identity of claims that have passed. Raises: ValueError."""
    subject, said_at = claims["sub"], claims.get("auth_time")
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()):
        raise ValueError
    means = [claims.get("acr"), *(claims.get("amr") or ())]
    return Identity(
        issuer=claims["iss"],
        subject=subject,
        authenticated_at=None if said_at is None else datetime.fromtimestamp(said_at, UTC),
        means=frozenset(each for each in means if isinstance(each, str)),
    )


def _key_set(keys: Mapping[str, Any]) -> KeySet:
    """Return the keys that sign; others that we cannot read do not stand in their way."""
    found = keys.get("keys")
    signing = [
        key
        for key in (found if isinstance(found, list) else [])
        if isinstance(key, dict) and key.get("kty") in {"RSA", "EC"} and key.get("use", "sig") == "sig"
    ]
    return KeySet.import_key_set({"keys": signing})
