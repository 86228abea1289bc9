"""The OpenAPI description as generators of clients and linters read it.

Title, tags and ids of operations become names in other people's programs, so they are ASCII; the Chinese stands in the
descriptions.
"""

from collections.abc import Iterable
from typing import Any

from disposal.api.examples import REFUSALS
from disposal.api.examples.headers import HEADERS, OF_STATUS, header
from disposal.web.errors import PROBLEM_JSON

_DESCRIPTION = """
不良资产处置公告登记的数据接口。公告和计算器任何人可读；业务部分须以令牌证明身份。

Public notices of the disposal of distressed debt (不良资产处置公告), which anybody reads, and what staff do by token.

Amounts are strings in yuan with two places; dates are days in China, instants carry their offset. Public answers have
an ETag; so have records of staff: a PATCH must name it in `If-Match`, a step on a record may. What is created is found
at its `Location`; lists have `Link`s to the next page, and an empty filter is none. Every error is a problem of RFC
9457 with the one shape `{"error": {status, code, field, zh, en}}`; branch on `code`. Calls of staff need
`Authorization: Bearer` with an API token. Calls that change something may send `Idempotency-Key`: sent again within
24 hours they are answered alike and change nothing more; without a token, to whoever has the same key and body.
"""
TAGS: dict[str, str] = {
    "notices": "公告：列表、单篇、历次版本 · published notices and their versions",
    "files": "文件：公告的网页、PDF、文本和 JSON · the files of notices, exactly as published",
    "calculators": "计算器：公告期、最低公告期限、工作日历 · windows, statutory floors, working days",
    "accounts": "账号：本人与用户 · one's own account, and users",
    "messages": "消息：他人对您的事项办了什么 · what others did to what one began",
    "operation": "运行状态 · the health of a process",
    "projects": "处置项目：录入内容、起草公告 · projects: entering a content, drafting its notice",
    "drafts": "公告草稿：提交、审批、退回、发布 · drafts: submission, approval, return, publication",
    "claims": "债权 · claims",
    "packages": "资产包 · packages of claims, from a workbook",
    "parties": "当事人 · parties",
    "placements": "刊登 · placements of notices in media",
    "objections": "异议 · objections",
    "enquiries": "咨询 · enquiries",
    "amendments": "补充、更正、延期、撤销、结果公告 · later notices on a notice",
    "bidders": "意向受让人及其资格审查 · bidders and their screenings",
    "lists": "受限名单 · restricted lists",
}
"""Each tag with what it holds, in the order of the documentation."""
_OF_ANY_CALL = {421: "the request names a host that is not one of this site's"}
_OF_A_BODY = {
    400: "the body broke off before its end",
    408: "the body came too slowly",
    413: "the body is larger than one may be",
}
_OF_PAGES = ("text/", "application/json")
"""Media types of which no parts are sent."""
OPENAPI: dict[str, Any] = {
    "title": "Registry of disposal notices",
    "version": "1",
    "description": _DESCRIPTION,
    "license_info": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    "openapi_tags": [{"name": name, "description": said} for name, said in TAGS.items()],
    "generate_unique_id_function": lambda route: route.name,  # the id of an operation is the name of its function
}
"""What FastAPI is told of the API."""


def completed(description: dict[str, Any], routes: Iterable[Any], *, server: str) -> dict[str, Any]:
    """Return FastAPI's description with what it leaves out: the server, and which calls need no token.

    Examples say again what is null, and the errors that FastAPI adds in another form than ours are taken out.
    """
    _restore_examples(description, routes)
    for methods in description["paths"].values():
        for operation in methods.values():
            operation.setdefault("security", [])
            _state_our_errors(operation)
            _state_parts(operation["responses"])
            _state_headers(operation)
    description["components"]["headers"] = HEADERS
    for name in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(name, None)
    return {"openapi": description["openapi"], "info": description["info"], "servers": [{"url": server}], **description}


def _restore_examples(description: dict[str, Any], routes: Iterable[Any]) -> None:
    """Put back what is null in the examples of answers."""
    for route in routes:
        for method in getattr(route, "methods", ()) or ():
            operation = description["paths"].get(route.path, {}).get(method.lower(), {})
            for status, stated in getattr(route, "responses", {}).items():
                for media_type, content in stated.get("content", {}).items():
                    found = operation.get("responses", {}).get(str(status), {}).get("content", {}).get(media_type)
                    if found is not None and "example" in content:
                        found["example"] = content["example"]


def _state_headers(operation: dict[str, Any]) -> None:
    """State the headers that go with a status, or with a parameter; and that a filter may be empty."""
    sent, answers = operation.get("parameters", ()), operation["responses"]
    for status, name in OF_STATUS.items():
        if status in answers:
            answers[status].setdefault("headers", {})[name] = header(name)
    if "304" in answers:
        for status in ("200", "304"):
            answers[status].setdefault("headers", {})["ETag"] = header("ETag")
    if any(each["name"] == "Idempotency-Key" for each in sent):
        for status in answers.keys() & {"200", "201", "204"}:
            answers[status].setdefault("headers", {})["Idempotent-Replayed"] = header("Idempotent-Replayed")
    for each in sent:
        if each["in"] == "query" and not each["required"]:
            each["allowEmptyValue"] = True


def _state_parts(answers: dict[str, Any]) -> None:
    """State that a file is sent in parts to whoever asks for a Range."""
    files = {
        kind: {"schema": stated["schema"]}
        for kind, stated in answers.get("200", {}).get("content", {}).items()
        if not kind.startswith(_OF_PAGES)
    }
    if files:
        part = {"description": "the bytes that Range asks for", "content": files}
        answers["206"] = part | {"headers": {"Content-Range": header("Content-Range")}}
        answers["416"] = {"description": "the file has none of the bytes that Range asks for", "content": {}}


def _problem(status: int, description: str) -> dict[str, Any]:
    """Return the description of an error."""
    content = {"schema": {"$ref": "#/components/schemas/ErrorBody"}, "example": REFUSALS[status]}
    return {"description": description, "content": {PROBLEM_JSON: content}}


def _state_our_errors(operation: dict[str, Any]) -> None:
    """Make every error a problem of our shape, and add those that any address, or any with a body, may answer."""
    answers = operation["responses"]
    if "HTTPValidationError" in str(answers.get("422", "")):
        del answers["422"]
    for status, said in (_OF_ANY_CALL | (_OF_A_BODY if "requestBody" in operation else {})).items():
        answers.setdefault(str(status), _problem(status, said))
    for stated in answers.values():
        if "/ErrorBody" in str(stated.get("content", {}).get("application/json", "")):
            stated["content"] = {PROBLEM_JSON: stated["content"]["application/json"]}
