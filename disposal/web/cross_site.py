"""Posts of other sites are refused (CSRF): by where the browser says a post comes from, and by a token of the session.

Both halves hold for every unsafe request with a cookie, sign-in too. GET changes nothing.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from typing import ClassVar

from disposal.errors import DisposalError

TOKEN_FIELD, TOKEN_HEADER = "csrf", "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PURPOSE = b"disposal post of a page"
_TOKEN = re.compile(r"([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


class PostOfAnotherSite(DisposalError):
    """The request does not come from a page of ours."""

    code: ClassVar[str] = "post_of_another_site"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="本次提交不是从业务台的网页发出的，没有执行。请从业务台重新打开该页后再提交。",
            en="this was not sent from a page of the desk, and nothing was done; open the page again from the desk",
            field="origin",
        )


class TokenOutdated(DisposalError):
    """The token of a form is missing or is another session's."""

    code: ClassVar[str] = "token_outdated"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="本页在另一次登录中打开，没有执行。请重新打开该页后再提交。",
            en="this page was opened under another sign-in, and nothing was done; open it again and send it again",
            field=TOKEN_FIELD,
        )


def new_token(secret: bytes) -> str:
    """Return a token for the forms of a page. ``secret`` is that of the session; each token is another."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_mac(secret, nonce)}"


def is_genuine(token: str, secret: bytes) -> bool:
    """Tell whether a token was made with this secret."""
    found = _TOKEN.fullmatch(token)
    return found is not None and hmac.compare_digest(found[2], _mac(secret, found[1]))


def is_of_this_site(headers: Mapping[str, str], *, origins: Collection[str]) -> bool:
    """Tell whether the browser says that a page of ours sent the request.

    ``headers`` have names in small letters. Without ``Sec-Fetch-Site`` the ``Origin`` must be one of ``origins``;
    a request with neither is refused.
    """
    site = headers.get("sec-fetch-site")
    return site == "same-origin" if site is not None else headers.get("origin") in origins


def refuse_other_sites(method: str, headers: Mapping[str, str], *, origins: Collection[str]) -> None:
    """Refuse an unsafe request that another site sent. Raises: PostOfAnotherSite."""
    if method not in SAFE_METHODS and not is_of_this_site(headers, origins=origins):
        raise PostOfAnotherSite


def refuse_other_sessions(token: str, *, secret: bytes) -> None:
    """Refuse a form with a token that this session's secret did not make. Raises: TokenOutdated."""
    if not is_genuine(token, secret):
        raise TokenOutdated


def _mac(secret: bytes, nonce: str) -> str:
    digest = hmac.digest(secret, _PURPOSE + b"\0" + nonce.encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
