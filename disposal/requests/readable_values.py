"""Values that can be stored: no NUL and no half of a surrogate pair, wherever a request brings a text.

Asked in one place for every route: the query and JSON body by a dependency of all routers, the fields of a form by its
reader. So no such text reaches SQL, which refuses it without naming the field.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from fastapi import Request

from disposal.errors import DisposalError
from disposal.services.public.queries import InvalidQuery
from notices.reading import Problem

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_TOLD = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\xed[\xa0-\xbf]|\0")
"""How JSON may tell one of them: escaped, as the bytes of a half, or in another encoding, which holds a NUL anywhere.

A pair of halves that fit is found by it too, and then is no fault.
"""
_ZH = "含有空字符或不成对的代理码位，无法保存；请删去后重新提交"
_EN = "holds a NUL or half a surrogate pair, which cannot be stored; delete it and send it again"


class ValueUnreadable(DisposalError):
    """A text of a form or body that no database stores."""

    code: ClassVar[str] = "value_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, field: str) -> None:
        named = written(field)
        super().__init__(zh=f"字段 {named} {_ZH}。", en=f"the field {named} {_EN}", field=named)


def is_readable(text: str) -> bool:
    """Tell whether a text can be stored."""
    return _UNREADABLE.search(text) is None


def written(text: str) -> str:
    """Return a name in signs that can be shown, cut to 80."""
    return _UNREADABLE.sub(lambda sign: rf"\u{ord(sign[0]):04x}", text)[:80]


def refuse_unreadable(fields: Iterable[tuple[str, str]]) -> None:
    """Check names and texts of a form. Raises: ValueUnreadable, which names the first field."""
    for name, text in fields:
        if not (is_readable(text) and is_readable(name)):
            raise ValueUnreadable(name)


def refuse_unreadable_json(value: object) -> None:
    """Check each text in a JSON value. Raises: ValueUnreadable, which names the first by its dotted path."""
    refuse_unreadable(_texts(value))


async def readable_values(request: Request) -> None:
    """Refuse a query, an address or a JSON body with a text that cannot be stored.

    FastAPI has read the JSON of a route with a body before this is called; the body of another route is left alone.

    Raises: InvalidQuery with each parameter; ValueUnreadable.
    """
    asked = [*request.query_params.multi_items(), *((name, str(text)) for name, text in request.path_params.items())]
    wrong = [name for name, text in asked if not (is_readable(text) and is_readable(name))]
    if wrong:
        raise InvalidQuery(Problem(path=written(name), value="", zh=_ZH, en=_EN) for name in dict.fromkeys(wrong))
    if getattr(request.scope.get("route"), "body_field", None) is None or "json" not in _media_type(request):
        return
    if _TOLD.search(await request.body()):
        refuse_unreadable_json(await request.json())


def _media_type(request: Request) -> str:
    """Return the media type of the body; without one FastAPI reads JSON."""
    return request.headers.get("content-type", "").partition(";")[0].lower() or "application/json"


def _texts(whole: object) -> Iterator[tuple[str, str]]:
    """Yield each text in a JSON value and each name in it, with its dotted path. No recursion: a body may be deep."""
    waiting: list[tuple[str, Any]] = [("", whole)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path or "body", value
        elif isinstance(value, dict):
            dotted = [(f"{path}.{name}".lstrip("."), name, each) for name, each in value.items()]
            yield from ((under, name) for under, name, _ in dotted)
            waiting += [(under, each) for under, _, each in reversed(dotted)]
        elif isinstance(value, list):
            waiting += [(f"{path}.{place}".lstrip("."), each) for place, each in reversed(list(enumerate(value)))]
