"""The routes that the application serves: every one asks first what comes before each route."""

from fastapi.routing import APIRoute

from disposal.serving.app import BEFORE_EACH_ROUTE, ROUTERS_SERVED, create_app


def test_every_route_is_served_once_and_asks_first_what_comes_before_each() -> None:
    served = create_app().routes
    assert len(served) == sum(len(router.routes) for router in ROUTERS_SERVED) > 250
    for route in served:
        if isinstance(route, APIRoute):
            asked = tuple(each.call for each in route.dependant.dependencies)
            assert asked[: len(BEFORE_EACH_ROUTE)] == BEFORE_EACH_ROUTE
    others = [getattr(route, "path", "") for route in served if not isinstance(route, APIRoute)]
    assert others == ["/notices/{notice:notice_key}"]


def test_two_applications_share_no_dependency_of_a_route() -> None:
    one, other = create_app(), create_app()
    for mine, others in zip(one.routes, other.routes, strict=True):
        if isinstance(mine, APIRoute) and isinstance(others, APIRoute):
            assert mine.dependency_overrides_provider is one
            assert len(mine.dependant.dependencies) == len(others.dependant.dependencies)
