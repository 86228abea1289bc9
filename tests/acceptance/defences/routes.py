"""Every route of the site, pages and API, as the application serves them; a router nobody listed is there as well."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from starlette.routing import BaseRoute, Route

from disposal.serving.app import create_app

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


class ServedRoute:
    """One address with one method."""

    def __init__(self, method: str, route: Route) -> None:
        self.method, self.path = method, route.path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names of what stands in the path."""
        return tuple(_PARAMETER.findall(self.path))

    @property
    def is_api(self) -> bool:
        """Tell whether tokens open it, and cookies do not."""
        return self.path.startswith("/api/")

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the address with these values; ``record_id`` by the kind in the path."""
        kind = self.path.split("/")[2] if self.path.startswith("/desk/") else ""
        known = dict(values)
        known.setdefault("record_id", values.get(f"{kind.removesuffix('s').replace('partie', 'party')}_id", ""))
        return _PARAMETER.sub(lambda found: known[found[1]], self.path)


@cache
def served_routes() -> tuple[ServedRoute, ...]:
    """Return every route with each of its methods but HEAD, in the order in which they are served."""
    return tuple(
        ServedRoute(method, route)
        for route in _walk(create_app().routes)
        for method in sorted((route.methods or {"GET"}) - {"HEAD"})
    )


def unsafe_routes() -> list[ServedRoute]:
    """Return the routes that may change something."""
    return [route for route in served_routes() if route.method in UNSAFE]


def _walk(routes: list[BaseRoute]) -> Iterator[Route]:
    for route in routes:
        if isinstance(route, Route):
            yield route
        else:
            yield from _walk(route.original_router.routes)  # type: ignore[attr-defined]
