"""The order of a summary of errors: that of the fields on the page, whatever order the checks found them in."""

import re

_SUMMARY = re.compile(r'(<div class="problems"[^>]*>.*?<ul>)(.*?)(</ul>)', re.DOTALL)
_ITEM = re.compile(r"<li>.*?</li>", re.DOTALL)
_PLACE = re.compile(r'href="#([^"]+)"')


def in_page_order(html: str) -> str:
    """Return a page with the points of each summary in the order of the fields that they lead to.

    A point that leads to no field of the page stands first, as it did before the others of its kind.
    """
    return (
        _SUMMARY.sub(lambda found: found[1] + _sorted(found[2], html) + found[3], html) if "problems" in html else html
    )


def _sorted(items: str, html: str) -> str:
    found = _ITEM.findall(items)
    return "\n" + "\n".join(sorted(found, key=lambda item: _position(item, html))) + "\n"


def _position(item: str, html: str) -> int:
    """Return where the field of a point stands; -1 where it leads elsewhere."""
    place = _PLACE.search(item)
    return html.find(f' id="{place[1]}"') if place else -1
