"""A small identity provider for tests: it keeps to the protocol, and lies in its tokens where a test tells it to."""

import hmac
import json
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

import httpx2
from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import JSONResponse
from joserfc import jws
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from disposal.acting import Role
from disposal.services.accounts.provider_links import link_identity
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import AT, on_page, open_account
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, served_app

CLIENT_ID, CLIENT_SECRET = "zhaiquan", "geheim-des-registers"
PUBLISHED = b"a secret that everybody can read here"
REDIRECT = "http://127.0.0.1/desk/sign-in/oidc/answer"


@cache
def signing_key(name: str) -> RSAKey:
    """Return a key, made once for all tests."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


@dataclass
class IdentityProvider:
    """What it knows and does. ``claims`` replace those of its tokens, None takes one out; ``signs`` is how it signs."""

    issuer: str = ""
    subject: str = "24400320"
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    signs: str = "RS256"
    key: str = "own"
    error: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    exchanges: int = 0
    at: datetime = AT

    def described(self) -> dict[str, Any]:
        """Return the discovery document."""
        pages = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer} | {k: f"{self.issuer}/{v}" for k, v in pages.items()} | self.document

    def begun(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back to: with a code, or with an error."""
        self.asked.append(asked)
        assert (asked["client_id"], asked["redirect_uri"]) == (CLIENT_ID, REDIRECT)
        if self.error:
            words = "<script>alert(1)</script>"
            return f"{REDIRECT}?{urlencode({'error': self.error, 'error_description': words, 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{REDIRECT}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def is_right(self, asked: dict[str, str], *, verifier: str, redirect: str, client: str) -> bool:
        """Return whether the client proves that it asked for the code."""
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        is_client = b64decode(client.partition(" ")[2]).decode() == f"{CLIENT_ID}:{CLIENT_SECRET}"
        asks_well = (asked["code_challenge_method"], asked["code_challenge"]) == ("S256", challenge)
        return is_client and asks_well and redirect == asked["redirect_uri"]

    def token(self, asked: dict[str, str]) -> str:
        """Return an ID token, signed as ``signs`` says."""
        now = int(self.at.timestamp())
        said = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        said |= {"nonce": asked["nonce"], "auth_time": now, "email": "chen@example.com"} | self.claims
        payload = {name: value for name, value in said.items() if value is not None}
        return signed(payload, self.signs, key=self.key)


def signed(payload: dict[str, Any], how: str, *, key: str = "own") -> str:
    """Return a token signed by a key of the provider, the client's secret, the public key as text, or not."""
    if how == "RS256":
        return jws.serialize_compact({"alg": "RS256", "kid": "own"}, json.dumps(payload), signing_key(key))
    public = signing_key("own").as_pem(private=False)
    secret = {"HS256": CLIENT_SECRET.encode(), "public": public, "oct": PUBLISHED, "none": b""}[how]
    header = {"alg": "none" if how == "none" else "HS256", "kid": "other" if how == "oct" else "own"}
    said = f"{_text(json.dumps(header).encode())}.{_text(json.dumps(payload).encode())}"
    mark = b"" if how == "none" else hmac.digest(secret, said.encode(), "sha256")
    return f"{said}.{_text(mark)}"


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def app_of(provider: IdentityProvider) -> FastAPI:
    """Return the pages of a provider."""
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def described() -> dict[str, Any]:
        return provider.described()

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {
            "keys": [{"kty": "oct", "k": _text(PUBLISHED), "kid": "other"}, signing_key("own").as_dict(private=False)]
        }

    @app.get("/authorize")
    def authorize(request: Request) -> Response:
        return Response(status_code=302, headers={"location": provider.begun(dict(request.query_params))})

    @app.post("/token")
    def token(
        request: Request,
        code: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
    ) -> Response:
        provider.exchanges += 1
        asked, client = provider.codes.pop(code, None), request.headers.get("authorization", "")
        if asked is None or not provider.is_right(asked, verifier=code_verifier, redirect=redirect_uri, client=client):
            return JSONResponse({"error": "invalid_grant", "error_description": "<b>no</b>"}, status_code=400)
        token = provider.token(asked)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    return app


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """Run a provider on a free port of this machine."""
    provider = IdentityProvider()
    with served_app(app_of(provider)) as address:
        provider.issuer = address
        yield provider


def settings_of(settings: Settings, provider: IdentityProvider, **more: Any) -> Settings:
    """Return settings of a register that trusts a provider."""
    ours = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": SecretStr(CLIENT_SECRET),
        "desk_url": "http://127.0.0.1",
    }
    return settings.model_copy(update=ours | more)


@kept
def open_accounts(database: Database) -> None:
    """Open an administrator's account and that of chen, who is linked to 24400320."""
    guanli = on_page(open_account(database, "guanli", Role.administrator))
    open_account(database, "chen", Role.asset_manager, by=guanli)
    with database.session(guanli) as session:
        link_identity(session, "chen", "24400320", reason="启用统一身份认证")


def sent(browser: DeskBrowser, query: str = "next=/desk/me") -> str:
    """Go to the provider and return the address on the desk that it leads back to."""
    answer = browser.get(f"/desk/sign-in/oidc?{query}")
    assert answer.status_code == 303, answer.text
    back = httpx2.get(answer.headers["location"]).headers["location"]
    assert back.startswith(REDIRECT)
    return str(back.removeprefix("http://127.0.0.1"))


def is_signed_in(browser: DeskBrowser) -> bool:
    """Return whether the browser is shown a page of the desk."""
    return browser.get("/desk/me").status_code == 200
