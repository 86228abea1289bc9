"""Load YAML for notices: numbers keep their digits, nothing is expanded or executed.

Scalars follow YAML 1.2's core schema: ``no`` is a string, ``17:00`` and ``2022-08-03`` are strings that the
field parses, ``0571`` keeps its zero.
Anchors, aliases and tags are refused: with them, a short file could expand without limit.
"""

import re
from collections.abc import Hashable
from decimal import Decimal
from typing import Any

import yaml

_C_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
_FIGURE = r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("tag:yaml.org,2002:float", _FIGURE, "-+.0123456789"),
)


class _Loader(_C_PARSER):  # type: ignore[misc]  # chosen at run time
    """The safe loader with its own scalar types. It refuses duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as the base declares it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                message = f"key {str(key.value)[:60]!r} stands twice or is no plain word"
                raise _refusal(message, key)
            seen.add(key.value)
        answer: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return answer


def _construct_figure(loader: Any, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


for _tag, _pattern, _first in _PLAIN_WORDS:
    _firsts = ["" if character == "\0" else character for character in _first]
    _Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern})\Z"), _firsts)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_figure)


def load_yaml(text: str) -> Any:
    """Return the plain values of a YAML document.

    Raises:
        yaml.YAMLError: not well-formed, or has anchors, aliases, tags or a duplicate key.
        RecursionError: nested too deep.
    """
    _refuse_tricks(text)
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - derived from the safe loader


def _refuse_tricks(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_C_PARSER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal("anchors (&) and aliases (*) are not accepted; write the value out", event)
        if getattr(event, "tag", None):
            raise _refusal("tags (!) are not accepted", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise RecursionError


def _refusal(message: str, at: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, message, at.start_mark)
