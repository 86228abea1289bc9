"""Where in the form of a notice a finding is mended, and which section a printed paragraph comes from."""

from disposal.services.notice_entry.claim_links import ClaimLinks
from notices.completeness import Severity, Shortcoming
from notices.reading import Problem

_SECTION_OF = {
    "items": "claims", "package": "assets", "record_date": "assets", "terms": "terms", "restrictions": "restrictions",
    "window": "window", "validity": "window", "extension": "window", "published_on": "window",
    "review_meeting_on": "review", "book_value": "review", "asset": "review", "facts": "review", "contacts": "contacts",
    "placements": "media", "media": "media", "medium": "media", "title": "words", "disclaimers": "words",
    "statements": "words", "attachments": "words", "supervisor": "words", "register": "claims", "claims": "claims",
}  # fmt: skip
_FIELDS = {
    "record_date": "assets-record_date", "package.name": "assets-package_name", "package.sold_as": "assets-sold_as",
    "terms": "terms-modes", "terms.modes": "terms-modes", "terms.other_mode": "terms-other_mode",
    "terms.buyer_requirement": "terms-buyer_requirement", "terms.floor_price": "terms-floor_price",
    "terms.deposit": "terms-deposit", "restrictions": "restrictions-capacity", "restrictions.limbs": "limbs",
    "restrictions.capacity": "restrictions-capacity", "restrictions.verbatim": "restrictions-verbatim",
    "window": "window-count", "window.count": "window-count", "window.wording": "window-wording",
    "window.closes_at": "window-closes_at", "published_on": "window-published_on",
    "accepts_enquiries": "words-accepts_enquiries", "requires_written_intent": "words-requires_written_intent",
    "review_meeting_on": "review-review_meeting_on", "book_value": "review-book_value", "title": "words-title",
    "asset": "review-province", "province": "review-province", "city": "review-city",
    "disclaimers": "words-disclaimers", "statements": "words-statements", "placements": "media", "contacts": "contacts",
}  # fmt: skip
_ROWS = {"contacts": "contacts", "placements": "media"}


def field_at(path: str) -> str:
    """Return the id of the field or part of the form where what a path of the content names is typed."""
    parts = path.split(".")
    if parts[0] in _ROWS and len(parts) > 1 and parts[1].isdecimal():
        names = {"contacts": "name", "placements": "medium"}
        name = parts[2] if len(parts) > 2 else names[parts[0]]
        return f"{_ROWS[parts[0]]}-{parts[1]}-{name}"
    for length in range(len(parts), 0, -1):
        if found := _FIELDS.get(".".join(parts[:length])):
            return found
    return f"s-{section_of(path)}"


def section_of(path: str) -> str:
    """Return the section of the form that a path of the content belongs to."""
    return _SECTION_OF.get(path.partition(".")[0], "claims")


def as_problem(finding: Shortcoming, claims: ClaimLinks | None) -> Problem:
    """Return a finding as a problem where it is mended: on the page of a claim, or at a field of the form."""
    place = ""
    if claims is not None and finding.subject:
        place = claims.of_record(finding.subject, finding.code)
    elif claims is not None:
        place = claims.at(finding.field, finding.code)
    return Problem(place or field_at(finding.field), "", finding.zh, finding.en)


def blockers_and_hints(
    findings: tuple[Shortcoming, ...], claims: ClaimLinks | None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what must be corrected (须改) and what is to be looked at (提示), each where it is mended."""
    told = [(finding.severity is Severity.blocker, as_problem(finding, claims)) for finding in findings]
    return tuple(each for is_blocker, each in told if is_blocker), tuple(
        each for is_blocker, each in told if not is_blocker
    )
