"""The registry fetches no address that anybody types: nothing in it can, and what is set as PDF fetches nothing."""

import re
from threading import Event

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from notices.typesetting.engine import SealedFetcher
from tests.support.house import SOURCES, refuse, text_of
from tests.support.website import served_app

FETCHING = re.compile(
    r"^\s*(?:import|from)\s+(urllib\.request|urllib import request|http\.client|httpx2?|requests|aiohttp|urllib3)\b",
    re.M,
)
MAY_FETCH = {"disposal/identity_provider/provider.py"}
"""Files that may reach other machines, at addresses of the settings alone."""


def test_no_file_of_ours_can_fetch_an_address() -> None:
    reaching = {path: FETCHING.findall(text_of(path)) for path in SOURCES if path not in MAY_FETCH}
    refuse(
        [f"{path} imports {names}: whom it asks comes from the settings" for path, names in reaching.items() if names]
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{}'>",
        "<link rel=stylesheet href='{}'>",
        "<style>@import '{}'</style>",
        "<style>p{{background:url({})}}</style>",
    ],
)
def test_pdf_of_words_that_name_addresses_asks_for_none(markup: str) -> None:
    asked = Event()

    async def note(scope: dict[str, object], receive: object, send: object) -> None:
        if scope["type"] == "http":
            asked.set()

    with served_app(note) as address:  # type: ignore[arg-type]
        asked.clear()
        page = HTML(string=f"<p>x</p>{markup.format(address + '/x')}", url_fetcher=SealedFetcher())
        with pytest.raises(FatalURLFetchingError, match="must not load"):
            page.write_pdf()
        assert not asked.is_set()
