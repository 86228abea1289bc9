"""Every route of the site, pages and API, as the application serves them; a router nobody listed is there as well."""

import re
from collections.abc import Mapping
from functools import cache

from fastapi import params
from fastapi.dependencies.utils import get_flat_params
from starlette.routing import Route

from disposal.serving.app import create_app

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
_BY_NOUN = {
    ("enquiries", "receipt"): "enquiry_receipt", ("enquiries", "file_id"): "enquiry_file_id",
    ("projects", "code"): "project_id", ("issuers", "code"): "issuer_code", ("notices", "number"): "notice_number",
}  # fmt: skip
"""Parameters that mean another thing under each noun, and the name that tells it: a project is called by its id too."""


class ServedRoute:
    """One address with one method."""

    def __init__(self, method: str, route: Route) -> None:
        self.method, self.path = method, route.path
        dependant = getattr(route, "dependant", None)
        asked = get_flat_params(dependant) if dependant else []
        self.declared = tuple(each.alias for each in asked if isinstance(each.field_info, params.Query))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return what stands in the path, by the names of its values."""
        return tuple(self._called(name) for name in _PARAMETER.findall(self.path))

    @property
    def is_api(self) -> bool:
        """Tell whether tokens open it, and cookies do not."""
        return self.path.startswith("/api/")

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the address with these values; ``record_id`` by the kind in the path."""
        kind = self.path.split("/")[2] if self.path.startswith("/desk/") else ""
        known = dict(values)
        known.setdefault("record_id", values.get(f"{kind.removesuffix('s').replace('partie', 'party')}_id", ""))
        return _PARAMETER.sub(lambda found: known[self._called(found[1])], self.path)

    def _called(self, parameter: str) -> str:
        noun = self.path.split("/{")[0].rpartition("/")[2]
        return _BY_NOUN.get((noun, parameter), parameter)


@cache
def served_routes() -> tuple[ServedRoute, ...]:
    """Return every route with each of its methods but HEAD, in the order in which they are served."""
    return tuple(
        ServedRoute(method, route)
        for route in create_app().routes
        if isinstance(route, Route)
        for method in sorted((route.methods or {"GET"}) - {"HEAD"})
    )


def unsafe_routes() -> list[ServedRoute]:
    """Return the routes that may change something."""
    return [route for route in served_routes() if route.method in UNSAFE]
