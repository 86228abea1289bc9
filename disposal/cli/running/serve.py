"""`disposal serve`: serve the public pages and the JSON API."""

import os
from typing import Annotated

import typer

from disposal.imports import without_collection
from disposal.settings import get_settings, reset_settings

_FIRST_STEPS = """尚无账号，请在1小时内打开此网址开设首位管理员 no account yet, make the first administrator here:
{address}{first}
随后在业务台录入分公司、开设用户 then enter a branch and open accounts: {address}/desk
先看演示：按 Ctrl-C 停止，运行 disposal demo，再启动 for the demonstration: stop, run disposal demo, start again"""


def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on; default: DISPOSAL_HOST, 127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="port to listen on; default: DISPOSAL_PORT, 8000")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="worker processes")] = 1,
) -> None:
    """提供公开网页和数据接口 · Serve the public pages and the JSON API until told to stop (Ctrl-C).

    Each worker process also runs the register's jobs, as `disposal worker` does.

    Example: disposal serve --port 8080 --workers 2
    """
    with without_collection():
        from disposal.serving import server

    if port is not None:  # workers, and the address that notices print, go by the environment
        os.environ["DISPOSAL_PORT"] = str(port)
        reset_settings()
    settings = get_settings()
    server.serve(
        settings,
        host=host or settings.host,
        port=settings.port,
        workers=workers,
        on_start=_tell,
    )


def _tell(address: str, first: str) -> None:
    """Say where the site is. The address of the first administrator goes to standard error, not into a log."""
    typer.echo(f"公开网页 pages {address}/  业务台 desk {address}/desk  数据接口 API {address}/api/docs")
    if first:
        typer.secho(_FIRST_STEPS.format(address=address, first=first), err=True)
