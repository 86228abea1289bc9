"""`disposal serve`: serve the public pages and the JSON API."""

from typing import Annotated

import typer

from disposal.settings import get_settings


def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on; default: DISPOSAL_HOST, 127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="port to listen on; default: DISPOSAL_PORT, 8000")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="worker processes")] = 1,
) -> None:
    """提供公开网页和数据接口 · Serve the public pages and the JSON API until told to stop (Ctrl-C).

    Example: disposal serve --port 8080 --workers 2
    """
    from disposal.serving import server

    settings = get_settings()
    server.serve(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers,
        on_start=lambda address: typer.echo(f"公开网页 pages {address}/  数据接口 API {address}/api/docs"),
    )
