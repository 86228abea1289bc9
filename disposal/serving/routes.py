"""The routes of all routers as the application serves them: side by side, each worked out once.

``FastAPI.include_router`` works every route out a second time, a tenth of a start, and at each request looks for it
twice. So these are the routers' own routes, copied for one application with FastAPI's functions.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_parameterless_sub_dependant
from fastapi.routing import APIRoute, request_response
from starlette.routing import BaseRoute


def add_routes(app: FastAPI, routers: Sequence[APIRouter], *, before: Sequence[Callable[..., Any]]) -> None:
    """Add the routes of routers to an application; ``before`` are its dependencies that each route asks first."""
    asked = [get_parameterless_sub_dependant(depends=Depends(each), path="") for each in before]
    app.router.routes.extend(each for router in routers for each in _served(app, router, asked))


def _served(app: FastAPI, router: APIRouter, asked: list[Dependant]) -> Iterator[BaseRoute]:
    for route in router.routes:
        if not isinstance(route, APIRoute):  # the page of a notice, which asks for itself what it needs
            yield route
            continue
        served = copy(route)
        served.dependant = replace(route.dependant, dependencies=[*asked, *route.dependant.dependencies])
        served.dependency_overrides_provider = app
        served.unique_id = served.name
        served.app = request_response(served.get_route_handler())
        yield served
