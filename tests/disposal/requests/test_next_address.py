"""After the sign-in the browser goes to the desk and nowhere else."""

import pytest

from disposal.requests.next_address import next_address


@pytest.mark.parametrize(
    "address",
    ["/desk", "/desk/claims", "/en/desk", "/en/desk/notices/HRZJ-2022-0001?on=2024-06-30", "/desk/search?q=%E5%8D%8E"],
)
def test_address_of_the_desk_is_returned(address: str) -> None:
    assert next_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "/notices",
        "/deskx",
        "/desk/../elsewhere",
        "/desk/%2e.%2Felsewhere",
        "//elsewhere.example",
        "/desk//elsewhere.example",
        "https://elsewhere.example/desk/",
        "/\\elsewhere.example",
        "/desk/\\elsewhere",
        "/desk/\r\nset-cookie: a=b",
        "/desk/ x",
        "/desk/\t/elsewhere.example",
        "javascript:alert(1)",
        "/desk/claims\n",
        "/desk/华",
        " /desk/claims",
    ],
)
def test_any_other_address_becomes_the_home_of_the_desk(address: str) -> None:
    assert next_address(address) == "/desk"
