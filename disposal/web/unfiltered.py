"""Lists without filters: a filter is refused, so that nobody takes the whole list for a part of it."""

from typing import Annotated, Any

from fastapi import Depends, Query

from disposal.services.public.queries import Query as Asked


class NoFilters(Asked):
    """The question for a list that is shown whole."""


async def no_filters(asked: Annotated[NoFilters, Query()]) -> NoFilters:
    """Return the question, which holds nothing. FastAPI refuses any other with 422."""
    return asked


UNFILTERED: Any = [Depends(no_filters)]
"""The ``dependencies`` of the route of such a list."""
