"""The answers of staff pages: a page, and the way to the sign-in. The middleware adds that no answer is stored."""

from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from disposal.pages.desk.menu import Menu
from disposal.pages.site import HTML, Place, render
from disposal.requests.next_address import next_address

SIGN_IN = "/desk/sign-in"
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
"""What stands in an address as it is: it is quoted already. A line break would begin another header."""


def staff_page(request: Request, template: str, menu: Menu, *, status: int = 200, **context: Any) -> Response:
    """Return a staff page; ``template`` is its path below ``templates/pages``, such as ``desk/design.html.j2``."""
    body = render(Place.of(request), template, menu=menu, **context)
    return Response(body, status_code=status, headers={"content-type": HTML})


def see_other(request: Request, path: str) -> Response:
    """Send the browser to a page of the desk in the same language, by GET: the answer to every form that was taken."""
    place = Place.of(request)
    address = quote(f"/en{path}" if place.language == "en" else path, safe=_PRINTABLE)
    return Response(status_code=303, headers={"location": address})


def sign_in_first(request: Request) -> Response:
    """Send the browser to the sign-in, which leads back to the page asked for."""
    place = Place.of(request)
    asked = f"{place.path}?{place.query}" if place.query else place.path
    wanted = next_address(asked if request.method == "GET" else place.path)
    return see_other(request, f"{SIGN_IN}?next={quote(wanted, safe='/')}")
