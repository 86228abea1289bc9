"""Receipt numbers as tests find them on a page: drawn, with a check sign."""

import re

from disposal.services.filings.receipt_numbers import check_figure


def receipt_in(text: str, prefix: str = "YY") -> str:
    """Return the first receipt number of the invented issuer in a text; its check sign fits."""
    found = re.search(rf"{prefix}-XGCS-2022-(\d{{6}})(\d)(?!\d)", text)
    assert found is not None, text[:2_000]
    assert check_figure(found[1]) == found[2]
    return found[0]
