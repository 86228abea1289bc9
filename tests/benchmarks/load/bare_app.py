"""The baseline of the pages: FastAPI with one route that returns so many bytes and does nothing else."""

import os

from fastapi import FastAPI
from fastapi.responses import HTMLResponse


def create_app() -> FastAPI:
    """Return the application; BARE_BYTES says how many bytes."""
    app = FastAPI(openapi_url=None)
    body = b"x" * int(os.environ["BARE_BYTES"])

    @app.get("/bare", response_class=HTMLResponse)
    async def bare() -> HTMLResponse:
        return HTMLResponse(body)

    return app
