"""`disposal try`: the demonstration and an empty branch of one's own, in the browser, with nothing to set up."""

import socket
import time
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from disposal.demo.trial import remove_trial, trial_folder, trial_settings
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres

_FIRST_PORT, _PORTS_TRIED = 8000, 20


def try_it(
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="port to listen on; default: 8000, or the next that is free")
    ] = None,
    browser: Annotated[bool, typer.Option(help="open the pages in the browser")] = True,
    clean: Annotated[bool, typer.Option("--clean", help="remove the trial and all that was entered in it")] = False,
) -> None:
    """试用：演示数据和一个空的分公司 · The demonstration and an empty branch of your own; Ctrl-C stops it.

    Everything lies in one folder of yours, with a PostgreSQL of its own; no other register is touched. A later start
    goes on with what was entered.

    Example: disposal try
    """
    folder = trial_folder()
    if clean:
        was_there = remove_trial(folder)
        typer.echo(f"已删除 removed: {folder}" if was_there else f"没有试用数据 there is no trial: {folder}")
        return
    began = time.monotonic()
    settings = trial_settings(folder, port=port or _free_port())
    _serve(settings, folder, is_browser_wanted=browser, began=began)


def _serve(settings: Settings, folder: Path, *, is_browser_wanted: bool, began: float) -> None:
    """Fill the register where it is empty, and serve it until told to stop."""
    typer.echo(f"[1/8] 数据库 database: {folder / 'postgres'}")
    with ExitStack() as opened:
        with ThreadPoolExecutor(1) as beside:  # PostgreSQL makes its cluster while Python reads the modules
            # Not durable: what is only tried need not outlive a power cut, and starts at once.
            starting = beside.submit(opened.enter_context, EmbeddedPostgres(folder, is_durable=False))
            from disposal.demo.own_branch import make_own_branch
            from disposal.demo.people import OWN_STAFF, PASSWORD, make_people, publish_by_two, screen_by_staff
            from disposal.registry.due_publications import open_register
            from disposal.services.publication.context import context_of
            from disposal.serving import server
        starting.result()
        with open_register(settings) as database:
            make_people(database)
            make_own_branch(database)
            publish_by_two(database, context=context_of(settings), tell=typer.echo)
            screen_by_staff(database, tell=lambda _: None)
        typer.echo(_users([f"{login}（{name}）" for login, name, _ in OWN_STAFF], PASSWORD))

        def tell(address: str, _first: str) -> None:
            typer.echo(f"就绪，用时{time.monotonic() - began:.1f}秒 · ready: {address}/  业务台 desk: {address}/desk")
            if is_browser_wanted:
                for page in ("/", "/desk"):
                    webbrowser.open(address + page)

        server.serve(settings, host=settings.host, port=settings.port, workers=1, on_start=tell)


def _users(own: list[str], password: str) -> str:
    """Say who can sign in, and how all of it is removed."""
    return (
        f"自己的分公司 your own branch: {'、'.join(own)}；演示用户见登录页 others: on the sign-in page\n"
        f"密码 password: {password}\n停止 stop: Ctrl-C；全部删除 remove all: disposal try --clean"
    )


def _free_port() -> int:
    """Return the first port from 8000 on that nobody listens at; 8000 if all are taken, which ``serve`` then tells."""
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:  # taken: the next one is tried
                continue
            return port
    return _FIRST_PORT
