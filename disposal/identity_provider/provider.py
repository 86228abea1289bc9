"""The provider: its discovery document, where the browser is sent, and what a code is exchanged for."""

import ssl
import time
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError

from disposal.identity_provider.binding import ANSWER_PATH, BrowserBinding
from disposal.identity_provider.errors import ProviderDeclined, ProviderUnfit, ProviderUnreachable, ProviderUnset
from disposal.identity_provider.id_token import Expected, Identity, identity_of
from disposal.settings import Settings

SECONDS, LASTS_SECONDS = 5.0, 300.0
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_known: dict[str, tuple[float, dict[str, Any]]] = {}


def authorization_address(settings: Settings, binding: BrowserBinding) -> str:
    """Return the address at the provider that the browser is sent to.

    Raises: ProviderUnset, ProviderUnreachable, ProviderUnfit.
    """
    found = _discovered(settings)
    more = {"prompt": "login", "max_age": "0"} if binding.is_again else {}
    with _client(settings, found) as client:
        address, _ = client.create_authorization_url(
            found["authorization_endpoint"],
            state=binding.state,
            nonce=binding.nonce,
            code_verifier=binding.verifier,
            **more,
        )
    return str(address)


def identity_for_code(settings: Settings, code: str, binding: BrowserBinding, *, at: datetime) -> Identity:
    """Exchange a code for the identity that it stands for, and check all that the provider says of it.

    Raises: ProviderUnset, ProviderUnreachable, ProviderUnfit, ProviderDeclined, TokenRefused.
    """
    found = _discovered(settings)
    try:
        with _client(settings, found) as client:
            token = client.fetch_token(found["token_endpoint"], code=code, code_verifier=binding.verifier)
        keys = _fetched(found["jwks_uri"])
    except OAuthError as error:
        # A code that is past or was used already is no fault of the settings: another try mends it.
        raise ProviderDeclined("login_required" if error.error == "invalid_grant" else "") from None
    except (httpx2.HTTPError, JoseError, ValueError):
        raise ProviderUnreachable from None
    expected = Expected(settings.oidc_issuer, settings.oidc_client_id, binding.nonce, binding.is_again)
    said = token.get("id_token")
    identity = identity_of(said if isinstance(said, str) else "", keys, expected=expected, at=at)
    return identity.with_factor(settings.oidc_factors)


def _client(settings: Settings, found: dict[str, Any]) -> Any:
    secret = settings.oidc_client_secret
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    posts = "client_secret_post" in methods and "client_secret_basic" not in methods
    return OAuth2Client(
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        token_endpoint_auth_method="none" if not secret else "client_secret_post" if posts else "client_secret_basic",
        scope="openid",
        redirect_uri=settings.desk_origin + ANSWER_PATH,
        code_challenge_method="S256",
        timeout=SECONDS,
        follow_redirects=False,
        verify=_trusted(),
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that this machine trusts, read once: reading them takes longer than a sign-in."""
    return ssl.create_default_context()


def _discovered(settings: Settings) -> dict[str, Any]:
    """Return the discovery document, read anew every five minutes."""
    issuer = settings.oidc_issuer
    if not settings.has_provider:
        raise ProviderUnset
    at, found = _known.get(issuer, (-LASTS_SECONDS, {}))
    if time.monotonic() - at < LASTS_SECONDS:
        return found
    try:
        found = _fetched(get_well_known_url(issuer, external=True))
    except (httpx2.HTTPError, ValueError):
        raise ProviderUnreachable from None
    _refuse_unfit(found, issuer)
    _known[issuer] = (time.monotonic(), found)
    return found


def _refuse_unfit(found: dict[str, Any], issuer: str) -> None:
    """Refuse a document of another issuer, or with addresses that others can listen to. Raises: ProviderUnfit."""
    if found.get("issuer") != issuer:
        raise ProviderUnfit(
            zh="其自报的签发方与设置不同（须逐字相同）", en="it names itself otherwise, to the character"
        )
    is_tls = urlsplit(issuer).scheme == "https"
    for name in _ADDRESSES:
        scheme = urlsplit(str(found.get(name, ""))).scheme
        if scheme != "https" and (is_tls or scheme != "http"):
            raise ProviderUnfit(zh=f"{name} 不是 https 地址", en=f"its {name} is no https address")


def _fetched(address: str) -> dict[str, Any]:
    """Return the JSON object at an address. Raises: HTTPError, ValueError."""
    answer = httpx2.get(address, timeout=SECONDS, follow_redirects=False, verify=_trusted())
    found = answer.json() if answer.status_code == 200 else None
    if isinstance(found, dict):
        return found
    raise ValueError
