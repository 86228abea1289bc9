"""Calls of the API by staff with tokens, and the examples that its description shows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response

from disposal.acting import TokenScope
from disposal.models.records.record import now
from disposal.services.accounts.tokens import make_token
from disposal.serving.app import create_app
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import by

DESCRIBED = create_app().openapi()
OPERATIONS = {each["operationId"]: each for methods in DESCRIBED["paths"].values() for each in methods.values()}


class Calls:
    """The API as the staff of an issuer call it."""

    def __init__(self, site: TestClient, database: Database, issuer_id: UUID) -> None:
        self.site, self.database, self.issuer_id = site, database, issuer_id
        self.tokens: dict[str, str] = {}

    def token(self, login: str, *scopes: TokenScope) -> str:
        """Return a token of somebody, with all scopes unless told otherwise."""
        with self.database.session(by(login)) as session:
            given = scopes or tuple(TokenScope)
            return make_token(session, "测试", scopes=given, lasts=timedelta(hours=1), at=now()).text

    def call(self, login: str, method: str, address: str, status: int = 200, **more: Any) -> Response:
        """Call an address as somebody and return the response, which must have this status."""
        token = self.tokens.get(login) or self.tokens.setdefault(login, self.token(login))
        headers = {"authorization": f"Bearer {token}", **more.pop("headers", {})}
        answer = self.site.request(method, f"/api/v1/{address}", headers=headers, **more)
        assert answer.status_code == status, answer.text
        return answer  # type: ignore[return-value]

    def get(self, login: str, address: str, status: int = 200) -> Any:
        """Read an address."""
        return self.call(login, "GET", address, status).json()

    def post(self, login: str, address: str, body: Any = None, status: int = 201) -> Any:
        """Post a body to an address."""
        return self.call(login, "POST", address, status, json=body).json()

    def patch(self, login: str, address: str, body: Any, status: int = 200, etag: str | None = None) -> Any:
        """Change a record as it stands now, or as it was at ``etag``."""
        held = etag or self.call(login, "GET", address).headers["etag"]
        return self.call(login, "PATCH", address, status, json=body, headers={"if-match": held}).json()


def asked(operation: str) -> Any:
    """Return the example of a request body."""
    schema = OPERATIONS[operation]["requestBody"]["content"]["application/json"]["schema"]
    if "examples" in schema:
        return schema["examples"][0]
    reference = schema.get("$ref") or schema["anyOf"][0]["$ref"]
    shape = DESCRIBED["components"]["schemas"][reference.rpartition("/")[2]]
    return {name: field["examples"][0] for name, field in shape["properties"].items() if "examples" in field}


def shown(operation: str, status: int = 200) -> Any:
    """Return the example of an answer."""
    return OPERATIONS[operation]["responses"][str(status)]["content"]["application/json"]["example"]


def differing(example: Any, answer: Any, path: str = "") -> list[str]:
    """Name the places where an answer has another shape than the example: other names, other kinds of values."""
    if isinstance(example, dict) and isinstance(answer, dict):
        names = [f"{path}.{name}" for name in sorted(example.keys() ^ answer.keys())]
        both = [name for name in example if name in answer]
        return names + [each for name in both for each in differing(example[name], answer[name], f"{path}.{name}")]
    if isinstance(example, list) and isinstance(answer, list):
        return differing(example[0], answer[0], f"{path}[0]") if example and answer else []
    return [] if None in (example, answer) or type(example) is type(answer) else [path]
